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
        + 'was stopped. An event appears some minutes after the call. Calls of global services, such as IAM and AWS Organizations, are in '
        + 'us-east-1, so an empty result in another Region proves nothing.',
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
        + 'affected, so also remove the attacker\'s way to assume the role. Workloads that use the role fail until they get new credentials.',
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
      ['If `cdk diff` shows the changes, deploy.', 'npx cdk deploy STACK_NAME'],
      ['If a property drifted, but the template did not change, a deployment does not correct it. Prepare a change set that reverts the drift, '
        + 'and review it. Stop if `Replacement` is `True` for a CA, a bucket, or a key.',
      'npx cdk deploy STACK_NAME --revert-drift --method prepare-change-set --change-set-name revert-drift',
      'aws cloudformation describe-change-set --stack-name STACK_NAME --change-set-name revert-drift '
        + '--query \'Changes[].ResourceChange.[Action,Replacement,LogicalResourceId]\' --output table'],
      ['If the change set contains only the expected changes, execute it. For a property that it does not contain, use the command of the runbook.',
        'aws cloudformation execute-change-set --stack-name STACK_NAME --change-set-name revert-drift'],
    ],
  },
  {
    title: 'Get a configuration of the template',
    steps: [
      ['Commands that write a policy or a configuration read it from a file, such as `bucket-policy.json`. Save the current one first. It is evidence, '
        + 'and you can return to it.',
      'aws s3api get-bucket-policy --bucket BUCKET --query Policy --output text > bucket-policy-before.json',
      'aws kms get-key-policy --key-id KEY_ID --policy-name default --query Policy --output text > key-policy-before.json',
      'aws acm-pca get-policy --resource-arn CA_ARN --query Policy --output text > policy-before.json',
      'aws acm-pca describe-certificate-authority --certificate-authority-arn CA_ARN --query CertificateAuthority.RevocationConfiguration '
        + '--output json > revocation-before.json'],
      ['Read the deployed template, and the physical names of its resources.',
        'aws cloudformation get-template --stack-name STACK_NAME --template-stage Processed --query TemplateBody --output json > template.json',
        'aws cloudformation list-stack-resources --stack-name STACK_NAME '
        + '--query \'StackResourceSummaries[].[LogicalResourceId,PhysicalResourceId]\' --output table'],
      'Copy the property of the resource to the file (`PolicyDocument`, `KeyPolicy`, `RevocationConfiguration`), and replace '
        + 'each reference (`Ref`, `Fn::GetAtt`, `Fn::Join`) with its value.',
      'In `revocation.json`, specify `CrlConfiguration` and `OcspConfiguration`. A method that the template turns off has only `"Enabled": false`.',
      'For `lifecycle.json`, copy the saved rules, and remove those that were not approved. CloudFormation and Amazon S3 use different names in these rules.',
      'Ask a second person to compare the file with the saved one before you write it. A wrong key policy or bucket policy stops the trail, reports, or '
        + 'CRLs.',
    ],
  },
  {
    title: 'Read a dead-letter queue',
    steps: [
      ['Read the messages. The attributes `ERROR_CODE` and `ERROR_MESSAGE` contain the cause.',
        'aws sqs receive-message --queue-url QUEUE_URL --max-number-of-messages 10 --message-attribute-names All --attribute-names All '
        + '--visibility-timeout 30'],
      ['After you corrected the cause and handled each message, compare the number of messages, and delete them. The command also deletes messages '
        + 'that you did not read. The alarm changes to OK within some minutes.',
      'aws sqs get-queue-attributes --queue-url QUEUE_URL --attribute-names ApproximateNumberOfMessages',
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

/** The steps to find calls of global services, which CloudTrail records in one Region. */
export function findGlobalCall(...names: string[]): Step {
  const [text, ...commands] = findCall(...names) as readonly [string, ...string[]];
  return [text, ...commands.map((command) => command.replace('lookup-events', 'lookup-events --region us-east-1'))];
}

export const FIND_ROOT: Step = [
  'Find the calls of the root user, also in us-east-1, which contains calls of global services.',
  ...['', '--region us-east-1 '].map((region) => `aws cloudtrail lookup-events ${region}--lookup-attributes AttributeKey=Username,AttributeValue=root `
    + '--max-items 20 --query \'Events[].CloudTrailEvent\' --output text'),
];

export const APPROVED = '[Check for an approved change](#check-for-an-approved-change).';

export const REVOKE_SESSIONS = 'If the change was not approved, [revoke the sessions of the caller](#revoke-the-sessions-of-a-caller) first. '
  + 'Otherwise, the caller can repeat it.';

export const DEPLOY = '[Deploy the stack again](#deploy-the-stack-again).';

export const DESCRIBE_CA: Step = [
  'Read the status, the type, the owner, and the revocation configuration of the CA.',
  'aws acm-pca describe-certificate-authority --certificate-authority-arn CA_ARN',
];

export const DISABLE_CA: Step = [
  'If the change was not approved, disable the CA, so that it cannot issue certificates. A disabled CA still publishes CRLs, answers OCSP requests, '
  + 'and accepts revocations. ACM and workloads cannot renew its certificates until you enable it again.',
  'aws acm-pca update-certificate-authority --certificate-authority-arn CA_ARN --status DISABLED',
];

export const ENABLE_CA: Step = [
  'If the stack specifies an active CA, enable it. An offline root CA stays disabled.',
  'aws acm-pca update-certificate-authority --certificate-authority-arn CA_ARN --status ACTIVE',
];

export const READ_CERTIFICATE: Step = [
  'Read the subject, the extensions, the validity, and the serial number of the certificate.',
  'aws acm-pca get-certificate --certificate-authority-arn CA_ARN --certificate-arn CERTIFICATE_ARN --query Certificate --output text '
  + '| openssl x509 -noout -text',
];

/** The step that issues a certificate from a certificate signing request (CSR). */
export function issueCertificate(text: string, days: number): Step {
  return [`${text} For a CA with another key than EC P-384, use its signing algorithm (\`SigningAlgorithm\` of the CA). Use the template of the `
    + 'first certificate. A permission with [templates](grants.md#templates) denies a request without `--template-arn`.',
  'aws acm-pca issue-certificate --certificate-authority-arn CA_ARN --csr fileb://request.csr --signing-algorithm SHA384WITHECDSA '
    + `--validity Value=${days},Type=DAYS --template-arn arn:aws:acm-pca:::template/EndEntityCertificate/V1`];
}

/** Revokes a certificate for a reason. */
export function revokeCertificate(reason: string, when = 'If the certificate was not approved, revoke it.'): Step {
  return [`${when} First compare its serial number and subject with the message, with a second person. A revocation cannot be undone, and the `
    + 'revocation of a CA certificate invalidates every certificate below it. CA_ARN is the CA that issued the certificate. Copy the serial number with '
    + 'its colons.',
  `aws acm-pca revoke-certificate --certificate-authority-arn CA_ARN --certificate-serial SERIAL_NUMBER --revocation-reason ${reason}`];
}

/** The procedure that gives the files of commands. */
export const FILE = '([get the file](#get-a-configuration-of-the-template))';

/** The conditions that end every investigation of a call. */
export const CALLER_CLOSED = 'The caller is identified, and either the call was approved, or the credentials of the caller no longer work.';
