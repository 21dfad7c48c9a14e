import { aws_iam as iam } from 'aws-cdk-lib';
import { CertificateAuthorityExpiryWatch } from '../../src/alerting/certificate-authority-expiry-watch';
import { AuditReportAnalytics } from '../../src/audit/audit-report-analytics';
import { AuditReportBucket } from '../../src/audit/audit-report-bucket';
import { AuditReportSchedule } from '../../src/audit/audit-report-schedule';
import { IssuedCertificateExpiryWatch } from '../../src/audit/issued-certificate-expiry-watch';
import { PrivateCaBucketEncryption } from '../../src/model/private-ca-bucket-encryption';
import { lazily } from '../support/lazily';
import { isAllowed, PolicyDocument } from '../support/policy-evaluation';
import { RoleAccess, RoleCase } from '../support/role-access';
import { newRoot, newStack } from '../support/stacks';
import { World } from '../support/world';

/* The roles of the scheduled and copying state machines, of their schedules and rules, and of analysts. */

const ACCOUNT = '111122223333';
const NAMESPACE = { 'cloudwatch:namespace': 'CdkPrivateCa' };
const CA_ID = '11111111-1111-1111-1111-111111111111';

/** The ways to encrypt the reports and the copies. */
const ENCRYPTIONS = {
  's3Managed()': () => PrivateCaBucketEncryption.s3Managed(),
  'kms({ bucketKeyEnabled: true })': () => PrivateCaBucketEncryption.kms(),
  'kms({ bucketKeyEnabled: false })': () => PrivateCaBucketEncryption.kms({ bucketKeyEnabled: false }),
};
type Encryption = keyof typeof ENCRYPTIONS;

/** All constructs in one stack, synthesized with one encryption. */
class Loop {
  public readonly world: World;

  constructor(public readonly encryption: Encryption) {
    const stack = newStack();
    const certificateAuthorities = [newRoot(stack)];
    const auditReportBucket = new AuditReportBucket(stack, 'Audit', { certificateAuthorities, encryption: ENCRYPTIONS[encryption]() });
    new AuditReportSchedule(stack, 'Reports', { auditReportBucket, certificateAuthorities });
    new CertificateAuthorityExpiryWatch(stack, 'Expiry', { certificateAuthorities });
    const analytics = new AuditReportAnalytics(stack, 'Analytics', { auditReportBucket });
    analytics.grants.query(new iam.Role(stack, 'Analyst', { assumedBy: new iam.AccountRootPrincipal() }));
    new IssuedCertificateExpiryWatch(stack, 'Certificates', { analytics });
    this.world = World.of(stack);
  }

  public role(beginning: string): RoleAccess {
    return new RoleAccess(this.world, this.idOf('AWS::IAM::Role', beginning));
  }

  public trustOf(beginning: string): PolicyDocument {
    const id = this.idOf('AWS::IAM::Role', beginning);
    return this.world.propertiesOf<{ AssumeRolePolicyDocument: PolicyDocument }>(id).AssumeRolePolicyDocument;
  }

  /** The ID of the resource whose ID is the beginning and a hash. */
  public idOf(type: string, beginning: string): string {
    const ids = this.world.idsOf(type).filter((id) => new RegExp(`^${beginning}[0-9A-F]{8}$`).test(id));
    expect(ids).toHaveLength(1);
    return ids[0];
  }

  public arnOf(type: string, beginning: string): string {
    return this.world.arnOf(this.idOf(type, beginning));
  }

  public get caArn(): string {
    return this.world.arnOf(this.world.idOf('AWS::ACMPCA::CertificateAuthority'));
  }

  public get groupArn(): string {
    const { Name } = this.world.propertiesOf<{ Name: string }>(this.idOf('AWS::Scheduler::ScheduleGroup', 'ReportsScheduleGroup'));
    return `arn:aws:scheduler:us-east-1:${ACCOUNT}:schedule-group/${Name}`;
  }

  public get reports(): string { return this.arnOf('AWS::S3::Bucket', 'Audit'); }
  public get latest(): string { return this.arnOf('AWS::S3::Bucket', 'AnalyticsBucket'); }

  public policyOf(type: string, attached: string): PolicyDocument {
    const ids = this.world.idsOf(type)
      .filter((id) => JSON.stringify(this.world.propertiesOf(id)).includes(`"${attached}"`));
    expect(ids).toHaveLength(1);
    return this.world.propertiesOf<{ PolicyDocument: PolicyDocument }>(ids[0]).PolicyDocument;
  }
}

const loops = Object.fromEntries(Object.keys(ENCRYPTIONS).map((encryption) =>
  [encryption, lazily(() => new Loop(encryption as Encryption))])) as Record<Encryption, () => Loop>;
const loop = () => loops['kms({ bucketKeyEnabled: true })']();

/** The number of cases that the tests of this file evaluated. */
let evaluated = 0;

/** Fails unless all cases have the expected answer, and each mutation of a policy changes one of them. */
async function expectCases(access: RoleAccess, allowed: RoleCase[], denied: RoleCase[]): Promise<void> {
  const wrong: string[] = [];
  evaluated += allowed.length + denied.length;
  for (const [name, request] of allowed) {
    if (!await access.allows(request)) { wrong.push(`${name} is denied`); }
  }
  for (const [name, request] of denied) {
    if (await access.allows(request)) { wrong.push(`${name} is allowed`); }
  }
  expect(wrong).toEqual([]);
  expect(await access.unseenMutations(allowed, denied)).toEqual([]);
}

const DELIVERY_ACTIONS = [
  'logs:CreateLogDelivery', 'logs:DeleteLogDelivery', 'logs:DescribeLogGroups', 'logs:DescribeResourcePolicies', 'logs:GetLogDelivery',
  'logs:ListLogDeliveries', 'logs:PutResourcePolicy', 'logs:UpdateLogDelivery', 'xray:GetSamplingRules', 'xray:GetSamplingTargets',
  'xray:PutTelemetryRecords', 'xray:PutTraceSegments',
];
const delivery = (): RoleCase[] => DELIVERY_ACTIONS.map((action) => [action, { action, resource: '*' }]);
const OTHER_CA = `arn:aws:acm-pca:us-east-1:${ACCOUNT}:certificate-authority/other`;

describe('the role that requests reports', () => {
  test('can request and describe reports of its CA, publish its metric, and deliver logs, and nothing else', async () => {
    const { caArn, reports } = loop();
    await expectCases(loop().role('ReportsRole'), [
      ...delivery(),
      ['request', { action: 'acm-pca:CreateCertificateAuthorityAuditReport', resource: caArn }],
      ['describe', { action: 'acm-pca:DescribeCertificateAuthorityAuditReport', resource: caArn }],
      ['metric', { action: 'cloudwatch:PutMetricData', resource: '*', context: NAMESPACE }],
    ], [
      ['request from another CA', { action: 'acm-pca:CreateCertificateAuthorityAuditReport', resource: OTHER_CA }],
      ['describe a report of another CA', { action: 'acm-pca:DescribeCertificateAuthorityAuditReport', resource: OTHER_CA }],
      ['issue', { action: 'acm-pca:IssueCertificate', resource: caArn }],
      ['metric of AWS', { action: 'cloudwatch:PutMetricData', resource: '*', context: { 'cloudwatch:namespace': 'AWS/EC2' } }],
      ['metric without a namespace', { action: 'cloudwatch:PutMetricData', resource: '*' }],
      ['delete logs', { action: 'logs:DeleteLogGroup', resource: `arn:aws:logs:us-east-1:${ACCOUNT}:log-group:any` }],
      ['read a report', { action: 's3:GetObject', resource: `${reports}/audit-report/1/2.csv` }],
      ['write a report', { action: 's3:PutObject', resource: `${reports}/audit-report/1/2.csv` }],
    ]);
  });
});

describe('the role that reads the end of validity', () => {
  test('can describe its CA, publish its metrics, and deliver logs, and nothing else', async () => {
    const { caArn } = loop();
    await expectCases(loop().role('ExpiryRole'), [
      ...delivery(),
      ['describe', { action: 'acm-pca:DescribeCertificateAuthority', resource: caArn }],
      ['metric', { action: 'cloudwatch:PutMetricData', resource: '*', context: NAMESPACE }],
    ], [
      ['describe another CA', { action: 'acm-pca:DescribeCertificateAuthority', resource: OTHER_CA }],
      ['request a report', { action: 'acm-pca:CreateCertificateAuthorityAuditReport', resource: caArn }],
      ['update', { action: 'acm-pca:UpdateCertificateAuthority', resource: caArn }],
      ['delete', { action: 'acm-pca:DeleteCertificateAuthority', resource: caArn }],
      ['metric of AWS', { action: 'cloudwatch:PutMetricData', resource: '*', context: { 'cloudwatch:namespace': 'AWS/EC2' } }],
    ]);
  });
});

/** The requests that use the key, as S3 makes them, for the two settings of the S3 Bucket Key. */
function keyCases(own: Loop, action: string, bucketArn: string, objects: string[]): RoleCase[] {
  if (own.encryption === 's3Managed()') { return []; }
  const key = own.idOf('AWS::KMS::Key', 'AuditKey');
  const resource = own.world.arnOf(key);
  // A key policy must allow the account to grant permissions by identity policies.
  const { KeyPolicy: resourcePolicy } = own.world.propertiesOf<{ KeyPolicy: PolicyDocument }>(key);
  return [bucketArn, ...objects.map((object) => `${bucketArn}/${object}`)].map((context): RoleCase =>
    [`${action} for ${context.split('/').slice(1).join('/') || 'the bucket'}`,
      { action, resource, resourcePolicy, context: { 'kms:EncryptionContext:aws:s3:arn': context } }]);
}

describe.each(Object.keys(ENCRYPTIONS) as Encryption[])('with %s', (encryption) => {
  test('the role that copies can read reports and replace copies, and nothing else', async () => {
    const own = loops[encryption]();
    const { reports, latest } = own;
    const [report, copy] = [`audit-report/${CA_ID}/1.csv`, `latest/${CA_ID}.csv`];
    await expectCases(own.role('AnalyticsRole'), [
      ...delivery(),
      ['read a report', { action: 's3:GetObject', resource: `${reports}/${report}` }],
      ['read a version of a report', { action: 's3:GetObjectVersion', resource: `${reports}/${report}` }],
      ['find reports', { action: 's3:ListBucket', resource: reports }],
      ['find versions of reports', { action: 's3:ListBucketVersions', resource: reports }],
      ['find copies', { action: 's3:ListBucket', resource: latest, context: { 's3:prefix': copy } }],
      ['describe a copy', { action: 's3:GetObject', resource: `${latest}/${copy}` }],
      ['replace a copy', { action: 's3:PutObject', resource: `${latest}/${copy}` }],
      ...keyCases(own, 'kms:Decrypt', reports, [report]),
      ...keyCases(own, 'kms:Decrypt', latest, [copy]),
      ...keyCases(own, 'kms:GenerateDataKey', latest, [copy]),
    ], [
      ['write a report', { action: 's3:PutObject', resource: `${reports}/${report}` }],
      ['delete a report', { action: 's3:DeleteObject', resource: `${reports}/${report}` }],
      ['delete a version of a report', { action: 's3:DeleteObjectVersion', resource: `${reports}/${report}` }],
      ['read a test object', { action: 's3:GetObject', resource: `${reports}/acm-pca-permission-test-key` }],
      ['find results', { action: 's3:ListBucket', resource: latest, context: { 's3:prefix': 'results/' } }],
      ['find everything', { action: 's3:ListBucket', resource: latest }],
      ['read results', { action: 's3:GetObject', resource: `${latest}/results/1.csv` }],
      ['write results', { action: 's3:PutObject', resource: `${latest}/results/1.csv` }],
      ['delete a copy', { action: 's3:DeleteObject', resource: `${latest}/${copy}` }],
      ['change the bucket', { action: 's3:PutBucketPolicy', resource: latest }],
      ...keyCases(own, 'kms:GenerateDataKey', reports, [report]),
      ...keyCases(own, 'kms:Decrypt', latest, ['results/1.csv']).slice(1),
      ...keyCases(own, 'kms:Decrypt', 'arn:aws:s3:::amzn-s3-demo-bucket', [report]),
      ...keyCases(own, 'kms:GenerateDataKey', 'arn:aws:s3:::amzn-s3-demo-bucket', [copy]),
      ['publish a metric', { action: 'cloudwatch:PutMetricData', resource: '*', context: NAMESPACE }],
    ]);
  });

  test('an analyst can query the copies and read results, and has no access to the reports', async () => {
    const own = loops[encryption]();
    const { reports, latest, world } = own;
    const copy = `latest/${CA_ID}.csv`;
    const { Name: workGroup } = world.propertiesOf<{ Name: string }>(world.idOf('AWS::Athena::WorkGroup'));
    const { DatabaseInput: { Name: database } } = world.propertiesOf<{ DatabaseInput: { Name: string } }>(world.idOf('AWS::Glue::Database'));
    const workGroupArn = `arn:aws:athena:us-east-1:${ACCOUNT}:workgroup/${workGroup}`;
    const glue = (resource: string) => `arn:aws:glue:us-east-1:${ACCOUNT}:${resource}`;
    const athena = [
      'BatchGetNamedQuery', 'BatchGetQueryExecution', 'GetNamedQuery', 'GetQueryExecution', 'GetQueryResults', 'GetQueryResultsStream',
      'GetWorkGroup', 'ListNamedQueries', 'ListQueryExecutions', 'StartQueryExecution', 'StopQueryExecution',
    ];
    const table = `table/${database}/audit_report`;
    await expectCases(own.role('Analyst'), [
      ...athena.map((action): RoleCase => [action, { action: `athena:${action}`, resource: workGroupArn }]),
      ...['GetDatabase', 'GetDatabases', 'GetTable', 'GetTables', 'GetPartitions'].map((action): RoleCase =>
        [`${action} in the catalog`, { action: `glue:${action}`, resource: glue('catalog') }]),
      ['read the database', { action: 'glue:GetDatabase', resource: glue(`database/${database}`) }],
      ['read the table', { action: 'glue:GetTable', resource: glue(table) }],
      ['find objects', { action: 's3:ListBucket', resource: latest }],
      ['locate the bucket', { action: 's3:GetBucketLocation', resource: latest }],
      ['read a copy', { action: 's3:GetObject', resource: `${latest}/${copy}` }],
      ['read results', { action: 's3:GetObject', resource: `${latest}/results/1.csv` }],
      ['write results', { action: 's3:PutObject', resource: `${latest}/results/1.csv` }],
      ['abort an upload', { action: 's3:AbortMultipartUpload', resource: `${latest}/results/1.csv` }],
      ['list the parts of an upload', { action: 's3:ListMultipartUploadParts', resource: `${latest}/results/1.csv` }],
      ...keyCases(own, 'kms:Decrypt', latest, [copy, 'results/1.csv']),
      ...keyCases(own, 'kms:GenerateDataKey', latest, [copy, 'results/1.csv']),
    ], [
      ['read a report', { action: 's3:GetObject', resource: `${reports}/audit-report/${CA_ID}/1.csv` }],
      ['find reports', { action: 's3:ListBucket', resource: reports }],
      ['read another object beside the copies', { action: 's3:GetObject', resource: `${latest}/exports/1.csv` }],
      ['write another object beside the results', { action: 's3:PutObject', resource: `${latest}/exports/1.csv` }],
      ['write a copy', { action: 's3:PutObject', resource: `${latest}/${copy}` }],
      ['delete a copy', { action: 's3:DeleteObject', resource: `${latest}/${copy}` }],
      ['delete results', { action: 's3:DeleteObject', resource: `${latest}/results/1.csv` }],
      ['use another workgroup', { action: 'athena:StartQueryExecution', resource: `arn:aws:athena:us-east-1:${ACCOUNT}:workgroup/primary` }],
      ['change the workgroup', { action: 'athena:UpdateWorkGroup', resource: workGroupArn }],
      ['add a saved query', { action: 'athena:CreateNamedQuery', resource: workGroupArn }],
      ['change the table', { action: 'glue:UpdateTable', resource: glue(table) }],
      ['read another table', { action: 'glue:GetTable', resource: glue('table/default/salaries') }],
      ['read another database', { action: 'glue:GetDatabase', resource: glue('database/default') }],
      ...keyCases(own, 'kms:Decrypt', reports, [`audit-report/${CA_ID}/1.csv`]),
      ...keyCases(own, 'kms:GenerateDataKey', reports, [`audit-report/${CA_ID}/1.csv`]),
    ]);
  });
});

describe.each(Object.keys(ENCRYPTIONS) as Encryption[])('with %s, the role that counts certificates', (encryption) => {
  test('can run a query over the copies and read its results, publish its metrics, and deliver logs, and nothing else', async () => {
    const own = loops[encryption]();
    const { reports, latest, world } = own;
    const copy = `latest/${CA_ID}.csv`;
    const { Name: workGroup } = world.propertiesOf<{ Name: string }>(world.idOf('AWS::Athena::WorkGroup'));
    const { DatabaseInput: { Name: database } } = world.propertiesOf<{ DatabaseInput: { Name: string } }>(world.idOf('AWS::Glue::Database'));
    const workGroupArn = `arn:aws:athena:us-east-1:${ACCOUNT}:workgroup/${workGroup}`;
    const glue = (resource: string) => `arn:aws:glue:us-east-1:${ACCOUNT}:${resource}`;
    await expectCases(own.role('CertificatesRole'), [
      ...delivery(),
      ...['GetQueryExecution', 'GetQueryResults', 'StartQueryExecution'].map((action): RoleCase =>
        [action, { action: `athena:${action}`, resource: workGroupArn }]),
      ...['GetDatabase', 'GetDatabases', 'GetTable', 'GetTables', 'GetPartitions'].map((action): RoleCase =>
        [`${action} in the catalog`, { action: `glue:${action}`, resource: glue('catalog') }]),
      ['read the database', { action: 'glue:GetDatabase', resource: glue(`database/${database}`) }],
      ['read the table', { action: 'glue:GetTable', resource: glue(`table/${database}/audit_report`) }],
      ['find objects', { action: 's3:ListBucket', resource: latest }],
      ['locate the bucket', { action: 's3:GetBucketLocation', resource: latest }],
      ['read a copy', { action: 's3:GetObject', resource: `${latest}/${copy}` }],
      ['read results', { action: 's3:GetObject', resource: `${latest}/results/1.csv` }],
      ['write results', { action: 's3:PutObject', resource: `${latest}/results/1.csv` }],
      ['abort an upload', { action: 's3:AbortMultipartUpload', resource: `${latest}/results/1.csv` }],
      ['list the parts of an upload', { action: 's3:ListMultipartUploadParts', resource: `${latest}/results/1.csv` }],
      ['metric', { action: 'cloudwatch:PutMetricData', resource: '*', context: NAMESPACE }],
      ...keyCases(own, 'kms:Decrypt', latest, [copy, 'results/1.csv']),
      ...keyCases(own, 'kms:GenerateDataKey', latest, [copy, 'results/1.csv']),
    ], [
      ['read a report', { action: 's3:GetObject', resource: `${reports}/audit-report/${CA_ID}/1.csv` }],
      ['find reports', { action: 's3:ListBucket', resource: reports }],
      ['write a copy', { action: 's3:PutObject', resource: `${latest}/${copy}` }],
      ['delete results', { action: 's3:DeleteObject', resource: `${latest}/results/1.csv` }],
      ['use another workgroup', { action: 'athena:StartQueryExecution', resource: `arn:aws:athena:us-east-1:${ACCOUNT}:workgroup/primary` }],
      ['list saved queries', { action: 'athena:ListNamedQueries', resource: workGroupArn }],
      ['change the workgroup', { action: 'athena:UpdateWorkGroup', resource: workGroupArn }],
      ['change the table', { action: 'glue:UpdateTable', resource: glue(`table/${database}/audit_report`) }],
      ['read another table', { action: 'glue:GetTable', resource: glue('table/default/salaries') }],
      ['read another database', { action: 'glue:GetDatabase', resource: glue('database/default') }],
      ['metric of AWS', { action: 'cloudwatch:PutMetricData', resource: '*', context: { 'cloudwatch:namespace': 'AWS/EC2' } }],
      ['request a report', { action: 'acm-pca:CreateCertificateAuthorityAuditReport', resource: own.caArn }],
      ...keyCases(own, 'kms:Decrypt', reports, [`audit-report/${CA_ID}/1.csv`]),
      ...keyCases(own, 'kms:GenerateDataKey', reports, [`audit-report/${CA_ID}/1.csv`]),
    ]);
  });
});

describe('EventBridge Scheduler', () => {
  const assume = (trust: PolicyDocument, principal: string, context: Record<string, string>) => isAllowed(trust, {
    principal, action: 'sts:AssumeRole', resource: `arn:aws:iam::${ACCOUNT}:role/Scheduler`, resourceAccount: ACCOUNT, context,
  });

  test('can assume the role only for schedules in the schedule group of the construct', async () => {
    const { groupArn } = loop();
    const trust = loop().trustOf('ReportsSchedulerRole');
    const context = { 'aws:SourceAccount': ACCOUNT, 'aws:SourceArn': groupArn };

    expect(await assume(trust, 'scheduler.amazonaws.com', context)).toBe(true);
    expect(await assume(trust, 'scheduler.amazonaws.com', { ...context, 'aws:SourceArn': groupArn.replace(/[^/]*$/, 'default') })).toBe(false);
    expect(await assume(trust, 'scheduler.amazonaws.com', { ...context, 'aws:SourceAccount': '444455556666' })).toBe(false);
    expect(await assume(trust, 'scheduler.amazonaws.com', {})).toBe(false);
    expect(await assume(trust, 'events.amazonaws.com', context)).toBe(false);
  });

  test('can start only the state machine of the construct, and send undelivered executions to its queue', async () => {
    const machine = loop().arnOf('AWS::StepFunctions::StateMachine', 'ReportsStateMachine');
    const queue = loop().arnOf('AWS::SQS::Queue', 'ReportsDeadLetters');
    await expectCases(loop().role('ReportsSchedulerRole'), [
      ['start', { action: 'states:StartExecution', resource: machine }],
      ['send', { action: 'sqs:SendMessage', resource: queue }],
    ], [
      ['start another', { action: 'states:StartExecution', resource: loop().arnOf('AWS::StepFunctions::StateMachine', 'ExpiryStateMachine') }],
      ['stop', { action: 'states:DeleteStateMachine', resource: machine }],
      ['send to another queue', { action: 'sqs:SendMessage', resource: loop().arnOf('AWS::SQS::Queue', 'ExpiryDeadLetters') }],
      ['receive', { action: 'sqs:ReceiveMessage', resource: queue }],
      ['request a report', { action: 'acm-pca:CreateCertificateAuthorityAuditReport', resource: loop().caArn }],
    ]);
  });

  test('Step Functions can assume the role of a state machine only for state machines of the account', async () => {
    const trust = loop().trustOf('ReportsRole');
    const context = { 'aws:SourceAccount': ACCOUNT, 'aws:SourceArn': `arn:aws:states:us-east-1:${ACCOUNT}:stateMachine:Any` };

    expect(await assume(trust, 'states.amazonaws.com', context)).toBe(true);
    expect(await assume(trust, 'states.amazonaws.com', { ...context, 'aws:SourceAccount': '444455556666' })).toBe(false);
    expect(await assume(trust, 'states.amazonaws.com', {
      ...context, 'aws:SourceArn': 'arn:aws:states:us-east-1:444455556666:stateMachine:Any',
    })).toBe(false);
    expect(await assume(trust, 'scheduler.amazonaws.com', context)).toBe(false);
  });
});

describe('EventBridge', () => {
  test('can assume the role of the rule only for the account', async () => {
    const trust = loop().trustOf('AnalyticsRuleRole');
    const assume = (principal: string, context: Record<string, string>) => isAllowed(trust, {
      principal, action: 'sts:AssumeRole', resource: `arn:aws:iam::${ACCOUNT}:role/Rule`, resourceAccount: ACCOUNT, context,
    });

    expect(await assume('events.amazonaws.com', { 'aws:SourceAccount': ACCOUNT })).toBe(true);
    expect(await assume('events.amazonaws.com', { 'aws:SourceAccount': '444455556666' })).toBe(false);
    expect(await assume('events.amazonaws.com', {})).toBe(false);
    expect(await assume('scheduler.amazonaws.com', { 'aws:SourceAccount': ACCOUNT })).toBe(false);
  });

  test('can start only the state machine that copies', async () => {
    await expectCases(loop().role('AnalyticsRuleRole'), [
      ['start', { action: 'states:StartExecution', resource: loop().arnOf('AWS::StepFunctions::StateMachine', 'AnalyticsStateMachine') }],
    ], [
      ['start another', { action: 'states:StartExecution', resource: loop().arnOf('AWS::StepFunctions::StateMachine', 'ReportsStateMachine') }],
      ['read a report', { action: 's3:GetObject', resource: `${loop().reports}/audit-report/1/2.csv` }],
    ]);
  });

  test('can send only undelivered events of the rule to the queue, with TLS', async () => {
    const queue = loop().arnOf('AWS::SQS::Queue', 'AnalyticsDeadLetters');
    const rule = loop().arnOf('AWS::Events::Rule', 'AnalyticsRule');
    const policy = loop().policyOf('AWS::SQS::QueuePolicy', queue);
    const send = (context: Record<string, string>, principal = 'events.amazonaws.com') => isAllowed(policy, {
      principal, action: 'sqs:SendMessage', resource: queue, resourceAccount: ACCOUNT, context,
    });

    expect(await send({ 'aws:SourceArn': rule, 'aws:SecureTransport': 'true' })).toBe(true);
    expect(await send({ 'aws:SourceArn': rule, 'aws:SecureTransport': 'false' })).toBe(false);
    expect(await send({ 'aws:SourceArn': `${rule}2`, 'aws:SecureTransport': 'true' })).toBe(false);
    expect(await send({ 'aws:SecureTransport': 'true' })).toBe(false);
    expect(await send({ 'aws:SourceArn': rule, 'aws:SecureTransport': 'true' }, 'sns.amazonaws.com')).toBe(false);
  });
});

describe('CloudWatch Logs', () => {
  test.each(['Reports', 'Expiry', 'Analytics', 'Certificates'])('can use the key of %s only for its log group', async (name) => {
    const key = loop().idOf('AWS::KMS::Key', `${name}LogsKey`);
    const { KeyPolicy } = loop().world.propertiesOf<{ KeyPolicy: PolicyDocument }>(key);
    const group = loop().arnOf('AWS::Logs::LogGroup', `${name}Logs`).replace(/:\*$/, '');
    const use = (context: string, principal = 'logs.us-east-1.amazonaws.com') => isAllowed(KeyPolicy, {
      principal,
      action: 'kms:GenerateDataKey',
      resource: loop().world.arnOf(key),
      resourceAccount: ACCOUNT,
      context: { 'kms:EncryptionContext:aws:logs:arn': context },
    });

    expect(await use(group)).toBe(true);
    expect(await use(`${group}-other`)).toBe(false);
    expect(await use(group, 'logs.eu-west-1.amazonaws.com')).toBe(false);
  });
});

test('no role has an inline policy, except the role of the user', () => {
  const inline = loop().world.idsOf('AWS::IAM::Policy');

  expect(inline.map((id) => id.replace(/[0-9A-F]{8}$/, ''))).toEqual(['AnalystDefaultPolicy']);
});

// In a block, because mocha runs the tests outside blocks first.
describe('the number of cases', () => {
  test('the tests of this file evaluate at least 60 cases of roles in addition to those of trust, queue, and key policies', () => {
    expect(evaluated).toBeGreaterThanOrEqual(60);
  });
});
