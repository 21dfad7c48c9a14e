import { App, Duration, Lazy, Size, Stack, Token, aws_iam as iam, aws_kms as kms, aws_s3 as s3 } from 'aws-cdk-lib';
import { Match, Template } from 'aws-cdk-lib/assertions';
import { AuditReportAnalytics, AuditReportAnalyticsProps } from '../../src/audit/audit-report-analytics';
import { AuditReportBucket } from '../../src/audit/audit-report-bucket';
import { AuditReportSchedule } from '../../src/audit/audit-report-schedule';
import { AuditReportScheduleProps } from '../../src/audit/audit-report-schedule-props';
import { IssuedCertificateExpiryWatch } from '../../src/audit/issued-certificate-expiry-watch';
import { PrivateCertificateAuthority } from '../../src/authority/private-certificate-authority';
import { PrivateCaBucketEncryption } from '../../src/model/private-ca-bucket-encryption';
import { Criticality } from '../../src/notification/criticality';
import { ExpiryThreshold } from '../../src/notification/expiry-threshold';
import { CrlBucket } from '../../src/revocation/crl-bucket';
import { errorOf } from '../support/errors';
import { ENVIRONMENT, newRoot, newStack } from '../support/stacks';

/* The text of errors and descriptions, and the values at the ends of ranges. */

const inVirginia = () => newStack({ env: ENVIRONMENT });
const message = (...[code, mistake]: Parameters<typeof errorOf>) => errorOf(code, mistake).message;
const imported = (stack: Stack, id: string) => PrivateCertificateAuthority.fromCertificateAuthorityArn(stack, `Ca${id}`,
  `arn:aws:acm-pca:us-east-1:111122223333:certificate-authority/${id}`);
const reportsIn = (stack: Stack, encryptionKey?: kms.IKey) => AuditReportBucket.fromAuditReportBucketAttributes(stack, 'Audit', {
  bucket: s3.Bucket.fromBucketName(stack, 'Mine', 'amzn-s3-demo-bucket'), encryptionKey,
});
const schedule = (props: Partial<AuditReportScheduleProps> = {}, stack = inVirginia()) => new AuditReportSchedule(stack, 'Reports', {
  ...props, auditReportBucket: props.auditReportBucket ?? reportsIn(stack), certificateAuthorities: props.certificateAuthorities ?? [imported(stack, '1')],
});
const analytics = (props: Partial<AuditReportAnalyticsProps> = {}, stack = inVirginia()) =>
  new AuditReportAnalytics(stack, 'Analytics', { ...props, auditReportBucket: props.auditReportBucket ?? reportsIn(stack) });
const late = (value: number) => Token.asNumber(Lazy.any({ produce: () => value }));

describe('an error about a value of a wrong type names', () => {
  test('the CA, and its timing', () => {
    const reports = schedule();
    const stack = Stack.of(reports);
    const audit = new AuditReportBucket(stack, 'New', { certificateAuthorities: [newRoot(stack)] });

    for (const mistake of [
      () => reports.addCertificateAuthority('ca' as never), () => reports.metricDelivered('ca' as never), () => audit.addCertificateAuthority('ca' as never),
    ]) {
      expect(message('PropertyType', mistake)).toMatch(/^certificateAuthority must .* at Stack\/(Reports|New)\]$/);
    }
    expect(message('PropertyType', () => reports.addCertificateAuthority(imported(stack, '2'), { interval: 1 as never }))).toMatch(/^timing\.interval must /);
  });

  test('the ID and the parts of a query', () => {
    const of = analytics();

    expect(message('PropertyType', () => of.addQuery(1 as never, { name: 'a', sql: 'b' }))).toMatch(/^id must .* at Stack\/Analytics\]$/);
    expect(message('PropertyType', () => of.addQuery('A', { name: 1 as never, sql: 'b' }))).toMatch(/^query\.name must /);
    expect(message('PropertyType', () => of.addQuery('A', { name: 'a', sql: 1 as never }))).toMatch(/^query\.sql must /);
    expect(message('PropertyType', () => of.addQuery('A', { name: 'a', sql: 'b', description: 1 as never }))).toMatch(/^query\.description must /);
  });

  test('what has the members of an audit report bucket, or of analytics', () => {
    expect(message('PropertyType', () => schedule({ auditReportBucket: { bucket: 1 } as never })))
      .toMatch(/^auditReportBucket must be an IAuditReportBucket, such as AuditReportBucket; /);
    expect(message('PropertyType', () => schedule({ auditReportBucket: { grants: 1 } as never }))).toMatch(/^auditReportBucket must /);
    for (const missing of ['addQuery', 'grants', 'workGroupName', 'databaseName']) {
      const members = Object.fromEntries(['addQuery', 'grants', 'workGroupName', 'databaseName'].filter((name) => name !== missing).map((name) => [name, name]));
      expect(message('PropertyType', () => new IssuedCertificateExpiryWatch(inVirginia(), 'Watch', { analytics: members as never })))
        .toMatch(/^analytics must be an AuditReportAnalytics; /);
    }
  });
});

describe('an imported audit report bucket', () => {
  const importWith = (attributes: object, bucketIn?: (stack: Stack) => s3.IBucket) => {
    const stack = inVirginia();
    const bucket = bucketIn?.(stack) ?? s3.Bucket.fromBucketName(stack, 'Mine', 'amzn-s3-demo-bucket');
    return AuditReportBucket.fromAuditReportBucketAttributes(stack, 'Audit', { bucket, ...attributes });
  };

  test('must have the key of its bucket, and ARNs of CAs', () => {
    const encryptionKey = kms.Key.fromKeyArn(inVirginia(), 'Key', 'arn:aws:kms:us-east-1:111122223333:key/1');
    const plain = (stack: Stack) => new s3.Bucket(stack, 'Plain', { encryption: s3.BucketEncryption.S3_MANAGED });

    expect(message('EncryptionMismatch', () => importWith({ encryptionKey }, plain))).toMatch(/^encryptionKey must be omitted, because bucket uses SSE-S3; .* at Stack\/Audit\]$/);
    expect(importWith({ encryptionKey }).encryptionKey).toBe(encryptionKey);
    expect(message('CertificateAuthorityArn', () => importWith({ certificateAuthorityArns: ['arn:aws:iam::111122223333:role/Root'] })))
      .toMatch(/^certificateAuthorityArns must .* at Stack\/Audit\]$/);
    expect(() => importWith({ certificateAuthorityArns: Token.asList({ Ref: 'Cas' }) })).not.toThrow();
  });

  test('without ARNs of CAs says where to specify them', () => {
    const reports = importWith({});

    expect(reports.certificateAuthorityArns).toBeUndefined();
    expect(message('AttributeUnknown', () => reports.grants.generate(new iam.AccountRootPrincipal()))).toContain('certificateAuthorityArns must be specified to grant '
      + 'permission to request audit reports; got no value. Fix: Import the bucket in Stack with certificateAuthorityArns.');
  });
});

describe('a query', () => {
  test('has a name of up to 128 letters, digits, spaces, hyphens, and underscores', () => {
    const of = analytics();

    for (const name of ['a'.repeat(128), 'A-z_0 9']) { expect(() => of.addQuery(name, { name, sql: 'SELECT 1' })).not.toThrow(); }
    for (const name of ['a'.repeat(129), 'a/b', '/a', 'a/', 'ä']) {
      expect(message('QueryName', () => of.addQuery('A', { name, sql: 'SELECT 1' }))).toMatch(/^name must .* at Stack\/Analytics\]$/);
    }
  });

  test('has a statement and a description, which an error distinguishes', () => {
    const of = analytics();

    expect(message('QueryLength', () => of.addQuery('A', { name: 'a', sql: '' }))).toMatch(/^sql must have 1 to 262144 characters/);
    expect(message('QueryLength', () => of.addQuery('A', { name: 'a', sql: 'b', description: 'c'.repeat(1025) }))).toMatch(/^description must have 1 to 1024 characters/);
    const name = Lazy.string({ produce: () => 'late' });

    ['Early', 'Late'].forEach((id) => expect(() => of.addQuery(id, { name, sql: 'b' })).not.toThrow());
    expect(message('QueryDuplicate', () => of.addQuery('A', { name: 'expiring', sql: 'b' }))).toMatch(/^name must be different from the names of the other queries/);
  });

  test('scans at least 10 MB, and results are retained for whole days', () => {
    expect(message('BytesScannedLimit', () => analytics({ bytesScannedLimit: Size.bytes(9_999_999) }))).toContain(
      'bytesScannedLimit must be at least 10000000 bytes; got 9999999.');
    for (const bytesScannedLimit of [Size.bytes(10_000_000), Size.bytes(late(1))]) { expect(() => analytics({ bytesScannedLimit })).not.toThrow(); }
    expect(message('LifecycleDays', () => analytics({ resultRetention: Duration.hours(36) }))).toMatch(/^resultRetention must /);
  });
});

describe('the timing of reports', () => {
  test('can be at the ends of its ranges', () => {
    for (const props of [
      { interval: Duration.minutes(30), overdueAfter: Duration.minutes(30) }, { interval: Duration.days(6), overdueAfter: Duration.days(6) },
      { overdueAfter: Duration.days(7) }, { interval: Duration.days(late(1)), overdueAfter: Duration.seconds(1) },
    ]) { expect(() => schedule(props)).not.toThrow(); }
  });

  test('can be in milliseconds, which are rounded up to whole hours', () => {
    const stack = inVirginia();
    schedule({ interval: Duration.hours(1), overdueAfter: Duration.millis(3_600_001) }, stack);

    Template.fromStack(stack).hasResourceProperties('AWS::CloudWatch::Alarm', { MetricName: 'AuditReportDelivered', EvaluationPeriods: 2 });
  });

  test('that is known only at deployment has limits', () => {
    const interval = Duration.days(late(1));

    for (const overdueAfter of [Duration.seconds(0), Duration.hours(169)]) { errorOf('ReportOverdueAfter', () => schedule({ interval, overdueAfter })); }
    expect(message('DurationUnit', () => schedule({ overdueAfter: Duration.days(late(2)) }))).toMatch(/^overdueAfter must .* at Stack\/Reports\]$/);
    const stack = inVirginia();
    schedule({ interval }, stack);
    Template.fromStack(stack).hasResourceProperties('AWS::CloudWatch::Alarm', { MetricName: 'AuditReportDelivered', EvaluationPeriods: 168 });
  });
});

test('the timing of one CA overrides that of the schedule, which overrides the defaults', () => {
  const reports = schedule({ interval: Duration.hours(12), overdueAfter: Duration.hours(24) });
  const stack = Stack.of(reports);
  reports.addCertificateAuthority(imported(stack, '2'));
  reports.addCertificateAuthority(imported(stack, '3'), { interval: Duration.days(2), overdueAfter: Duration.hours(50) });
  const template = Template.fromStack(stack);
  const valuesOf = (type: string, name: string, properties = {}) =>
    Object.values(template.findResources(type, { Properties: properties })).map(({ Properties }) => Properties[name] as unknown);

  expect(reports.certificateAuthorityArns.map((arn) => arn.slice(-1))).toEqual(['1', '2', '3']);
  expect(valuesOf('AWS::Scheduler::Schedule', 'ScheduleExpression')).toEqual(['rate(12 hours)', 'rate(12 hours)', 'rate(2 days)']);
  expect(valuesOf('AWS::CloudWatch::Alarm', 'EvaluationPeriods', { MetricName: 'AuditReportDelivered' })).toEqual([24, 24, 50]);
});

describe('descriptions and names', () => {
  test('of the analytics say what they contain', () => {
    const stack = inVirginia();
    analytics({ encryption: PrivateCaBucketEncryption.kms() }, stack);
    const template = Template.fromStack(stack);

    template.hasResourceProperties('AWS::KMS::Key', { Description: Match.stringLikeRegexp('^Newest audit reports of AWS Private CA') });
    template.hasResourceProperties('AWS::Events::Rule', { Description: 'New audit reports of AWS Private CA in CSV format' });
    template.hasResourceProperties('AWS::SQS::Queue', { SqsManagedSseEnabled: true, MessageRetentionPeriod: 1209600 });
    template.hasResourceProperties('AWS::Glue::Database', { DatabaseInput: { Name: Match.anyValue(), Description: 'Audit reports of AWS Private CA' } });
    ['Reads audit reports of AWS Private CA, and copies them', 'Starts the copy of an audit report of AWS Private CA'].forEach((Description) =>
      template.hasResourceProperties('AWS::IAM::ManagedPolicy', { Description }));
    template.hasResourceProperties('AWS::IAM::Role', {
      Description: Match.stringLikeRegexp('Assumed by EventBridge: starts the copy of an audit report'),
      AssumeRolePolicyDocument: { Statement: [Match.objectLike({ Condition: { StringEquals: { 'aws:SourceAccount': '111122223333' } } })] },
    });
  });

  test('of an expiry watch have the threshold, or its position', () => {
    const stack = inVirginia();
    const watch = new IssuedCertificateExpiryWatch(stack, 'Watch', {
      analytics: analytics({}, stack),
      thresholds: [Duration.days(late(90)), Duration.days(30)].map((within) => ExpiryThreshold.of(within, Criticality.HIGH)),
    });

    expect(watch.alarms.slice(2).map(({ node: { id } }) => id)).toEqual(['Threshold0', 'Within30Days']);
    Template.fromStack(stack).hasResourceProperties('AWS::IAM::ManagedPolicy', { Description: 'Queries the newest audit reports of AWS Private CA' });
  });
});

test('a key of the copies replaces that of the reports, and must be in the Region of the stack, and not be an AWS managed key', () => {
  const make = (key: (stack: Stack) => kms.IKey) => () => {
    const stack = new Stack(new App(), 'Stack', { env: ENVIRONMENT });
    return analytics({ encryption: PrivateCaBucketEncryption.kms({ key: key(stack) }) }, stack);
  };

  const given = inVirginia();
  const [ofReports, ofCopies] = ['1', '2'].map((id) => kms.Key.fromKeyArn(given, `Key${id}`, `arn:aws:kms:us-east-1:111122223333:key/${id}`));
  analytics({ auditReportBucket: reportsIn(given, ofReports), encryption: PrivateCaBucketEncryption.kms({ key: ofCopies }) }, given);

  const plain = inVirginia();
  analytics({}, plain);

  Template.fromStack(plain).resourcePropertiesCountIs('AWS::KMS::Key', { Description: Match.stringLikeRegexp('Newest audit reports') }, 0);
  expect(JSON.stringify(Template.fromStack(given).findResources('AWS::S3::Bucket'))).toContain('"KMSMasterKeyID":"arn:aws:kms:us-east-1:111122223333:key/2"');
  errorOf('KeyRegion', make((stack) => kms.Key.fromKeyArn(stack, 'Key', 'arn:aws:kms:eu-west-1:111122223333:key/1')));
  const awsManaged = message('KeyAwsManaged', make((stack) => kms.Alias.fromAliasName(stack, 'Key', 'alias/aws/s3')));
  expect(awsManaged).toContain('because the state machine cannot use AWS managed keys');
  expect(awsManaged).toContain('Omit key for a new key, or use PrivateCaBucketEncryption.s3Managed().');
});

describe('a bucket for audit reports and other objects', () => {
  const audit = (stack: Stack, bucket?: s3.IBucket, denyOtherWriters?: boolean) =>
    new AuditReportBucket(stack, 'Audit', { certificateAuthorities: [imported(stack, '1')], bucket, denyOtherWriters });
  const crls = (stack: Stack, bucket: s3.IBucket) => new CrlBucket(stack, 'Crls', { bucket });

  test('is an error if AuditReportBucket creates the bucket, or uses an existing bucket of the app', () => {
    const [created, existing] = [inVirginia(), inVirginia()];
    const { bucket } = audit(created);
    const mine = new s3.Bucket(existing, 'Mine');
    audit(existing, mine);

    for (const mistake of [() => crls(created, bucket), () => crls(existing, mine)]) {
      expect(message('BucketPurpose', mistake)).toMatch(/^A bucket must not store both audit reports and CRLs, /);
    }
  });

  test('is an error that leaves the policy of the key as it was', () => {
    const stack = inVirginia();
    const key = new kms.Key(stack, 'Key');
    const bucket = new s3.Bucket(stack, 'Mine', { bucketName: 'amzn-s3-demo-bucket', encryptionKey: key });
    crls(stack, bucket);
    const policyOf = () => stack.resolve((key.node.defaultChild as kms.CfnKey).keyPolicy) as object;
    const before = policyOf();

    errorOf('BucketPurpose', () => audit(stack, bucket));
    expect(policyOf()).toEqual(before);
  });

  test('is an error for an imported bucket only if denyOtherWriters is true', () => {
    const useTwice = (denyOtherWriters: boolean) => () => {
      const stack = inVirginia();
      const bucket = s3.Bucket.fromBucketName(stack, 'Mine', 'amzn-s3-demo-bucket');
      audit(stack, bucket, denyOtherWriters);
      return new CrlBucket(stack, 'Crls', { serverAccessLogsBucket: bucket });
    };

    expect(useTwice(false)).not.toThrow();
    expect(message('BucketPurpose', useTwice(true))).toMatch(/^A bucket must not store both audit reports and server access logs, /);
  });
});
