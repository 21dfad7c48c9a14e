import { App, Stack, aws_acmpca as acmpca, aws_cloudtrail as cloudtrail, aws_events as events, aws_kms as kms, aws_s3 as s3 } from 'aws-cdk-lib';
import { AuditReportBucket } from '../../src/audit/audit-report-bucket';
import { RootCertificateAuthority } from '../../src/authority/root-certificate-authority';
import { SubordinateCertificateAuthority } from '../../src/authority/subordinate-certificate-authority';
import { runRules } from '../../src/checks/private/engine';
import { readPath } from '../../src/checks/private/read-templates';
import { TemplateSet } from '../../src/checks/private/template-set';
import { DistinguishedName } from '../../src/model/distinguished-name';
import { PkiNotifications } from '../../src/notification/pki-notifications';
import { CrlBucket } from '../../src/revocation/crl-bucket';
import { CrlDistributionPoint } from '../../src/revocation/crl-distribution-point';
import { Revocation } from '../../src/revocation/revocation';
import { PrivateCaTrail } from '../../src/trail/private-ca-trail';

/** A PKI with everything that the checks look at. */
function build(): App {
  const app = new App();
  const stack = new Stack(app, 'Pki', { env: { account: '111122223333', region: 'us-gov-west-1' } });
  const crls = new CrlBucket(stack, 'Crls');
  const root = new RootCertificateAuthority(stack, 'Root', {
    subject: DistinguishedName.of({ commonName: 'Root' }),
    revocation: Revocation.crl({ bucket: crls, distributionPoint: CrlDistributionPoint.customCname('crl.example.com') }),
  });
  new SubordinateCertificateAuthority(stack, 'Sub', {
    subject: DistinguishedName.of({ commonName: 'Sub' }), parent: root, revocation: Revocation.ocsp(),
  });
  new AuditReportBucket(stack, 'Audit', { certificateAuthorities: [root] });
  root.events.onCrlGenerated('Crl', { notify: [new PkiNotifications(stack, 'Notifications')] });
  new PrivateCaTrail(stack, 'Trail');
  return app;
}

/** What is found after a team changed what the library promises, and turned off the validation of its constructs. */
function found(change: (find: <T>(path: string) => T) => void): string[] {
  const app = build();
  change(<T>(path: string) => {
    const node = app.node.findChild('Pki').node.findAll().find((construct) => construct.node.path === `Pki/${path}`);
    if (!node) { throw new Error(`nothing at ${path}`); }
    return node as T;
  });
  const { violations } = runRules(new TemplateSet(readPath(app.synth({ skipValidation: true }).directory).sources));
  return violations.map(({ rule }) => rule.id);
}

test('the library as it is has no finding', () => {
  expect(found(() => undefined)).toEqual([]);
});

test.each<[string, (find: <T>(path: string) => T) => void]>([
  ['PCA-CRL-ACL', (find) => find<acmpca.CfnCertificateAuthority>('Root/Resource')
    .addPropertyDeletionOverride('RevocationConfiguration.CrlConfiguration.S3ObjectAcl')],
  ['PCA-CRL-ORDER', (find) => find<acmpca.CfnCertificateAuthority>('Root/Resource').addOverride('DependsOn', [])],
  ['PCA-ENUM', (find) => find<acmpca.CfnCertificateAuthority>('Root/Resource').addPropertyOverride('UsageMode', 'General-Purpose')],
  ['PCA-ALGORITHM', (find) => find<acmpca.CfnCertificateAuthority>('Root/Resource').addPropertyOverride('SigningAlgorithm', 'SHA256WITHRSA')],
  ['PCA-RETAIN', (find) => find<acmpca.CfnCertificateAuthorityActivation>('Root/Activation').addOverride('DeletionPolicy', 'Delete')],
  ['PCA-CHAIN', (find) => find<acmpca.CfnCertificateAuthorityActivation>('Sub/Activation').addPropertyDeletionOverride('CertificateChain')],
  ['PCA-TEMPLATE', (find) => find<acmpca.CfnCertificate>('Root/Certificate').addPropertyDeletionOverride('TemplateArn')],
  ['PCA-VALIDITY', (find) => find<acmpca.CfnCertificate>('Sub/Certificate').addPropertyOverride('Validity.Value', 99)],
  ['PCA-PARTITION', (find) => find<acmpca.CfnCertificate>('Root/Certificate')
    .addPropertyOverride('TemplateArn', 'arn:aws:acm-pca:::template/RootCACertificate/V1')],
  ['PCA-CRL-CNAME', (find) => find<acmpca.CfnCertificateAuthority>('Root/Resource')
    .addPropertyOverride('RevocationConfiguration.CrlConfiguration.CustomCname', 'http://crl.example.com')],
  ['PCA-OBJECT-LOCK', (find) => find<s3.CfnBucket>('Audit/Resource/Resource').addPropertyOverride('ObjectLockEnabled', true)],
  ['PCA-CRL-BUCKET-LOST', (find) => find<s3.CfnBucketPolicy>('Crls/Resource/Policy/Resource').addOverride('DeletionPolicy', 'Delete')],
  ['PCA-CONFUSED-DEPUTY', (find) => find<s3.CfnBucketPolicy>('Audit/Resource/Policy/Resource')
    .addPropertyOverride('PolicyDocument.Statement', [{ Effect: 'Allow', Principal: { Service: 'acm-pca.amazonaws.com' }, Action: 's3:*', Resource: '*' }])],
  ['PCA-TRAIL-BASICS', (find) => find<cloudtrail.CfnTrail>('Trail/Resource').addPropertyOverride('IsMultiRegionTrail', false)],
  ['PCA-TRAIL-NO-KEY', (find) => find<cloudtrail.CfnTrail>('Trail/Resource').addPropertyDeletionOverride('KMSKeyId')],
  ['PCA-TRAIL-KEY', (find) => find<kms.CfnKey>('Trail/Key/Resource').addPropertyOverride('KeyPolicy.Statement', [])],
  ['PCA-TOPIC-KEY', (find) => find<kms.CfnKey>('Notifications/Key/Resource').addPropertyOverride('KeyPolicy.Statement', [])],
])('%s finds an escape hatch that breaks a promise', (id, change) => {
  expect(found(change)).toEqual([id]);
});

test('PCA-EVENT finds an event pattern that an escape hatch breaks', () => {
  const app = build();
  const rule = app.node.findAll().find((construct) => construct instanceof events.CfnRule) as events.CfnRule;
  rule.addPropertyOverride('EventPattern.detail', { result: ['failed'] });

  const { violations } = runRules(new TemplateSet(readPath(app.synth().directory).sources));
  expect(violations.map(({ rule: own }) => own.id)).toEqual(['PCA-EVENT']);
});
