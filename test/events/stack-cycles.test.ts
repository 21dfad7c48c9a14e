import { App, CfnOutput, NestedStack, Stack, aws_events_targets as targets, aws_sns as sns } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import { CertificateAuthorityEvents } from '../../src/events/certificate-authority-events';
import { PkiNotifications } from '../../src/notification/pki-notifications';
import { errorOf } from '../support/errors';
import { newRoot } from '../support/stacks';

/** A CA in one stack, and a topic in another stack, which can refer to the CA. */
function newApp({ refersToCa = true, through = 0 } = {}) {
  const app = new App();
  const root = newRoot(new Stack(app, 'Pki'), 'Root');
  const monitoring = new Stack(app, 'Monitoring');
  const notifications = new PkiNotifications(monitoring, 'Notifications');
  const between = Array.from({ length: through }, (_, index) => new Stack(app, `Between${index}`));
  const chain = [monitoring, ...between];
  // Each stack of the chain refers to the next one, and the last one to the CA.
  chain.slice(1).forEach((stack, index) =>
    new CfnOutput(chain[index], 'Next', { value: new sns.Topic(stack, 'Topic').topicArn }));
  if (refersToCa) { new CfnOutput(chain[chain.length - 1], 'Arn', { value: root.certificateAuthorityArn }); }
  return { app, root, monitoring, notifications };
}

test('a topic in a stack that refers to the CA causes an error that names both solutions', () => {
  const { app, root, notifications } = newApp();
  root.events.onCertificateRevoked('Revoked', { notify: [notifications] });

  const { message } = errorOf('EventStackCycle', () => app.synth());
  expect(message).toContain('notify or target must not be in a stack that depends on the stack of the rule (Pki); got "Monitoring"');
  expect(message).toContain('Set crossStackScope to a construct in Monitoring');
  expect(message).toContain('CertificateAuthorityEvents.fromCertificateAuthorities() and a scope in Monitoring');
});

test('a target of aws-cdk-lib in such a stack causes the same error', () => {
  const { app, root, monitoring } = newApp();
  root.events.onCertificateRevoked('Revoked', { target: new targets.SnsTopic(new sns.Topic(monitoring, 'Topic')) });

  errorOf('EventStackCycle', () => app.synth());
});

test('a stack that depends on the stack of the CA through other stacks causes the same error', () => {
  const { app, root, notifications } = newApp({ through: 2 });
  root.events.onCertificateRevoked('Revoked', { notify: [notifications] });

  errorOf('EventStackCycle', () => app.synth());
});

test('crossStackScope solves it', () => {
  const { app, root, monitoring, notifications } = newApp();
  root.events.onCertificateRevoked('Revoked', { notify: [notifications], crossStackScope: monitoring });

  expect(() => app.synth()).not.toThrow();
  Template.fromStack(monitoring).resourceCountIs('AWS::Events::Rule', 1);
});

test('fromCertificateAuthorities() with a scope in the other stack solves it', () => {
  const { app, root, monitoring, notifications } = newApp();
  CertificateAuthorityEvents.fromCertificateAuthorities(monitoring, [root]).onCertificateRevoked('Revoked', { notify: [notifications] });

  expect(() => app.synth()).not.toThrow();
});

test('a topic in a stack that does not refer to the CA is allowed', () => {
  const { app, root, notifications } = newApp({ refersToCa: false });
  root.events.onCertificateRevoked('Revoked', { notify: [notifications] });

  expect(() => app.synth()).not.toThrow();
});

test('a topic in the stack around the nested stack of the CA is allowed', () => {
  const app = new App();
  const stack = new Stack(app, 'Pki');
  const root = newRoot(new NestedStack(stack, 'Nested'), 'Root');
  new CfnOutput(stack, 'Arn', { value: root.certificateAuthorityArn });
  CertificateAuthorityEvents.fromCertificateAuthorities(stack, [root])
    .onCertificateRevoked('Revoked', { notify: [new PkiNotifications(stack, 'Notifications')] });

  expect(() => app.synth()).not.toThrow();
});
