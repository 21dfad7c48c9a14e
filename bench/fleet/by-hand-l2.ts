import {
  App, Aws, Duration, RemovalPolicy, Stack, aws_acmpca as acmpca, aws_cloudwatch as cloudwatch,
  aws_cloudwatch_actions as actions, aws_events as events, aws_iam as iam, aws_kms as kms, aws_sns as sns,
  aws_sqs as sqs,
} from 'aws-cdk-lib';
import { Construct } from 'constructs';
import { newAuditBucket } from './l2-audit-bucket';
import { Place } from './places';
import {
  CAS_OF_ROLE, CAS_OF_RULE, ENVIRONMENT, RuleText, Texts, importedArns, partsOf, stacksByBucket,
} from './shape';

/* The fleet by hand, with the L2 constructs of aws-cdk-lib. It has no checks. */

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
