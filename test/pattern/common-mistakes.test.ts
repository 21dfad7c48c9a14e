import { aws_cloudtrail as cloudtrail } from 'aws-cdk-lib';
import { PkiAlarms } from '../../src/alerting/pki-alarms';
import { SignalSource } from '../../src/alerting/signal-source';
import { DistinguishedName } from '../../src/model/distinguished-name';
import { PkiNotifications } from '../../src/notification/pki-notifications';
import { CertificateAuthorityHierarchy } from '../../src/pattern/certificate-authority-hierarchy';
import { PrivateCaBaseline } from '../../src/pattern/private-ca-baseline';
import { PrivateCaBaselineProps } from '../../src/pattern/private-ca-baseline-props';
import { Revocation } from '../../src/revocation/revocation';
import { errorOf } from '../support/errors';
import { newStack } from '../support/stacks';

/* A value of a related class, which only the compiler of a typed language rejects. The correction names what to use. */

const stack = () => newStack();
const baseline = (scope: ReturnType<typeof stack>, props: Record<string, unknown>) => () =>
  new PrivateCaBaseline(scope, 'Baseline', props as PrivateCaBaselineProps);
const newHierarchy = (scope: ReturnType<typeof stack>) => new CertificateAuthorityHierarchy(scope, 'Pki', {
  root: { name: 'Root', subject: DistinguishedName.of({ commonName: 'Example Corp Root CA G1' }) }, revocation: Revocation.ocsp(),
});

test('notifications as a routing name AlarmRouting.everythingTo()', () => {
  const scope = stack();
  const routing = new PkiNotifications(scope, 'Notifications') as never;

  const expected = 'Fix: Set routing to an instance of AlarmRouting, such as AlarmRouting.everythingTo(notifications).';
  expect(errorOf('PropertyType', () => new PkiAlarms(scope, 'Alarms', { source: SignalSource.events(), routing })).message).toContain(expected);
  expect(errorOf('PropertyType', baseline(scope, { routing })).message).toContain(expected);
});

test('a trail of aws-cdk-lib names fromPrivateCaTrailAttributes()', () => {
  const scope = stack();
  const trail = new cloudtrail.Trail(scope, 'Trail');

  expect(errorOf('PropertyType', baseline(scope, { trail })).message).toContain('Fix: Set trail to a PrivateCaTrail, or import an existing trail with '
    + 'PrivateCaTrail.fromPrivateCaTrailAttributes().');
});

test.each<[string, (hierarchy: CertificateAuthorityHierarchy) => object, string]>([
  ['the properties of a hierarchy', (hierarchy) => ({ hierarchy }), 'hierarchy must be an object with properties'],
  ['a list of CAs', (certificateAuthorities) => ({ certificateAuthorities }), 'certificateAuthorities must be a list of '],
  ['a CA', (hierarchy) => ({ certificateAuthorities: [hierarchy] }), 'certificateAuthorities[0] must be an acmpca.ICertificateAuthorityRef'],
])('a hierarchy as %s names its CAs', (_name, propsOf, rule) => {
  const scope = stack();
  const props = propsOf(newHierarchy(scope));

  const { message } = errorOf('PropertyType', baseline(scope, props as never));

  expect(message).toContain(rule);
  expect(message).toContain('Fix: Pass the CAs of the hierarchy, for example certificateAuthorities: hierarchy.all.');
});
