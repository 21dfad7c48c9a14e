/* The SQL of the saved queries on audit reports, for Amazon Athena engine version 3. */

/** A saved query. */
export interface ReportQuery {
  readonly name: string;
  /** The question that the query answers. */
  readonly question: string;
  readonly sql: string;
}

/** The name of the table with the newest audit report of each CA. */
export const TABLE_NAME = 'audit_report';

/** The columns of an audit report, in order. Table columns are in lowercase. */
export const REPORT_COLUMNS = [
  'awsAccountId', 'requestedByServicePrincipal', 'certificateArn', 'serial', 'subject', 'notBefore', 'notAfter', 'issuedAt',
  'revokedAt', 'revocationReason', 'templateArn',
].map((name) => name.toLowerCase());

/** The position of the only column that can contain commas and quotation marks. */
const SUBJECT = REPORT_COLUMNS.indexOf('subject');

/**
 * The pattern of a line. It assumes no convention for quotation marks, because AWS documentation doesn't specify one.
 * Otherwise, a subject with a quotation mark or a backslash could hide a certificate.
 */
export const LINE_PATTERN = `^${REPORT_COLUMNS.map((_name, index) => index === SUBJECT ? '(.*)' : '([^,]*)').join(',')}$`;

/**
 * A subject without quotation marks, or one between them with doubled or escaped ones inside. A requester who puts a
 * raw newline and commas into a subject can forge two lines, but not the quotation marks of both.
 */
export const WHOLE_SUBJECT = '^("(\\\\"|""|[^"])*"|[^"]*)$';

const timestamp = (column: string) => `date_parse(substr(${column}, 1, 19), '%Y-%m-%dT%H:%i:%s')`;

/**
 * The common table expression of the queries: one row for each certificate, with typed columns. A certificate is
 * revoked if it has a revocation time, because AWS's own sample has a reason without one.
 */
export const QUERY_PRELUDE = `WITH certificate AS (
  SELECT
    split_part(certificatearn, '/', 2) AS ca_id,
    certificatearn AS certificate_arn,
    serial,
    CASE WHEN length(subject) > 1 AND substr(subject, 1, 1) = '"' AND substr(subject, -1) = '"'
      THEN replace(substr(subject, 2, length(subject) - 2), '""', '"') ELSE subject END AS subject,
    ${timestamp('notbefore')} AS not_before,
    ${timestamp('notafter')} AS not_after,
    ${timestamp('issuedat')} AS issued_at,
    revokedat <> '' AS is_revoked,
    TRY(${timestamp('nullif(revokedat, \'\')')}) AS revoked_at,
    revocationreason AS revocation_reason,
    awsaccountid AS requester_account,
    requestedbyserviceprincipal AS requester_service,
    regexp_extract(templatearn, 'template/([^/]+)/', 1) AS template,
    strpos(templatearn, 'CACertificate') > 0 AS is_ca,
    CAST(current_timestamp AT TIME ZONE 'UTC' AS timestamp(3)) AS now
  FROM ${TABLE_NAME}
  WHERE serial <> 'serial'
)`;

const CA_OF_FILE = 'regexp_extract("$path", \'([^/]+)\\.csv$\', 1)';

const query = (name: string, question: string, body: string): ReportQuery => ({
  name, question, sql: `-- ${question}\n${QUERY_PRELUDE}\n${body}`,
});

/** The saved queries. */
export const REPORT_QUERIES: readonly ReportQuery[] = [
  {
    name: 'reports_read',
    question: 'Which reports do the queries read, how old are they, and which lines are unreadable?',
    sql: `-- Which reports do the queries read, how old are they, and which lines are unreadable?
SELECT ${CA_OF_FILE} AS ca_id, max("$file_modified_time") AS copied_at, count_if(serial <> 'serial') AS certificates,
  max(CASE WHEN serial <> 'serial' THEN issuedat END) AS newest_issuance, count_if(serial IS NULL) AS unreadable_lines,
  count_if(serial <> 'serial' AND NOT (regexp_like(notafter, '^\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d\\+0000$')
    AND regexp_like(serial, '^[0-9a-f:]+$') AND regexp_like(subject, '${WHOLE_SUBJECT}'))) AS odd_lines
FROM ${TABLE_NAME} GROUP BY ${CA_OF_FILE} ORDER BY ca_id`,
  },
  query('expiring', 'Which certificates expire within 90 days, and which of them have a successor?',
    `SELECT c.ca_id, date_diff('day', c.now, c.not_after) AS days_left, c.not_after, c.subject, c.serial, c.template,
  c.requester_account, c.requester_service,
  EXISTS (SELECT 1 FROM certificate s WHERE s.ca_id = c.ca_id AND s.subject = c.subject AND c.subject <> ''
    AND NOT s.is_revoked AND s.not_after > c.not_after) AS has_successor
FROM certificate c
WHERE NOT c.is_revoked AND c.not_after >= c.now AND c.not_after < c.now + INTERVAL '90' DAY
ORDER BY c.not_after, c.ca_id, c.serial`),
  query('issued_by_template', 'How many certificates were issued with each template, and how many are valid or revoked?',
    `SELECT ca_id, template, count(*) AS issued, count_if(NOT is_revoked AND not_after >= now) AS valid,
  count_if(is_revoked) AS revoked, max(issued_at) AS last_issued
FROM certificate GROUP BY ca_id, template ORDER BY ca_id, issued DESC, template`),
  query('issued_by_requester', 'Which accounts and AWS services requested certificates? The service of a direct call is empty.',
    `SELECT ca_id, requester_account, requester_service, count(*) AS issued,
  count_if(NOT is_revoked AND not_after >= now) AS valid, max(issued_at) AS last_issued
FROM certificate GROUP BY ca_id, requester_account, requester_service
ORDER BY ca_id, issued DESC, requester_account, requester_service`),
  query('revoked_by_reason', 'How many certificates were revoked for each reason, and how many of them are unexpired?',
    `SELECT ca_id, revocation_reason, count(*) AS revoked, count_if(not_after >= now) AS unexpired,
  max(revoked_at) AS last_revoked
FROM certificate WHERE is_revoked GROUP BY ca_id, revocation_reason ORDER BY ca_id, revoked DESC, revocation_reason`),
  query('duplicate_subjects', 'Which subjects have more than one valid certificate?',
    `SELECT ca_id, subject, count(*) AS valid, min(not_after) AS first_expiry, max(not_after) AS last_expiry,
  array_join(array_agg(serial ORDER BY not_after), ' ') AS serials
FROM certificate WHERE NOT is_revoked AND not_before <= now AND not_after >= now AND NOT is_ca AND subject <> ''
GROUP BY ca_id, subject HAVING count(*) > 1 ORDER BY valid DESC, ca_id, subject`),
  query('longest_lived', 'Which 100 valid end-entity certificates have the longest validity periods?',
    `SELECT ca_id, date_diff('day', not_before, not_after) AS lifetime_days, not_after, subject, serial, template,
  requester_account, requester_service
FROM certificate WHERE NOT is_revoked AND not_after >= now AND NOT is_ca
ORDER BY lifetime_days DESC, ca_id, serial LIMIT 100`),
  query('issued_per_month', 'How many certificates were issued in each month, and how many of them are revoked now?',
    `SELECT ca_id, date_format(issued_at, '%Y-%m') AS month, count(*) AS issued,
  count_if(requester_service = 'acm.amazonaws.com') AS renewed_by_acm, count_if(is_revoked) AS revoked_since
FROM certificate GROUP BY ca_id, date_format(issued_at, '%Y-%m') ORDER BY ca_id, month`),
  query('ca_certificates', 'Which CA certificates were issued?',
    `SELECT ca_id, issued_at, subject, not_after,
  CASE WHEN is_revoked THEN 'revoked' WHEN not_after < now THEN 'expired' ELSE 'valid' END AS state, revocation_reason,
  template, requester_account, serial
FROM certificate WHERE is_ca ORDER BY issued_at DESC, ca_id, serial`),
  query('renewed_by_acm', 'Which certificates did AWS Certificate Manager renew?',
    `SELECT ca_id, issued_at, subject, not_after, is_revoked, requester_account, serial
FROM certificate WHERE requester_service = 'acm.amazonaws.com' ORDER BY issued_at DESC, ca_id, serial`),
];
