import { ExpectedResult, IntegTest, Match } from '@aws-cdk/integ-tests-alpha';
import { App, RemovalPolicy, Stack, aws_iam as iam } from 'aws-cdk-lib';
import {
  AlarmRouting, EzcaSignals, ExternalPkiLog, PrivateCaQueries, PkiAlarms, PkiNotifications, PkiSignals,
  PrivateCaDashboard, SignalSource,
} from '../src';
import { RECORDS } from '../test/support/trail-records';

/*
 * Alarms, rules, queries, and a dashboard for the empty log group of a PKI outside AWS. If you deploy the app
 * (`npm run integ:deploy`), CloudWatch Logs evaluates some of the filter patterns, and the assertions compare the
 * records that match. Two KMS keys, the alarms, and the dashboard cost a few cents an hour.
 */

// Stack traces are disabled, because they add local file paths to the snapshot.
export const app = new App({ stackTraces: false, context: { 'aws:cdk:disable-creation-stack-traces': true } });
const stack = new Stack(app, 'cdk-private-ca-integ-watched-pki');

const notifications = new PkiNotifications(stack, 'Notifications');
const external = new ExternalPkiLog(stack, 'Ezca', {
  user: new iam.User(stack, 'EzcaWriter'), removalPolicy: RemovalPolicy.DESTROY,
});
// This log group also represents the log group of a trail, because filters evaluate records in any log group.
const trailLogs = external.logGroup;
const routing = AlarmRouting.everythingTo(notifications);
const alarms = new PkiAlarms(stack, 'Alarms', { source: SignalSource.logsAndEvents(trailLogs), routing });
const ezcaAlarms = new PkiAlarms(stack, 'EzcaAlarms', {
  source: SignalSource.logs(external.logGroup), signals: EzcaSignals.events(4888, 4882, 92, 19), routing,
});
new PrivateCaQueries(stack, 'Queries', { logGroup: trailLogs });
new PrivateCaDashboard(stack, 'Dashboard', { alarms: [alarms, ezcaAlarms] });

/** For each signal, the record that it matches, followed by records that it does not match. */
const CHOSEN: Record<string, readonly string[]> = {
  'ca-deleted': ['DeleteCertificateAuthority', 'DeleteCertificateAuthority denied', 'GenerateCRL'],
  'permission-change-denied': ['PutPolicy denied', 'PutPolicy', 'TagCertificateAuthority denied'],
  'subordinate-certificate-issued': ['IssueCertificate of a subordinate', 'IssueCertificate', 'IssueCertificate without template'],
  'revocation-switched-off': [
    'UpdateCertificateAuthority with neither', 'UpdateCertificateAuthority with CRL', 'UpdateCertificateAuthority with CRL alone',
  ],
  'root-user-call': ['ListTags by the root user', 'GetCertificate for the root user by a service', 'ListTags', 'SignCRL'],
  'ezca-4888': ['EZCA 4888', 'EZCA 4887', 'another source with the id 19'],
};

const integ = new IntegTest(app, 'WatchedPki', { testCases: [stack] });
const signals = PkiSignals.all().merge(EzcaSignals.all())._bind(stack);
for (const [name, records] of Object.entries(CHOSEN)) {
  integ.assertions.awsApiCall('CloudWatchLogs', 'TestMetricFilter', {
    filterPattern: signals.find((signal) => signal.name === name)!.filterPattern,
    logEventMessages: records.map((record) => JSON.stringify(RECORDS[record])),
  }).expect(ExpectedResult.objectLike({ matches: [Match.objectLike({ eventNumber: 1 })] }));
}
