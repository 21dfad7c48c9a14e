import {
  App, CfnOutput, Duration, Lazy, Stack, Stage, Token, aws_acmpca as acmpca, aws_certificatemanager as acm,
  aws_events as events, aws_iam as iam,
  aws_kms as kms, aws_logs as logs, aws_s3 as s3, aws_sns as sns,
} from 'aws-cdk-lib';
import { ACCESS_MISTAKES } from './access-mistakes';
import { ALERTING_MISTAKES } from './alerting-mistakes';
import { ARCHIVE_MISTAKES } from './archive-mistakes';
import { AUDIT_LOOP_MISTAKES } from './audit-loop-mistakes';
import { BASELINE_MISTAKES } from './baseline-mistakes';
import { CERTIFICATE_MISTAKES } from './certificate-mistakes';
import { HIERARCHY_MISTAKES } from './hierarchy-mistakes';
import { AuditReportBucket } from '../../src/audit/audit-report-bucket';
import { AuditReportBucketProps } from '../../src/audit/audit-report-bucket-props';
import { CertificateAuthorityPermission } from '../../src/authority/certificate-authority-permission';
import { IPrivateCertificateAuthority, PrivateCertificateAuthority } from '../../src/authority/private-certificate-authority';
import { RootCertificateAuthority, RootCertificateAuthorityProps } from '../../src/authority/root-certificate-authority';
import {
  SubordinateCertificateAuthority, SubordinateCertificateAuthorityProps,
} from '../../src/authority/subordinate-certificate-authority';
import { PrivateCaChecks } from '../../src/checks/private-ca-checks';
import { CertificateAuthorityEvents } from '../../src/events/certificate-authority-events';
import { CrlOutcome, EventOutcome } from '../../src/events/event-outcomes';
import { CertificateTemplate, TemplatePassthrough } from '../../src/model/certificate-template';
import { DistinguishedName } from '../../src/model/distinguished-name';
import { DistinguishedNameAttributes } from '../../src/model/distinguished-name-attributes';
import { KeyAlgorithm } from '../../src/model/key-algorithm';
import { KeyStorageSecurityStandard } from '../../src/model/key-storage-security-standard';
import { PrivateCaBucketEncryption } from '../../src/model/private-ca-bucket-encryption';
import { SigningAlgorithm } from '../../src/model/signing-algorithm';
import { UsageMode } from '../../src/model/usage-mode';
import { Validity } from '../../src/model/validity';
import { AlarmDestination } from '../../src/notification/alarm-destination';
import { AlarmRouting } from '../../src/notification/alarm-routing';
import { Criticality } from '../../src/notification/criticality';
import { NotificationFormat } from '../../src/notification/notification-format';
import { PkiNotifications } from '../../src/notification/pki-notifications';
import { ErrorCode } from '../../src/private/error-codes';
import { CrlBucket } from '../../src/revocation/crl-bucket';
import { CrlDistribution, CrlDistributionProps } from '../../src/revocation/crl-distribution';
import { CrlDistributionPoint } from '../../src/revocation/crl-distribution-point';
import { CrlOptions, Revocation } from '../../src/revocation/revocation';
import { PrivateCaTrail } from '../../src/trail/private-ca-trail';
import { PrivateCaTrailProps } from '../../src/trail/private-ca-trail-props';
import { TrailCoverage } from '../../src/trail/trail-coverage';
import { TrailLogs } from '../../src/trail/trail-logs';
import { TrailObjectLock } from '../../src/trail/trail-object-lock';

/* Every mistake that the library tells, each made once. The messages that it gives stand in `docs/errors.md`. */

const CA_ARN = 'arn:aws:acm-pca:us-east-1:111122223333:certificate-authority/11111111-2222-3333-4444-555555555555';
const KEY_ARN = 'arn:aws:kms:us-east-1:111122223333:key/1';
const BUCKET = 'amzn-s3-demo-bucket';
const subject = DistinguishedName.of({ commonName: 'Example Corp Root CA G1' });
const shortLived = { usageMode: UsageMode.SHORT_LIVED_CERTIFICATE };

const newStack = () => new Stack(new App(), 'Stack', { env: { account: '111122223333', region: 'us-east-1' } });
const root = (props: Partial<RootCertificateAuthorityProps> = {}, stack = newStack()) =>
  new RootCertificateAuthority(stack, 'Root', { subject, ...props });
const named = (attributes: DistinguishedNameAttributes) => root({ subject: DistinguishedName.of(attributes) });
const under = (
  parent: IPrivateCertificateAuthority, props: Partial<SubordinateCertificateAuthorityProps> = {}, id = 'Issuing',
) => new SubordinateCertificateAuthority(Stack.of(parent), id, { subject, parent, ...props });
const importedCa = (stack: Stack, arn = CA_ARN) =>
  acmpca.CertificateAuthority.fromCertificateAuthorityArn(stack, 'ImportedRoot', arn);
const audit = (props: (stack: Stack) => Partial<AuditReportBucketProps>) => {
  const stack = newStack();
  const given = props(stack);
  return new AuditReportBucket(stack, 'Audit', {
    certificateAuthorities: given.certificateAuthorities ?? [importedCa(stack)], ...given,
  });
};
const withKey = (key: (stack: Stack) => kms.IKey) =>
  audit((stack) => ({ encryption: PrivateCaBucketEncryption.kms({ key: key(stack) }) }));
const trail = (props: PrivateCaTrailProps = {}) => new PrivateCaTrail(newStack(), 'Trail', props);
const importedEvents = (arn = CA_ARN) =>
  PrivateCertificateAuthority.fromCertificateAuthorityArn(newStack(), 'Root', arn).events;
const imported = (stack: Stack) => s3.Bucket.fromBucketName(stack, 'Mine', BUCKET);

const crl = (options: CrlOptions) => root({ revocation: Revocation.crl(options) });
const distribution = (props: (stack: Stack) => Partial<CrlDistributionProps>, stack = newStack()) =>
  new CrlDistribution(stack, 'Cdn', { bucket: new CrlBucket(stack, 'Crls'), ...props(stack) });
const certificateIn = (stack: Stack, region: string) =>
  acm.Certificate.fromCertificateArn(stack, 'Certificate', `arn:aws:acm:${region}:111122223333:certificate/1`);
const domainName = 'crl.example.com';

/** The mistakes, in the order of the codes. */
export const MISTAKES: readonly (readonly [code: ErrorCode, make: () => unknown])[] = [
  ['PropertyType', () => root({ subject: { commonName: 'Root' } as never })],
  ['PropertyType', () => root({ disabled: 'false' as never })],
  ['PropertyType', () => audit((stack) => ({ certificateAuthorities: importedCa(stack) as never }))],
  ['PropertyType', () => importedEvents().onCertificateRevoked('Revoked', { notify: [new sns.Topic(newStack(), 'Topic') as never] })],
  ['CommonNameLength', () => named({ commonName: '' })],
  ['DistinguishedNameEmpty', () => named({})],
  ['DistinguishedNameEmpty', () => root({ subject: DistinguishedName.ofCustomAttributes([]) })],
  ['DistinguishedNameLength', () => named({ initials: 'J.R.R.T.' })],
  ['DistinguishedNameLength', () => root({
    subject: DistinguishedName.ofCustomAttributes([{ objectIdentifier: '2.5.4.3', value: '' }]),
  })],
  ['DistinguishedNameCharacters', () => named({ serialNumber: '#1' })],
  ['CountryCode', () => named({ country: 'USA' })],
  ['ValidityPeriod', () => root({ validity: Validity.years(0) })],
  ['ValidityEndDate', () => root({ validity: Validity.endDate('2036-12-31') })],
  ['ValidityEndDate', () => root({ validity: Validity.endDate('20360230000000') })],
  ['SigningAlgorithmUnknown', () => root({ keyAlgorithm: KeyAlgorithm.of('SLH_DSA') })],
  ['SigningAlgorithmUnknown', () => under(PrivateCertificateAuthority.fromCertificateAuthorityAttributes(newStack(), 'Root', {
    certificateAuthorityArn: CA_ARN, certificateChainPem: Token.asString({ Ref: 'Chain' }),
  }))],
  ['SigningAlgorithmFamily', () => root({ signingAlgorithm: SigningAlgorithm.SHA256_WITH_RSA })],
  ['ObjectIdentifier', () => root({
    subject: DistinguishedName.ofCustomAttributes([{ objectIdentifier: 'commonName', value: 'Root' }]),
  })],
  ['ObjectIdentifier', () => root({
    apiPassthrough: { extensions: { customExtensions: [{ objectIdentifier: 'mine', value: 'BQA=' }] } },
  })],
  ['CertificateTemplate', () => root({
    certificateTemplate: CertificateTemplate.ROOT_CA.withPassthrough(TemplatePassthrough.CSR),
  })],
  ['PassthroughIgnored', () => root({ apiPassthrough: { subject }, certificateTemplate: CertificateTemplate.ROOT_CA })],
  ['NotBefore', () => root({ validityNotBefore: Validity.days(30) })],
  ...CERTIFICATE_MISTAKES,
  ['Sm2Region', () => root({ keyAlgorithm: KeyAlgorithm.SM2 })],
  ['KeyStorageRegion', () => root(
    { keyStorageSecurityStandard: KeyStorageSecurityStandard.FIPS_140_2_LEVEL_3_OR_HIGHER },
    new Stack(new App(), 'Stack', { env: { region: 'cn-north-1' } }),
  )],
  ['PathLength', () => under(root(), { pathLength: 4 })],
  ['PathLength', () => under(under(root()), {}, 'TooDeep')],
  ['PathLength', () => under(under(root(), { pathLength: 2 }), { pathLength: 2 }, 'TooDeep')],
  ['PathLengthConflict', () => under(root(), { pathLength: 1, certificateTemplate: CertificateTemplate.subordinateCa(0) })],
  ['ValidityBeyondParent', () => under(root(), { validity: Validity.years(10) })],
  ['ShortLivedIssuer', () => under(root(shortLived))],
  ['ParentRegion', () => under(PrivateCertificateAuthority.fromCertificateAuthorityAttributes(newStack(), 'Root', {
    certificateAuthorityArn: CA_ARN.replace('us-east-1', 'eu-west-1'), certificateChainPem: Token.asString({ Ref: 'Chain' }), keyAlgorithm: KeyAlgorithm.RSA_4096,
  }))],
  ['CertificateAuthorityStage', () => {
    const app = new App();
    new SubordinateCertificateAuthority(new Stack(app, 'Stack'), 'Issuing', {
      subject, parent: root({}, new Stack(new Stage(app, 'Stage'), 'Stack')),
    });
  }],
  ['PermissionEnvironment', () => {
    const stack = newStack();
    new CertificateAuthorityPermission(stack, 'Renewal', { certificateAuthority: importedCa(stack, CA_ARN.replace('us-east-1', 'eu-west-1')) });
  }],
  ['ParentDisabled', () => under(root({ disabled: true }))],
  ['AttributeUnknown', () => under(PrivateCertificateAuthority.fromCertificateAuthorityArn(newStack(), 'Root', CA_ARN))],
  ['AttributeUnknown', () =>
    PrivateCertificateAuthority.fromCertificateAuthorityArn(newStack(), 'Root', CA_ARN).certificateChainPem],
  ['AttributeUnknown', () => {
    const stack = newStack();
    const bucket = imported(stack);
    AuditReportBucket.fromAuditReportBucketAttributes(stack, 'Audit', { bucket })
      .grants.generate(new iam.Role(stack, 'Requester', { assumedBy: new iam.AccountRootPrincipal() }));
  }],
  ['AttributeUnknown', () => trail({ logs: TrailLogs.none() }).logGroup],
  ['CertificateAuthorityMissing', () => audit(() => ({ certificateAuthorities: [] }))],
  ['CertificateAuthorityMissing', () => CertificateAuthorityEvents.fromCertificateAuthorities(newStack(), [])],
  ['CertificateAuthorityDuplicate', () => {
    const ca = root();
    ['Renewal', 'SecondRenewal'].forEach((id) => new CertificateAuthorityPermission(ca.stack, id, { certificateAuthority: ca }));
  }],
  ['CertificateAuthorityDuplicate', () => audit((stack) => {
    const ca = importedCa(stack);
    return { certificateAuthorities: [ca, ca] };
  })],
  ['CertificateAuthorityArn', () => audit((stack) => ({ certificateAuthorities: [importedCa(stack, 'Root')] }))],
  ['CertificateAuthorityArn', () => audit((stack) => ({
    certificateAuthorities: [importedCa(stack, CA_ARN.replace('arn:aws:', 'arn:aws-us-gov:'))],
  }))],
  ['KeyAwsManaged', () => withKey((stack) => kms.Alias.fromAliasName(stack, 'Key', 'alias/aws/s3'))],
  ['KeyAwsManaged', () => audit((stack) => ({
    bucket: new s3.Bucket(stack, 'Mine', { encryption: s3.BucketEncryption.KMS_MANAGED }),
  }))],
  ['KeyAwsManaged', () => {
    const stack = newStack();
    const masterKey = kms.Alias.fromAliasName(stack, 'Key', 'alias/aws/sns');
    return new PkiNotifications(stack, 'Notifications', { topic: new sns.Topic(stack, 'Mine', { masterKey }) });
  }],
  ['KeyType', () => withKey((stack) =>
    new kms.Key(stack, 'Key', { keySpec: kms.KeySpec.RSA_4096, keyUsage: kms.KeyUsage.SIGN_VERIFY }))],
  ['KeyRegion', () => withKey((stack) => kms.Key.fromKeyArn(stack, 'Key', KEY_ARN.replace('us-east-1', 'eu-west-1')))],
  ['KeyUnknown', () => audit((stack) => ({ bucket: imported(stack), encryption: PrivateCaBucketEncryption.kms() }))],
  ['EncryptionMismatch', () => audit((stack) => ({
    bucket: new s3.Bucket(stack, 'Mine', { encryptionKey: new kms.Key(stack, 'Key'), bucketName: BUCKET }),
    encryption: PrivateCaBucketEncryption.s3Managed(),
  }))],
  ['EncryptionMismatch', () => audit((stack) => ({
    bucket: new s3.Bucket(stack, 'Mine', { encryptionKey: new kms.Key(stack, 'Key'), bucketName: BUCKET }),
    encryption: PrivateCaBucketEncryption.kms({ bucketKeyEnabled: true }),
  }))],
  ['EncryptionMismatch', () => audit((stack) => ({
    bucket: new s3.Bucket(stack, 'Mine', { encryptionKey: new kms.Key(stack, 'Key'), bucketName: BUCKET }),
    encryption: PrivateCaBucketEncryption.kms({ key: new kms.Key(stack, 'OtherKey') }),
  }))],
  ['CertificateAuthorityRegion', () => audit((stack) => ({
    certificateAuthorities: [importedCa(stack, CA_ARN.replace('us-east-1', 'eu-west-1'))],
    encryption: PrivateCaBucketEncryption.kms(),
  }))],
  ['CertificateAuthorityRegion', () => audit((stack) => ({
    certificateAuthorities: [importedCa(stack, CA_ARN.replace('aws:acm-pca:us-east-1', 'aws-us-gov:acm-pca:us-gov-west-1'))],
  }))],
  ['BucketNameUnknown', () => audit((stack) => ({
    bucket: new s3.Bucket(stack, 'Mine', { encryptionKey: new kms.Key(stack, 'Key') }),
  }))],
  ['BucketNameUnknown', () => {
    const elsewhere = new Stack(new App(), 'Stack', { env: { account: '444455556666', region: 'us-east-1' } });
    root({ revocation: Revocation.crl({ bucket: new CrlBucket(newStack(), 'Crls') }) }, elsewhere);
  }],
  ['BucketObjectLock', () => audit((stack) => ({ bucket: new s3.Bucket(stack, 'Mine', { objectLockEnabled: true }) }))],
  ['OptionOfNewBucket', () => audit((stack) => ({ bucket: imported(stack), bucketNamePrefix: 'mine' }))],
  ['BucketNamePrefixCharacters', () => audit(() => ({ bucketNamePrefix: 'Pki_Reports' }))],
  ['BucketNamePrefixLength', () => audit(() => ({ bucketNamePrefix: 'example-corp-audit-reports' }))],
  ['AccessLogsRegion', () => audit((stack) => ({
    serverAccessLogsBucket: s3.Bucket.fromBucketAttributes(stack, 'Logs', { bucketName: BUCKET, region: 'eu-west-1' }),
  }))],
  ['AccessLogsEncryption', () => audit((stack) => ({
    serverAccessLogsBucket: new s3.Bucket(stack, 'Logs', { encryptionKey: new kms.Key(stack, 'Key') }),
  }))],
  ['AccessLogsObjectLock', () => audit((stack) => ({
    serverAccessLogsBucket: new s3.Bucket(stack, 'Logs', {
      objectLockDefaultRetention: s3.ObjectLockRetention.governance(Duration.days(1)),
    }),
  }))],
  ['LifecycleOrder', () => audit(() => ({ reportRetention: Duration.days(30) }))],
  ['LifecycleDays', () => audit(() => ({ archiveReportsAfter: Duration.hours(36) }))],
  ['TrailName', () => trail({ trailName: 'pki--trail' })],
  ['TrailArn', () => PrivateCaTrail.fromPrivateCaTrailAttributes(newStack(), 'Trail', { trailArn: 'management-events' })],
  ['OrganizationId', () => trail({ coverage: TrailCoverage.organization('ou-1234-exampleou') })],
  ['AccountId', () => trail({ coverage: TrailCoverage.organization('o-exampleorgid', { managementAccount: 'management' }) })],
  ['OrganizationTrailAccount', () =>
    trail({ coverage: TrailCoverage.organization('o-exampleorgid', { managementAccount: '444455556666' }) })],
  ['LogFilePrefix', () => trail({ s3KeyPrefix: '/cloudtrail' })],
  ['LogRetention', () => trail({ logs: TrailLogs.newGroup({ retention: logs.RetentionDays.INFINITE }) })],
  ['LogGroupRegion', () => {
    const logGroup = logs.LogGroup.fromLogGroupArn(newStack(), 'Group', 'arn:aws:logs:eu-west-1:111122223333:log-group:trail');
    trail({ logs: TrailLogs.existingGroup(logGroup) });
  }],
  ['LogGroupClass', () => {
    const stack = newStack();
    const group = new logs.LogGroup(stack, 'Group', { logGroupClass: 'DELIVERY' as logs.LogGroupClass });
    return new PrivateCaTrail(stack, 'Trail', { logs: TrailLogs.existingGroup(group) });
  }],
  ['ResourceEnvironment', () => {
    const app = new App();
    const keys = new Stack(app, 'Keys', { env: { account: '444455556666', region: 'us-east-1' } });
    const stack = new Stack(app, 'Stack', { env: { account: '111122223333', region: 'us-east-1' } });
    return new AuditReportBucket(stack, 'Audit', {
      certificateAuthorities: [root({}, stack)], encryption: PrivateCaBucketEncryption.kms({ key: new kms.Key(keys, 'Key') }),
    });
  }],
  ['TopicRegion', () => trail({
    snsTopic: sns.Topic.fromTopicArn(newStack(), 'Topic', 'arn:aws:sns:eu-west-1:111122223333:Trail'),
  })],
  ['ObjectLockRetention', () => trail({ objectLock: TrailObjectLock.compliance(Duration.days(0)) })],
  ['ObjectLockRetention', () => trail({ objectLock: TrailObjectLock.compliance(Duration.days(Token.asNumber({ Ref: 'Days' }))) })],
  ['ReaderPrincipal', () => trail().grants.readLogs(new iam.ServicePrincipal('config.amazonaws.com.cn'))],
  ['ReaderPrincipal', () => {
    const stack = newStack();
    const bucket = s3.Bucket.fromBucketAttributes(stack, 'Bucket', { bucketName: BUCKET, account: '444455556666' });
    new AuditReportBucket(stack, 'Audit', { certificateAuthorities: [importedCa(stack, CA_ARN)], bucket }).grants.read(new iam.Group(stack, 'Auditors'));
  }],
  ['ReaderStack', () => {
    const stack = newStack();
    const key = new kms.Key(new Stack(stack.node.root as App, 'Keys', { env: { account: stack.account, region: stack.region } }), 'Key');
    const reader = new iam.Role(stack, 'Auditor', { assumedBy: new iam.AccountRootPrincipal() });
    new PrivateCaTrail(stack, 'Trail', { encryptionKey: key }).grants.readLogs(reader);
  }],
  ['RouteMissing', () => AlarmRouting.byCriticality({})._destinationsFor(newStack(), Criticality.CRITICAL)],
  ['RouteMissing', () => AlarmRouting.everythingTo()._destinationsFor(newStack(), Criticality.CRITICAL)],
  ['RouteMissing', () =>
    AlarmRouting.byCriticality({ critical: [], strict: true })._destinationsFor(newStack(), Criticality.LOW)],
  ['OptionOfNewTopic', () => {
    const stack = newStack();
    const key = new kms.Key(stack, 'Key');
    const topic = new sns.Topic(stack, 'Mine', { masterKey: key });
    return new PkiNotifications(stack, 'Notifications', { topic, encryptionKey: key });
  }],
  ['ApiAction', () => importedEvents().onApiCall('Deleted', { actions: ['DeleteCertifcateAuthority'] })],
  ['ApiActionMissing', () => importedEvents().onApiCall('Deleted', { actions: [] })],
  ['ApiActionOfAccount', () => importedEvents().onApiCall('Created', { actions: ['CreateCertificateAuthority'] })],
  ['EventTarget', () => importedEvents().onCertificateRevoked('Revoked', {
    target: { bind: () => { throw new Error('The rule has a target for this queue'); } },
  })],
  ['EventEnvironment', () => importedEvents(CA_ARN.replace('us-east-1', 'eu-west-1')).onCertificateRevoked('Revoked')],
  ['EventEnvironment', () => {
    const stack = newStack();
    const foreign = PrivateCertificateAuthority.fromCertificateAuthorityArn(stack, 'Foreign', CA_ARN.replace('111122223333', '444455556666'));
    return CertificateAuthorityEvents.fromCertificateAuthorities(stack, [importedCa(stack), foreign]);
  }],
  ['EventPatternConflict', () =>
    importedEvents().onCertificateRevoked('Revoked', { eventPattern: { resources: ['*'] } })],
  ['EventPatternLength', () =>
    importedEvents().onCertificateRevoked('Revoked', { eventPattern: { account: Array(200).fill('111122223333') } })],
  ['EventPatternLength', () => {
    const stack = newStack();
    const cas = Array.from({ length: 16 }, (_, index) =>
      PrivateCertificateAuthority.fromCertificateAuthorityArn(stack, `Ca${index}`, `${CA_ARN}${index}`));
    return CertificateAuthorityEvents.fromCertificateAuthorities(stack, cas).certificateRevokedPattern();
  }],
  ['EventRuleName', () => importedEvents().onCertificateRevoked('Revoked', { ruleName: 'a b' })],
  ['DescriptionLength', () => importedEvents().onCertificateRevoked('Revoked', { description: 'a'.repeat(513) })],
  ['PolicySize', () => {
    const stack = newStack();
    const cas = Array.from({ length: 200 }, (_, index) =>
      PrivateCertificateAuthority.fromCertificateAuthorityArn(stack, `Ca${index}`, CA_ARN.slice(0, -3) + String(index).padStart(3, '0')));
    new AuditReportBucket(stack, 'Audit', { certificateAuthorities: cas });
    Stage.of(stack)!.synth();
  }],
  ['CrlExpiration', () => crl({ expiration: Duration.days(5001) })],
  ['CrlExpiration', () => crl({ expiration: Duration.hours(36) })],
  ['RevocationCname', () => crl({ distributionPoint: CrlDistributionPoint.customCname('http://crl.example.com') })],
  ['RevocationCname', () => root({ revocation: Revocation.ocsp({ customCname: 'o'.repeat(254) }) })],
  ['CrlCustomPath', () => crl({ customPath: '/crls' })],
  ['CrlCustomPath', () => crl({ customPath: 'audit-report' })],
  ['CrlBucketMismatch', () => {
    const stack = newStack();
    const distributionPoint = CrlDistributionPoint.distribution(distribution(() => ({}), stack));
    root({ revocation: Revocation.crl({ distributionPoint, bucket: new CrlBucket(stack, 'Other') }) }, stack);
  }],
  ['CrlBucketRegion', () => new CrlBucket(newStack(), 'Crls', { certificateAuthorityEnvironments: [{ region: 'cn-north-1' }] })],
  ['CrlBucketRegion', () => new CrlBucket(new Stack(new App(), 'Stack', { env: { region: 'af-south-1' } }), 'Crls', {
    certificateAuthorityEnvironments: [{ region: 'us-east-1' }],
  })],
  ['CrlBucketStatement', () => {
    const stack = newStack();
    const crls = new CrlBucket(stack, 'Crls');
    const ca = root({ revocation: Revocation.crl({ bucket: crls }) }, stack);
    crls.bucket.addToResourcePolicy(new iam.PolicyStatement({
      principals: [new iam.ServicePrincipal('acm-pca.amazonaws.com')],
      actions: ['s3:PutObject'],
      resources: [crls.bucket.arnForObjects('*')],
      conditions: { ArnEquals: { 'aws:SourceArn': ca.certificateAuthorityArn } },
    }));
    (stack.node.root as App).synth();
  }],
  ['CrlBucketEnvironment', () => {
    const app = new App();
    const bucketStack = new Stack(new Stage(app, 'Stage'), 'Stack');
    const bucket = new CrlBucket(bucketStack, 'Crls', { bucket: new s3.Bucket(bucketStack, 'Mine', { bucketName: BUCKET }) });
    root({ revocation: Revocation.crl({ bucket }) }, new Stack(app, 'Stack'));
  }],
  ['DistributionCertificate', () => distribution(() => ({ domainName }))],
  ['DistributionCertificateRegion', () =>
    distribution((stack) => ({ domainName, certificate: certificateIn(stack, 'eu-west-1') }))],
  ['DistributionStack', () => {
    const stack = newStack();
    distribution(() => ({ bucket: new CrlBucket(new Stack(stack.node.root as App, 'Other'), 'Crls') }), stack);
  }],
  ['DistributionLogsRegion', () => {
    const stack = new Stack(new App(), 'Stack', { env: { region: 'eu-west-1' } });
    distribution(() => ({ logBucket: s3.Bucket.fromBucketName(stack, 'Logs', BUCKET) }), stack);
  }],
  ['CacheDuration', () => distribution(() => ({ cacheDuration: Duration.days(1) }))],
  ['DurationUnit', () => distribution(() => ({ cacheDuration: Duration.minutes(Lazy.number({ produce: () => 5 })) }))],
  ['DistributionRegion', () => distribution(() => ({}), new Stack(new App(), 'Stack', { env: { region: 'us-gov-west-1' } }))],
  ['RegionName', () => new CrlBucket(newStack(), 'Crls', { certificateAuthorityEnvironments: [{ region: '*' }] })],
  ['BucketPurpose', () => {
    const stack = newStack();
    const crls = new CrlBucket(stack, 'Crls');
    new AuditReportBucket(stack, 'Audit', { certificateAuthorities: [importedCa(stack)], bucket: crls.bucket });
  }],
  ['BucketPurpose', () => audit((stack) => {
    const bucket = new s3.Bucket(stack, 'Mine');
    new PrivateCaTrail(stack, 'Trail', { bucket });
    return { bucket };
  })],
  ...ALERTING_MISTAKES,
  ...ACCESS_MISTAKES,
  ...AUDIT_LOOP_MISTAKES,
  ...ARCHIVE_MISTAKES,
  ...HIERARCHY_MISTAKES,
  ['NotificationFifo', () => {
    const stack = newStack();
    return new PkiNotifications(stack, 'Notifications', { topic: new sns.Topic(stack, 'Mine', { fifo: true }) });
  }],
  ['NotificationFifo', () => trail({ snsTopic: sns.Topic.fromTopicArn(newStack(), 'Topic', 'arn:aws:sns:us-east-1:111122223333:Trail.fifo') })],
  ['NotificationEnvironment', () => {
    const stack = newStack();
    const topic = sns.Topic.fromTopicArn(stack, 'Mine', 'arn:aws:sns:eu-west-1:111122223333:Pki');
    return new PkiNotifications(stack, 'Notifications', { topic });
  }],
  ['NotificationText', () => {
    const stack = newStack();
    const [target] = new PkiNotifications(stack, 'Notifications')
      .ruleTargets({ whatHappened: 'More than 15 <CAs>.', whatToDo: 'Look.' });
    return new events.Rule(stack, 'Rule', { eventPattern: { source: ['aws.acm-pca'] }, targets: [target] });
  }],
  ['EventOutcome', () => importedEvents().onCertificateIssued('Issued', { outcome: 'failed' as EventOutcome })],
  ['EventOutcome', () => importedEvents().onCrlGenerated('NoCrl', { outcome: EventOutcome.FAILURE as unknown as CrlOutcome })],
  ['EventTemplateMissing', () => importedEvents().onIssuanceDetails('Details', { templates: [] })],
  ['EventStackCycle', () => {
    const stack = newStack();
    const env = { account: stack.account, region: stack.region };
    const monitoring = new Stack(stack.node.root as App, 'Monitoring', { env });
    const certificateAuthority = root({}, stack);
    new CfnOutput(monitoring, 'Arn', { value: certificateAuthority.certificateAuthorityArn });
    certificateAuthority.events.onCertificateRevoked('Revoked', { notify: [new PkiNotifications(monitoring, 'Notifications')] });
    (stack.node.root as App).synth();
  }],
  ['NotificationLength', () => {
    const stack = newStack();
    const [target] = new PkiNotifications(stack, 'Notifications')
      .ruleTargets({ whatHappened: 'A CA was deleted.', whatToDo: 'Read the runbook. '.repeat(500) });
    return new events.Rule(stack, 'Rule', { eventPattern: { source: ['aws.acm-pca'] }, targets: [target] });
  }],
  ['NotificationFormat', () => {
    const stack = newStack();
    const { topic } = new PkiNotifications(stack, 'Notifications');
    const chat = AlarmDestination.topic(topic, { messageFormat: 'slack' as NotificationFormat });
    return CertificateAuthorityEvents.allInAccount(stack).onCreated('Created', { notify: [chat] });
  }],
  ['EventTargetCount', () => {
    const stack = newStack();
    const notify = Array.from({ length: 6 }, (_, index) => new PkiNotifications(stack, `Notifications${index}`));
    return CertificateAuthorityEvents.allInAccount(stack).onCreated('Created', { notify });
  }],
  ['CheckRuleUnknown', () => new PrivateCaChecks(newStack(), { ignore: ['PCA-CHAINS'] })],
  ['GrantPrincipal', () => audit(() => ({})).grants.read(new iam.AnyPrincipal())],
  ...BASELINE_MISTAKES,
];
