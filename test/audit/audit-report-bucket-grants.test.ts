import { Stack, aws_acmpca as acmpca, aws_iam as iam, aws_kms as kms, aws_s3 as s3 } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import { Construct } from 'constructs';
import { AuditReportBucket } from '../../src/audit/audit-report-bucket';
import { AuditReportBucketGrants, IAuditReportBucket } from '../../src/audit/audit-report-bucket-grants';
import { AuditReportBucketAttributes } from '../../src/audit/audit-report-bucket-props';
import { errorOf } from '../support/errors';
import { ENVIRONMENT, newStack } from '../support/stacks';

const CA_ARN = 'arn:aws:acm-pca:us-east-1:111122223333:certificate-authority/11111111-2222-3333-4444-555555555555';

/** A class of a user, which has only the public interface. */
class CustomBucket extends Construct implements IAuditReportBucket {
  public readonly bucket: s3.IBucket;
  public readonly encryptionKey?: kms.IKey;
  public readonly certificateAuthorityArns?: string[];

  constructor(scope: Construct, id: string, attributes: AuditReportBucketAttributes) {
    super(scope, id);
    this.bucket = attributes.bucket;
    this.encryptionKey = attributes.encryptionKey;
    this.certificateAuthorityArns = attributes.certificateAuthorityArns;
  }

  public get grants(): AuditReportBucketGrants {
    return AuditReportBucketGrants.fromAuditReportBucket(this);
  }
}

const ca = (stack: Stack, arn = CA_ARN) =>
  acmpca.CertificateAuthority.fromCertificateAuthorityArn(stack, `Ca${stack.node.children.length}`, arn);
const role = (stack: Stack, id: string) => new iam.Role(stack, id, { assumedBy: new iam.AccountRootPrincipal() });
const attributes = (stack: Stack, more: Partial<AuditReportBucketAttributes> = {}): AuditReportBucketAttributes => ({
  bucket: s3.Bucket.fromBucketName(stack, 'Mine', 'amzn-s3-demo-bucket'),
  encryptionKey: kms.Key.fromKeyArn(stack, 'Key', 'arn:aws:kms:us-east-1:111122223333:key/1'),
  certificateAuthorityArns: [CA_ARN],
  ...more,
});

const BUCKETS: [string, (stack: Stack) => IAuditReportBucket][] = [
  ['a new bucket', (stack) => new AuditReportBucket(stack, 'Audit', { certificateAuthorities: [ca(stack)] })],
  ['an imported bucket', (stack) => AuditReportBucket.fromAuditReportBucketAttributes(stack, 'Audit', attributes(stack))],
  ['a bucket of a custom class', (stack) => new CustomBucket(stack, 'Audit', attributes(stack))],
];

test.each(BUCKETS)('repeated calls for %s return the grants of the bucket', (_name, bucketIn) => {
  const stack = newStack({ env: ENVIRONMENT });
  const reports = bucketIn(stack);

  const grants = AuditReportBucketGrants.fromAuditReportBucket(reports);

  expect(grants).toBe(reports.grants);
  expect(AuditReportBucketGrants.fromAuditReportBucket(reports)).toBe(grants);
});

test('two buckets have different grants', () => {
  const stack = newStack({ env: ENVIRONMENT });
  const one = new CustomBucket(stack, 'One', attributes(stack));
  const two = new CustomBucket(stack, 'Two', { bucket: one.bucket });

  const [ofOne, ofTwo] = [one, two].map((bucket) => AuditReportBucketGrants.fromAuditReportBucket(bucket));
  expect(ofOne).not.toBe(ofTwo);
});

test('grants of repeated calls include certificate authorities that are added later', () => {
  const stack = newStack({ env: ENVIRONMENT });
  const reports = new AuditReportBucket(stack, 'Audit', { certificateAuthorities: [ca(stack)] });
  AuditReportBucketGrants.fromAuditReportBucket(reports).generate(role(stack, 'One'));
  AuditReportBucketGrants.fromAuditReportBucket(reports).generate(role(stack, 'Two'));

  reports.addCertificateAuthority(ca(stack, `${CA_ARN}6`));

  const policies = Object.values(Template.fromStack(stack).findResources('AWS::IAM::Policy'));
  expect(policies.map(({ Properties }) => Properties.PolicyDocument.Statement[0].Resource))
    .toEqual([[CA_ARN, `${CA_ARN}6`], [CA_ARN, `${CA_ARN}6`]]);
  expect(reports.certificateAuthorityArns).toEqual([CA_ARN, `${CA_ARN}6`]);
});

test('a bucket of a custom class has the grants of an imported bucket', () => {
  const templateOf = (bucketIn: (stack: Stack) => IAuditReportBucket) => {
    const stack = newStack({ env: ENVIRONMENT });
    const grants = AuditReportBucketGrants.fromAuditReportBucket(bucketIn(stack));
    grants.read(role(stack, 'Auditor'));
    grants.generate(role(stack, 'Requester'));
    return Template.fromStack(stack).toJSON();
  };
  const [imported, custom] = [templateOf(BUCKETS[1][1]), templateOf(BUCKETS[2][1])];

  expect(Object.keys(imported.Resources)).toHaveLength(4);
  expect(custom).toEqual(imported);
});

test('a bucket of a custom class without CA ARNs grants permission only to read', () => {
  const stack = newStack({ env: ENVIRONMENT });
  const reports = new CustomBucket(stack, 'Audit', attributes(stack, { certificateAuthorityArns: undefined }));

  reports.grants.read(role(stack, 'Auditor'));
  const { constructPath } = errorOf('AttributeUnknown', () => reports.grants.generate(role(stack, 'Requester')));

  expect(constructPath).toBe('Stack/Audit');
  expect(Object.keys(Template.fromStack(stack).findResources('AWS::IAM::Policy'))).toEqual([expect.stringMatching(/^Auditor/)]);
});
