import { App, Stack, Token, aws_iam as iam, aws_kms as kms, aws_s3 as s3 } from 'aws-cdk-lib';
import { Annotations, Match } from 'aws-cdk-lib/assertions';
import { AuditReportAnalytics, AuditReportAnalyticsProps } from '../../src/audit/audit-report-analytics';
import { AuditReportBucket } from '../../src/audit/audit-report-bucket';
import { AuditReportSchedule } from '../../src/audit/audit-report-schedule';
import { AuditReportScheduleProps } from '../../src/audit/audit-report-schedule-props';
import { PrivateCertificateAuthority } from '../../src/authority/private-certificate-authority';
import { PrivateCaBucketEncryption } from '../../src/model/private-ca-bucket-encryption';
import { errorOf } from '../support/errors';
import { ENVIRONMENT, newRoot, newStack } from '../support/stacks';

/* The text of warnings, and when they appear. */

const inVirginia = () => newStack({ env: ENVIRONMENT });
const imported = (stack: Stack, id: string) => PrivateCertificateAuthority.fromCertificateAuthorityArn(stack, `Ca${id}`,
  `arn:aws:acm-pca:us-east-1:111122223333:certificate-authority/${id}`);
const reportsIn = (stack: Stack, encryptionKey?: kms.IKey) => AuditReportBucket.fromAuditReportBucketAttributes(stack, 'Audit', {
  bucket: s3.Bucket.fromBucketName(stack, 'Mine', 'amzn-s3-demo-bucket'), encryptionKey,
});
const schedule = (props: AuditReportScheduleProps, stack: Stack) => new AuditReportSchedule(stack, 'Reports', props);
const analytics = (props: Partial<AuditReportAnalyticsProps> = {}, stack = inVirginia()) =>
  new AuditReportAnalytics(stack, 'Analytics', { ...props, auditReportBucket: props.auditReportBucket ?? reportsIn(stack) });
const warningsOf = (stack: Stack, id: string) => Annotations.fromStack(stack).findWarning('*', Match.stringLikeRegexp(`cdk-private-ca:${id}`))
  .map(({ entry }) => entry.data as string);

describe('a warning', () => {
  test('about a query that the app cannot grant names the principal', () => {
    const [stack, other, own] = [inVirginia(), inVirginia(), inVirginia()];
    analytics({}, stack).grants.query(new iam.AccountPrincipal('444455556666'));
    const grant = analytics({}, other).grants.query(iam.Role.fromRoleArn(other, 'Theirs', 'arn:aws:iam::444455556666:role/Analyst'));
    analytics({}, own).grants.query(new iam.Role(own, 'Analyst', { assumedBy: new iam.AccountRootPrincipal() }));

    expect(warningsOf(stack, 'queryNotGranted')).toEqual([expect.stringMatching(
      /^The app cannot grant .*444455556666.* permission to query audit reports\. Specify a role in the account of the stack\. /)]);
    expect([warningsOf(other, 'queryNotGranted').length, warningsOf(own, 'queryNotGranted').length]).toEqual([1, 0]);
    expect(grant).toBeInstanceOf(iam.Grant);
  });

  test('about a query appears for a principal that adds only some of the statements', () => {
    const stack = inVirginia();
    let calls = 0;
    const addToPrincipalPolicy = () => ({ statementAdded: calls++ === 0, policyDependable: stack });
    const analyst = new iam.ArnPrincipal('arn:aws:iam::111122223333:role/Analyst');
    analytics({}, stack).grants.query(Object.assign(analyst, { addToPrincipalPolicy }));

    expect(calls).toBeGreaterThan(1);
    expect(warningsOf(stack, 'queryNotGranted')).toEqual([expect.stringContaining('role/Analyst')]);
  });

  test('about a service appears for queries and for requests', () => {
    const stack = inVirginia();
    const { grants } = new AuditReportBucket(stack, 'New', { certificateAuthorities: [newRoot(stack)] });
    const service = new iam.ServicePrincipal('config.amazonaws.com');

    analytics({}, stack).grants.query(service);
    grants.generate(service);

    expect([warningsOf(stack, 'queryNotGranted').length, warningsOf(stack, 'generateNotGranted').length]).toEqual([1, 1]);
  });

  test('about requests that the app cannot grant names the principal', () => {
    const stack = inVirginia();
    const audit = new AuditReportBucket(stack, 'New', { certificateAuthorities: [newRoot(stack)] });
    audit.grants.generate(new iam.AccountPrincipal('444455556666'));

    expect(warningsOf(stack, 'generateNotGranted')).toEqual([expect.stringMatching(/^grants\.generate\(\) can add permissions only to principals in the account of the CAs\. /)]);
    expect(warningsOf(stack, 'generateNotGranted')[0]).toMatch(
      /\. .*444455556666.* is not in that account\. Grant the permission in its own account, and share the CAs with that account\. \[/);
  });

  test('about reports that a bucket does not accept needs ARNs that can be compared', () => {
    const [known, mixed, listed] = [inVirginia(), inVirginia(), inVirginia()];
    const bucketOf = (stack: Stack, certificateAuthorityArns: string[]) => AuditReportBucket.fromAuditReportBucketAttributes(stack, 'Audit', {
      bucket: s3.Bucket.fromBucketName(stack, 'Mine', 'amzn-s3-demo-bucket'), certificateAuthorityArns,
    });
    const [one, two] = ['1', '2'].map((id) => imported(inVirginia(), id).certificateAuthorityArn);
    schedule({ auditReportBucket: bucketOf(known, [two]), certificateAuthorities: ['3', '4'].map((id) => imported(known, id)) }, known);
    schedule({ auditReportBucket: bucketOf(mixed, [one, newRoot(mixed).certificateAuthorityArn]), certificateAuthorities: [imported(mixed, '3')] }, mixed);
    schedule({ auditReportBucket: bucketOf(listed, Token.asList({ Ref: 'Cas' })), certificateAuthorities: [imported(listed, '3')] }, listed);

    expect(warningsOf(known, 'auditReportNotAccepted')).toEqual([expect.stringMatching(
      /^The policy of the bucket Stack\/Mine does not allow AWS Private CA .* audit reports of Stack\/Ca3, Stack\/Ca4\. Add the CAs to Stack\/Audit\. /)]);
    expect([...warningsOf(mixed, 'auditReportNotAccepted'), ...warningsOf(listed, 'auditReportNotAccepted')]).toEqual([]);
  });

  test('about events that are missing says where to turn them on', () => {
    const stack = inVirginia();
    analytics({}, stack);

    expect(warningsOf(stack, 'eventBridgeNotEnabled')).toEqual([expect.stringMatching(
      /^The app cannot make the bucket Stack\/Mine send events .* Turn on EventBridge in the properties of the bucket\. Otherwise, new audit reports are not copied\. /)]);
  });

  test('about a key says that IAM policies of the account can be enough', () => {
    const stack = inVirginia();
    const key = kms.Key.fromKeyArn(stack, 'Key', 'arn:aws:kms:us-east-1:111122223333:key/1');
    analytics({ auditReportBucket: reportsIn(stack, key) }, stack);
    const warnings = warningsOf(stack, 'keyPolicyNotAdded');

    expect(warnings.filter((text) => text.includes('the KMS key Stack/Key (unless it allows IAM policies of the account)'))).toHaveLength(2);
    expect(warnings.filter((text) => text.includes('"kms:EncryptionContext:aws:s3:arn"'))).toHaveLength(2);
    expect(warnings.filter((text) => text.includes('"Resource": "*"'))).toHaveLength(2);
  });

  test('about a key appears only if the app cannot edit the key, and contains the ARN of a bucket without a name', () => {
    const [own, foreign] = [inVirginia(), inVirginia()];
    const newReports = (stack: Stack, key: kms.IKey) => new AuditReportBucket(stack, 'New', {
      certificateAuthorities: [newRoot(stack)], encryption: PrivateCaBucketEncryption.kms({ key }),
    });
    analytics({ auditReportBucket: newReports(own, new kms.Key(own, 'Key')) }, own);
    analytics({
      auditReportBucket: AuditReportBucket.fromAuditReportBucketAttributes(foreign, 'Audit', {
        bucket: new s3.Bucket(foreign, 'Mine', { encryptionKey: kms.Key.fromKeyArn(foreign, 'Key', 'arn:aws:kms:us-east-1:111122223333:key/1') }),
      }),
    }, foreign);

    expect(warningsOf(own, 'keyPolicyNotAdded')).toEqual([]);
    const warnings = warningsOf(foreign, 'keyPolicyNotAdded').filter((text) => text.includes('unless it allows IAM policies'));
    expect(warnings).toHaveLength(2);
    warnings.forEach((text) => expect(text).not.toContain('undefined'));
  });

  test('about events appears for a bucket of the app in another Region', () => {
    const stack = inVirginia();
    const theirs = new Stack(stack.node.root as App, 'Theirs', { env: { ...ENVIRONMENT, region: 'eu-west-1' } });
    const bucket = new s3.Bucket(theirs, 'Mine', { bucketName: 'amzn-s3-demo-bucket' });
    analytics({ auditReportBucket: AuditReportBucket.fromAuditReportBucketAttributes(theirs, 'Audit', { bucket }) }, stack);

    expect(warningsOf(stack, 'eventBridgeNotEnabled')).toEqual([expect.stringContaining('bucket Theirs/Mine send events')]);
    expect(warningsOf(stack, 'eventBridgeNotEnabled')[0]).toContain(', and forward its events to the default event bus of this stack.');
  });

  test('about a reader in another account names the bucket and the key', () => {
    const stack = inVirginia();
    reportsIn(stack, kms.Key.fromKeyArn(stack, 'Key', 'arn:aws:kms:us-east-1:111122223333:key/1')).grants.read(new iam.AccountPrincipal('444455556666'));
    const texts = Annotations.fromStack(stack).findWarning('*', Match.anyValue()).map(({ entry }) => entry.data as string);

    expect(texts.filter((text) => text.includes('the policy of the bucket Stack/Mine'))).toHaveLength(2);
    expect(texts.filter((text) => text.includes('the policy of the KMS key Stack/Key'))).toHaveLength(1);
  });
});

test('a principal that stands for everyone is an error', () => {
  const everyone = new iam.AnyPrincipal();
  const stack = inVirginia();
  const { grants } = new AuditReportBucket(stack, 'New', { certificateAuthorities: [newRoot(stack)] });

  for (const mistake of [() => analytics().grants.query(everyone), () => grants.read(everyone), () => grants.generate(everyone)]) {
    errorOf('GrantPrincipal', mistake);
  }
});
