import { App, CfnResource, Lazy, Stack, aws_acmpca as acmpca } from 'aws-cdk-lib';
import { PrivateCertificateAuthority } from '../../src/authority/private-certificate-authority';
import { CertificateAuthorityEvents } from '../../src/events/certificate-authority-events';
import { PkiNotifications } from '../../src/notification/pki-notifications';
import { Revocation } from '../../src/revocation/revocation';
import { newRoot } from '../support/stacks';

/* The work of the checks grows with the number of resources, and not faster. No test measures time. */

/** The number of times that CDK and the library render a value in a stack to which this number of rules refers. */
function rendersWith(rules: number): number {
  const app = new App();
  const monitoring = new Stack(app, 'Monitoring');
  let renders = 0;
  const notifications = new PkiNotifications(monitoring, 'Notifications');
  (monitoring.node.findChild('Notifications').node.findChild('Resource').node.defaultChild as unknown as { displayName: string })
    .displayName = Lazy.uncachedString({ produce: () => { renders += 1; return 'PKI'; } });
  const stack = new Stack(app, 'Pki');
  for (let index = 0; index < rules; index++) {
    newRoot(stack, `Root${index}`).events.onCertificateRevoked('Revoked', { notify: [notifications] });
  }
  app.synth();
  return renders;
}

test('the number of rules in another stack does not change how often a topic is rendered', () => {
  expect(rendersWith(1)).toBeGreaterThan(0);
  expect(rendersWith(10)).toBe(rendersWith(1));
});

/** The number of times that the patterns of a rule for this number of CAs are stringified. */
function stringifiedFor(count: number): number {
  const stack = new Stack(new App(), 'Stack');
  const authorities = Array.from({ length: count }, (_, index) =>
    PrivateCertificateAuthority.fromCertificateAuthorityArn(stack, `Ca${index}`,
      `arn:aws:acm-pca:us-east-1:111122223333:certificate-authority/${String(index).padStart(8, '0')}-0000-4000-8000-000000000000`));
  const events = CertificateAuthorityEvents.fromCertificateAuthorities(stack, authorities);
  const spy = jest.spyOn(Stack.prototype, 'resolve');
  try {
    events.onCertificateRevoked('Revoked');
    return spy.mock.calls.length;
  } finally {
    spy.mockRestore();
  }
}

test('the patterns of a rule are rendered for each group of CAs, not for each CA', () => {
  expect(stringifiedFor(60)).toBeLessThan(60 / 2);
  expect(stringifiedFor(60)).toBeLessThanOrEqual(2 * stringifiedFor(30));
});

test('synthesis renders a CA without CRLs as often as one that is written by hand', () => {
  const app = new App();
  const stack = new Stack(app, 'Stack');
  const ours = newRoot(stack, 'Root', Revocation.ocsp()).node.findChild('Resource');
  const theirs = new acmpca.CfnCertificateAuthority(stack, 'ByHand', {
    type: 'ROOT', keyAlgorithm: 'EC_secp384r1', signingAlgorithm: 'SHA384WITHECDSA', subject: { commonName: 'Root' },
  });
  const [ownRenders, otherRenders] = [ours, theirs].map((resource) =>
    jest.spyOn(resource as CfnResource & { _toCloudFormation(): object }, '_toCloudFormation'));
  app.synth();

  expect(otherRenders.mock.calls.length).toBeGreaterThan(0);
  expect(ownRenders).toHaveBeenCalledTimes(otherRenders.mock.calls.length);
});
