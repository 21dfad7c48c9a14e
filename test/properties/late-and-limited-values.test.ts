import { Duration, Lazy, RemovalPolicy, Stack, Token, aws_logs as logs } from 'aws-cdk-lib';
import { Match, Template } from 'aws-cdk-lib/assertions';
import { PrivateCertificateAuthority } from '../../src/authority/private-certificate-authority';
import { SubordinateCertificateAuthority } from '../../src/authority/subordinate-certificate-authority';
import { CertificateAuthorityEvents } from '../../src/events/certificate-authority-events';
import { DistinguishedName } from '../../src/model/distinguished-name';
import { KeyAlgorithm } from '../../src/model/key-algorithm';
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
])('%s.%s can be a token only in the unit of the service', (type, property, other, right, unit) => {
  const { message } = errorOf('DurationUnit', () => use(newStack({ env: ENVIRONMENT }), type, { [property]: other }));
  const stack = newStack({ env: ENVIRONMENT });
  use(stack, type, { [property]: right });

  expect(message).toContain(`${property} must be in ${unit}`);
  expect(() => Template.fromStack(stack)).not.toThrow();
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
