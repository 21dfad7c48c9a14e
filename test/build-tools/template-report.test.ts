import { readFileSync } from 'fs';
import { join } from 'path';
import { App, Stack } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import { exampleNames, ROOT } from '../../build-tools/synth';
import { fixedMonthlyCost, readable, reportOn } from '../../build-tools/template-report';
import { AuditReportBucket } from '../../src/audit/audit-report-bucket';
import { RootCertificateAuthority } from '../../src/authority/root-certificate-authority';
import { DistinguishedName } from '../../src/model/distinguished-name';
import { PrivateCaBucketEncryption } from '../../src/model/private-ca-bucket-encryption';
import { UsageMode } from '../../src/model/usage-mode';
import { newRoot } from '../support/stacks';

function reportOf(build: (stack: Stack) => void): string[] {
  const stack = new Stack(new App(), 'Pki');
  build(stack);
  const template = Template.fromStack(stack).toJSON() as never;
  return reportOn({ name: 'Pki', templatePath: 'cdk.out/pki/Pki.template.json', template });
}

test('the report lists the CAs, the permissions on buckets and keys, the resources, the cost, and the template', () => {
  const report = reportOf((stack) => new AuditReportBucket(stack, 'Audit', {
    certificateAuthorities: [newRoot(stack)], encryption: PrivateCaBucketEncryption.kms(),
  }));

  const bucketArn = 'arn:<AWS::Partition>:s3:::pca-audit-61d27d10-<first part of the stack ID GUID>-<AWS::AccountId>-<AWS::Region>-an';
  const hash = report.join().match(/pca-audit-([0-9a-f]{8})/)![1];
  expect(report.map((line) => line.replaceAll(hash, '61d27d10'))).toEqual([
    'Stack Pki',
    '',
    'Certificate authorities',
    '  RootAC0F3320: root CA "CommonName=Example Corp Root CA G1"; EC_secp384r1 with SHA384WITHECDSA; valid for 10 years; '
      + 'general purpose; active; deletion policy: RetainExceptOnCreate',
    '',
    'Permissions on buckets and keys',
    '  bucket Audit60AC924E',
    '    denies any principal: s3:*',
    '      if aws:SecureTransport Bool false',
    '    allows acm-pca.amazonaws.com: s3:GetBucketAcl, s3:GetBucketLocation, s3:PutObject, s3:PutObjectAcl',
    '      if aws:SourceAccount StringEquals <AWS::AccountId>',
    '      if aws:SourceArn StringEquals <RootActivation5C67B8FA>',
    '  bucket AuditAccessLogs9A4BEAE3',
    '    denies any principal: s3:*',
    '      if aws:SecureTransport Bool false',
    '    allows logging.s3.amazonaws.com: s3:PutObject',
    '      if aws:SourceAccount StringEquals <AWS::AccountId>',
    `      if aws:SourceArn ArnLike ${bucketArn}`,
    '  key AuditKey2ED08D30',
    '    allows arn:<AWS::Partition>:iam::<AWS::AccountId>:root: kms:*',
    '    allows acm-pca.amazonaws.com: kms:Decrypt, kms:GenerateDataKey',
    `      if kms:EncryptionContext:aws:s3:arn StringLike ${bucketArn}`,
    '',
    'Resources: 8',
    '  1 AWS::ACMPCA::Certificate',
    '  1 AWS::ACMPCA::CertificateAuthority',
    '  1 AWS::ACMPCA::CertificateAuthorityActivation',
    '  1 AWS::KMS::Key',
    '  2 AWS::S3::Bucket',
    '  2 AWS::S3::BucketPolicy',
    '',
    'Fixed monthly cost: $401.00 (storage, requests, and certificates are billed separately)',
    '  1 general-purpose CA: $400.00 (https://aws.amazon.com/private-ca/pricing/, 2026-11)',
    '  1 customer managed KMS key: $1.00 (https://aws.amazon.com/kms/pricing/, 2026-11)',
    '',
    'Template: cdk.out/pki/Pki.template.json',
  ]);
});

test('CAs in short-lived mode have a separate price', () => {
  const report = reportOf((stack) => ['A', 'B'].forEach((id) => new RootCertificateAuthority(stack, id, {
    subject: DistinguishedName.of({ commonName: id }), usageMode: UsageMode.SHORT_LIVED_CERTIFICATE,
  })));

  expect(report).toContain('Fixed monthly cost: $100.00 (storage, requests, and certificates are billed separately)');
  expect(report).toContain('  2 short-lived certificate CA: $100.00 (https://aws.amazon.com/private-ca/pricing/, 2026-11)');
});

test('the report shows an unknown value unchanged', () => {
  expect(readable({ 'Fn::Sub': 'x' })).toBe('{"Fn::Sub":"x"}');
  expect(readable({ 'Fn::Select': [1, { 'Fn::Split': ['/', { Ref: 'Arn' }] }] })).toBe('<part 1 of <Arn> by "/">');
  expect(readable(['a', 1, null])).toBe('a, 1, null');
});

test.each(exampleNames())('the header of examples/%s states the fixed monthly cost of its template', (name) => {
  const source = readFileSync(join(ROOT, 'examples', name, 'app.ts'), 'utf8');
  const { app } = jest.requireActual<{ app: App }>(join(ROOT, 'examples', name, 'app'));

  const stacks = app.node.findAll().filter((node): node is Stack => Stack.isStack(node));
  const costs = stacks.map((stack) => fixedMonthlyCost(Template.fromStack(stack).toJSON() as never));
  const total = costs.reduce((sum, cost) => sum + cost, 0);
  expect(source.slice(0, 600)).toContain(`Fixed monthly cost: $${total.toLocaleString('en-US', { minimumFractionDigits: 2 })}`);
});
