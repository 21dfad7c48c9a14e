import { Duration, Lazy, RemovalPolicy, Size, Stack, Token, aws_logs as logs } from 'aws-cdk-lib';
import { Match, Template } from 'aws-cdk-lib/assertions';
import { SignalSource } from '../../src/alerting/signal-source';
import { PrivateCertificateAuthority } from '../../src/authority/private-certificate-authority';
import { SubordinateCertificateAuthority } from '../../src/authority/subordinate-certificate-authority';
import { CertificateAuthorityEvents } from '../../src/events/certificate-authority-events';
import { DistinguishedName } from '../../src/model/distinguished-name';
import { KeyAlgorithm } from '../../src/model/key-algorithm';
import { Criticality } from '../../src/notification/criticality';
import { ExpiryThreshold } from '../../src/notification/expiry-threshold';
import { PrivateCaQueries } from '../../src/queries/private-ca-queries';
import { errorOf } from '../support/errors';
import { USES } from '../support/plain-javascript';
import { ENVIRONMENT, newRoot, newStack } from '../support/stacks';

/* Values that the AWS CDK or AWS rejects with an error without the property: this library names the property. */

const use = (stack: Stack, type: string, properties: object) =>
  USES[type].use(stack, { ...USES[type].smallest?.(stack), ...properties } as never);
const late = (value: number) => Lazy.number({ produce: () => value });

test.each([
  ['AuditReportTiming', 'overdueAfter', Duration.days(late(2)), Duration.hours(late(48)), 'hours'],
  ['CrlFreshnessAlarmProps', 'staleAfter', Duration.days(late(4)), Duration.hours(late(96)), 'hours'],
  ['CrlDistributionProps', 'cacheDuration', Duration.minutes(late(5)), Duration.seconds(late(300)), 'seconds'],
  ['RolesAnywhereProfileProps', 'sessionDuration', Duration.hours(late(1)), Duration.seconds(late(3600)), 'seconds'],
  ['CrlOptions', 'expiration', Duration.hours(late(48)), Duration.days(late(2)), 'days'],
  ['CrlBucketProps', 'supersededCrlRetention', Duration.hours(late(48)), Duration.days(late(2)), 'days'],
  ['CrlReplicaProps', 'supersededCrlRetention', Duration.hours(late(48)), Duration.days(late(2)), 'days'],
  ['AuditReportBucketProps', 'archiveReportsAfter', Duration.hours(late(48)), Duration.days(late(2)), 'days'],
  ['AuditReportBucketProps', 'reportRetention', Duration.hours(late(48000)), Duration.days(late(2000)), 'days'],
  ['PrivateCaTrailProps', 'logFileRetention', Duration.hours(late(48000)), Duration.days(late(2000)), 'days'],
  ['AuditReportAnalyticsProps', 'resultRetention', Duration.hours(late(48)), Duration.days(late(2)), 'days'],
  ['RolesAnywhereTrustAnchorProps', 'caExpiryNotice', Duration.hours(late(720)), Duration.days(late(30)), 'days'],
  ['ExternalPkiLogProps', 'credentialAge', Duration.hours(late(720)), Duration.days(late(30)), 'days'],
  ['AuditReportScheduleProps', 'interval', Duration.seconds(late(7200)), Duration.hours(late(2)), 'minutes or hours or days'],
])('%s.%s can be a token only in the unit of the service', (type, property, other, right, unit) => {
  const { message } = errorOf('DurationUnit', () => use(newStack({ env: ENVIRONMENT }), type, { [property]: other }));
  const stack = newStack({ env: ENVIRONMENT });
  use(stack, type, { [property]: right });

  expect(message).toContain(`${property} must be in ${unit}`);
  expect(() => Template.fromStack(stack)).not.toThrow();
});

test.each([
  ['CertificateAuthorityExpiryWatchProps', 'thresholds', {}],
  ['IssuedCertificateExpiryWatchProps', 'thresholds', {}],
  ['ExternalPkiLogProps', 'credentialThresholds', { credentialCreatedOn: '2026-11-26' }],
])('a threshold of %s.%s can be a token only in days', (type, property, others) => {
  const thresholds = (remaining: Duration) => ({ ...others, [property]: [ExpiryThreshold.of(remaining, Criticality.HIGH)] });

  const { message } = errorOf('DurationUnit', () => use(newStack({ env: ENVIRONMENT }), type, thresholds(Duration.hours(late(720)))));

  expect(message).toMatch(/^remaining must be in days .* at Stack\//);
  expect(() => use(newStack({ env: ENVIRONMENT }), type, thresholds(Duration.days(late(30))))).not.toThrow();
});

test.each<[string, Size, string]>([
  ['a fraction of a byte', Size.gibibytes(0.1), 'must be at least 10000000 bytes, and a whole number of bytes; got 107374182.4'],
  ['bytes with a fraction', Size.bytes(10_000_000.5), 'must be at least 10000000 bytes, and a whole number of bytes; got 10000000.5'],
  ['too few bytes', Size.bytes(9_999_999), 'must be at least 10000000 bytes; got 9999999. Fix: Raise bytesScannedLimit.'],
  ['a token in another unit', Size.kibibytes(late(10_000)), 'must be in bytes if its value is a token'],
])('a limit of scanned data with %s is an error', (_name, bytesScannedLimit, text) => {
  const { message } = errorOf('BytesScannedLimit', () => use(newStack({ env: ENVIRONMENT }), 'AuditReportAnalyticsProps', { bytesScannedLimit }));

  expect(message).toContain(`bytesScannedLimit ${text}`);
});

test('a limit of scanned data can be a token in bytes', () => {
  const stack = newStack({ env: ENVIRONMENT });
  use(stack, 'AuditReportAnalyticsProps', { bytesScannedLimit: Size.bytes(late(20_000_000)) });

  Template.fromStack(stack).hasResourceProperties('AWS::Athena::WorkGroup', { WorkGroupConfiguration: { BytesScannedCutoffPerQuery: 20_000_000 } });
});

test.each([Duration.seconds(late(300)), Duration.minutes(late(5))])('the period of alarms on log events cannot be a token', (period) => {
  const stack = newStack({ env: ENVIRONMENT });
  const source = SignalSource.logs(new logs.LogGroup(stack, 'Logs'));

  const { message } = errorOf('AlarmWindow', () => use(stack, 'PkiAlarmsProps', { source, period }));

  expect(message).toContain('period must be known at synthesis');
});

test('a cache duration that is not in whole seconds is an error', () => {
  errorOf('CacheDuration', () => use(newStack({ env: ENVIRONMENT }), 'CrlDistributionProps', { cacheDuration: Duration.millis(1500) }));
});

test.each(['CertificateAuthorityOptions', 'AuditReportScheduleProps', 'CrlBucketProps', 'PrivateCaTrailProps'])(
  '%s.removalPolicy does not accept SNAPSHOT, which no resource supports', (type) => {
    const { message } = errorOf('PropertyType', () => use(newStack({ env: ENVIRONMENT }), type, { removalPolicy: RemovalPolicy.SNAPSHOT }));

    expect(message).toMatch(/removalPolicy must be a value of RemovalPolicy, and not SNAPSHOT; got "snapshot"/);
  });

test('a CA rejects SNAPSHOT before it changes a removal policy', () => {
  const stack = newStack();
  const root = newRoot(stack);
  const before = Template.fromStack(stack).toJSON();

  errorOf('PropertyType', () => root.applyRemovalPolicy(RemovalPolicy.SNAPSHOT));

  expect(Template.fromStack(stack).toJSON()).toEqual(before);
});

test('a parent whose path length is a token can have a subordinate CA', () => {
  const stack = newStack({ env: ENVIRONMENT });
  const parent = PrivateCertificateAuthority.fromCertificateAuthorityAttributes(stack, 'Parent', {
    certificateAuthorityArn: 'arn:aws:acm-pca:us-east-1:111122223333:certificate-authority/1',
    certificateChainPem: Token.asString({ Ref: 'Chain' }),
    keyAlgorithm: KeyAlgorithm.EC_PRIME256V1,
    pathLength: late(1),
  });

  new SubordinateCertificateAuthority(stack, 'Issuing', { parent, subject: DistinguishedName.of({ commonName: 'Issuing CA G1' }) });

  Template.fromStack(stack).hasResourceProperties('AWS::ACMPCA::Certificate', {
    TemplateArn: { 'Fn::Join': Match.arrayWith([Match.arrayWith([':acm-pca:::template/SubordinateCACertificate_PathLen0/V1'])]) },
  });
});

test.each(['', ' ', 'a b', 'a'.repeat(65)])('the rule name %p is an error that creates no rule', (ruleName) => {
  const stack = newStack();
  const events = CertificateAuthorityEvents.fromCertificateAuthorities(stack, [newRoot(stack)]);

  errorOf('EventRuleName', () => events.onCertificateRevoked('Revoked', { ruleName }));

  Template.fromStack(stack).resourceCountIs('AWS::Events::Rule', 0);
});

test('the name of the last of several rules has its number within 64 characters', () => {
  const stack = newStack({ env: ENVIRONMENT });
  const authorities = Array.from({ length: 31 }, (_, index) => PrivateCertificateAuthority.fromCertificateAuthorityArn(stack, `Ca${index}`,
    `arn:aws:acm-pca:us-east-1:111122223333:certificate-authority/${index}`));
  const events = CertificateAuthorityEvents.fromCertificateAuthorities(stack, authorities);

  events.onCertificateRevoked('Fits', { ruleName: 'a'.repeat(62) });
  errorOf('EventRuleName', () => events.onCertificateRevoked('Long', { ruleName: 'a'.repeat(63) }));

  expect(Object.values(Template.fromStack(stack).findResources('AWS::Events::Rule')).map(({ Properties }) => (Properties as { Name: string }).Name.slice(60)))
    .toEqual(['aa', 'aa-2', 'aa-3']);
});

test.each(['', ' ', 'a'.repeat(255)])('the folder %p of queries is an error', (folder) => {
  const stack = newStack();

  errorOf('QueryName', () => new PrivateCaQueries(stack, 'Queries', { logGroup: new logs.LogGroup(stack, 'Logs'), folder }));
});
