import {
  App, Aws, Stack, aws_acmpca as acmpca, aws_cloudwatch as cloudwatch, aws_events as events, aws_iam as iam,
  aws_kms as kms, aws_sns as sns, aws_sqs as sqs, RemovalPolicy,
} from 'aws-cdk-lib';
import { newAuditBucket } from './l1-audit-bucket';
import { documentOf, renderRoot, requireTls, retain } from './l1-statements';
import {
  CAS_OF_ROLE, CAS_OF_RULE, ENVIRONMENT, RuleText, Texts, importedArns, partsOf, stacksByBucket,
} from './shape';

/* The fleet by hand, with the L1 constructs of aws-cdk-lib. It has no checks. */

interface Notifications {
  readonly topic: sns.CfnTopic;
  readonly queue: sqs.CfnQueue;
}

const { account, region } = ENVIRONMENT;

/** Creates the fleet. */
export function fleetByHandL1(app: App, count: number, texts: Texts): void {
  const monitoring = new Stack(app, 'Monitoring', { env: ENVIRONMENT });
  const notifications = newNotifications(monitoring, texts);
  texts.signalRules.forEach((text) => newRule(monitoring, text.id, text, notifications));
  for (const { id, name, description, expression } of texts.signalAlarms) {
    new cloudwatch.CfnAlarm(monitoring, id, {
      metrics: [{ expression, id: 'expr_1', label: name, period: 300, returnData: true }],
      alarmDescription: description,
      comparisonOperator: 'GreaterThanThreshold',
      threshold: 0,
      evaluationPeriods: 1,
      datapointsToAlarm: 1,
      treatMissingData: 'notBreaching',
      alarmActions: [notifications.topic.ref],
    });
  }
  newRule(monitoring, 'Created', texts.created, notifications);

  stacksByBucket(count).forEach((stacks, index) => {
    const arns = stacks.flatMap((numbers, part) => {
      const stack = new Stack(app, `Cas${index}-${part}`, { env: ENVIRONMENT });
      return newCertificateAuthorities(stack, numbers, texts, notifications);
    });
    newAuditBucket(new Stack(app, `Audit${index}`, { env: ENVIRONMENT }), arns);
  });
}

/** Creates one audit report bucket for imported CAs. */
export function auditBucketByHandL1(app: App, count: number): void {
  newAuditBucket(new Stack(app, 'Audit0', { env: ENVIRONMENT }), importedArns(count));
}

function newNotifications(stack: Stack, { deadLetterAlarm }: Texts): Notifications {
  const rules = { Service: 'events.amazonaws.com' };
  const alarms = { Service: 'cloudwatch.amazonaws.com' };
  const alarmsOfAccount = {
    StringEquals: { 'aws:SourceAccount': account },
    ArnLike: { 'aws:SourceArn': `arn:${Aws.PARTITION}:cloudwatch:${region}:${account}:alarm:*` },
  };
  const use = { Action: ['kms:Decrypt', 'kms:GenerateDataKey*'], Effect: 'Allow', Resource: '*' };
  const key = new kms.CfnKey(stack, 'NotificationsKey', {
    description: 'Notifications about a PKI (Monitoring/Notifications)',
    enableKeyRotation: true,
    keyPolicy: documentOf(
      renderRoot(),
      { ...use, Principal: rules, Sid: 'AllowRulesToUseTheKey' },
      { ...use, Principal: alarms, Sid: 'AllowAlarmsToUseTheKey', Condition: alarmsOfAccount },
    ),
  });
  const topic = new sns.CfnTopic(stack, 'Notifications', { kmsMasterKeyId: key.attrArn });
  const publish = { Action: 'sns:Publish', Effect: 'Allow', Resource: topic.ref };
  new sns.CfnTopicPolicy(stack, 'NotificationsPolicy', {
    topics: [topic.ref],
    policyDocument: documentOf(
      requireTls('sns:Publish', topic.ref, '*', 'AllowPublishThroughSSLOnly'),
      { ...publish, Principal: rules, Sid: 'AllowRulesToPublish' },
      { ...publish, Principal: alarms, Sid: 'AllowAlarmsToPublish', Condition: alarmsOfAccount },
    ),
  });
  const queue = new sqs.CfnQueue(stack, 'DeadLetters', { kmsMasterKeyId: key.attrArn, messageRetentionPeriod: 1209600 });
  [key, queue].forEach((resource) => resource.applyRemovalPolicy(RemovalPolicy.DESTROY));
  new sqs.CfnQueuePolicy(stack, 'DeadLettersPolicy', {
    queues: [queue.ref],
    policyDocument: documentOf(requireTls('sqs:*', queue.attrArn, { AWS: '*' }), {
      Action: 'sqs:SendMessage',
      Effect: 'Allow',
      Principal: rules,
      Resource: queue.attrArn,
      Sid: 'AllowRulesToKeepUndelivered',
      Condition: { ArnLike: { 'aws:SourceArn': `arn:${Aws.PARTITION}:events:${region}:${account}:rule/*` } },
    }),
  });
  new cloudwatch.CfnAlarm(stack, 'DeadLetterAlarm', {
    alarmDescription: deadLetterAlarm.join(queue.attrQueueName),
    namespace: 'AWS/SQS',
    metricName: 'ApproximateNumberOfMessagesVisible',
    dimensions: [{ name: 'QueueName', value: queue.attrQueueName }],
    period: 300,
    statistic: 'Maximum',
    comparisonOperator: 'GreaterThanOrEqualToThreshold',
    threshold: 1,
    evaluationPeriods: 1,
    treatMissingData: 'notBreaching',
    alarmActions: [topic.ref],
  });
  return { topic, queue };
}

/** The name of an event field in an input template: its path without the special characters. */
function nameOf(path: string): string {
  return path.slice('$.'.length).replace(/[^A-Za-z0-9_-]/g, '-');
}

function newRule(
  stack: Stack, id: string, text: RuleText, { topic, queue }: Notifications, resources?: string[],
): void {
  const { message } = text;
  const { detailType, ...pattern } = text.eventPattern as { detailType: string[] };
  const paths = [...message.matchAll(/<([^>]+)>/g)].map(([, path]) => path);
  new events.CfnRule(stack, id, {
    description: text.description,
    state: text.matchesReads ? 'ENABLED_WITH_ALL_CLOUDTRAIL_MANAGEMENT_EVENTS' : 'ENABLED',
    eventPattern: { ...pattern, 'detail-type': detailType, ...resources && { resources } },
    targets: [{
      id: 'Target0',
      arn: topic.ref,
      deadLetterConfig: { arn: queue.attrArn },
      inputTransformer: {
        inputPathsMap: Object.fromEntries(paths.map((path) => [nameOf(path), path])),
        inputTemplate: message.split('\n')
          .map((line) => JSON.stringify(line).replace(/<([^>]+)>/g, (_, path: string) => `<${nameOf(path)}>`)).join('\n'),
      },
    }],
  });
}

function newCertificateAuthorities(
  stack: Stack, numbers: number[], texts: Texts, notifications: Notifications,
): string[] {
  const root = newCertificateAuthority(stack, numbers[0]);
  const others = numbers.slice(1).map((number) => newCertificateAuthority(stack, number, root));
  const arns = [root, ...others].map(({ ref }) => ref);
  arns.forEach((certificateAuthorityArn, index) => retain(new acmpca.CfnPermission(stack, `Ca${numbers[index]}Renewal`, {
    certificateAuthorityArn,
    principal: 'acm.amazonaws.com',
    actions: ['GetCertificate', 'IssueCertificate', 'ListPermissions'],
  })));
  partsOf(arns, CAS_OF_ROLE).forEach((granted, index) => {
    const role = new iam.CfnRole(stack, `Issuer${index}`, {
      assumeRolePolicyDocument: documentOf({
        Action: 'sts:AssumeRole', Effect: 'Allow', Principal: { Service: 'ecs-tasks.amazonaws.com' },
      }),
    });
    new iam.CfnPolicy(stack, `Issuer${index}Policy`, {
      policyName: `Issuer${index}Policy`,
      roles: [role.ref],
      policyDocument: documentOf(...granted.flatMap((arn) => [{
        Action: ['acm-pca:DescribeCertificateAuthority', 'acm-pca:GetCertificate', 'acm-pca:GetCertificateAuthorityCertificate'],
        Effect: 'Allow',
        Resource: arn,
      }, {
        Action: 'acm-pca:IssueCertificate',
        Condition: { ArnLike: { 'acm-pca:TemplateArn': [`arn:${Aws.PARTITION}:acm-pca:::template/EndEntityCertificate/V1`] } },
        Effect: 'Allow',
        Resource: arn,
      }])),
    });
  });
  partsOf(arns, CAS_OF_RULE).forEach((part, index) =>
    newRule(stack, `IssuanceFailed${index + 1}`, texts.issuanceFailed, notifications, part));
  return arns;
}

type Activation = acmpca.CfnCertificateAuthorityActivation;

function newCertificateAuthority(stack: Stack, number: number, parent?: Activation): Activation {
  const id = `Ca${number}`;
  const ca = new acmpca.CfnCertificateAuthority(stack, id, {
    type: parent ? 'SUBORDINATE' : 'ROOT',
    keyAlgorithm: 'EC_secp384r1',
    signingAlgorithm: 'SHA384WITHECDSA',
    subject: { commonName: `Example Corp CA ${number}`, organization: 'Example Corp', country: 'US' },
    revocationConfiguration: { ocspConfiguration: { enabled: true }, crlConfiguration: { enabled: false } },
  });
  const certificate = new acmpca.CfnCertificate(stack, `${id}Certificate`, {
    certificateAuthorityArn: parent?.ref ?? ca.attrArn,
    certificateSigningRequest: ca.attrCertificateSigningRequest,
    signingAlgorithm: 'SHA384WITHECDSA',
    templateArn: `arn:${Aws.PARTITION}:acm-pca:::template/${parent ? 'SubordinateCACertificate_PathLen0' : 'RootCACertificate'}/V1`,
    validity: { type: 'YEARS', value: parent ? 3 : 10 },
  });
  const activation = new acmpca.CfnCertificateAuthorityActivation(stack, `${id}Activation`, {
    certificateAuthorityArn: ca.attrArn,
    certificate: certificate.attrCertificate,
    certificateChain: parent?.attrCompleteCertificateChain,
    status: 'ACTIVE',
  });
  [ca, certificate, activation].forEach((resource) => retain(resource));
  return activation;
}
