import {
  App, Aws, Duration, Fn, RemovalPolicy, Stack, aws_acmpca as acmpca, aws_cloudwatch as cloudwatch,
  aws_cloudwatch_actions as actions, aws_events as events, aws_iam as iam, aws_kms as kms, aws_s3 as s3, aws_sns as sns,
  aws_sqs as sqs,
} from 'aws-cdk-lib';
import { Construct } from 'constructs';
import {
  BUCKET_NAME_PREFIX, CAS_OF_ROLE, CAS_OF_RULE, ENVIRONMENT, RuleText, Texts, importedArns, partsOf, stacksByBucket,
} from './shape';

/* The fleet by hand, with the L2 constructs of aws-cdk-lib. It has no checks. */

/** Returns the scope and the ID of a construct in a stack. */
type Place = (stack: Stack, ...path: string[]) => [scope: Construct, id: string];

/** All constructs directly in the stack. */
export const flat: Place = (stack, ...path) => [stack, path.filter((id) => id !== 'Resource').join('')];

/** The constructs at the paths that they have with the library. */
export const nested: Place = (stack, ...path) => {
  const id = path.pop()!;
  const inner = (scope: Construct, name: string) =>
    (scope.node.tryFindChild(name) as Construct | undefined) ?? new Construct(scope, name);
  return [path.reduce<Construct>(inner, stack), id];
};

interface Notifications {
  readonly topic: sns.Topic;
  readonly queue: sqs.Queue;
}

/** Creates the fleet. */
export function fleetByHandL2(app: App, count: number, texts: Texts, place: Place): void {
  const monitoring = new Stack(app, 'Monitoring', { env: ENVIRONMENT });
  const notifications = newNotifications(monitoring, texts, place);
  for (const text of texts.signalRules) {
    newRule(place(monitoring, 'Alarms', text.id, 'Rule'), text, notifications);
  }
  for (const { id, name, description, expression } of texts.signalAlarms) {
    const alarm = new cloudwatch.Alarm(...place(monitoring, 'Alarms', id, 'MetricAlarm'), {
      metric: new cloudwatch.MathExpression({ expression, label: name, period: Duration.minutes(5), usingMetrics: {} }),
      alarmDescription: description,
      comparisonOperator: cloudwatch.ComparisonOperator.GREATER_THAN_THRESHOLD,
      threshold: 0,
      evaluationPeriods: 1,
      datapointsToAlarm: 1,
      treatMissingData: cloudwatch.TreatMissingData.NOT_BREACHING,
    });
    alarm.addAlarmAction(new actions.SnsAction(notifications.topic));
  }
  newRule(place(monitoring, 'Created', 'Resource'), texts.created, notifications);

  stacksByBucket(count).forEach((stacks, index) => {
    const arns = stacks.flatMap((numbers, part) => {
      const stack = new Stack(app, `Cas${index}-${part}`, { env: ENVIRONMENT });
      return newCertificateAuthorities(stack, numbers, { texts, place, notifications });
    });
    newAuditBucket(new Stack(app, `Audit${index}`, { env: ENVIRONMENT }), arns, place);
  });
}

/** Creates one audit report bucket for imported CAs. */
export function auditBucketByHandL2(app: App, count: number, place: Place): void {
  newAuditBucket(new Stack(app, 'Audit0', { env: ENVIRONMENT }), importedArns(count), place);
}

function alarmsOfAccount(): { StringEquals: object; ArnLike: object } {
  const { account, region } = ENVIRONMENT;
  return {
    StringEquals: { 'aws:SourceAccount': account },
    ArnLike: { 'aws:SourceArn': `arn:${Aws.PARTITION}:cloudwatch:${region}:${account}:alarm:*` },
  };
}

function newNotifications(stack: Stack, { deadLetterAlarm }: Texts, place: Place): Notifications {
  const rules = new iam.ServicePrincipal('events.amazonaws.com');
  const alarms = new iam.ServicePrincipal('cloudwatch.amazonaws.com');
  const key = new kms.Key(...place(stack, 'Notifications', 'Key'), {
    description: 'Notifications about a PKI (Monitoring/Notifications)', enableKeyRotation: true, removalPolicy: RemovalPolicy.DESTROY,
  });
  const topic = new sns.Topic(...place(stack, 'Notifications', 'Resource'), { masterKey: key, enforceSSL: true });
  const queue = new sqs.Queue(...place(stack, 'Notifications', 'DeadLetters'), {
    encryption: sqs.QueueEncryption.KMS, encryptionMasterKey: key, enforceSSL: true, retentionPeriod: Duration.days(14),
  });
  const alarm = new cloudwatch.Alarm(...place(stack, 'Notifications', 'DeadLetterAlarm'), {
    alarmDescription: deadLetterAlarm.join(queue.queueName),
    metric: queue.metricApproximateNumberOfMessagesVisible({ period: Duration.minutes(5), statistic: 'Maximum' }),
    comparisonOperator: cloudwatch.ComparisonOperator.GREATER_THAN_OR_EQUAL_TO_THRESHOLD,
    threshold: 1,
    evaluationPeriods: 1,
    treatMissingData: cloudwatch.TreatMissingData.NOT_BREACHING,
  });
  const publish = { actions: ['sns:Publish'], resources: [topic.topicArn] };
  topic.addToResourcePolicy(new iam.PolicyStatement({ sid: 'AllowRulesToPublish', principals: [rules], ...publish }));
  topic.addToResourcePolicy(new iam.PolicyStatement({
    sid: 'AllowAlarmsToPublish', principals: [alarms], ...publish, conditions: alarmsOfAccount(),
  }));
  queue.addToResourcePolicy(new iam.PolicyStatement({
    sid: 'AllowRulesToKeepUndelivered',
    principals: [rules],
    actions: ['sqs:SendMessage'],
    resources: [queue.queueArn],
    conditions: { ArnLike: { 'aws:SourceArn': `arn:${Aws.PARTITION}:events:${ENVIRONMENT.region}:${ENVIRONMENT.account}:rule/*` } },
  }));
  const use = { actions: ['kms:Decrypt', 'kms:GenerateDataKey*'], resources: ['*'] };
  key.addToResourcePolicy(new iam.PolicyStatement({ sid: 'AllowRulesToUseTheKey', principals: [rules], ...use }));
  key.addToResourcePolicy(new iam.PolicyStatement({
    sid: 'AllowAlarmsToUseTheKey', principals: [alarms], ...use, conditions: alarmsOfAccount(),
  }));
  alarm.addAlarmAction(new actions.SnsAction(topic));
  return { topic, queue };
}

/** Replaces the paths in a message by event fields. */
function withFields(message: string): string {
  return message.replace(/<([^>]+)>/g, (_, path: string) => events.EventField.fromPath(path));
}

function newRule(
  [scope, id]: [Construct, string], text: RuleText, { topic, queue }: Notifications, resources?: string[],
): void {
  const target: events.IRuleTarget = {
    bind: () => ({
      arn: topic.topicArn,
      input: events.RuleTargetInput.fromMultilineText(withFields(text.message)),
      deadLetterConfig: { arn: queue.queueArn },
    }),
  };
  const { description } = text;
  const eventPattern = { ...text.eventPattern, resources };
  const rule = new events.Rule(scope, id, { description, eventPattern, targets: [target] });
  if (text.matchesReads) {
    (rule.node.defaultChild as events.CfnRule).state = 'ENABLED_WITH_ALL_CLOUDTRAIL_MANAGEMENT_EVENTS';
  }
}

interface Parts {
  readonly texts: Texts;
  readonly place: Place;
  readonly notifications: Notifications;
}

function newCertificateAuthorities(stack: Stack, numbers: number[], { texts, place, notifications }: Parts): string[] {
  const root = newCertificateAuthority(stack, numbers[0], place);
  const activations = [root, ...numbers.slice(1).map((number) => newCertificateAuthority(stack, number, place, root))];
  activations.forEach(({ ref }, index) => {
    const permission = new acmpca.CfnPermission(...place(stack, `Ca${numbers[index]}`, 'Renewal', 'Resource'), {
      certificateAuthorityArn: ref,
      principal: 'acm.amazonaws.com',
      actions: ['GetCertificate', 'IssueCertificate', 'ListPermissions'],
    });
    permission.applyRemovalPolicy(RemovalPolicy.RETAIN_ON_UPDATE_OR_DELETE);
  });
  const arns = activations.map(({ ref }) => ref);
  partsOf(arns, CAS_OF_ROLE).forEach((granted, index) => {
    const issuer = new iam.Role(stack, `Issuer${index}`, { assumedBy: new iam.ServicePrincipal('ecs-tasks.amazonaws.com') });
    for (const arn of granted) {
      issuer.addToPolicy(new iam.PolicyStatement({
        actions: ['acm-pca:DescribeCertificateAuthority', 'acm-pca:GetCertificate', 'acm-pca:GetCertificateAuthorityCertificate'],
        resources: [arn],
      }));
      issuer.addToPolicy(new iam.PolicyStatement({
        actions: ['acm-pca:IssueCertificate'],
        resources: [arn],
        conditions: { ArnLike: { 'acm-pca:TemplateArn': [`arn:${Aws.PARTITION}:acm-pca:::template/EndEntityCertificate/V1`] } },
      }));
    }
  });
  partsOf(arns, CAS_OF_RULE).forEach((part, index) => {
    newRule(place(stack, 'IssuanceFailed', `Resource${index === 0 ? '' : index + 1}`), texts.issuanceFailed, notifications, part);
  });
  return arns;
}

type Activation = acmpca.CfnCertificateAuthorityActivation;

function newCertificateAuthority(stack: Stack, number: number, place: Place, parent?: Activation): Activation {
  const id = `Ca${number}`;
  const ca = new acmpca.CfnCertificateAuthority(...place(stack, id, 'Resource'), {
    type: parent ? 'SUBORDINATE' : 'ROOT',
    keyAlgorithm: 'EC_secp384r1',
    signingAlgorithm: 'SHA384WITHECDSA',
    subject: { commonName: `Example Corp CA ${number}`, organization: 'Example Corp', country: 'US' },
    revocationConfiguration: { ocspConfiguration: { enabled: true }, crlConfiguration: { enabled: false } },
  });
  const certificate = new acmpca.CfnCertificate(...place(stack, id, 'Certificate'), {
    certificateAuthorityArn: parent?.ref ?? ca.attrArn,
    certificateSigningRequest: ca.attrCertificateSigningRequest,
    signingAlgorithm: 'SHA384WITHECDSA',
    templateArn: `arn:${Aws.PARTITION}:acm-pca:::template/${parent ? 'SubordinateCACertificate_PathLen0' : 'RootCACertificate'}/V1`,
    validity: { type: 'YEARS', value: parent ? 3 : 10 },
  });
  const activation = new acmpca.CfnCertificateAuthorityActivation(...place(stack, id, 'Activation'), {
    certificateAuthorityArn: ca.attrArn,
    certificate: certificate.attrCertificate,
    certificateChain: parent?.attrCompleteCertificateChain,
    status: 'ACTIVE',
  });
  [ca, certificate, activation].forEach((one) => one.applyRemovalPolicy(RemovalPolicy.RETAIN_ON_UPDATE_OR_DELETE));
  return activation;
}

const PRIVATE_BUCKET = {
  blockPublicAccess: s3.BlockPublicAccess.BLOCK_ALL,
  objectOwnership: s3.ObjectOwnership.BUCKET_OWNER_ENFORCED,
  enforceSSL: true,
  versioned: true,
};

function newAuditBucket(stack: Stack, arns: string[], place: Place): void {
  const { account, region } = ENVIRONMENT;
  const privateCa = new iam.ServicePrincipal('acm-pca.amazonaws.com');
  // A key policy can't refer to the bucket that uses the key, so that it needs the name of the bucket.
  const [scope, id] = place(stack, 'Audit', 'Resource');
  const hash = scope.node.addr.slice(-8);
  const guid = Fn.select(0, Fn.split('-', Fn.select(2, Fn.split('/', stack.stackId))));
  const bucketNamePrefix = `${BUCKET_NAME_PREFIX}-${hash}-${guid}`;
  const knownArn = `arn:${Aws.PARTITION}:s3:::${bucketNamePrefix}-${account}-${region}-an`;
  const key = new kms.Key(...place(stack, 'Audit', 'Key'), {
    description: `Audit reports of AWS Private CA (${stack.node.path}/Audit)`,
    enableKeyRotation: true,
    removalPolicy: RemovalPolicy.RETAIN_ON_UPDATE_OR_DELETE,
  });
  key.addToResourcePolicy(new iam.PolicyStatement({
    sid: 'Allow ACM-PCA use of the key',
    principals: [privateCa],
    actions: ['kms:Decrypt', 'kms:GenerateDataKey'],
    resources: ['*'],
    conditions: { StringLike: { 'kms:EncryptionContext:aws:s3:arn': knownArn } },
  }));
  const bucket = new s3.Bucket(scope, id, {
    ...PRIVATE_BUCKET,
    bucketNamePrefix,
    bucketNamespace: s3.BucketNamespace.ACCOUNT_REGIONAL,
    encryption: s3.BucketEncryption.KMS,
    encryptionKey: key,
    bucketKeyEnabled: true,
    lifecycleRules: [{
      id: 'archive-and-expire-audit-reports',
      prefix: 'audit-report/',
      transitions: [{ storageClass: s3.StorageClass.GLACIER_INSTANT_RETRIEVAL, transitionAfter: Duration.days(90) }],
      expiration: Duration.days(2557),
      noncurrentVersionExpiration: Duration.days(365),
      abortIncompleteMultipartUploadAfter: Duration.days(7),
    }],
    removalPolicy: RemovalPolicy.RETAIN_ON_UPDATE_OR_DELETE,
  });
  bucket.policy!.applyRemovalPolicy(RemovalPolicy.RETAIN_ON_UPDATE_OR_DELETE);
  bucket.addToResourcePolicy(new iam.PolicyStatement({
    principals: [privateCa],
    actions: ['s3:GetBucketAcl', 's3:GetBucketLocation', 's3:PutObject', 's3:PutObjectAcl'],
    resources: [bucket.bucketArn, bucket.arnForObjects('*')],
    conditions: { StringEquals: { 'aws:SourceAccount': account, 'aws:SourceArn': arns.length === 1 ? arns[0] : arns } },
  }));
  const accessLogs = newAccessLogBucket(place(stack, 'Audit', 'AccessLogs'));
  const logPrefix = `audit-reports-${hash}/`;
  accessLogs.addToResourcePolicy(new iam.PolicyStatement({
    principals: [new iam.ServicePrincipal('logging.s3.amazonaws.com')],
    actions: ['s3:PutObject'],
    resources: [accessLogs.arnForObjects(`${logPrefix}*`)],
    conditions: { StringEquals: { 'aws:SourceAccount': account }, ArnLike: { 'aws:SourceArn': knownArn } },
  }));
  const resource = bucket.node.defaultChild as s3.CfnBucket;
  resource.loggingConfiguration = { destinationBucketName: accessLogs.bucketName, logFilePrefix: logPrefix };
  resource.notificationConfiguration = { eventBridgeConfiguration: { eventBridgeEnabled: true } };
}

function newAccessLogBucket([scope, id]: [Construct, string]): s3.Bucket {
  const accessLogs = new s3.Bucket(scope, id, {
    ...PRIVATE_BUCKET,
    encryption: s3.BucketEncryption.S3_MANAGED,
    lifecycleRules: [{
      id: 'expire-access-logs',
      expiration: Duration.days(400),
      noncurrentVersionExpiration: Duration.days(30),
      abortIncompleteMultipartUploadAfter: Duration.days(7),
    }],
    removalPolicy: RemovalPolicy.RETAIN,
  });
  accessLogs.policy!.applyRemovalPolicy(RemovalPolicy.RETAIN);
  return accessLogs;
}
