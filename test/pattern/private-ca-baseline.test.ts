import {
  App, CfnResource, Duration, Stack, aws_acmpca as acmpca, aws_logs as logs, aws_s3 as s3, aws_sns_subscriptions as subscriptions,
} from 'aws-cdk-lib';
import { Annotations, Match, Template } from 'aws-cdk-lib/assertions';
import { Construct, IConstruct } from 'constructs';
import { CertificateAuthorityExpiryWatch } from '../../src/alerting/certificate-authority-expiry-watch';
import { PkiAlarms } from '../../src/alerting/pki-alarms';
import { PkiSignal } from '../../src/alerting/pki-signal';
import { PkiSignals } from '../../src/alerting/pki-signals';
import { SignalSource } from '../../src/alerting/signal-source';
import { AuditReportAnalytics } from '../../src/audit/audit-report-analytics';
import { AuditReportBucket } from '../../src/audit/audit-report-bucket';
import { AuditReportSchedule } from '../../src/audit/audit-report-schedule';
import { PrivateCertificateAuthority } from '../../src/authority/private-certificate-authority';
import { RootCertificateAuthority } from '../../src/authority/root-certificate-authority';
import { PrivateCaDashboard } from '../../src/dashboard/private-ca-dashboard';
import { DistinguishedName } from '../../src/model/distinguished-name';
import { PrivateCaBucketEncryption } from '../../src/model/private-ca-bucket-encryption';
import { AlarmRouting } from '../../src/notification/alarm-routing';
import { LogSilence } from '../../src/notification/log-silence';
import { PkiNotifications } from '../../src/notification/pki-notifications';
import { BaselinePart } from '../../src/pattern/baseline-part';
import { CertificateAuthorityHierarchy } from '../../src/pattern/certificate-authority-hierarchy';
import { HierarchyLevel } from '../../src/pattern/hierarchy-level';
import { PrivateCaBaseline } from '../../src/pattern/private-ca-baseline';
import { PrivateCaBaselineProps } from '../../src/pattern/private-ca-baseline-props';
import { ErrorCode } from '../../src/private/error-codes';
import { Revocation } from '../../src/revocation/revocation';
import { PrivateCaTrail } from '../../src/trail/private-ca-trail';
import { errorOf } from '../support/errors';
import { lazily } from '../support/lazily';
import { ENVIRONMENT, FEATURE_FLAGS, newRoot, newStack } from '../support/stacks';
import { TemplateResource } from '../support/world';

/** The parts that are constructs. The alarm on silence is one of the alarms. */
const PARTS = Object.values(BaselinePart).filter((part) => part !== BaselinePart.SILENCE_ALARM);
const TRAIL_ARN = 'arn:aws:cloudtrail:us-east-1:111122223333:trail/management-events';
const CA_ARN = 'arn:aws:acm-pca:us-east-1:111122223333:certificate-authority/11111111-2222-3333-4444-555555555555';
const email = () => new subscriptions.EmailSubscription('pki@example.com');
const level = (name: string, below?: HierarchyLevel[]): HierarchyLevel =>
  ({ name, subject: DistinguishedName.of({ commonName: `Example Corp ${name} CA G1` }), below });
const hierarchy = () => ({ root: level('Root', [level('Issuing')]), revocation: Revocation.ocsp() });

function baseline(stack: Stack, props: Partial<PrivateCaBaselineProps> = {}, id = 'Baseline'): PrivateCaBaseline {
  return new PrivateCaBaseline(stack, id, { ...props.certificateAuthorities ? {} : { hierarchy: hierarchy() }, ...props });
}

/** The same parts, one by one, with the IDs that the baseline uses. */
function oneByOne(stack: Stack): void {
  const scope = new Construct(stack, 'Baseline');
  const trail = new PrivateCaTrail(scope, 'Trail');
  const pki = new CertificateAuthorityHierarchy(scope, 'Hierarchy', hierarchy());
  pki.node.addDependency(trail);
  const certificateAuthorities = pki.all;
  const notifications = new PkiNotifications(scope, 'Notifications', { subscriptions: [email()] });
  const routing = AlarmRouting.everythingTo(notifications);
  const auditReportBucket = new AuditReportBucket(scope, 'AuditReportBucket', {
    certificateAuthorities, encryption: PrivateCaBucketEncryption.kms(),
  });
  const schedule = new AuditReportSchedule(scope, 'AuditReportSchedule', { auditReportBucket, certificateAuthorities, routing });
  const analytics = new AuditReportAnalytics(scope, 'AuditReportAnalytics', { auditReportBucket, routing });
  const expiryWatch = new CertificateAuthorityExpiryWatch(scope, 'ExpiryWatch', { certificateAuthorities, routing });
  const alarms = new PkiAlarms(scope, 'Alarms', {
    source: SignalSource.logs(trail.logGroup),
    routing,
    silence: LogSilence.after(Duration.hours(26)),
    signals: PkiSignals.recommended().plus(
      PkiSignal.rootCaUsed(pki.root),
      PkiSignal.keyDisabled(trail.encryptionKey!, auditReportBucket.encryptionKey!),
      PkiSignal.bucketChanged(trail.bucket, auditReportBucket.bucket),
    ),
  });
  new PrivateCaDashboard(scope, 'Dashboard', {
    alarms: [alarms], auditReportSchedules: [schedule], auditReportAnalytics: [analytics], expiryWatches: [expiryWatch], certificateAuthorities,
  });
}

/** The logical IDs of the resources by part. A part of a baseline is its child. */
function idsByPart(stack: Stack, id = 'Baseline'): Record<string, string[]> {
  const { Resources } = Template.fromStack(stack).toJSON();
  const parts = stack.node.findChild(id).node.children;
  const idsOf = (part: IConstruct) => part.node.findAll().filter((node): node is CfnResource => CfnResource.isCfnResource(node))
    .map((node) => String(stack.resolve(node.logicalId))).filter((one) => one in Resources);
  return Object.fromEntries(parts.map((part) => [part.node.id, idsOf(part).sort()]));
}

const idOf = (part: string) => `${part[0].toUpperCase()}${part.slice(1)}`;

describe.each(Object.entries(FEATURE_FLAGS))('with the feature flags: %s', (_name, flags) => {
  test('the template is that of the same parts, one by one', () => {
    const [whole, single] = [newStack({ flags }), newStack({ flags })];
    baseline(whole, { subscriptions: [email()] });
    oneByOne(single);

    expect(Template.fromStack(whole).toJSON()).toEqual(Template.fromStack(single).toJSON());
    expect(Annotations.fromStack(whole).findWarning('*', Match.anyValue())).toEqual([]);
  });
});

test('each part is an attribute, and the baseline has no resource of its own', () => {
  const stack = newStack();
  const made = baseline(stack);

  for (const part of PARTS) { expect(made[part]).toBe(made.node.findChild(idOf(part))); }
  expect(made.certificateAuthorities).toEqual(made.hierarchy!.all);
  expect(made.node.children.map(({ node }) => node.id).sort()).toEqual(['Hierarchy', ...PARTS.map(idOf)].sort());
  expect(made.node.children.filter((child) => CfnResource.isCfnResource(child))).toEqual([]);
});

test('the CAs of the hierarchy depend on a new trail', () => {
  const stack = newStack();
  baseline(stack);
  const cas = Object.values<TemplateResource>(Template.fromStack(stack).findResources('AWS::ACMPCA::CertificateAuthority') as never);

  expect(cas).toHaveLength(2);
  for (const { DependsOn } of cas) { expect(DependsOn).toEqual(expect.arrayContaining([expect.stringMatching(/^BaselineTrail[0-9A-F]{8}$/)])); }
});

/** The parts that can't exist without a part. */
const USERS: Partial<Record<BaselinePart, BaselinePart[]>> = {
  [BaselinePart.TRAIL]: [BaselinePart.ALARMS],
  [BaselinePart.AUDIT_REPORT_BUCKET]: [BaselinePart.AUDIT_REPORT_SCHEDULE, BaselinePart.AUDIT_REPORT_ANALYTICS],
};
const withUsers = (parts: BaselinePart[]) => [...new Set(parts.flatMap((part) => [part, ...USERS[part] ?? []]))];
const NEEDED: Partial<Record<BaselinePart, BaselinePart>> = {
  [BaselinePart.ALARMS]: BaselinePart.TRAIL,
  [BaselinePart.AUDIT_REPORT_SCHEDULE]: BaselinePart.AUDIT_REPORT_BUCKET,
  [BaselinePart.AUDIT_REPORT_ANALYTICS]: BaselinePart.AUDIT_REPORT_BUCKET,
};

describe('the logical IDs of a part don\'t depend on the other parts', () => {
  const all = lazily(() => idsByPart(newStackLike()));
  // A rule has no purpose without a target, so the alarms have no rules without notifications.
  const isRule = (id: string) => /^BaselineAlarms\w+Rule[0-9A-F]{8}$/.test(id);

  test.each([
    ...PARTS.map((part): [string, BaselinePart[]] => [`without ${part}`, withUsers([part])]),
    ...PARTS.map((part): [string, BaselinePart[]] => [`with only ${part}`, PARTS.filter((one) => one !== part && one !== NEEDED[part])]),
    ['without any part', PARTS],
  ])('%s', (_name, without) => {
    const stack = newStack();
    const made = baseline(stack, { without });
    const left = PARTS.filter((part) => !without.includes(part));

    const expected = Object.fromEntries(Object.entries(all()).filter(([id]) => !without.some((part) => idOf(part) === id)));
    if (without.includes(BaselinePart.NOTIFICATIONS) && expected.Alarms) {
      expect(expected.Alarms.filter(isRule)).toHaveLength(2);
      expected.Alarms = expected.Alarms.filter((id) => !isRule(id));
    }
    expect(without.filter((part) => made[part as keyof PrivateCaBaseline] !== undefined)).toEqual([]);
    expect(idsByPart(stack)).toEqual(expected);
    expect(Object.keys(idsByPart(stack)).sort()).toEqual(['Hierarchy', ...left.map(idOf)].sort());
  });
});

test('the logical IDs of data, keys, and CAs are pinned', () => {
  const stack = newStack();
  baseline(stack);
  const { Resources } = Template.fromStack(stack).toJSON();
  const types = ['AWS::ACMPCA::CertificateAuthority', 'AWS::KMS::Key', 'AWS::Logs::LogGroup', 'AWS::S3::Bucket'];

  expect(Object.keys(Resources).filter((id) => types.includes(Resources[id].Type)).sort()).toEqual([
    'BaselineAuditReportAnalyticsAccessLogs6F79A236', 'BaselineAuditReportAnalyticsBucketB65E2174', 'BaselineAuditReportAnalyticsLogs9B4347A3',
    'BaselineAuditReportAnalyticsLogsKey32B665FA', 'BaselineAuditReportBucketA4117825', 'BaselineAuditReportBucketAccessLogsDA36ECD9',
    'BaselineAuditReportBucketKey443203C6', 'BaselineAuditReportScheduleLogs2392C8F7', 'BaselineAuditReportScheduleLogsKeyA2F4DDAA',
    'BaselineExpiryWatchLogsED0194B5', 'BaselineExpiryWatchLogsKey4A207A4F', 'BaselineHierarchyIssuingCD8F84F1', 'BaselineHierarchyRoot5D0FAE98',
    'BaselineNotificationsKeyA39581A3', 'BaselineTrailAccessLogs3ADB0914', 'BaselineTrailBucketF03F425A', 'BaselineTrailKey63672C77',
    'BaselineTrailLogs37554AB5', 'BaselineTrailLogsKeyE6B87497',
  ]);
});

test('the alarm on silence can be omitted, and can have another time', () => {
  const [omitted, changed] = [newStack(), newStack()];
  const idsOf = (stack: Stack) => idsByPart(stack).Alarms.filter((id) => !id.startsWith('BaselineAlarmsSilenceAlarm'));

  expect(baseline(omitted, { without: [BaselinePart.SILENCE_ALARM] }).silenceAlarm).toBeUndefined();
  expect(baseline(changed, { silence: LogSilence.after(Duration.hours(1)) }).silenceAlarm).toBeDefined();
  expect(idsOf(omitted)).toEqual(idsOf(changed));
  expect(idsByPart(changed).Alarms).toHaveLength(idsOf(omitted).length + 1);
  Template.fromStack(changed).hasResourceProperties('AWS::CloudWatch::Alarm', { MetricName: 'IncomingLogEvents', EvaluationPeriods: 12 });
});

test('without notifications, the alarms have no actions', () => {
  const stack = newStack();
  baseline(stack, { without: [BaselinePart.NOTIFICATIONS] });
  const alarms = Template.fromStack(stack).findResources('AWS::CloudWatch::Alarm');

  expect(Object.keys(alarms).length).toBeGreaterThan(30);
  expect(Object.values(alarms).filter(({ Properties }) => Properties.AlarmActions)).toEqual([]);
});

test('with notifications, each alarm that can notify has an action', () => {
  const stack = newStack();
  baseline(stack, { subscriptions: [email()] });
  const alarms = Template.fromStack(stack).findResources('AWS::CloudWatch::Alarm');

  expect(Object.values(alarms).filter(({ Properties }) => !Properties.AlarmActions)).toEqual([]);
  Template.fromStack(stack).hasResourceProperties('AWS::SNS::Subscription', { Protocol: 'email', Endpoint: 'pki@example.com' });
});

describe('existing CAs', () => {
  test('of every kind are accepted', () => {
    const stack = newStack();
    const handwritten = new acmpca.CfnCertificateAuthority(stack, 'Old', {
      type: 'ROOT', keyAlgorithm: 'RSA_2048', signingAlgorithm: 'SHA256WITHRSA', subject: { commonName: 'Old' },
    });
    const certificateAuthorities = [
      newRoot(stack), handwritten, acmpca.CertificateAuthority.fromCertificateAuthorityArn(stack, 'Imported', CA_ARN),
    ];
    const made = baseline(stack, { certificateAuthorities });

    expect(made.hierarchy).toBeUndefined();
    expect(made.certificateAuthorities).toEqual(certificateAuthorities);
    expect(made.auditReportBucket!.certificateAuthorityArns).toHaveLength(3);
    Template.fromStack(stack).resourceCountIs('AWS::Scheduler::Schedule', 3 + 1);
  });

  test('and a hierarchy can have one baseline', () => {
    const stack = newStack();
    const existing = newRoot(stack);
    const made = baseline(stack, { hierarchy: hierarchy(), certificateAuthorities: [existing] });

    expect(made.certificateAuthorities).toEqual([...made.hierarchy!.all, existing]);
  });

  test('don\'t depend on the trail, which could make a circular dependency between stacks', () => {
    const app = new App();
    const root = newRoot(new Stack(app, 'Pki'));
    baseline(new Stack(app, 'Monitoring'), { certificateAuthorities: [root] });

    expect(() => app.synth()).not.toThrow();
    expect(app.synth().getStackByName('Pki').dependencies.filter(({ id }) => id === 'Monitoring')).toEqual([]);
  });
});

describe('existing parts', () => {
  test('of a first baseline serve the CAs of a second one', () => {
    const stack = newStack();
    const first = baseline(stack);
    const before = Object.keys(Template.fromStack(newStackLike()).toJSON().Resources).length;
    const second = baseline(stack, {
      certificateAuthorities: [newRoot(stack)],
      ...Object.fromEntries(PARTS.map((part) => [part, first[part]])),
    }, 'Second');

    for (const part of PARTS) { expect(second[part]).toBe(first[part]); }
    expect(first.auditReportBucket!.certificateAuthorityArns).toHaveLength(3);
    expect(first.auditReportSchedule!.certificateAuthorityArns).toHaveLength(3);
    expect(first.expiryWatch!.certificateAuthorityArns).toHaveLength(3);
    // The CA with its certificate and activation, its schedule, and its alarms for an overdue report and for expiry.
    expect(Object.keys(Template.fromStack(stack).toJSON().Resources)).toHaveLength(before + 3 + 1 + 1 + 3);
    expect(second.node.children).toEqual([]);
  });

  test('that contain the CAs are not changed', () => {
    const stack = newStack();
    const root = newRoot(stack);
    const auditReportBucket = new AuditReportBucket(stack, 'Audit', { certificateAuthorities: [root] });
    const auditReportSchedule = new AuditReportSchedule(stack, 'Reports', { auditReportBucket, certificateAuthorities: [root] });
    const expiryWatch = new CertificateAuthorityExpiryWatch(stack, 'Expiry', { certificateAuthorities: [root] });
    baseline(stack, { certificateAuthorities: [root], auditReportBucket, auditReportSchedule, expiryWatch });

    expect(auditReportBucket.certificateAuthorityArns).toHaveLength(1);
    expect(auditReportSchedule.certificateAuthorityArns).toHaveLength(1);
    expect(expiryWatch.certificateAuthorityArns).toHaveLength(1);
  });

  test('that are imported have no dependency and no new resource', () => {
    const stack = newStack();
    const made = baseline(stack, {
      trail: PrivateCaTrail.fromPrivateCaTrailAttributes(stack, 'Trail', {
        trailArn: TRAIL_ARN, logGroup: new PrivateCaTrail(stack, 'Other').logGroup,
      }),
      auditReportBucket: AuditReportBucket.fromAuditReportBucketAttributes(stack, 'Audit', {
        bucket: s3.Bucket.fromBucketName(stack, 'Bucket', 'amzn-s3-demo-bucket'),
      }),
      without: [BaselinePart.AUDIT_REPORT_ANALYTICS],
    });
    const cas = Object.values<TemplateResource>(Template.fromStack(stack).findResources('AWS::ACMPCA::CertificateAuthority') as never);

    expect(cas.map(({ DependsOn }) => DependsOn)).toEqual([undefined, undefined]);
    expect(made.alarms!.alarms.map(({ node }) => node.path).filter((path) => /pki-(key|bucket)/.test(path))).toEqual([]);
    expect(made.alarms!.alarms.map(({ node }) => node.path)).toContain('Stack/Baseline/Alarms/root-ca-used/Alarm');
  });

  test('options of new parts can be shared', () => {
    const stack = newStack();
    const serverAccessLogsBucket = new s3.Bucket(stack, 'Logs');
    const { encryptionKey } = new PkiNotifications(stack, 'Other');
    baseline(stack, { serverAccessLogsBucket, logEncryptionKey: encryptionKey, auditReportEncryption: PrivateCaBucketEncryption.s3Managed() });

    // Trail, audit reports, copies, and the log bucket. The keys of the trail, its logs, and the topics.
    Template.fromStack(stack).resourceCountIs('AWS::S3::Bucket', 4);
    Template.fromStack(stack).resourceCountIs('AWS::KMS::Key', 4);
  });
});

test('a root CA that issues end-entity certificates has no alarm on its use', () => {
  const stack = newStack();
  const made = baseline(stack, { hierarchy: { root: level('Root'), revocation: Revocation.none() } });

  expect(made.alarms!.alarms.map(({ node }) => node.path).filter((path) => path.includes('root-ca-used'))).toEqual([]);
});

const wrong = (value: unknown) => value as never;
const imported = () => PrivateCertificateAuthority.fromCertificateAuthorityArn(
  newStack({ env: ENVIRONMENT }), 'Shared', CA_ARN.replace('111122223333', '444455556666'));

test.each<[string, ErrorCode, (stack: Stack) => Partial<PrivateCaBaselineProps>]>([
  ['no CA', 'CertificateAuthorityMissing', () => ({ hierarchy: undefined })],
  ['an empty list of CAs', 'CertificateAuthorityMissing', () => ({ certificateAuthorities: [] })],
  ['null in place of CAs', 'CertificateAuthorityMissing', () => ({ hierarchy: wrong(null), certificateAuthorities: wrong(null) })],
  ...PARTS.map((part): [string, ErrorCode, (stack: Stack) => Partial<PrivateCaBaselineProps>] => [
    `${part} that is specified and omitted`, 'BaselinePartConflict', (stack) => ({ [part]: baseline(stack, {}, 'First')[part], without: [part] }),
  ]),
  ['a schedule without a bucket', 'BaselinePartMissing', () => ({ without: [BaselinePart.AUDIT_REPORT_BUCKET] })],
  ['analytics without a bucket', 'BaselinePartMissing', () => ({
    without: [BaselinePart.AUDIT_REPORT_BUCKET, BaselinePart.AUDIT_REPORT_SCHEDULE],
  })],
  ['alarms without a trail', 'BaselinePartMissing', () => ({ without: [BaselinePart.TRAIL] })],
  ['a time of silence without alarms', 'BaselinePartMissing', () => ({ silence: LogSilence.after(Duration.hours(1)), without: [BaselinePart.ALARMS] })],
  ['a time of silence that is omitted', 'BaselinePartConflict', () => ({
    silence: LogSilence.after(Duration.hours(1)), without: [BaselinePart.SILENCE_ALARM],
  })],
  ['subscriptions without notifications', 'BaselinePartMissing', () => ({ subscriptions: [email()], without: [BaselinePart.NOTIFICATIONS] })],
  ['subscriptions of existing notifications', 'BaselinePartMissing', (stack) => ({
    subscriptions: [email()], notifications: new PkiNotifications(stack, 'Mine'),
  })],
  ['subscriptions with a routing, which would receive no notification', 'BaselinePartConflict', (stack) => ({
    subscriptions: [email()], routing: AlarmRouting.everythingTo(new PkiNotifications(stack, 'Mine')),
  })],
  ['a CA that is specified twice', 'CertificateAuthorityDuplicate', (stack) => {
    const root = newRoot(stack);
    return { certificateAuthorities: [root, root] };
  }],
  ['a CA that is also a level', 'CertificateAuthorityDuplicate', (stack) => {
    const root = newRoot(stack);
    return { hierarchy: { root: { name: 'Root', existingCertificateAuthority: root } }, certificateAuthorities: [root] };
  }],
  ['a CA of another account', 'CertificateAuthorityEnvironment', () => ({ certificateAuthorities: [imported()] })],
  ['an existing level of another account', 'CertificateAuthorityEnvironment', () => ({
    hierarchy: { root: { name: 'Root', existingCertificateAuthority: imported() } },
  })],
  ['an error in a level', 'PathLength', () => ({
    hierarchy: { root: level('Root', [{ ...level('Issuing'), pathLength: 9 }]), revocation: Revocation.ocsp() },
  })],
  ['the encryption of an existing bucket', 'BaselinePartMissing', (stack) => ({
    auditReportEncryption: PrivateCaBucketEncryption.kms(),
    auditReportBucket: new AuditReportBucket(stack, 'Audit', { certificateAuthorities: [newRoot(stack)] }),
  })],
  ['an imported trail without a log group', 'AttributeUnknown', (stack) => ({
    trail: PrivateCaTrail.fromPrivateCaTrailAttributes(stack, 'Trail', { trailArn: TRAIL_ARN }),
  })],
  ['the ARN of a CA', 'PropertyType', () => ({ certificateAuthorities: wrong([CA_ARN]) })],
  ['the name of a part', 'PropertyType', () => ({ without: wrong('trail') })],
  ['an unknown part', 'PropertyType', () => ({ without: wrong(['queries']) })],
  ['an email address', 'PropertyType', () => ({ subscriptions: wrong(['pki@example.com']) })],
  ['a level in place of a hierarchy', 'PropertyType', () => ({ hierarchy: wrong(level('Root')) })],
  ['a CDK bucket in place of an audit report bucket', 'PropertyType', (stack) => ({ auditReportBucket: wrong(new s3.Bucket(stack, 'Mine')) })],
])('%s causes the error %s, and creates nothing', (_name, code, props) => {
  const stack = newStack({ env: ENVIRONMENT });
  const given = props(stack);

  const { constructPath } = errorOf(code, () => new PrivateCaBaseline(stack, 'Baseline', {
    ...given.certificateAuthorities || 'hierarchy' in given ? {} : { hierarchy: hierarchy() }, ...given,
  }));
  expect(constructPath).toMatch(/^Stack\/(Baseline|Baseline\/Hierarchy\/Issuing|Trail)$/);
  expect(stack.node.tryFindChild('Baseline')).toBeUndefined();
});

test.each<[string, ErrorCode, (stack: Stack) => Partial<PrivateCaBaselineProps>, string]>([
  ['a CA that is specified twice', 'CertificateAuthorityDuplicate', (stack) => {
    const root = newRoot(stack);
    return { certificateAuthorities: [root, root] };
  }, 'hierarchy and certificateAuthorities must contain each certificate authority once; got "Stack/Root". Fix: Remove the duplicate.'],
  ['the log group of a trail in another Region', 'LogGroupRegion', (stack) => ({
    certificateAuthorities: [newRoot(stack)],
    trail: PrivateCaTrail.fromPrivateCaTrailAttributes(stack, 'Trail', {
      trailArn: TRAIL_ARN,
      logGroup: logs.LogGroup.fromLogGroupArn(stack, 'Logs', 'arn:aws:logs:eu-west-1:111122223333:log-group:trail'),
    }),
  }), 'logGroup must be in the account and Region of the alarms (111122223333/us-east-1); got "111122223333/eu-west-1". Fix: Create '
    + 'PkiAlarms in a stack in the account and Region of the log group, and specify them as alarms. [LogGroupRegion at Stack/Baseline]'],
  ['an existing level of another account', 'CertificateAuthorityEnvironment', () => ({
    hierarchy: { root: { name: 'Root', existingCertificateAuthority: imported() } },
  }), 'The existing levels of hierarchy must be in the account and Region of the stack (111122223333/us-east-1); '
    + 'got "444455556666/us-east-1". Fix: Create a CertificateAuthorityHierarchy, and specify only its CAs in this account and '
    + 'Region as certificateAuthorities.'],
])('the message about %s', (_name, code, props, message) => {
  const stack = newStack({ env: ENVIRONMENT });
  const given = props(stack);

  expect(errorOf(code, () => new PrivateCaBaseline(stack, 'Baseline', given)).message).toContain(message);
});

test('an imported trail without a log group causes its error before an existing part is changed', () => {
  const stack = newStack();
  const auditReportBucket = new AuditReportBucket(stack, 'Audit', { certificateAuthorities: [newRoot(stack)] });
  const trail = PrivateCaTrail.fromPrivateCaTrailAttributes(stack, 'Trail', { trailArn: TRAIL_ARN });

  errorOf('AttributeUnknown', () => baseline(stack, { trail, auditReportBucket }));
  expect(auditReportBucket.certificateAuthorityArns).toHaveLength(1);
});

test.each<[string, (stack: Stack) => Partial<PrivateCaBaselineProps>]>([
  ['without alarms', () => ({ without: [BaselinePart.ALARMS] })],
  ['with existing alarms', (stack) => ({ alarms: baseline(stack, {}, 'First').alarms })],
])('a baseline %s needs no log group of an imported trail', (_name, props) => {
  const stack = newStack();
  const trail = PrivateCaTrail.fromPrivateCaTrailAttributes(stack, 'Imported', { trailArn: TRAIL_ARN });
  const given = props(stack);

  expect(baseline(stack, { trail, ...given }, 'Second').alarms).toBe(given.alarms);
});

test('existing alarms need no trail', () => {
  const stack = newStack();
  const { alarms } = baseline(stack, {}, 'First');

  const { alarms: same, trail } = baseline(stack, { alarms, without: [BaselinePart.TRAIL] }, 'Second');
  expect([same === alarms, trail]).toEqual([true, undefined]);
});

test('without alarms, there is no alarm on silence', () => {
  expect(baseline(newStack(), { without: [BaselinePart.ALARMS] }).silenceAlarm).toBeUndefined();
});

test('all alarms follow the routing, except that about the new notifications', () => {
  const stack = newStack();
  const mine = new PkiNotifications(stack, 'Mine');
  const made = baseline(stack, { routing: AlarmRouting.everythingTo(mine) });
  const topic = { Ref: stack.getLogicalId(mine.topic.node.defaultChild as CfnResource) };
  const alarms = Object.entries(Template.fromStack(stack).findResources('AWS::CloudWatch::Alarm'));
  const others = alarms.filter(([, { Properties }]) => JSON.stringify(Properties.AlarmActions) !== JSON.stringify([topic]));

  expect(made.notifications).toBeDefined();
  expect(alarms.length).toBeGreaterThan(30);
  expect(others.map(([id]) => id).filter((id) => !id.startsWith('BaselineNotifications'))).toEqual([]);
});

test('a warning says that new notifications have no subscription, unless a routing notifies others', () => {
  const warningsWith = (props: Partial<PrivateCaBaselineProps>) => {
    const stack = newStack();
    baseline(stack, props);
    return Annotations.fromStack(stack).findWarning('*', Match.stringLikeRegexp('noSubscription')).map(({ id }) => id);
  };

  expect(warningsWith({})).toEqual(['/Stack/Baseline/Notifications/Resource']);
  expect(warningsWith({ subscriptions: [email()] })).toEqual([]);
  expect(warningsWith({ routing: AlarmRouting.byCriticality({ low: [] }) })).toEqual([]);
});

test('an existing level in the account and Region of the stack is accepted', () => {
  const stack = newStack({ env: ENVIRONMENT });
  const existing = PrivateCertificateAuthority.fromCertificateAuthorityArn(stack, 'Root', CA_ARN);

  expect(baseline(stack, { hierarchy: { root: { name: 'Root', existingCertificateAuthority: existing } } }).certificateAuthorities[0]).toBe(existing);
});

test.each([BaselinePart.AUDIT_REPORT_SCHEDULE, BaselinePart.EXPIRY_WATCH])('a CA of another account is an error also without %s', (part) => {
  errorOf('CertificateAuthorityEnvironment', () =>
    baseline(newStack({ env: ENVIRONMENT }), { certificateAuthorities: [imported()], without: [part] }));
});

test('an empty list of subscriptions requires nothing', () => {
  const stack = newStack();
  const notifications = new PkiNotifications(stack, 'Mine');

  expect(baseline(stack, { notifications, subscriptions: [] }).notifications).toBe(notifications);
});

test('a CA of another account can be part of a baseline without reports and expiry', () => {
  const without = [BaselinePart.AUDIT_REPORT_SCHEDULE, BaselinePart.EXPIRY_WATCH];

  expect(() => baseline(newStack({ env: ENVIRONMENT }), { certificateAuthorities: [imported()], without })).not.toThrow();
});

test('a root CA outside the hierarchy has no alarm on its use, because it can issue end-entity certificates', () => {
  const stack = newStack();
  const root: RootCertificateAuthority = newRoot(stack);
  const made = baseline(stack, { certificateAuthorities: [root] });

  expect(made.alarms!.alarms.map(({ node }) => node.path).filter((path) => path.includes('root-ca-used'))).toEqual([]);
});

describe('the use of root CAs of hierarchies that exist', () => {
  const rootAlarms = (made: PrivateCaBaseline) => made.alarms!.alarms.map(({ node }) => node.path).filter((path) => path.includes('root-ca-used'));
  const newHierarchy = (stack: Stack, id: string, below = [level(`${id}Issuing`)]) =>
    new CertificateAuthorityHierarchy(stack, id, { root: level(`${id}Root`, below), revocation: Revocation.none() });

  test('has an alarm', () => {
    const stack = newStack();
    const made = baseline(stack, { certificateAuthorities: newHierarchy(stack, 'Pki').all });

    expect(rootAlarms(made)).toEqual(['Stack/Baseline/Alarms/root-ca-used/Alarm']);
  });

  test('has none if the root CA has no CAs below it', () => {
    const stack = newStack();
    const made = baseline(stack, { certificateAuthorities: newHierarchy(stack, 'Pki', []).all });

    expect(rootAlarms(made)).toEqual([]);
  });

  test('has none if the highest CA is an existing subordinate CA, which can issue other certificates', () => {
    const stack = newStack();
    const [, existingCertificateAuthority] = newHierarchy(stack, 'Pki', [level('PkiPolicy', [level('PkiIssuing')])]).all;
    const { all } = new CertificateAuthorityHierarchy(stack, 'Below', {
      root: { name: 'Policy', existingCertificateAuthority, below: [level('Devices')] }, revocation: Revocation.none(),
    });

    expect(rootAlarms(baseline(stack, { certificateAuthorities: all }))).toEqual([]);
  });

  test('has none without the root CA', () => {
    const stack = newStack();
    const made = baseline(stack, { certificateAuthorities: newHierarchy(stack, 'Pki').issuing });

    expect(rootAlarms(made)).toEqual([]);
  });

  test('has one alarm for two hierarchies below the same root CA', () => {
    const stack = newStack();
    const first = newHierarchy(stack, 'First');
    const second = new CertificateAuthorityHierarchy(stack, 'Second', {
      root: { name: 'Root', existingCertificateAuthority: first.root, below: [level('Issuing')] }, revocation: Revocation.none(),
    });
    const made = baseline(stack, { certificateAuthorities: [...first.all, ...second.issuing] });

    expect(rootAlarms(made)).toEqual(['Stack/Baseline/Alarms/root-ca-used/Alarm']);
  });

  test('has one alarm for five root CAs, and an alarm for the others', () => {
    const stack = newStack();
    const all = [...'ABCDEF'].flatMap((id) => newHierarchy(stack, id).all);
    const made = baseline(stack, { certificateAuthorities: all });

    expect(rootAlarms(made)).toEqual(['Stack/Baseline/Alarms/root-ca-used/Alarm', 'Stack/Baseline/Alarms/root-ca-used-2/Alarm']);
  });
});

function newStackLike(): Stack {
  const stack = newStack();
  baseline(stack);
  return stack;
}
