import { Procedure, Step } from './types';

/* The procedures and steps that several runbooks share. */

const SESSION_POLICY = `cat > revoke-older-sessions.json <<'POLICY'
{
  "Version": "2012-10-17",
  "Statement": [{
    "Effect": "Deny",
    "Action": "*",
    "Resource": "*",
    "Condition": { "DateLessThan": { "aws:TokenIssueTime": "CURRENT_TIME" } }
  }]
}
POLICY`;

/** The procedures, in the order of the page. */
export const PROCEDURES: readonly Procedure[] = [
  {
    title: 'Find a call in CloudTrail',
    steps: [
      ['Look up the call in CloudTrail Event history. It contains the management events of the last 90 days in one Region, even if a trail '
        + 'was stopped. An event appears some minutes after the call.',
      'aws cloudtrail lookup-events --region REGION --lookup-attributes AttributeKey=EventName,AttributeValue=EVENT_NAME --max-items 20 '
        + '--query \'Events[].CloudTrailEvent\' --output text'],
      'Read `userIdentity` (the caller), `sourceIPAddress`, `userAgent`, `eventTime`, `errorCode`, and `requestParameters`. For an assumed role, '
        + '`sessionContext.sessionIssuer` is the role, and the last part of `arn` is the name of the session.',
      ['Look up what else the same access key did.',
        'aws cloudtrail lookup-events --region REGION --lookup-attributes AttributeKey=AccessKeyId,AttributeValue=ACCESS_KEY_ID --max-items 50 '
        + '--query \'Events[].[EventTime,EventName,EventSource]\' --output table'],
      'If the account has a trail in CloudWatch Logs, the saved queries of `PrivateCaQueries` answer the same questions for a longer time.',
    ],
  },
  {
    title: 'Check for an approved change',
    steps: [
      ['Compare the time of the call with the deployments of the stack.',
        'aws cloudformation describe-stack-events --stack-name STACK_NAME --max-items 30 '
        + '--query \'StackEvents[].[Timestamp,LogicalResourceId,ResourceStatus]\' --output table'],
      'Compare the caller with the execution role of AWS CloudFormation (`cdk-…-cfn-exec-role-…`), and with the people who can change the PKI.',
      'Ask the caller through a channel that the caller\'s credentials do not control, for example by phone. An answer by the same '
        + 'compromised account proves nothing.',
    ],
  },
  {
    title: 'Revoke the sessions of a caller',
    steps: [
      ['For a role, deny all sessions that began before now. Replace CURRENT_TIME, for example with 2026-11-26T03:04:05Z. New sessions are not '
        + 'affected, so also remove the attacker\'s way to assume the role.',
      SESSION_POLICY,
      'aws iam put-role-policy --role-name ROLE_NAME --policy-name AWSRevokeOlderSessions --policy-document file://revoke-older-sessions.json'],
      ['For an IAM user, deactivate the access keys, and remove the password.',
        'aws iam list-access-keys --user-name USER_NAME',
        'aws iam update-access-key --user-name USER_NAME --access-key-id ACCESS_KEY_ID --status Inactive',
        'aws iam delete-login-profile --user-name USER_NAME'],
      'For a role of IAM Identity Center (`AWSReservedSSO_…`), disable the user in IAM Identity Center, and end the active sessions of the user '
        + 'there. IAM does not allow changes to these roles.',
      'For another account, inform its security contact, and remove its access: the resource share, or the statement in the resource-based policy '
        + 'of the CA.',
    ],
  },
  {
    title: 'Deploy the stack again',
    steps: [
      ['Show how the resources differ from the template, and what a deployment would change.', 'npx cdk drift STACK_NAME', 'npx cdk diff STACK_NAME'],
      'If `cdk diff` shows the replacement or the deletion of a CA, a bucket, or a key, stop. Ask a second person before you deploy.',
      ['Deploy. CloudFormation corrects only properties that the template changes. If a property drifted, but the template did not change, set '
        + 'it by its API to the value of the template first.',
      'npx cdk deploy STACK_NAME'],
    ],
  },
  {
    title: 'Read a dead-letter queue',
    steps: [
      ['Read the messages. The attributes `ERROR_CODE` and `ERROR_MESSAGE` contain the cause.',
        'aws sqs receive-message --queue-url QUEUE_URL --max-number-of-messages 10 --message-attribute-names All --attribute-names All '
        + '--visibility-timeout 30'],
      ['After you corrected the cause and handled each message, delete the messages. The alarm changes to OK within some minutes.',
        'aws sqs purge-queue --queue-url QUEUE_URL'],
    ],
  },
  {
    title: 'Read an execution',
    steps: [
      ['List the latest executions of the state machine, and describe the one that failed. `error` and `cause` contain the reason.',
        'aws stepfunctions list-executions --state-machine-arn STATE_MACHINE_ARN --max-items 10',
        'aws stepfunctions describe-execution --execution-arn EXECUTION_ARN'],
      ['If the cause is not clear, read the last events of the execution.',
        'aws stepfunctions get-execution-history --execution-arn EXECUTION_ARN --reverse-order --max-items 10'],
      ['To repeat an execution, start another one with the `input` of the failed one.',
        'aws stepfunctions start-execution --state-machine-arn STATE_MACHINE_ARN --input file://input.json'],
    ],
  },
];

/** The steps to find calls by their names. */
export function findCall(...names: string[]): Step {
  return [`[Find the call in CloudTrail](#find-a-call-in-cloudtrail): ${names.map((name) => `\`${name}\``).join(', ')}.`,
    ...names.slice(0, 2).map((name) =>
      `aws cloudtrail lookup-events --lookup-attributes AttributeKey=EventName,AttributeValue=${name} --max-items 20`)];
}

export const APPROVED = '[Check for an approved change](#check-for-an-approved-change).';

export const REVOKE_SESSIONS = 'If the change was not approved, [revoke the sessions of the caller](#revoke-the-sessions-of-a-caller) first. '
  + 'Otherwise, the caller can repeat it.';

export const DEPLOY = '[Deploy the stack again](#deploy-the-stack-again).';

export const DESCRIBE_CA: Step = [
  'Read the status, the type, the owner, and the revocation configuration of the CA.',
  'aws acm-pca describe-certificate-authority --certificate-authority-arn CA_ARN',
];

export const DISABLE_CA: Step = [
  'Disable the CA, so that it cannot issue certificates. A disabled CA still publishes CRLs, answers OCSP requests, and accepts revocations.',
  'aws acm-pca update-certificate-authority --certificate-authority-arn CA_ARN --status DISABLED',
];

export const ENABLE_CA: Step = [
  'Enable the CA.', 'aws acm-pca update-certificate-authority --certificate-authority-arn CA_ARN --status ACTIVE',
];

export const READ_CERTIFICATE: Step = [
  'Read the subject, the extensions, the validity, and the serial number of the certificate.',
  'aws acm-pca get-certificate --certificate-authority-arn CA_ARN --certificate-arn CERTIFICATE_ARN --query Certificate --output text '
  + '| openssl x509 -noout -text',
];

/** Revokes a certificate for a reason. */
export function revokeCertificate(reason: string): Step {
  return ['Revoke the certificate. Copy the serial number from the certificate, with its colons. A revocation cannot be undone.',
    `aws acm-pca revoke-certificate --certificate-authority-arn CA_ARN --certificate-serial SERIAL_NUMBER --revocation-reason ${reason}`];
}

/** The conditions that end every investigation of a call. */
export const CALLER_CLOSED = 'The caller is identified, and either the call was approved, or the credentials of the caller no longer work.';
