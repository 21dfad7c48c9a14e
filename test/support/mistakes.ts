import {
  App, Duration, Stack, aws_acmpca as acmpca, aws_iam as iam, aws_kms as kms, aws_s3 as s3, aws_sns as sns,
} from 'aws-cdk-lib';
import { ALERTING_MISTAKES } from './alerting-mistakes';
import { AuditReportBucket, AuditReportBucketProps } from '../../src/audit/audit-report-bucket';
import { AuditReportEncryption } from '../../src/audit/audit-report-encryption';
import { IPrivateCertificateAuthority, PrivateCertificateAuthority } from '../../src/authority/private-certificate-authority';
import { RootCertificateAuthority, RootCertificateAuthorityProps } from '../../src/authority/root-certificate-authority';
import {
  SubordinateCertificateAuthority, SubordinateCertificateAuthorityProps,
} from '../../src/authority/subordinate-certificate-authority';
import { CertificateTemplate, TemplatePassthrough } from '../../src/model/certificate-template';
import { DistinguishedName } from '../../src/model/distinguished-name';
import { DistinguishedNameAttributes } from '../../src/model/distinguished-name-attributes';
import { KeyAlgorithm } from '../../src/model/key-algorithm';
import { SigningAlgorithm } from '../../src/model/signing-algorithm';
import { UsageMode } from '../../src/model/usage-mode';
import { Validity } from '../../src/model/validity';
import { AlarmRouting } from '../../src/notification/alarm-routing';
import { Criticality } from '../../src/notification/criticality';
import { PkiNotifications } from '../../src/notification/pki-notifications';
import { ErrorCode } from '../../src/private/errors';

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
  audit((stack) => ({ encryption: AuditReportEncryption.kms({ key: key(stack) }) }));
const imported = (stack: Stack) => s3.Bucket.fromBucketName(stack, 'Mine', BUCKET);

/** The mistakes, in the order of the codes. */
export const MISTAKES: readonly (readonly [code: ErrorCode, make: () => unknown])[] = [
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
    certificateAuthorityArn: CA_ARN, certificateChainPem: 'PEM',
  }))],
  ['SigningAlgorithmFamily', () => root({ signingAlgorithm: SigningAlgorithm.SHA256_WITH_RSA })],
  ['ObjectIdentifier', () => root({
    subject: DistinguishedName.ofCustomAttributes([{ objectIdentifier: 'commonName', value: 'Root' }]),
  })],
  ['ObjectIdentifier', () => root({
    apiPassthrough: { extensions: { customExtensions: [{ objectIdentifier: 'mine', value: 'AA==' }] } },
  })],
  ['CertificateTemplate', () => root({
    certificateTemplate: CertificateTemplate.ROOT_CA.withPassthrough(TemplatePassthrough.CSR),
  })],
  ['PassthroughIgnored', () => root({ apiPassthrough: { subject }, certificateTemplate: CertificateTemplate.ROOT_CA })],
  ['NotBefore', () => root({ validityNotBefore: Validity.days(30) })],
  ['Sm2Region', () => root({ keyAlgorithm: KeyAlgorithm.SM2 })],
  ['PathLength', () => under(root(), { pathLength: 4 })],
  ['PathLength', () => under(under(root()), {}, 'TooDeep')],
  ['PathLength', () => under(under(root(), { pathLength: 2 }), { pathLength: 2 }, 'TooDeep')],
  ['PathLengthConflict', () => under(root(), { pathLength: 1, certificateTemplate: CertificateTemplate.subordinateCa(0) })],
  ['ValidityBeyondParent', () => under(root(), { validity: Validity.years(10) })],
  ['ShortLivedIssuer', () => under(root(shortLived))],
  ['ParentRegion', () => under(PrivateCertificateAuthority.fromCertificateAuthorityAttributes(newStack(), 'Root', {
    certificateAuthorityArn: CA_ARN.replace('us-east-1', 'eu-west-1'), certificateChainPem: 'PEM', keyAlgorithm: KeyAlgorithm.RSA_4096,
  }))],
  ['ParentDisabled', () => under(root({ disabled: true }))],
  ['AttributeUnknown', () =>
    PrivateCertificateAuthority.fromCertificateAuthorityArn(newStack(), 'Root', CA_ARN).certificateChainPem],
  ['AttributeUnknown', () => {
    const stack = newStack();
    const bucket = imported(stack);
    AuditReportBucket.fromAuditReportBucketAttributes(stack, 'Audit', { bucket })
      .grants.generate(new iam.Role(stack, 'Requester', { assumedBy: new iam.AccountRootPrincipal() }));
  }],
  ['CertificateAuthorityMissing', () => audit(() => ({ certificateAuthorities: [] }))],
  ['CertificateAuthorityDuplicate', () => audit((stack) => {
    const ca = importedCa(stack);
    return { certificateAuthorities: [ca, ca] };
  })],
  ['CertificateAuthorityArn', () => audit((stack) => ({ certificateAuthorities: [importedCa(stack, 'Root')] }))],
  ['KeyAwsManaged', () => withKey((stack) => kms.Alias.fromAliasName(stack, 'Key', 'alias/aws/s3'))],
  ['KeyAwsManaged', () => audit((stack) => ({
    bucket: new s3.Bucket(stack, 'Mine', { encryption: s3.BucketEncryption.KMS_MANAGED }),
  }))],
  ['KeyAwsManaged', () => {
    const stack = newStack();
    const masterKey = kms.Alias.fromAliasName(stack, 'Key', 'alias/aws/sns');
    return new PkiNotifications(stack, 'Notifications', { topic: new sns.Topic(stack, 'Mine', { masterKey }) });
  }],
  ['KeyRegion', () => withKey((stack) => kms.Key.fromKeyArn(stack, 'Key', KEY_ARN.replace('us-east-1', 'eu-west-1')))],
  ['KeyUnknown', () => audit((stack) => ({ bucket: imported(stack), encryption: AuditReportEncryption.kms() }))],
  ['EncryptionMismatch', () => audit((stack) => ({
    bucket: new s3.Bucket(stack, 'Mine', { encryptionKey: new kms.Key(stack, 'Key'), bucketName: BUCKET }),
    encryption: AuditReportEncryption.s3Managed(),
  }))],
  ['CertificateAuthorityRegion', () => audit((stack) => ({
    certificateAuthorities: [importedCa(stack, CA_ARN.replace('us-east-1', 'eu-west-1'))],
    encryption: AuditReportEncryption.kms(),
  }))],
  ['BucketNameUnknown', () => audit((stack) => ({
    bucket: new s3.Bucket(stack, 'Mine', { encryptionKey: new kms.Key(stack, 'Key') }),
  }))],
  ['BucketObjectLock', () => audit((stack) => ({ bucket: new s3.Bucket(stack, 'Mine', { objectLockEnabled: true }) }))],
  ['OptionOfNewBucket', () => audit((stack) => ({ bucket: imported(stack), bucketNamePrefix: 'mine' }))],
  ['BucketNamePrefixCharacters', () => audit(() => ({ bucketNamePrefix: 'Pki_Reports' }))],
  ['BucketNamePrefixLength', () => audit(() => ({ bucketNamePrefix: 'example-corp-audit-reports' }))],
  ['AccessLogsRegion', () => audit((stack) => ({
    accessLogs: s3.Bucket.fromBucketAttributes(stack, 'Logs', { bucketName: BUCKET, region: 'eu-west-1' }),
  }))],
  ['AccessLogsEncryption', () => audit((stack) => ({
    accessLogs: new s3.Bucket(stack, 'Logs', { encryptionKey: new kms.Key(stack, 'Key') }),
  }))],
  ['LifecycleOrder', () => audit(() => ({ reportRetention: Duration.days(30) }))],
  ['LifecycleDays', () => audit(() => ({ archiveReportsAfter: Duration.hours(36) }))],
  ['RouteMissing', () => AlarmRouting.everythingTo()._destinationsFor(newStack(), Criticality.CRITICAL)],
  ['RouteMissing', () =>
    AlarmRouting.byCriticality({ critical: [], strict: true })._destinationsFor(newStack(), Criticality.LOW)],
  ['OptionOfNewTopic', () => {
    const stack = newStack();
    const key = new kms.Key(stack, 'Key');
    const topic = new sns.Topic(stack, 'Mine', { masterKey: key });
    return new PkiNotifications(stack, 'Notifications', { topic, encryptionKey: key });
  }],
  ...ALERTING_MISTAKES,
];
