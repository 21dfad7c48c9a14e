import { Duration, Lazy, Stack } from 'aws-cdk-lib';
import { AuditReportBucket } from '../../src/audit/audit-report-bucket';
import { PrivateCaDashboard } from '../../src/dashboard/private-ca-dashboard';
import { CertificateAuthorityEvents } from '../../src/events/certificate-authority-events';
import { ExternalPkiLog } from '../../src/external/external-pki-log';
import { PkiNotifications } from '../../src/notification/pki-notifications';
import { ErrorCode } from '../../src/private/error-codes';
import { CrlBucket } from '../../src/revocation/crl-bucket';
import { OcspDistribution } from '../../src/revocation/ocsp-distribution';
import { PrivateCaTrail } from '../../src/trail/private-ca-trail';
import { errorOf } from '../support/errors';
import { newRoot, newStack } from '../support/stacks';

/* Values that AWS rejects at deployment. */

const tooLong = Duration.days(5_000_000_000);

test.each<[string, ErrorCode, (stack: Stack) => unknown]>([
  ['a log group name that starts with aws/', 'LogGroupName', (stack) => new ExternalPkiLog(stack, 'Log', { logGroupName: 'aws/pki' })],
  ...['xn--pki', 'sthree-pki', 'sthree', 'amzn-s3-demo-pki', 'amzn-s3-demo'].map((bucketNamePrefix) =>
    [`the bucket name prefix ${bucketNamePrefix}`, 'BucketNamePrefixCharacters', (stack: Stack) => new CrlBucket(stack, 'Crls', { bucketNamePrefix })] as
    [string, ErrorCode, (stack: Stack) => unknown]),
  ['a retention of billions of days in a CRL bucket', 'LifecycleDays', (stack) => new CrlBucket(stack, 'Crls', { supersededCrlRetention: tooLong })],
  ['a retention of billions of days in a trail', 'LifecycleDays', (stack) => new PrivateCaTrail(stack, 'Trail', { logFileRetention: tooLong })],
  ['a retention of billions of days in an audit report bucket', 'LifecycleDays',
    (stack) => new AuditReportBucket(stack, 'Audit', { certificateAuthorities: [newRoot(stack)], reportRetention: tooLong })],
  ['a number of rows that is known only at deployment', 'DashboardRows',
    (stack) => new PrivateCaDashboard(stack, 'Dashboard', { maxCertificateAuthorities: Lazy.number({ produce: () => 5 }) })],
  ['a Region without hyphens', 'RegionName', (stack) => new OcspDistribution(stack, 'Ocsp', { certificateAuthorityRegion: 'us_east' })],
  ['an empty Region', 'RegionName', (stack) => new OcspDistribution(stack, 'Ocsp', { certificateAuthorityRegion: '' })],
])('%s is an error', (_name, code, make) => {
  errorOf(code, () => make(newStack()));
});

test.each(['us_east', '', 'us-east'])('a stack in the Region "%s" is an error of each construct', (region) => {
  const makes: ((stack: Stack) => unknown)[] = [
    newRoot,
    (stack) => new CrlBucket(stack, 'Crls'),
    (stack) => new PrivateCaTrail(stack, 'Trail'),
    (stack) => new OcspDistribution(stack, 'Ocsp'),
    (stack) => new ExternalPkiLog(stack, 'Log'),
    (stack) => new PkiNotifications(stack, 'Notifications'),
    (stack) => CertificateAuthorityEvents.allInAccount(stack).onCreated('Created'),
  ];

  makes.forEach((make) => errorOf('RegionName', () => make(newStack({ env: { account: '111122223333', region } }))));
});

test.each(['us-east-1', 'us-gov-west-1', 'eusc-de-east-1', 'us-isob-east-1', 'xx-future-9', undefined])('a stack in %s is accepted', (region) => {
  expect(() => newRoot(newStack({ env: { region } }))).not.toThrow();
});

test.each(['xn', 'xnpki', 'sthreepki', 'amzn-s3'])('the bucket name prefix %s is accepted', (bucketNamePrefix) => {
  expect(() => new CrlBucket(newStack(), 'Crls', { bucketNamePrefix })).not.toThrow();
});
