import {
  Duration, Stack, aws_iam as iam, aws_kms as kms, aws_logs as logs, aws_organizations as organizations, aws_s3 as s3,
  aws_sns as sns,
} from 'aws-cdk-lib';
import { Rule } from 'aws-cdk-lib/aws-events';
import { lazily } from './lazily';
import { newRoot } from './stacks';
import { certificate, certificateSigningRequest, ecKey } from './x509';
import { CertificateAuthorityShare } from '../../src/access/certificate-authority-share';
import { PrivateCaConfigRules } from '../../src/access/private-ca-config-rules';
import { PrivateCaGuardrails } from '../../src/access/private-ca-guardrails';
import { RolesAnywhereProfile } from '../../src/access/roles-anywhere-profile';
import { RolesAnywhereTrustAnchor } from '../../src/access/roles-anywhere-trust-anchor';
import { SharePermission } from '../../src/access/share-permission';
import { SharePrincipal } from '../../src/access/share-principal';
import { CertificateAuthorityExpiryWatch } from '../../src/alerting/certificate-authority-expiry-watch';
import { CrlFreshnessAlarm } from '../../src/alerting/crl-freshness-alarm';
import { PkiAlarms } from '../../src/alerting/pki-alarms';
import { PkiSignal } from '../../src/alerting/pki-signal';
import { PkiSignals } from '../../src/alerting/pki-signals';
import { PrivateCaQuotaAlarms } from '../../src/alerting/private-ca-quota-alarms';
import { RevocationEndpoint } from '../../src/alerting/revocation-endpoint';
import { RevocationReachability } from '../../src/alerting/revocation-reachability';
import { SignalSource } from '../../src/alerting/signal-source';
import { AuditReportAnalytics } from '../../src/audit/audit-report-analytics';
import { AuditReportArchive } from '../../src/audit/audit-report-archive';
import { AuditReportBucket } from '../../src/audit/audit-report-bucket';
import { AuditReportSchedule } from '../../src/audit/audit-report-schedule';
import { IssuedCertificateExpiryWatch } from '../../src/audit/issued-certificate-expiry-watch';
import { CertificateAuthorityPermission } from '../../src/authority/certificate-authority-permission';
import { CertificateSigningRequest } from '../../src/authority/certificate-signing-request';
import { ExternalParent } from '../../src/authority/external-parent';
import { IssuedCertificate } from '../../src/authority/issued-certificate';
import { PrivateCertificateAuthority } from '../../src/authority/private-certificate-authority';
import { RootCertificateAuthority } from '../../src/authority/root-certificate-authority';
import { SubordinateCertificateAuthority } from '../../src/authority/subordinate-certificate-authority';
import { PrivateCaChecks } from '../../src/checks/private-ca-checks';
import { PrivateCaDashboard } from '../../src/dashboard/private-ca-dashboard';
import { CertificateAuthorityEvents } from '../../src/events/certificate-authority-events';
import { ExternalPkiLog } from '../../src/external/external-pki-log';
import { AccessMethod } from '../../src/model/access-method';
import { ArchiveRetention } from '../../src/model/archive-retention';
import { CertificateTemplate, TemplatePassthrough } from '../../src/model/certificate-template';
import { DistinguishedName } from '../../src/model/distinguished-name';
import { GeneralName } from '../../src/model/general-name';
import { PrivateCaBucketEncryption } from '../../src/model/private-ca-bucket-encryption';
import { Validity } from '../../src/model/validity';
import { AlarmDestination } from '../../src/notification/alarm-destination';
import { AlarmRouting } from '../../src/notification/alarm-routing';
import { Criticality } from '../../src/notification/criticality';
import { LogSilence } from '../../src/notification/log-silence';
import { PkiNotifications } from '../../src/notification/pki-notifications';
import { CertificateAuthorityHierarchy } from '../../src/pattern/certificate-authority-hierarchy';
import { PrivateCaBaseline } from '../../src/pattern/private-ca-baseline';
import { PrivateCaQueries } from '../../src/queries/private-ca-queries';
import { CrlBucket } from '../../src/revocation/crl-bucket';
import { CrlDistribution } from '../../src/revocation/crl-distribution';
import { CrlReplica } from '../../src/revocation/crl-replica';
import { OcspDistribution } from '../../src/revocation/ocsp-distribution';
import { Revocation } from '../../src/revocation/revocation';
import { PrivateCaTrail } from '../../src/trail/private-ca-trail';
import { TrailCoverage } from '../../src/trail/trail-coverage';
import { TrailLogs } from '../../src/trail/trail-logs';

/* How each interface of properties is used, with the smallest valid properties. */

/** Properties as plain JavaScript passes them: of any type. */
export type Untyped = Record<string, unknown>;

/** The use of an interface of properties. */
export interface Use {
  /** The smallest valid properties. */
  readonly smallest?: (stack: Stack) => object;
  /** Uses properties of any type, as a call in plain JavaScript does. */
  readonly use: (stack: Stack, properties: never) => unknown;
}

const CA_ARN = 'arn:aws:acm-pca:us-east-1:111122223333:certificate-authority/11111111-2222-3333-4444-555555555555';
const TRAIL_ARN = 'arn:aws:cloudtrail:us-east-1:111122223333:trail/management-events';

const subject = DistinguishedName.of({ commonName: 'Example Corp Root CA G1' });
const policy = { objectIdentifier: '1.3.6.1.4.1.99999.1' };
const extension = { objectIdentifier: '1.3.6.1.4.1.99999.1', value: 'BQA=' };
const certificateTemplate = CertificateTemplate.blankSubordinateCa(0).withPassthrough(TemplatePassthrough.API);
const message = { whatHappened: 'A CA was deleted.', whatToDo: 'Restore it.' };
const signal = {
  name: 'ca-restored', criticality: Criticality.HIGH, meaning: 'A CA was restored.', nextStep: 'Ask why.', filterPattern: '{ $.a = 1 }',
};

const OTHER_ACCOUNT = SharePrincipal.account('444455556666');
const made = lazily(() => {
  const [rootKey, key] = [ecKey(), ecKey()];
  return {
    csr: certificateSigningRequest('device', key),
    signed: {
      certificatePem: certificate({ subject: 'Issuing CA', issuer: 'Root CA', key, issuerKey: rootKey }),
      certificateChainPem: certificate({ subject: 'Root CA', key: rootKey }),
    },
  };
});

const bucketOf = (stack: Stack) => s3.Bucket.fromBucketName(stack, 'Mine', 'amzn-s3-demo-bucket');
const roleOf = (stack: Stack) => new iam.Role(stack, 'Role', { assumedBy: new iam.AccountRootPrincipal() });
const policyOf = (stack: Stack, statements: iam.PolicyStatement[]) => new organizations.CfnPolicy(stack, 'Policy', {
  name: 'pki', type: 'SERVICE_CONTROL_POLICY', content: new iam.PolicyDocument({ statements }),
});
const reportsIn = (stack: Stack) => AuditReportBucket.fromAuditReportBucketAttributes(stack, 'Reported', { bucket: bucketOf(stack) });
const importedCa = (stack: Stack) => PrivateCertificateAuthority.fromCertificateAuthorityArn(stack, 'Imported', CA_ARN);
const keyOf = (stack: Stack) => new kms.Key(stack, 'MyKey');
const logGroupOf = (stack: Stack) => new logs.LogGroup(stack, 'MyLogs');
const topicOf = (stack: Stack) => new sns.Topic(stack, 'MyTopic');
const eventsOf = (stack: Stack) => CertificateAuthorityEvents.fromCertificateAuthorities(stack, [newRoot(stack)]);
const root = (stack: Stack, props: object) => new RootCertificateAuthority(stack, 'Root', { subject, ...props });
const passthrough = (stack: Stack, apiPassthrough: object) => new SubordinateCertificateAuthority(stack, 'Issuing', {
  subject,
  parent: newRoot(stack),
  certificateTemplate: CertificateTemplate.subordinateCa(0).withPassthrough(TemplatePassthrough.API),
  apiPassthrough,
});
const alarms = (stack: Stack, props: object) => new PkiAlarms(stack, 'Alarms', {
  source: SignalSource.logs(logGroupOf(stack)), routing: AlarmRouting.everythingTo(AlarmDestination.topic(topicOf(stack))), ...props,
});
const rule = (stack: Stack) => new Rule(stack, 'Rule', { eventPattern: { source: ['aws.acm-pca'] } });

/** The uses, by the names of the interfaces. A test requires one for each interface of the public API. */
export const USES: Record<string, Use> = {
  AccessDescription: {
    smallest: () => ({ accessMethod: AccessMethod.CA_REPOSITORY, accessLocation: GeneralName.dnsName('pki.example.com') }),
    use: (stack, entry) => root(stack, { csrExtensions: { subjectInformationAccess: [entry] } }),
  },
  AlarmDestinationParts: {
    use: (stack, parts) => alarms(stack, { routing: AlarmRouting.everythingTo(AlarmDestination.of(parts), AlarmDestination.topic(new sns.Topic(stack, 'Other'))) }),
  },
  ApiCallEventOptions: {
    smallest: () => ({ actions: ['DeleteCertificateAuthority'] }), use: (stack, options) => eventsOf(stack).onApiCall('Calls', options),
  },
  ApiCallSelection: {
    smallest: () => ({ actions: ['DeleteCertificateAuthority'] }),
    use: (stack, selection) => new Rule(stack, 'Rule', { eventPattern: eventsOf(stack).apiCallPattern(selection) }),
  },
  ApiPassthrough: { smallest: () => ({ subject }), use: passthrough },
  ArchiveProps: {
    smallest: () => ({ retention: ArchiveRetention.governance(Duration.days(1)) }),
    use: (stack, props) => new AuditReportArchive(stack, 'Archive', props),
  },
  AuditReportAnalyticsProps: {
    smallest: (stack) => ({ auditReportBucket: reportsIn(stack) }), use: (stack, props) => new AuditReportAnalytics(stack, 'Analytics', props),
  },
  AuditReportBucketAttributes: {
    smallest: (stack) => ({ bucket: bucketOf(stack) }),
    use: (stack, attributes) => AuditReportBucket.fromAuditReportBucketAttributes(stack, 'Audit', attributes)
      .grants.read(new iam.Role(stack, 'Auditor', { assumedBy: new iam.AccountRootPrincipal() })),
  },
  AuditReportBucketProps: {
    smallest: (stack) => ({ certificateAuthorities: [newRoot(stack)] }), use: (stack, props) => new AuditReportBucket(stack, 'Audit', props),
  },
  AuditReportQuery: {
    smallest: () => ({ name: 'mine', sql: 'SELECT 1' }),
    use: (stack, query) => new AuditReportAnalytics(stack, 'Analytics', { auditReportBucket: reportsIn(stack) }).addQuery('Mine', query),
  },
  AuditReportScheduleProps: {
    smallest: (stack) => ({ auditReportBucket: reportsIn(stack), certificateAuthorities: [newRoot(stack)] }),
    use: (stack, props) => new AuditReportSchedule(stack, 'Reports', props),
  },
  AuditReportTiming: {
    use: (stack, timing) => new AuditReportSchedule(stack, 'Reports', {
      auditReportBucket: reportsIn(stack), certificateAuthorities: [newRoot(stack)],
    }).addCertificateAuthority(importedCa(stack), timing),
  },
  CertificateAuthorityAttributes: {
    smallest: () => ({ certificateAuthorityArn: CA_ARN, certificateChainPem: made().signed.certificateChainPem }),
    use: (stack, attributes) => new SubordinateCertificateAuthority(stack, 'Issuing', {
      subject, parent: PrivateCertificateAuthority.fromCertificateAuthorityAttributes(stack, 'Imported', attributes),
    }),
  },
  CertificateAuthorityEventOptions: { use: (stack, options) => eventsOf(stack).onCertificateRevoked('Revoked', options) },
  CertificateAuthorityExpiryWatchProps: {
    smallest: (stack) => ({ certificateAuthorities: [newRoot(stack)] }),
    use: (stack, props) => new CertificateAuthorityExpiryWatch(stack, 'Expiry', props),
  },
  CertificateAuthorityHierarchyProps: {
    smallest: () => ({ root: { name: 'Root', subject } }), use: (stack, props) => new CertificateAuthorityHierarchy(stack, 'Pki', props),
  },
  CertificateAuthorityOptions: { use: (stack, options) => root(stack, options) },
  CertificateAuthorityPermissionProps: {
    smallest: (stack) => ({ certificateAuthority: newRoot(stack) }),
    use: (stack, props) => new CertificateAuthorityPermission(stack, 'Renewal', props),
  },
  CertificateAuthorityProps: { smallest: () => ({ subject }), use: (stack, props) => new RootCertificateAuthority(stack, 'Root', props) },
  CertificateAuthorityShareProps: {
    smallest: (stack) => ({ certificateAuthorities: [newRoot(stack)], principals: [OTHER_ACCOUNT], permissions: [SharePermission.read()] }),
    use: (stack, props) => new CertificateAuthorityShare(stack, 'Share', props),
  },
  CertificateExtensions: {
    smallest: () => ({ certificatePolicies: [policy] }), use: (stack, extensions) => passthrough(stack, { extensions }),
  },
  CertificatePolicy: {
    smallest: () => policy, use: (stack, given) => passthrough(stack, { extensions: { certificatePolicies: [given] } }),
  },
  CriticalityRoutes: { use: (stack, routes) => alarms(stack, { routing: AlarmRouting.byCriticality(routes) }) },
  CrlAndOcspOptions: { use: (stack, options) => root(stack, { revocation: Revocation.crlAndOcsp(options) }) },
  CrlBucketProps: { use: (stack, props) => new CrlBucket(stack, 'Crls', props) },
  CrlDistributionProps: {
    smallest: (stack) => ({ bucket: new CrlBucket(stack, 'Crls') }), use: (stack, props) => new CrlDistribution(stack, 'Cdn', props),
  },
  CrlEventOptions: { use: (stack, options) => eventsOf(stack).onCrlGenerated('Crls', options) },
  CrlFreshnessAlarmProps: {
    smallest: (stack) => ({ certificateAuthorities: [importedCa(stack)] }), use: (stack, props) => new CrlFreshnessAlarm(stack, 'Fresh', props),
  },
  CrlOptions: { use: (stack, options) => root(stack, { revocation: Revocation.crl(options) }) },
  CrlReplicaProps: { use: (stack, props) => new CrlReplica(stack, 'Replica', props) },
  CsrExtensions: { use: (stack, csrExtensions) => root(stack, { csrExtensions }) },
  CustomDistinguishedNameAttribute: {
    smallest: () => ({ objectIdentifier: '2.5.4.3', value: 'Root' }),
    use: (stack, attribute) => root(stack, { subject: DistinguishedName.ofCustomAttributes([attribute]) }),
  },
  CustomExtension: {
    smallest: () => extension, use: (stack, given) => passthrough(stack, { extensions: { customExtensions: [given] } }),
  },
  DistinguishedNameAttributes: {
    smallest: () => ({ title: 'Root' }), use: (stack, attributes) => root(stack, { subject: DistinguishedName.of(attributes) }),
  },
  EndpointGuardrailOptions: {
    smallest: (stack) => ({ certificateAuthorities: [newRoot(stack)] }),
    use: (stack, options) => policyOf(stack, PrivateCaGuardrails.endpointStatements(stack, options)),
  },
  ExternalPkiLogProps: { use: (stack, props) => new ExternalPkiLog(stack, 'Log', props) },
  GuardrailOptions: {
    smallest: () => ({ administrators: ['arn:*:iam::111122223333:role/PkiAdministrator'], executionRoles: [] }),
    use: (stack, options) => policyOf(stack, PrivateCaGuardrails.statements(stack, options)),
  },
  HierarchyLevel: {
    smallest: () => ({ name: 'Issuing', subject: DistinguishedName.of({ commonName: 'Example Corp Issuing CA G1' }) }),
    use: (stack, level) => new CertificateAuthorityHierarchy(stack, 'Pki', { root: { name: 'Root', subject, below: [level] } }),
  },
  IssuanceDetailsEventOptions: { use: (stack, options) => eventsOf(stack).onIssuanceDetails('Details', options) },
  IssuanceDetailsSelection: {
    use: (stack, selection) => new Rule(stack, 'Rule', { eventPattern: eventsOf(stack).issuanceDetailsPattern(selection) }),
  },
  IssuedCertificateExpiryWatchProps: {
    smallest: (stack) => ({
      analytics: new AuditReportAnalytics(stack, 'Analytics', {
        auditReportBucket: AuditReportBucket.fromAuditReportBucketAttributes(stack, 'Audit', { bucket: bucketOf(stack) }),
      }),
    }),
    use: (stack, props) => new IssuedCertificateExpiryWatch(stack, 'Certificates', props),
  },
  IssueGrantOptions: { use: (stack, options) => newRoot(stack).grants.issue(roleOf(stack), options) },
  IssueSubordinateGrantOptions: { use: (stack, options) => newRoot(stack).grants.issueSubordinate(roleOf(stack), options) },
  IssuedCertificateProps: {
    smallest: (stack) => ({
      certificateAuthority: newRoot(stack), csr: CertificateSigningRequest.fromPem(made().csr), validity: Validity.days(30),
    }),
    use: (stack, props) => new IssuedCertificate(stack, 'Device', props),
  },
  KeyUsage: {
    smallest: () => ({ digitalSignature: true, keyCertSign: true, crlSign: true }),
    use: (stack, keyUsage) => new SubordinateCertificateAuthority(stack, 'Issuing', {
      subject, parent: newRoot(stack), certificateTemplate, apiPassthrough: { extensions: { keyUsage } },
    }),
  },
  LogSilenceOptions: {
    use: (stack, options) => alarms(stack, { silence: LogSilence.after(Duration.hours(1), options) }),
  },
  NotificationDetail: {
    smallest: () => ({ label: 'CA', value: 'Root' }),
    use: (stack, detail) => rule(stack).addTarget(new PkiNotifications(stack, 'Notifications').ruleTargets({ ...message, details: [detail] })[0]),
  },
  NotificationMessage: {
    smallest: () => message, use: (stack, given) => rule(stack).addTarget(new PkiNotifications(stack, 'Notifications').ruleTargets(given)[0]),
  },
  OcspDistributionProps: { use: (stack, props) => new OcspDistribution(stack, 'Cdn', props) },
  OcspOptions: { use: (stack, options) => root(stack, { revocation: Revocation.ocsp(options) }) },
  OrganizationCoverageOptions: {
    use: (stack, options) => new PrivateCaTrail(stack, 'Trail', { coverage: TrailCoverage.organization('o-exampleorgid', options) }),
  },
  OutcomeEventOptions: { use: (stack, options) => eventsOf(stack).onCertificateIssued('Issued', options) },
  PkiAlarmsProps: {
    smallest: (stack) => ({ source: SignalSource.events(), routing: AlarmRouting.everythingTo(AlarmDestination.topic(topicOf(stack))) }),
    use: (stack, props) => new PkiAlarms(stack, 'Alarms', props),
  },
  PkiNotificationsProps: {
    use: (stack, props) => rule(stack).addTarget(new PkiNotifications(stack, 'Notifications', props).ruleTargets(message)[0]),
  },
  PkiSignalProps: { smallest: () => signal, use: (stack, props) => alarms(stack, { signals: PkiSignals.of(PkiSignal.of(props)) }) },
  PrivateCaBaselineProps: {
    smallest: (stack) => ({ certificateAuthorities: [newRoot(stack)] }),
    use: (stack, props) => new PrivateCaBaseline(stack, 'Baseline', props),
  },
  PrivateCaBucketKmsOptions: {
    use: (stack, options) => new AuditReportBucket(stack, 'Audit', {
      certificateAuthorities: [newRoot(stack)], encryption: PrivateCaBucketEncryption.kms(options),
    }),
  },
  PrivateCaChecksProps: { use: (stack, props) => new PrivateCaChecks(stack, props) },
  PrivateCaConfigRulesProps: { use: (stack, props) => new PrivateCaConfigRules(stack, 'Rules', props) },
  PrivateCaDashboardProps: { use: (stack, props) => new PrivateCaDashboard(stack, 'Dashboard', props) },
  PrivateCaQueriesProps: {
    smallest: (stack) => ({ logGroup: logGroupOf(stack) }), use: (stack, props) => new PrivateCaQueries(stack, 'Queries', props),
  },
  PrivateCaQuotaAlarmsProps: { use: (stack, props) => new PrivateCaQuotaAlarms(stack, 'Quotas', props) },
  PrivateCaTrailAttributes: {
    smallest: (stack) => ({ trailArn: TRAIL_ARN, bucket: bucketOf(stack), encryptionKey: keyOf(stack) }),
    use: (stack, attributes) => PrivateCaTrail.fromPrivateCaTrailAttributes(stack, 'Trail', attributes)
      .grants.readLogs(new iam.Role(stack, 'Auditor', { assumedBy: new iam.AccountRootPrincipal() })),
  },
  PrivateCaTrailProps: { use: (stack, props) => new PrivateCaTrail(stack, 'Trail', props) },
  RevocationReachabilityProps: {
    smallest: () => ({ endpoints: [RevocationEndpoint.ocsp('ocsp.example.com')] }),
    use: (stack, props) => new RevocationReachability(stack, 'Reachable', props),
  },
  RolesAnywherePrincipalOptions: {
    smallest: () => ({ subject: { CN: 'build-01.example.com' } }),
    use: (stack, options) => new iam.Role(stack, 'Build', {
      assumedBy: new RolesAnywhereTrustAnchor(stack, 'Anchor', { certificateAuthority: newRoot(stack) }).principal(options),
    }),
  },
  RolesAnywhereProfileProps: {
    smallest: (stack) => ({ roles: [roleOf(stack)] }), use: (stack, props) => new RolesAnywhereProfile(stack, 'Profile', props),
  },
  RolesAnywhereTrustAnchorProps: {
    smallest: (stack) => ({ certificateAuthority: newRoot(stack) }),
    use: (stack, props) => new RolesAnywhereTrustAnchor(stack, 'Anchor', props),
  },
  RootCertificateAuthorityProps: { smallest: () => ({ subject }), use: (stack, props) => new RootCertificateAuthority(stack, 'Root', props) },
  SignedCertificateAuthorityCertificate: {
    smallest: () => made().signed,
    use: (stack, signed) => new SubordinateCertificateAuthority(stack, 'Issuing', {
      subject, externalParent: ExternalParent.signed(signed),
    }),
  },
  SubordinateCertificateAuthorityProps: {
    smallest: (stack) => ({ subject, parent: newRoot(stack) }),
    use: (stack, props) => new SubordinateCertificateAuthority(stack, 'Issuing', props),
  },
  TemplatesSharePermissionOptions: {
    use: (stack, options) => new CertificateAuthorityShare(stack, 'Share', {
      certificateAuthorities: [newRoot(stack)],
      principals: [OTHER_ACCOUNT],
      permissions: [SharePermission.templates([CertificateTemplate.END_ENTITY], options)],
    }),
  },
  TopicDestinationOptions: {
    use: (stack, options) => alarms(stack, { routing: AlarmRouting.everythingTo(AlarmDestination.topic(new sns.Topic(stack, 'Other'), options)) }),
  },
  TrailLogGroupOptions: { use: (stack, options) => new PrivateCaTrail(stack, 'Trail', { logs: TrailLogs.newGroup(options) }) },
};
