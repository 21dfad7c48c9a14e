import { mkdtempSync } from 'fs';
import { tmpdir } from 'os';
import { join } from 'path';
import {
  App, Duration, RemovalPolicy, Stack, aws_acmpca as acmpca, aws_athena as athena, aws_cloudtrail as cloudtrail,
  aws_cloudwatch as cloudwatch, aws_cloudwatch_actions as actions, aws_events as events, aws_events_targets as targets,
  aws_glue as glue, aws_iam as iam, aws_kms as kms, aws_logs as logs, aws_s3 as s3, aws_scheduler as scheduler,
  aws_sns as sns, aws_sqs as sqs, aws_stepfunctions as sfn,
} from 'aws-cdk-lib';
import { PkiSignals } from '../src/alerting/pki-signals';
import { REPORT_QUERIES } from '../src/audit/private/report-queries';
import { DistinguishedName } from '../src/model/distinguished-name';
import { PrivateCaBaseline } from '../src/pattern/private-ca-baseline';
import { Revocation } from '../src/revocation/revocation';

/* The time to create and to synthesize a baseline, and its resources, as ratios to hand-written L2 code for the same
   parts: `CDK_VALIDATION=false npx ts-node --transpile-only bench/baseline.ts`. The hand-written code has the same
   buckets, keys, state machines, alarms, and rules, but only the policy statements that it needs, and no checks. */

const RUNS = 9;

function newApp(): Stack {
  return new Stack(new App({ outdir: mkdtempSync(join(tmpdir(), 'bench-')) }), 'Stack');
}

function baseline(): Stack {
  const stack = newApp();
  const subject = (commonName: string) => DistinguishedName.of({ commonName });
  new PrivateCaBaseline(stack, 'Baseline', {
    hierarchy: { root: { name: 'Root', subject: subject('Root'), below: [{ name: 'Issuing', subject: subject('Issuing') }] }, revocation: Revocation.ocsp() },
  });
  return stack;
}

type Activation = acmpca.CfnCertificateAuthorityActivation;

function newCa(stack: Stack, id: string, parent?: Activation): Activation {
  const ca = new acmpca.CfnCertificateAuthority(stack, id, {
    type: parent ? 'SUBORDINATE' : 'ROOT',
    keyAlgorithm: 'EC_secp384r1',
    signingAlgorithm: 'SHA384WITHECDSA',
    subject: { commonName: id },
    revocationConfiguration: { ocspConfiguration: { enabled: true } },
  });
  const certificate = new acmpca.CfnCertificate(stack, `${id}Certificate`, {
    certificateAuthorityArn: parent?.ref ?? ca.attrArn,
    certificateSigningRequest: ca.attrCertificateSigningRequest,
    signingAlgorithm: 'SHA384WITHECDSA',
    templateArn: `arn:${stack.partition}:acm-pca:::template/${parent ? 'SubordinateCACertificate_PathLen0' : 'RootCACertificate'}/V1`,
    validity: { type: 'YEARS', value: parent ? 5 : 10 },
  });
  const activation = new acmpca.CfnCertificateAuthorityActivation(stack, `${id}Activation`, {
    certificateAuthorityArn: ca.attrArn, certificate: certificate.attrCertificate, certificateChain: parent?.attrCompleteCertificateChain, status: 'ACTIVE',
  });
  [ca, certificate, activation].forEach((one) => one.applyRemovalPolicy(RemovalPolicy.RETAIN_ON_UPDATE_OR_DELETE));
  return activation;
}

function newBucket(stack: Stack, id: string, key: kms.Key): s3.Bucket {
  const common = {
    blockPublicAccess: s3.BlockPublicAccess.BLOCK_ALL,
    enforceSSL: true,
    versioned: true,
    removalPolicy: RemovalPolicy.RETAIN,
  };
  const accessLogs = new s3.Bucket(stack, `${id}Logs`, { ...common, lifecycleRules: [{ expiration: Duration.days(400) }] });
  return new s3.Bucket(stack, id, {
    ...common,
    encryptionKey: key,
    serverAccessLogsBucket: accessLogs,
    lifecycleRules: [{ expiration: Duration.days(2557) }],
  });
}

const newKey = (stack: Stack, id: string) => new kms.Key(stack, id, { enableKeyRotation: true });

interface Started {
  readonly queue: sqs.Queue;
  readonly machine: sfn.StateMachine;
}

/** A state machine with its role, log group, dead-letter queue, and the alarms on failures. */
function newStateMachine(stack: Stack, id: string, notify: (alarm: cloudwatch.Alarm) => void): Started {
  const group = new logs.LogGroup(stack, `${id}LogGroup`, { encryptionKey: newKey(stack, `${id}LogsKey`), retention: logs.RetentionDays.ONE_YEAR });
  const machine = new sfn.StateMachine(stack, id, {
    definitionBody: sfn.DefinitionBody.fromString(JSON.stringify({ StartAt: 'Pass', States: { Pass: { Type: 'Pass', End: true } } })),
    logs: { destination: group, level: sfn.LogLevel.ALL, includeExecutionData: true },
    tracingEnabled: true,
  });
  const queue = new sqs.Queue(stack, `${id}Queue`, { enforceSSL: true });
  notify(queue.metricApproximateNumberOfMessagesVisible().createAlarm(stack, `${id}QueueAlarm`, { threshold: 1, evaluationPeriods: 1 }));
  notify(machine.metricFailed().createAlarm(stack, `${id}FailedAlarm`, { threshold: 1, evaluationPeriods: 1 }));
  return { queue, machine };
}

function handwritten(): Stack {
  const stack = newApp();
  const root = newCa(stack, 'Root');
  const cas = [root, newCa(stack, 'Issuing', root)];
  const topicKey = newKey(stack, 'TopicKey');
  const topic = new sns.Topic(stack, 'Topic', { masterKey: topicKey, enforceSSL: true });
  const deadLetters = new sqs.Queue(stack, 'DeadLetters', { encryptionMasterKey: topicKey, enforceSSL: true });
  const notify = (alarm: cloudwatch.Alarm) => alarm.addAlarmAction(new actions.SnsAction(topic));
  notify(deadLetters.metricApproximateNumberOfMessagesVisible().createAlarm(stack, 'DeadLettersAlarm', { threshold: 1, evaluationPeriods: 1 }));

  const trailKey = newKey(stack, 'TrailKey');
  const trailLogs = new logs.LogGroup(stack, 'TrailLogs', { encryptionKey: newKey(stack, 'TrailLogsKey'), retention: logs.RetentionDays.ONE_YEAR });
  new cloudtrail.Trail(stack, 'Trail', {
    bucket: newBucket(stack, 'TrailBucket', trailKey), encryptionKey: trailKey, cloudWatchLogGroup: trailLogs, sendToCloudWatchLogs: true,
  });
  const reports = newBucket(stack, 'Reports', newKey(stack, 'ReportsKey'));
  reports.addToResourcePolicy(new iam.PolicyStatement({
    principals: [new iam.ServicePrincipal('acm-pca.amazonaws.com')],
    actions: ['s3:PutObject', 's3:PutObjectAcl', 's3:GetBucketAcl', 's3:GetBucketLocation'],
    resources: [reports.bucketArn, reports.arnForObjects('*')],
    conditions: { StringEquals: { 'aws:SourceAccount': stack.account }, ArnEquals: { 'aws:SourceArn': cas.map(({ ref }) => ref) } },
  }));
  const loops = ['Schedule', 'Expiry'].map((id) => ({ id, ...newStateMachine(stack, id, notify) }));
  for (const { id, queue, machine } of loops) {
    const role = new iam.Role(stack, `${id}StartRole`, { assumedBy: new iam.ServicePrincipal('scheduler.amazonaws.com') });
    machine.grantStartExecution(role);
    queue.grantSendMessages(role);
    const group = new scheduler.CfnScheduleGroup(stack, `${id}Group`, {});
    (id === 'Schedule' ? cas : [root]).forEach((_ca, index) => new scheduler.CfnSchedule(stack, `${id}Schedule${index}`, {
      groupName: group.ref,
      flexibleTimeWindow: { mode: 'OFF' },
      scheduleExpression: 'rate(1 day)',
      target: { arn: machine.stateMachineArn, roleArn: role.roleArn, deadLetterConfig: { arn: queue.queueArn } },
    }));
  }
  const copy = newStateMachine(stack, 'Copy', notify);
  new events.Rule(stack, 'Delivered', {
    eventPattern: { source: ['aws.s3'] }, targets: [new targets.SfnStateMachine(copy.machine, { deadLetterQueue: copy.queue })],
  });
  newBucket(stack, 'Latest', reports.encryptionKey as kms.Key).grantReadWrite(copy.machine);
  reports.grantRead(copy.machine);
  const database = new glue.CfnDatabase(stack, 'Database', { catalogId: stack.account, databaseInput: { name: 'reports' } });
  new glue.CfnTable(stack, 'Table', { catalogId: stack.account, databaseName: database.ref, tableInput: { name: 'reports' } });
  const workGroup = new athena.CfnWorkGroup(stack, 'WorkGroup', { name: 'reports' });
  REPORT_QUERIES.forEach(({ name, sql }) => new athena.CfnNamedQuery(stack, `Query${name}`, {
    database: database.ref, workGroup: workGroup.ref, name, queryString: sql,
  }));

  const alarms = cas.flatMap((_ca, ca) => ['Overdue', '180', '90', '30'].map((name) => {
    const alarm = new cloudwatch.Metric({ namespace: 'Pki', metricName: name }).createAlarm(stack, `Ca${ca}${name}`, { threshold: 1, evaluationPeriods: 1 });
    notify(alarm);
    return alarm;
  }));
  for (const { name, filterPattern, eventPattern, metricsQuery } of PkiSignals.recommended()._bind(stack)) {
    if (filterPattern) {
      const filter = trailLogs.addMetricFilter(name, { filterPattern: { logPatternString: filterPattern }, metricNamespace: 'Pki', metricName: name });
      alarms.push(filter.metric().createAlarm(stack, `${name}Alarm`, { threshold: 1, evaluationPeriods: 1 }));
      notify(alarms.at(-1)!);
    } else if (eventPattern && !metricsQuery) {
      new events.Rule(stack, `${name}Rule`, { eventPattern, targets: [new targets.SnsTopic(topic, { deadLetterQueue: deadLetters })] });
    }
  }
  new cloudwatch.Dashboard(stack, 'Dashboard', { widgets: [[new cloudwatch.AlarmStatusWidget({ alarms })]] });
  return stack;
}

/** The CPU time of a task in milliseconds: the least of several runs, because other processes disturb it. */
function timed(task: () => unknown): number {
  return Math.min(...Array.from({ length: RUNS }, () => {
    const before = process.cpuUsage();
    task();
    const { user, system } = process.cpuUsage(before);
    return (user + system) / 1e3;
  }));
}

function measure(build: () => Stack): { creation: number; total: number; resources: number; bytes: number } {
  const template = (stack: Stack) => (stack.node.root as App).synth().getStackByName('Stack').template as { Resources: object };
  const rendered = template(build());
  return {
    creation: timed(build),
    total: timed(() => template(build())),
    resources: Object.keys(rendered.Resources).length,
    bytes: JSON.stringify(rendered).length,
  };
}

const [ours, theirs] = [measure(baseline), measure(handwritten)];
const line = (name: string, { creation, total, resources, bytes }: typeof ours) =>
  `${name}: ${resources} resources, ${(bytes / 1e3).toFixed(0)} kB, created in ${creation.toFixed(0)} ms, created and synthesized in ${total.toFixed(0)} ms`;
process.stdout.write([
  line('PrivateCaBaseline', ours),
  line('hand-written L2 code', theirs),
  `ratios: resources ${(ours.resources / theirs.resources).toFixed(2)}, template ${(ours.bytes / theirs.bytes).toFixed(2)}, `
    + `creation ${(ours.creation / theirs.creation).toFixed(2)}, creation and synthesis ${(ours.total / theirs.total).toFixed(2)}`,
  '',
].join('\n'));
