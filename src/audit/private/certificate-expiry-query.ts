import { Duration, Tokenization } from 'aws-cdk-lib';
import { QUERY_PRELUDE, TABLE_NAME } from './report-queries';

/* The queries on certificates that expire soon and have no successor. */

/** What the queries include. */
export interface ExpiryQueryOptions {
  /** The remaining validity periods, in descending order. */
  readonly within: readonly Duration[];
  /** Whether to include certificates that AWS Certificate Manager (ACM) requested. */
  readonly includeAcm: boolean;
}

/** The number of days in a text. It can be a token. */
export function renderDays(remaining: Duration): string {
  return Tokenization.stringifyNumber(remaining.toDays());
}

/**
 * The certificates that expire within the longest period, are not revoked, and have no successor: no certificate of the
 * same CA with the same subject that ends later and is not revoked. A certificate without a subject has no successor.
 */
function unreplaced({ within, includeAcm }: ExpiryQueryOptions): string {
  return `${QUERY_PRELUDE}, unreplaced AS (
  SELECT * FROM (
    SELECT *, max(CASE WHEN is_revoked THEN NULL ELSE not_after END) OVER (PARTITION BY ca_id, subject) AS last_end
    FROM certificate
  )
  WHERE NOT is_revoked AND not_after >= now AND not_after < now + INTERVAL '${renderDays(within[0])}' DAY
    AND (subject = '' OR not_after >= last_end)${includeAcm ? '' : '\n    AND requester_service <> \'acm.amazonaws.com\''}
)`;
}

/** The question that the list answers. */
export const LIST_QUESTION = 'Which certificates expire soon and have no successor?';

/** The list of the certificates, for analysts. */
export function renderListQuery(options: ExpiryQueryOptions): string {
  return `-- ${LIST_QUESTION}
${unreplaced(options)}
SELECT ca_id, date_diff('day', now, not_after) AS days_left, not_after, subject, serial, template, requester_account,
  requester_service
FROM unreplaced ORDER BY not_after, ca_id, serial`;
}

/**
 * One row: the number of reports, the hours since the newest copy (none without a report), and the number of
 * certificates within each period. The query is one line, because it is a text in the definition of a state machine.
 */
export function renderCountQuery(options: ExpiryQueryOptions): string {
  const counts = options.within.map((remaining, index) =>
    `count_if(not_after < now + INTERVAL '${renderDays(remaining)}' DAY) AS within_${index + 1}`);
  return `${unreplaced(options)}
SELECT (SELECT count(DISTINCT "$path") FROM ${TABLE_NAME}) AS reports,
  (SELECT date_diff('hour', max("$file_modified_time"), current_timestamp) FROM ${TABLE_NAME}) AS hours,
  ${counts.join(', ')}
FROM unreplaced`.replace(/\s*\n\s*/g, ' ');
}
