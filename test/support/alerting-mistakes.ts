import {
  App, CfnOutput, Duration, Lazy, Stack, aws_acmpca as acmpca, aws_kms as kms, aws_logs as logs, aws_s3 as s3, aws_sns as sns,
} from 'aws-cdk-lib';
import { PkiAlarms } from '../../src/alerting/pki-alarms';
import { PkiAlarmsProps } from '../../src/alerting/pki-alarms-props';
import { PkiSignal } from '../../src/alerting/pki-signal';
import { PkiSignalProps } from '../../src/alerting/pki-signal-props';
import { PkiSignals } from '../../src/alerting/pki-signals';
import { PrivateCaQuotaAlarms } from '../../src/alerting/private-ca-quota-alarms';
import { SignalSource } from '../../src/alerting/signal-source';
import { PrivateCertificateAuthority } from '../../src/authority/private-certificate-authority';
import { PrivateCaDashboard } from '../../src/dashboard/private-ca-dashboard';
import { ExternalPkiLog } from '../../src/external/external-pki-log';
import { ExternalPkiLogProps } from '../../src/external/external-pki-log-props';
import { EzcaSignals } from '../../src/external/ezca-signals';
import { AlarmDestination } from '../../src/notification/alarm-destination';
import { AlarmRouting } from '../../src/notification/alarm-routing';
import { Criticality } from '../../src/notification/criticality';
import { ErrorCode } from '../../src/private/error-codes';

/* Every mistake of alerting and external PKIs, for `mistakes.ts`. */

const newStack = () => new Stack(new App(), 'Stack', { env: { account: '111122223333', region: 'us-east-1' } });
const alarms = (props: Partial<PkiAlarmsProps>, stack = newStack()) => new PkiAlarms(stack, 'Alarms', {
  source: SignalSource.logs(logs.LogGroup.fromLogGroupName(stack, 'Trail', 'trail')),
  routing: AlarmRouting.byCriticality({ low: [] }),
  ...props,
});
const mine = (props: Partial<PkiSignalProps> = {}) => PkiSignal.of({
  name: 'mine', criticality: Criticality.LOW, meaning: 'Something happened.', nextStep: 'Look.', filterPattern: '{ $.a = 1 }', ...props,
});
const signal = (props: Partial<PkiSignalProps>) => alarms({ signals: PkiSignals.of(mine(props)) });
const nothing = { bind: () => ({ arn: 'arn' }) };
const external = (props: ExternalPkiLogProps) => new ExternalPkiLog(newStack(), 'Ezca', props);

/** The mistakes, in the order of the codes. */
export const ALERTING_MISTAKES: readonly (readonly [code: ErrorCode, make: () => unknown])[] = [
  ['SignalName', () => signal({ name: 'CA deleted' })],
  ['SignalTexts', () => signal({ nextStep: 'Run aws acm-pca describe-certificate-authority <ARN>.' })],
  ['RunbookUrl', () => signal({ runbook: 'http://wiki.example.com/pki' })],
  ['RunbookUrl', () => {
    const app = new App({ context: { 'cdk-private-ca/runbooks': 'wiki.example.com' } });
    return new PrivateCaQuotaAlarms(new Stack(app, 'Stack', { env: { account: '111122223333', region: 'us-east-1' } }), 'Quotas');
  }],
  ['AlarmDescriptionLength', () => signal({ meaning: 'A'.repeat(790), runbook: `https://wiki.example.com/${'a'.repeat(250)}` })],
  ['SignalDuplicate', () => alarms({ signals: PkiSignals.all().merge(PkiSignals.recommended()) })],
  ['SignalUnknown', () => alarms({ signals: PkiSignals.of(mine()).without('yours') })],
  ['SignalUnknown', () => alarms({ signals: PkiSignals.of(mine()) }).metric('yours')],
  ['SignalInvisible', () => signal({ filterPattern: undefined })],
  ['SignalInvisible', () => signal({ eventPattern: {} })],
  ['SignalInvisible', () => alarms({ signals: PkiSignals.of(mine()), source: SignalSource.events() })],
  ['SignalMissing', () => alarms({ signals: PkiSignals.of() })],
  ['SignalResources', () => {
    const stack = newStack();
    const [first, ...more] = Array.from({ length: 13 }, (_, index) => new kms.Key(stack, `Key${index}`));
    return PkiSignal.keyDisabled(first, ...more);
  }],
  ['SignalUnheard', () => alarms({ routing: AlarmRouting.everythingTo(AlarmDestination.of({ ruleTarget: nothing })) })],
  ['SignalRoot', () => {
    const subordinate = new acmpca.CfnCertificateAuthority(newStack(), 'Issuing', {
      type: 'SUBORDINATE', keyAlgorithm: 'EC_prime256v1', signingAlgorithm: 'SHA256WITHECDSA', subject: {},
    });
    return PkiSignal.rootCaUsed(subordinate);
  }],
  ['SignalEnvironment', () => {
    const stack = newStack();
    const elsewhere = new Stack(stack.node.root as App, 'Elsewhere', { env: { account: '111122223333', region: 'eu-west-1' } });
    return alarms({ signals: PkiSignals.of(PkiSignal.bucketChanged(new s3.Bucket(elsewhere, 'Reports'))) }, stack);
  }],
  ['AlarmStackCycle', () => {
    const stack = newStack();
    const app = stack.node.root as App;
    const monitoring = new Stack(app, 'Monitoring', { env: { account: stack.account, region: stack.region } });
    new CfnOutput(monitoring, 'Key', { value: new kms.Key(stack, 'Key').keyArn });
    alarms({ routing: AlarmRouting.everythingTo(AlarmDestination.topic(new sns.Topic(monitoring, 'Topic'))) }, stack);
    app.synth();
  }],
  ['SignalKey', () => PkiSignal.keyDisabled(kms.Alias.fromAliasName(newStack(), 'Key', 'alias/pki'))],
  ['FilterPatternLength', () => signal({ filterPattern: `{ $.a = "${'a'.repeat(1024)}" }` })],
  ['FilterPatternForm', () => signal({ filterPattern: '{ ($.a = 1 }' })],
  ['MetricsQueryForm', () => signal({ metricsQuery: 'SEARCH(\'{AWS/ACMPrivateCA} Failure\', \'Sum\')' })],
  ['EventPatternLength', () => alarms({
    signals: PkiSignals.of(mine({ eventPattern: { resources: ['a'.repeat(2048)] } })),
    source: SignalSource.events(),
    routing: AlarmRouting.everythingTo(AlarmDestination.of({ ruleTarget: nothing })),
  })],
  ['MetricFilterCount', () => alarms({
    signals: PkiSignals.of(...Array.from({ length: 101 }, (_, index) => mine({ name: `mine-${index}` }))),
  })],
  ['MetricNamespace', () => alarms({ metricNamespace: 'AWS/ACMPrivateCA' })],
  ['LogGroupMissing', () => alarms({ source: SignalSource.logs(undefined!) })],
  ['DestinationCount', () => alarms({
    routing: AlarmRouting.everythingTo(...Array.from({ length: 6 },
      () => AlarmDestination.of({ alarmAction: { bind: () => ({ alarmActionArn: 'arn' }) }, ruleTarget: nothing }))),
  })],
  ['AlarmWindow', () => alarms({ period: Duration.days(1), evaluationPeriods: 14 })],
  ['AlarmWindow', () => alarms({ period: Duration.minutes(5), evaluationPeriods: 289 })],
  ['AlarmWindow', () => alarms({ period: Duration.seconds(10) })],
  ['AlarmWindow', () => alarms({ evaluationPeriods: 0.5 })],
  ['AlarmWindow', () => alarms({ period: Duration.minutes(Lazy.number({ produce: () => 5 })) })],
  ['LogStreamName', () => external({ logStreamName: 'ezca:audit' })],
  ['LogGroupName', () => external({ logGroupName: 'My PKI' })],
  ['CredentialAge', () => external({ credentialAge: Duration.hours(36) })],
  ['EzcaEventUnknown', () => alarms({ signals: EzcaSignals.events(4889) })],
  ['DashboardEnvironment', () => {
    const stack = newStack();
    const elsewhere = new Stack(stack.node.root as App, 'Elsewhere', { env: { account: '111122223333', region: 'eu-west-1' } });
    return new PrivateCaDashboard(stack, 'Dashboard', { alarms: [alarms({ signals: PkiSignals.of(mine()) }, elsewhere)] });
  }],
  ['DashboardName', () => new PrivateCaDashboard(newStack(), 'Dashboard', { dashboardName: 'p k i' })],
  ['DashboardRows', () => new PrivateCaDashboard(newStack(), 'Dashboard', { maxCertificateAuthorities: 0 })],
  ['DashboardRows', () => {
    const stack = newStack();
    const authority = (index: number) => PrivateCertificateAuthority.fromCertificateAuthorityArn(stack, `Ca${index}`,
      `arn:aws:acm-pca:us-east-1:111122223333:certificate-authority/${index}`);
    const certificateAuthorities = Array.from({ length: 300 }, (_, index) => authority(index));
    return new PrivateCaDashboard(stack, 'Dashboard', { certificateAuthorities, maxCertificateAuthorities: 300 });
  }],
];
