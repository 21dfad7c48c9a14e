import { CA, crlBucketOf, enabledCrl } from './authorities';
import { mayNameBucket, mayNameObjects, namesOtherBucket } from './bucket-arns';
import {
  BUCKET_POLICY, bucketOf, knowsEveryPolicy, mayAllowPrivateCa, policiesOf, privateCaBuckets, privateCaStatements,
} from './buckets';
import { mayCall } from './identities';
import { AWS_PAGES } from './pages';
import { allowsAction, mayAllowService, policyOf, Statement } from './policies';
import { Finding, Rule } from './rule';
import { comparisonsOf, limitsSource } from './statement-conditions';
import { Resource } from './template';
import { OPEN, partsOf, Reference, truthOf, Value } from './values';
import { View } from './view';
import { PRIVATE_CA_BUCKET_ACTIONS } from '../../private/actions';

const CRL = 'Properties.RevocationConfiguration.CrlConfiguration';

export const CONFUSED_DEPUTY: Rule = {
  id: 'PCA-CONFUSED-DEPUTY',
  severity: 'warning',
  detects: 'A bucket policy lets AWS Private CA write on behalf of any account',
  effect: 'A CA of any AWS account can write objects to this bucket, because the statement doesn\'t limit the source of the request.',
  fix: 'Add a condition on aws:SourceAccount. In the bucket for audit reports, add a condition on aws:SourceArn, too.',
  silent: 'Condition keys in any case, conditions on the organization, the principal, or the network, conditions that the template doesn\'t '
    + 'show, and key policies. A statement for every '
    + 'principal is reported only if it has no condition, and only for a bucket that AWS Private CA writes to.',
  see: AWS_PAGES.auditReports,
  find: (view) => {
    const written = new Set(privateCaBuckets(view));
    return view.subjects(BUCKET_POLICY).flatMap((resource) => {
      const policy = policyOf(view, resource, 'PolicyDocument');
      const bucket = bucketOf(view, resource);
      return [
        ...privateCaStatements(policy).filter((statement) => limitsSource(statement) === false)
          .map(({ location }) => ({ resource, location: `Properties.${location}` })),
        ...policy.statements.filter((statement) => bucket && written.has(bucket) && letsEveryoneWrite(statement))
          .map(({ location }) => ({ resource, location: `Properties.${location}.Principal`, effect: EVERYONE_WRITES })),
      ];
    });
  },
};

const EVERYONE_WRITES = 'Every principal can write objects to this bucket, including a CA of any AWS account, because the statement allows it to '
  + 'everyone.';

function letsEveryoneWrite(statement: Statement): boolean {
  return statement.allow && statement.services.includes('*') && comparisonsOf(statement)?.length === 0
    && allowsAction(statement, 's3:PutObject') === true && statement.resources.some(mayNameObjects);
}

/** Whether a bucket rejects public ACLs: it says so, or S3 does by default; absent where it doesn't, or is unknown. */
function rejectsPublicAcls(view: View, bucket: Resource): 'declared' | 'default' | undefined {
  const access = view.get(bucket, 'PublicAccessBlockConfiguration');
  const block = truthOf(view.get(bucket, 'PublicAccessBlockConfiguration.BlockPublicAcls'));
  const ownership = view.get(bucket, 'OwnershipControls');
  if (block === true || view.get(bucket, 'OwnershipControls.Rules.0.ObjectOwnership') === 'BucketOwnerEnforced') { return 'declared'; }
  return (access === undefined || ownership === undefined) && view.get(bucket, 'AccessControl') === undefined ? 'default' : undefined;
}

export const CRL_ACL: Rule = {
  id: 'PCA-CRL-ACL',
  severity: 'error',
  detects: 'A CRL is published with the ACL PUBLIC_READ to a bucket that rejects public ACLs',
  effect: 'The creation or the update of the CA fails, because the bucket rejects objects with the ACL PUBLIC_READ, the default of '
    + 'S3ObjectAcl.',
  fix: 'Set S3ObjectAcl to BUCKET_OWNER_FULL_CONTROL, and publish the CRL with a CloudFront distribution.',
  silent: 'A bucket that the app doesn\'t define, and one that declares that it accepts public ACLs. A bucket that doesn\'t declare its ownership '
    + 'controls or its public access block gives a warning, because S3 rejects public ACLs for buckets that were created after April 2023.',
  see: AWS_PAGES.crlConfiguration,
  find: (view) => view.subjects(CA).flatMap((resource): Finding[] => {
    const [crl, bucket] = [enabledCrl(view, resource), crlBucketOf(view, resource)];
    const rejects = bucket && rejectsPublicAcls(view, bucket);
    const acl = crl?.S3ObjectAcl;
    if (!crl || !rejects || acl !== undefined && acl !== 'PUBLIC_READ' || OPEN in crl) { return []; }
    const location = `${CRL}.S3ObjectAcl`;
    return [rejects === 'declared' ? { resource, location } : {
      resource,
      location,
      severity: 'warning',
      effect: 'The creation or the update of the CA fails if the bucket was created after April 2023, because S3 rejects the ACL '
        + 'PUBLIC_READ by default.',
    }];
  }),
};

export const CRL_NO_POLICY: Rule = {
  id: 'PCA-CRL-NO-POLICY',
  severity: 'error',
  detects: 'No bucket policy lets AWS Private CA write to a CRL bucket',
  effect: 'The creation of the CA fails, because AWS Private CA can\'t write to the CRL bucket.',
  fix: `Add a bucket policy that allows acm-pca.amazonaws.com ${PRIVATE_CA_BUCKET_ACTIONS.join(', ')}.`,
  silent: 'A bucket of another app, a policy for an unknown bucket or principal, a policy for a bucket name that can be equal when it is '
    + 'deployed, a template with a transform, and an app whose roles can call PutBucketPolicy.',
  see: AWS_PAGES.crlPolicies,
  absence: true,
  find: (view) => mayCall(view, 's3:PutBucketPolicy') ? [] : view.subjects(CA).filter((ca) => {
    const bucket = crlBucketOf(view, ca);
    return bucket && knowsEveryPolicy(view, bucket) && !policiesOf(view, bucket).some(mayAllowPrivateCa);
  }).map((resource) => ({ resource, location: `${CRL}.S3BucketName` })),
};

/** What the policies of a bucket don't grant to AWS Private CA, if it is certain. */
function missingGrant(view: View, bucket: Resource): { property: string; missing: string } | undefined {
  const policies = policiesOf(view, bucket);
  const statements = policies.flatMap((policy) => policy.statements)
    .filter((statement) => mayAllowService(statement, 'acm-pca'));
  if (policies.some(({ complete }) => !complete) || statements.some(({ principalUnknown }) => principalUnknown)) {
    return undefined;
  }
  const mayAllow = (action: string) => statements.filter((statement) => allowsAction(statement, action) !== false);
  const missing = PRIVATE_CA_BUCKET_ACTIONS.filter((action) => mayAllow(action).length === 0);
  if (missing.length > 0) { return { property: 'Action', missing: missing.join(', ') }; }
  const misplaced = (actions: readonly string[], mayName: (arn: Value) => boolean) => actions
    .filter((action) => !mayAllow(action).flatMap(({ resources }) => resources)
      .some((arn) => isNoArn(arn) || mayName(arn)))
    .join(', ');
  const onObjects = misplaced(PRIVATE_CA_BUCKET_ACTIONS.filter(isObjectAction), mayNameObjects);
  const onBucket = misplaced(PRIVATE_CA_BUCKET_ACTIONS.filter((action) => !isObjectAction(action)), mayNameBucket);
  if (onObjects) { return { property: 'Resource', missing: `${onObjects} on objects` }; }
  return onBucket ? { property: 'Resource', missing: `${onBucket} on the bucket itself` } : undefined;
}

function isObjectAction(action: string): boolean {
  return action.startsWith('s3:PutObject');
}

export const BUCKET_ACTIONS: Rule = {
  id: 'PCA-BUCKET-ACTIONS',
  severity: 'error',
  detects: 'A bucket policy doesn\'t grant AWS Private CA all four actions',
  effect: 'AWS Private CA can\'t write to the bucket, because the policy doesn\'t grant every action that it uses.',
  fix: `Allow ${PRIVATE_CA_BUCKET_ACTIONS.join(', ')} for acm-pca.amazonaws.com.`,
  silent: 'Wildcards that cover the actions, actions in several statements or policies, and actions and resources that the template doesn\'t '
    + 'show.',
  see: AWS_PAGES.auditReports,
  find: (view) => privateCaBuckets(view).filter((bucket) => knowsEveryPolicy(view, bucket)).flatMap((bucket) => {
    const policy = policiesOf(view, bucket).find((candidate) => privateCaStatements(candidate).length > 0);
    const grant = policy && missingGrant(view, bucket);
    return grant ? [{
      resource: policy.resource,
      location: `Properties.${privateCaStatements(policy)[0].location}.${grant.property}`,
      effect: `AWS Private CA can't write to the bucket, because the policy doesn't grant ${grant.missing}.`,
    }] : [];
  }),
};

function isNoArn(value: Value): boolean {
  const [first] = partsOf(value);
  return typeof first === 'string' ? !first.startsWith('arn:') && first !== '*'
    : first instanceof Reference && first.resource.type === 'AWS::S3::Bucket' && first.attribute === '';
}

export const BUCKET_RESOURCE: Rule = {
  id: 'PCA-BUCKET-RESOURCE',
  severity: 'error',
  detects: 'A statement for AWS Private CA names a bucket instead of its ARN, or another bucket',
  effect: 'S3 rejects the bucket policy, because a statement contains the name of a bucket in the place of an ARN.',
  fix: 'Use the ARN of the bucket that the policy is for, and the ARN with /* for its objects.',
  silent: 'ARNs that the deployment decides.',
  see: AWS_PAGES.auditReports,
  find: (view) => view.subjects(BUCKET_POLICY).flatMap((resource) => {
    const bucket = bucketOf(view, resource);
    const statements = privateCaStatements(policyOf(view, resource, 'PolicyDocument'));
    return statements.flatMap(({ resources, location: statement }): Finding[] => {
      const location = `Properties.${statement}.Resource`;
      if (resources.some(isNoArn)) { return [{ resource, location }]; }
      return bucket && resources.some((arn) => namesOtherBucket(view, arn, bucket))
        ? [{ resource, location, effect: 'S3 rejects the bucket policy, because a statement names another bucket.' }]
        : [];
    });
  }),
};

export const OBJECT_LOCK: Rule = {
  id: 'PCA-OBJECT-LOCK',
  severity: 'error',
  detects: 'A bucket that AWS Private CA writes to has Object Lock',
  effect: 'AWS Private CA can\'t write audit reports to this bucket, because it doesn\'t support S3 Object Lock.',
  fix: 'Use a bucket without Object Lock. For an immutable copy, replicate the objects to a bucket with Object Lock.',
  silent: 'Buckets that AWS Private CA doesn\'t write to, such as the bucket of a trail.',
  see: AWS_PAGES.auditReports,
  find: (view) => privateCaBuckets(view)
    .filter((bucket) => truthOf(view.get(bucket, 'ObjectLockEnabled')) === true)
    .map((resource) => ({ resource, location: 'Properties.ObjectLockEnabled' })),
};

