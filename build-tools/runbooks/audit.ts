import { DEPLOY, DESCRIBE_CA, FILE } from './procedures';
import { Runbook, Step, Subject } from './types';

export const REQUEST_REPORT: Step = [
  'Request a report. AWS Private CA accepts one request for each CA within 30 minutes.',
  'aws acm-pca create-certificate-authority-audit-report --certificate-authority-arn CA_ARN --s3-bucket-name BUCKET --audit-report-response-format CSV',
  'aws acm-pca describe-certificate-authority-audit-report --certificate-authority-arn CA_ARN --audit-report-id AUDIT_REPORT_ID',
];

const READ_BUCKET: Step = [
  'Read the policy and the encryption of the bucket, and the policy of its key. AWS Private CA cannot write to a bucket with Object Lock.',
  'aws s3api get-bucket-policy --bucket BUCKET --query Policy --output text',
  'aws s3api get-bucket-encryption --bucket BUCKET',
  'aws s3api get-object-lock-configuration --bucket BUCKET',
  'aws kms get-key-policy --key-id KEY_ID --policy-name default --query Policy --output text',
];

export const LIST_REPORTS: Step = [
  'List the newest reports of the CA.',
  'aws s3api list-objects-v2 --bucket BUCKET --prefix audit-report/CA_ID/ --query \'reverse(sort_by(Contents,&LastModified))[:5].[Key,LastModified,Size]\' --output table',
];

const EVIDENCE = 'No evidence is lost yet: a report is a complete snapshot of all certificates, so the next report contains everything that the missing one '
  + 'would contain.';

export const REPORT_FAILED: Runbook = {
  check: [
    READ_BUCKET,
    DESCRIBE_CA,
    ['Find the request, and the change that caused the failure.',
      'aws cloudtrail lookup-events --lookup-attributes AttributeKey=EventName,AttributeValue=CreateCertificateAuthorityAuditReport --max-items 20'],
    'AWS Private CA does not support reports of a CA with more than 100 million certificates.',
  ],
  contain: [EVIDENCE, 'If an auditor waits for the report, inform the auditor about the delay.'],
  recover: [
    [`If the policy of the bucket or of its key differs, write that of the template ${FILE}.`,
      'aws s3api put-bucket-policy --bucket BUCKET --policy file://bucket-policy.json',
      'aws kms put-key-policy --key-id KEY_ID --policy-name default --policy file://key-policy.json'],
    DEPLOY,
    REQUEST_REPORT,
  ],
  close: ['The status of the requested report is `SUCCESS`, and the object is in the bucket.'],
};

const OVERDUE: Runbook = {
  check: [
    LIST_REPORTS,
    '[Read an execution](#read-an-execution) of the state machine of the schedule.',
    ['Check that the schedule is enabled.', 'aws scheduler list-schedules --query \'Schedules[].[Name,GroupName,State]\' --output table'],
    DESCRIBE_CA,
    'After the first deployment, the alarm is in ALARM state until the first report is delivered.',
  ],
  contain: [EVIDENCE, 'Alarms on expiring certificates read these reports. Until a report is delivered, they see no new certificates.'],
  recover: [
    'If the CA was deleted or expired, remove it from the schedule, and deploy the stack.',
    'If the schedule is disabled or deleted, deploy the stack again.',
    DEPLOY,
    REQUEST_REPORT,
    'If the report has the status `FAILED`, follow [audit-report-failed](#audit-report-failed).',
  ],
  close: ['A report that is newer than the interval of the schedule is in the bucket, and the alarm is in OK state.'],
};

const NOT_DELIVERED: Runbook = {
  check: [
    '[Read an execution](#read-an-execution) of the state machine of the schedule. The cause names the CA, the report, and the status.',
    '`AuditReportNotDelivered` is a report that AWS Private CA could not write. Another error is a request that AWS Private CA rejected: a missing '
      + 'permission, a CA that is not active, or a second request within 30 minutes.',
    READ_BUCKET,
    DESCRIBE_CA,
  ],
  contain: [EVIDENCE],
  recover: REPORT_FAILED.recover,
  close: ['An execution that is newer than the failure succeeded, and its report is in the bucket.'],
};

/** A state machine that a schedule could not start. */
export function notStarted(what: string, extra: readonly Step[] = []): Runbook {
  return {
    check: [
      '[Read a dead-letter queue](#read-a-dead-letter-queue): the queue of the alarm (dimension `QueueName`).',
      ['Read the target and the role of the schedule.',
        'aws scheduler list-schedules --query \'Schedules[].[Name,GroupName,State,Target.Arn]\' --output table',
        'aws scheduler get-schedule --name SCHEDULE_NAME --group-name GROUP_NAME'],
      'Typical causes are a deleted state machine, a role that lost `states:StartExecution`, and a KMS key that does not work.',
    ],
    contain: [what],
    recover: [
      DEPLOY,
      ['Start the state machine with the input of the schedule (`Target.Input`), instead of waiting for the next time.',
        'aws stepfunctions start-execution --state-machine-arn STATE_MACHINE_ARN --input file://input.json'],
      ...extra,
      'Delete the messages from the queue.',
    ],
    close: ['The queue is empty, the alarm is in OK state, and a scheduled execution succeeded.'],
  };
}

const COPY: Step = ['Copy the newest report yourself by starting the state machine with the event of the object as input. The message or the failed '
  + 'execution contains it.', 'aws stepfunctions start-execution --state-machine-arn STATE_MACHINE_ARN --input file://event.json'];

const COPY_NOT_STARTED: Runbook = {
  check: [
    '[Read a dead-letter queue](#read-a-dead-letter-queue): the queue of the alarm (dimension `QueueName`). Each message contains the event of a report.',
    ['Check that the rule is enabled, and that its role can start the state machine.',
      'aws events describe-rule --name RULE_NAME', 'aws events list-targets-by-rule --rule RULE_NAME'],
  ],
  contain: ['Queries and the expiry watch read an older report. Do not rely on them for an audit until the copy is current.'],
  recover: [DEPLOY, COPY, 'Delete the messages from the queue.'],
  close: ['The object `latest/CA_ID.csv` is as new as the newest report, and the queue is empty.'],
};

const NOT_COPIED: Runbook = {
  check: [
    '[Read an execution](#read-an-execution) of the state machine that copies reports.',
    '`ReportTooLarge` is a report over 5 GiB, which CopyObject does not support. `AccessDenied` is the role, a bucket policy, or a key policy.',
    LIST_REPORTS,
  ],
  contain: ['Queries and the expiry watch read an older report. Do not rely on them for an audit until the copy is current.'],
  recover: ['Correct the policy, or the state of the key.', DEPLOY, COPY,
    'For a report that is too large, query the original object in its own table.'],
  close: ['The object `latest/CA_ID.csv` is as new as the newest report.'],
};

/** Objects that were not replicated to an archive. */
function notArchived(prefix: string, what: string): Runbook {
  return {
    check: [
      ['Find the objects that were not replicated.',
        `aws s3api list-objects-v2 --bucket BUCKET --prefix ${prefix} --query 'reverse(sort_by(Contents,&LastModified))[:10].Key'`,
        'aws s3api head-object --bucket BUCKET --key KEY --query ReplicationStatus'],
      ['Read the replication configuration, and its role.', 'aws s3api get-bucket-replication --bucket BUCKET',
        'aws iam list-role-policies --role-name ROLE_NAME'],
      'In the archive account, check that the archive bucket, its policy, and its KMS key are unchanged.',
    ],
    contain: [
      what,
      'Until the objects are replicated, restrict who can delete or change objects in the source bucket.',
    ],
    recover: [
      'Correct the role, the policy of the archive bucket, or the policy of its key.',
      DEPLOY,
      ['Replicate the failed objects with S3 Batch Replication. S3 does not retry them.',
        'aws s3control create-job --account-id ACCOUNT_ID --operation \'{"S3ReplicateObject":{}}\' --report file://report.json '
        + '--manifest-generator file://manifest-generator.json --priority 1 --role-arn BATCH_ROLE_ARN --no-confirmation-required',
        'aws s3control describe-job --account-id ACCOUNT_ID --job-id JOB_ID --query Job.Status'],
    ],
    close: ['The replication status of each object is `COMPLETED`, and the alarm is in OK state.'],
  };
}

export const AUDIT: Subject = {
  title: 'Audit reports and archives',
  runbooks: {
    'audit-report-failed': REPORT_FAILED,
    'audit-report-overdue': OVERDUE,
    'audit-report-not-delivered': NOT_DELIVERED,
    'report-schedule-not-started': notStarted(EVIDENCE, [REQUEST_REPORT]),
    'report-copy-not-started': COPY_NOT_STARTED,
    'audit-report-not-copied': NOT_COPIED,
    'audit-report-not-archived': notArchived('audit-report/', 'The only copy of the report is in a bucket that administrators of the account can change.'),
    'log-file-not-archived': notArchived('AWSLogs/', 'The only copy of the log file is in a bucket that administrators of the account can change. Log file '
      + 'validation still detects a change.'),
  },
};
