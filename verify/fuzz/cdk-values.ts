import {
  Stack, aws_acmpca as acmpca, aws_certificatemanager as acm, aws_cloudwatch as cloudwatch,
  aws_cloudwatch_actions as actions, aws_events_targets as targets, aws_iam as iam, aws_kms as kms, aws_logs as logs,
  aws_s3 as s3, aws_sns as sns, aws_sns_subscriptions as subscriptions, aws_sqs as sqs,
} from 'aws-cdk-lib';

/* Values of aws-cdk-lib, as apps pass them: owned, with and without a name, and imported. */

type Make = (stack: Stack, id: string) => unknown;

const CA = 'certificate-authority/11111111-2222-3333-4444-55555555555';
const caArn = (stack: Stack, digit: number) => stack.formatArn({ service: 'acm-pca', resource: `${CA}${digit}` });
const alarm = (stack: Stack, id: string) => new cloudwatch.Alarm(stack, id, {
  metric: new cloudwatch.Metric({ namespace: 'App', metricName: 'Errors' }), threshold: 1, evaluationPeriods: 1,
});

/** The values by the name of their type. The first is the simplest. */
export const CDK_VALUES: Readonly<Record<string, readonly Make[]>> = {
  'aws-cdk-lib.aws_s3.IBucket': [
    (stack, id) => s3.Bucket.fromBucketName(stack, id, 'amzn-s3-demo-bucket'),
    (stack, id) => new s3.Bucket(stack, id),
    (stack, id) => new s3.Bucket(stack, id, { bucketName: `amzn-s3-demo-${id.toLowerCase()}` }),
    (stack, id) => new s3.Bucket(stack, id, { encryption: s3.BucketEncryption.KMS, versioned: true }),
    (stack, id) => new s3.Bucket(stack, id, { versioned: true, objectLockEnabled: true, enforceSSL: true }),
  ],
  'aws-cdk-lib.aws_kms.IKey': [
    (stack, id) => new kms.Key(stack, id),
    (stack, id) => kms.Key.fromKeyArn(stack, id, stack.formatArn({ service: 'kms', resource: 'key/1' })),
    (stack, id) => kms.Alias.fromAliasName(stack, id, 'alias/pki'),
    (stack, id) => new kms.Alias(stack, id, { aliasName: 'alias/pki-logs', targetKey: new kms.Key(stack, `${id}Key`) }),
  ],
  'aws-cdk-lib.aws_sns.ITopic': [
    (stack, id) => new sns.Topic(stack, id),
    (stack, id) => new sns.Topic(stack, id, { masterKey: new kms.Key(stack, `${id}Key`) }),
    (stack, id) => sns.Topic.fromTopicArn(stack, id, stack.formatArn({ service: 'sns', resource: 'pki' })),
  ],
  'aws-cdk-lib.aws_sns.ITopicSubscription': [
    () => new subscriptions.EmailSubscription('pki@example.com'),
    (stack, id) => new subscriptions.SqsSubscription(new sqs.Queue(stack, id)),
  ],
  'aws-cdk-lib.aws_sqs.IQueue': [
    (stack, id) => new sqs.Queue(stack, id),
    (stack, id) => sqs.Queue.fromQueueArn(stack, id, stack.formatArn({ service: 'sqs', resource: 'dead-letters' })),
  ],
  'aws-cdk-lib.aws_logs.ILogGroup': [
    (stack, id) => new logs.LogGroup(stack, id),
    (stack, id) => logs.LogGroup.fromLogGroupName(stack, id, '/aws/cloudtrail/management'),
  ],
  'aws-cdk-lib.aws_iam.IGrantable': [
    (stack, id) => new iam.Role(stack, id, { assumedBy: new iam.AccountRootPrincipal() }),
    (stack, id) => new iam.User(stack, id),
    (stack, id) => new iam.Group(stack, id),
    (stack, id) => iam.Role.fromRoleArn(stack, id, `arn:${stack.partition}:iam::111122223333:role/pki/Auditor`),
    () => new iam.AccountPrincipal('444455556666'),
    () => new iam.ArnPrincipal('arn:aws:iam::444455556666:role/Auditor'),
    () => new iam.ServicePrincipal('transfer.amazonaws.com'),
    () => new iam.OrganizationPrincipal('o-exampleorgid'),
  ],
  'aws-cdk-lib.aws_iam.IUser': [
    (stack, id) => new iam.User(stack, id), (stack, id) => iam.User.fromUserName(stack, id, 'ezca-export'),
  ],
  'aws-cdk-lib.interfaces.aws_iam.IRoleRef': [
    (stack, id) => new iam.Role(stack, id, { assumedBy: new iam.ServicePrincipal('rolesanywhere.amazonaws.com') }),
    (stack, id) => iam.Role.fromRoleArn(stack, id, `arn:${stack.partition}:iam::111122223333:role/Build`),
  ],
  'aws-cdk-lib.aws_iam.PolicyDocument': [
    () => new iam.PolicyDocument({ statements: [new iam.PolicyStatement({ actions: ['s3:ListAllMyBuckets'], resources: ['*'] })] }),
  ],
  'aws-cdk-lib.aws_certificatemanager.ICertificate': [
    (stack, id) => acm.Certificate.fromCertificateArn(stack, id, `arn:${stack.partition}:acm:us-east-1:111122223333:certificate/1`),
  ],
  'aws-cdk-lib.aws_cloudwatch.IAlarm': [alarm, (stack, id) => cloudwatch.Alarm.fromAlarmName(stack, id, 'errors')],
  'aws-cdk-lib.aws_cloudwatch.IAlarmAction': [(stack, id) => new actions.SnsAction(new sns.Topic(stack, id))],
  'aws-cdk-lib.aws_events.IRuleTarget': [
    (stack, id) => new targets.SnsTopic(new sns.Topic(stack, id)),
    (stack, id) => new targets.SqsQueue(new sqs.Queue(stack, id)),
    (stack, id) => new targets.CloudWatchLogGroup(new logs.LogGroup(stack, id)),
  ],
  'aws-cdk-lib.aws_events.EventPattern': [
    () => ({ source: ['aws.acm-pca'] }), () => ({ detailType: ['ACM Private CA CRL Generation'], region: ['us-east-1'] }),
  ],
  'aws-cdk-lib.interfaces.aws_acmpca.ICertificateAuthorityRef': [
    (stack, id) => acmpca.CertificateAuthority.fromCertificateAuthorityArn(stack, id, caArn(stack, 1)),
    (stack, id) => acmpca.CertificateAuthority.fromCertificateAuthorityArn(stack, id, caArn(stack, 2)),
    (stack, id) => new acmpca.CfnCertificateAuthority(stack, id, {
      type: 'ROOT', keyAlgorithm: 'EC_prime256v1', signingAlgorithm: 'SHA256WITHECDSA', subject: { commonName: id },
    }),
  ],
  'aws-cdk-lib.aws_cloudwatch.MetricOptions': [() => ({}), () => ({ label: 'CRLs', statistic: 'Sum' })],
  'aws-cdk-lib.Environment': [
    (stack) => ({ account: stack.account, region: stack.region }), () => ({ account: '444455556666', region: 'eu-central-1' }),
    () => ({ account: '444455556666' }), () => ({ region: 'eu-central-1' }),
  ],
};
