import { App, Lazy, Stack, aws_events as events, aws_logs as logs } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import { PkiAlarms } from '../../src/alerting/pki-alarms';
import { PkiSignal } from '../../src/alerting/pki-signal';
import { PkiSignalProps } from '../../src/alerting/pki-signal-props';
import { PkiSignals } from '../../src/alerting/pki-signals';
import { PrivateCaQuotaAlarms } from '../../src/alerting/private-ca-quota-alarms';
import { SignalSource } from '../../src/alerting/signal-source';
import { CertificateAuthorityEvents } from '../../src/events/certificate-authority-events';
import { ApiCallOutcome, CrlFailureReason, CrlOutcome, EventOutcome } from '../../src/events/event-outcomes';
import { AlarmRouting } from '../../src/notification/alarm-routing';
import { Criticality } from '../../src/notification/criticality';
import { NotificationFormat } from '../../src/notification/notification-format';
import { PkiNotifications } from '../../src/notification/pki-notifications';
import { errorOf } from '../support/errors';
import { ENVIRONMENT, newRoot } from '../support/stacks';

/* The addresses of runbooks in alarms and in notifications. */

const LIBRARY = 'https://github.com/cdk-private-ca/cdk-private-ca/blob/main/docs/runbooks.md#';
const WIKI = 'https://wiki.example.com/pki/runbooks#';

const stackWith = (runbooks?: unknown) => new Stack(new App({ context: { 'cdk-private-ca/runbooks': runbooks } }), 'Stack', { env: ENVIRONMENT });

const mine = (props: Partial<PkiSignalProps> = {}) => PkiSignal.of({
  name: 'mine', criticality: Criticality.HIGH, meaning: 'Something happened.', nextStep: 'Look.', filterPattern: '{ $.a = 1 }', ...props,
});

function alarmsFor(signals: PkiSignal[], { stack = stackWith(), messageFormat }: { stack?: Stack; messageFormat?: NotificationFormat } = {}): Template {
  const notifications = new PkiNotifications(stack, 'Notifications', { messageFormat });
  new PkiAlarms(stack, 'Alarms', {
    source: SignalSource.logsAndEvents(logs.LogGroup.fromLogGroupName(stack, 'Trail', 'trail')),
    signals: PkiSignals.of(...signals),
    routing: AlarmRouting.everythingTo(notifications),
  });
  return Template.fromStack(stack);
}

/** The addresses in the descriptions of alarms, and in the templates of notifications. */
function runbooksIn(template: Template): string[] {
  const descriptions = Object.values(template.findResources('AWS::CloudWatch::Alarm')).map(({ Properties }) => JSON.stringify(Properties.AlarmDescription));
  const messages = Object.values(template.findResources('AWS::Events::Rule'))
    .flatMap(({ Properties }) => Properties.Targets.map((target: { InputTransformer: object }) => JSON.stringify(target.InputTransformer)));
  return [...descriptions, ...messages].flatMap((text) => [...text.matchAll(/Runbook: (https:[^"\\ ]+)/g)].map(([, url]) => url));
}

const [deleted] = PkiSignals.recommended().signals;

test('the alarm and the notification of a signal name the runbook of the library', () => {
  const found = runbooksIn(alarmsFor([deleted]));

  expect(found.filter((url) => url !== `${LIBRARY}notification-not-delivered`)).toEqual([`${LIBRARY}ca-deleted`, `${LIBRARY}ca-deleted`]);
});

test('a custom signal has the runbook that the user sets, and otherwise none', () => {
  const of = (props: Partial<PkiSignalProps>) => runbooksIn(alarmsFor([mine({ eventPattern: { source: ['mine'] }, ...props })]))
    .filter((url) => !url.endsWith('#notification-not-delivered'));

  expect(of({})).toEqual([]);
  expect(of({ runbook: 'https://wiki.example.com/safe' })).toEqual(['https://wiki.example.com/safe', 'https://wiki.example.com/safe']);
  expect(mine({ runbook: 'https://wiki.example.com/safe' }).runbook).toBe('https://wiki.example.com/safe');
  // A custom signal with the name of a signal of the library is still a custom signal.
  expect(of({ name: 'ca-deleted' })).toEqual([]);
});

test('a signal keeps its runbook under another name and with another criticality', () => {
  const signals = [
    deleted.withName('my-ca-deleted'), deleted.withCriticality(Criticality.LOW),
    mine({ runbook: 'https://wiki.example.com/safe' }).withName('yours').withCriticality(Criticality.LOW),
  ];

  expect([...new Set(runbooksIn(alarmsFor(signals)))].sort()).toEqual([
    `${LIBRARY}ca-deleted`, `${LIBRARY}critical-alarm`, `${LIBRARY}notification-not-delivered`, 'https://wiki.example.com/safe',
  ].filter((url) => !url.endsWith('critical-alarm')).sort());
});

test('the context key replaces the beginning of every address, and not that of a custom signal', () => {
  const stack = stackWith(WIKI);
  new PrivateCaQuotaAlarms(stack, 'Quotas');
  CertificateAuthorityEvents.allInAccount(stack).onCreated('Created', { notify: [new PkiNotifications(stack, 'Mail')] });

  const found = new Set(runbooksIn(alarmsFor([deleted, mine({ runbook: 'https://wiki.example.com/safe' })], { stack })));
  expect([...found].sort()).toEqual([
    `${WIKI}ca-deleted`, `${WIKI}ca-quota`, `${WIKI}certificate-quota`, `${WIKI}event-created`, `${WIKI}notification-not-delivered`,
    'https://wiki.example.com/safe',
  ].sort());
});

test('a stack can have other runbooks than its app', () => {
  const app = new App({ context: { 'cdk-private-ca/runbooks': WIKI } });
  const stack = new Stack(app, 'Stack', { env: ENVIRONMENT });
  stack.node.setContext('cdk-private-ca/runbooks', 'https://other.example.com/');
  new PrivateCaQuotaAlarms(stack, 'Quotas');

  expect(runbooksIn(Template.fromStack(stack))).toEqual(['https://other.example.com/ca-quota', 'https://other.example.com/certificate-quota']);
});

test.each([
  'http://wiki.example.com/', 'wiki.example.com', '', 'https://', 'https://wiki.example.com/a b', 'https://wiki.example.com/<id>',
  'https://wiki.example.com/"', 'ftp://wiki.example.com', ' https://wiki.example.com',
])('%p is not an address of a runbook', (url) => {
  errorOf('RunbookUrl', () => alarmsFor([mine({ runbook: url })]));
  expect(errorOf('RunbookUrl', () => new PrivateCaQuotaAlarms(stackWith(url), 'Quotas')).message)
    .toContain('The context value cdk-private-ca/runbooks must be a URL that begins with https://');
  const message = { whatHappened: 'It happened.', whatToDo: 'Look.', runbook: url };
  errorOf('RunbookUrl', () => {
    const stack = stackWith();
    new events.Rule(stack, 'Rule', { eventPattern: { source: ['mine'] }, targets: new PkiNotifications(stack, 'Notifications').ruleTargets(message) });
  });
});

test('a context value that is no string is an error, and a token is an address', () => {
  errorOf('RunbookUrl', () => new PrivateCaQuotaAlarms(stackWith(42), 'Quotas'));
  const runbook = Lazy.string({ produce: () => 'https://wiki.example.com/lazy' });

  expect(runbooksIn(alarmsFor([mine({ runbook })]))).toContain('https://wiki.example.com/lazy');
});

test('the description of an alarm has at most 1,024 characters, including the address', () => {
  const fixed = 'HIGH: '.length + ' What to do: Look. (signal mine) Runbook: https://w/'.length;
  const signal = (length: number) => mine({ meaning: 'x'.repeat(700), runbook: `https://w/${'a'.repeat(length)}` });
  const room = 1024 - fixed - 700;

  expect(Object.values(alarmsFor([signal(room)]).findResources('AWS::CloudWatch::Alarm'))
    .map(({ Properties }) => Properties.AlarmDescription.length).filter((length) => length > 900)).toEqual([1024]);
  expect(errorOf('AlarmDescriptionLength', () => alarmsFor([signal(room + 1)])).message).toContain('got "1,025 characters"');
});

test('every message format contains the address', () => {
  const rule = (messageFormat: NotificationFormat) => JSON.stringify(Object.values(
    alarmsFor([mine({ filterPattern: undefined, eventPattern: { source: ['mine'] }, runbook: 'https://wiki.example.com/safe' })], { messageFormat })
      .findResources('AWS::Events::Rule')));

  expect(rule(NotificationFormat.READABLE)).toContain('"What to do: Look.\\"\\n\\"Runbook: https://wiki.example.com/safe\\"\\n');
  expect(rule(NotificationFormat.CUSTOM_NOTIFICATION)).toContain('\\"nextSteps\\":[\\"Look.\\",\\"Runbook: https://wiki.example.com/safe\\"]');
  expect(rule(NotificationFormat.ORIGINAL_EVENT)).not.toContain('Runbook');
});

test('each event message names the runbook of its result', () => {
  const stack = stackWith();
  const of = CertificateAuthorityEvents.fromCertificateAuthority(newRoot(stack));
  const notify = [new PkiNotifications(stack, 'Notifications')];
  const crl = (...reasons: CrlFailureReason[]) => ({ outcome: CrlOutcome.failure(...reasons), notify });
  const rules = [
    of.onCertificateIssued('A', { notify }), of.onCertificateIssued('B', { notify, outcome: EventOutcome.FAILURE }), of.onCertificateRevoked('C', { notify }),
    of.onCrlGenerated('D', crl(CrlFailureReason.BUCKET_PERMISSIONS)), of.onCrlGenerated('E', crl(...Object.values(CrlFailureReason))),
    of.onApiCall('F', { notify, actions: ['PutPolicy'] }), of.onApiCall('G', { notify, actions: ['PutPolicy'], outcome: ApiCallOutcome.DENIED }),
    of.onApiCall('H', { notify, actions: ['PutPolicy', 'DeletePolicy'] }), of.onApiCall('I', { notify, actions: ['GetCertificate'] }),
    of.onApiCall('J', { notify, actions: ['PutPolicy'], outcome: ApiCallOutcome.FAILED }), of.onIssuanceDetails('K', { notify }),
  ];

  const rendered = rules.map((rule) => JSON.stringify(stack.resolve((rule.rules[0].node.defaultChild as events.CfnRule).targets)));
  expect(rendered.map((text) => /Runbook: [^"\\]*#([^"\\]+)/.exec(text)![1])).toEqual([
    'event-certificate-issued', 'event-certificate-issued-failure', 'event-certificate-revoked', 'event-crl-generated-bucket-permissions',
    'event-crl-generated-failure', 'api-put-policy', 'api-call-denied', 'api-call', 'api-call', 'api-call-failed', 'issuance-details',
  ]);
});
