import { DistinguishedName } from '../../src/model/distinguished-name';
import { PrivateCaBaseline } from '../../src/pattern/private-ca-baseline';
import { Revocation } from '../../src/revocation/revocation';
import { lazily } from '../support/lazily';
import { AccessRequest, isAllowed, PolicyDocument } from '../support/policy-evaluation';
import { RoleAccess } from '../support/role-access';
import { newStack } from '../support/stacks';
import { World } from '../support/world';

/* The policies of the parts, evaluated together. The rooms of the parts have the complete cases. */

const ACCOUNT = '111122223333';
const subject = (commonName: string) => DistinguishedName.of({ commonName });

const world = lazily(() => {
  const stack = newStack();
  new PrivateCaBaseline(stack, 'Pki', {
    hierarchy: { root: { name: 'Root', subject: subject('Root'), below: [{ name: 'Issuing', subject: subject('Issuing') }] }, revocation: Revocation.ocsp() },
  });
  return World.of(stack);
});
const authorities = () => world().idsOf('AWS::ACMPCA::CertificateAuthority').map((id) => world().arnOf(id));
const bucketOf = (part: string) => world().idsOf('AWS::S3::Bucket').find((id) => new RegExp(`^Pki${part}(Bucket)?[0-9A-F]{8}$`).test(id))!;

function bucketPolicyOf(part: string): PolicyDocument {
  const name = world().resolve({ Ref: bucketOf(part) });
  const policies = world().idsOf('AWS::S3::BucketPolicy').map((id) => world().propertiesOf<{ Bucket: unknown; PolicyDocument: PolicyDocument }>(id));
  return policies.find(({ Bucket }) => Bucket === name)!.PolicyDocument;
}

const writeReport = (arn: string, more: Record<string, string> = {}): AccessRequest => ({
  principal: 'acm-pca.amazonaws.com',
  action: 's3:PutObject',
  resource: `${world().arnOf(bucketOf('AuditReportBucket'))}/audit-report/CA_ID/REPORT_ID.csv`,
  resourceAccount: ACCOUNT,
  context: { 'aws:SourceAccount': ACCOUNT, 'aws:SourceArn': arn, 'aws:SecureTransport': 'true', ...more },
});

test.each([0, 1])('AWS Private CA can deliver the audit reports of CA %d, only with TLS', async (index) => {
  const policy = bucketPolicyOf('AuditReportBucket');
  const arn = authorities()[index];

  expect(authorities()).toHaveLength(2);
  expect(await isAllowed(policy, writeReport(arn))).toBe(true);
  expect(await isAllowed(policy, writeReport(arn, { 'aws:SecureTransport': 'false' }))).toBe(false);
});

test('AWS Private CA can\'t deliver the audit reports of another CA, and no other service can write', async () => {
  const policy = bucketPolicyOf('AuditReportBucket');
  const [arn] = authorities();

  expect(await isAllowed(policy, writeReport(arn.replace(/\/[^/]*$/, '/other')))).toBe(false);
  expect(await isAllowed(policy, { ...writeReport(arn), principal: 'cloudtrail.amazonaws.com' })).toBe(false);
});

test('the state machine of the schedule can request the reports of both CAs, and can\'t issue certificates', async () => {
  const [id] = world().idsOf('AWS::IAM::Role').filter((one) => one.startsWith('PkiAuditReportScheduleRole'));
  const role = new RoleAccess(world(), id);

  for (const resource of authorities()) {
    expect(await role.allows({ action: 'acm-pca:CreateCertificateAuthorityAuditReport', resource })).toBe(true);
    expect(await role.allows({ action: 'acm-pca:IssueCertificate', resource })).toBe(false);
  }
});

test('CloudWatch and EventBridge can publish to the topic, and no other service', async () => {
  const resource = world().arnOf(world().idOf('AWS::SNS::Topic'));
  const { PolicyDocument: policy } = world().propertiesOf<{ PolicyDocument: PolicyDocument }>(world().idOf('AWS::SNS::TopicPolicy'));
  const publish = (principal: string): AccessRequest => ({
    principal,
    action: 'sns:Publish',
    resource,
    resourceAccount: ACCOUNT,
    context: {
      'aws:SecureTransport': 'true', 'aws:SourceAccount': ACCOUNT, 'aws:SourceArn': `arn:aws:${principal.split('.')[0]}:us-east-1:${ACCOUNT}:alarm:one`,
    },
  });

  expect(await isAllowed(policy, publish('cloudwatch.amazonaws.com'))).toBe(true);
  expect(await isAllowed(policy, publish('s3.amazonaws.com'))).toBe(false);
});
