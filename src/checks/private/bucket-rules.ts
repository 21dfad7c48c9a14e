import { CA, crlBucketOf, enabledCrl } from './authorities';
import {
  BUCKET_POLICY, knowsEveryPolicy, mayAllowPrivateCa, policiesOf, privateCaBuckets, privateCaStatements,
} from './buckets';
import { mayCall } from './identities';
import { AWS_PAGES } from './pages';
import { allowsAction, allowsService, conditionKeys, mayAllowService, policyOf } from './policies';
import { Finding, Rule } from './rule';
import { Resource } from './template';
import { OPEN, partsOf, Reference, truthOf, Value } from './values';
import { View } from './view';
import { PRIVATE_CA_BUCKET_ACTIONS } from '../../private/actions';

/** The keys that limit on whose behalf a service acts. */
const SOURCE_KEYS = ['aws:sourceaccount', 'aws:sourcearn', 'aws:sourceorgid', 'aws:sourceorgpaths'];
const CRL = 'Properties.RevocationConfiguration.CrlConfiguration';

export const CONFUSED_DEPUTY: Rule = {
  id: 'PCA-CONFUSED-DEPUTY',
  severity: 'warning',
  detects: 'A bucket policy lets AWS Private CA write on behalf of any account',
  effect: 'A CA of any AWS account can write objects to this bucket, because the statement doesn\'t limit the source of the request.',
  fix: 'Add a condition on aws:SourceAccount. In the bucket for audit reports, add a condition on aws:SourceArn, too.',
  silent: 'Condition keys in any case, organization keys, conditions that the template doesn\'t show, and key policies.',
  see: AWS_PAGES.auditReports,
  find: (view) => view.subjects(BUCKET_POLICY).flatMap((resource) => policyOf(view, resource, 'PolicyDocument').statements
    .filter((statement) => allowsService(statement, 'acm-pca'))
    .filter((statement) => {
      const keys = conditionKeys(statement);
      return keys !== undefined && !SOURCE_KEYS.some((key) => keys.has(key));
    })
    .map(({ location }) => ({ resource, location: `Properties.${location}` }))),
};

/** Whether a bucket rejects public ACLs: it says so, or S3 does by default; absent where it doesn't, or is unknown. */
function rejectsPublicAcls(view: View, bucket: Resource): 'declared' | 'default' | undefined {
  const access = view.get(bucket, 'PublicAccessBlockConfiguration');
  const block = truthOf(view.get(bucket, 'PublicAccessBlockConfiguration.BlockPublicAcls'));
  const ownership = view.get(bucket, 'OwnershipControls');
  if (block === true || view.get(bucket, 'OwnershipControls.Rules.0.ObjectOwnership') === 'BucketOwnerEnforced') { return 'declared'; }
  return access === undefined && ownership === undefined && view.get(bucket, 'AccessControl') === undefined ? 'default' : undefined;
}

export const CRL_ACL: Rule = {
  id: 'PCA-CRL-ACL',
  severity: 'error',
  detects: 'A CRL is published with the ACL PUBLIC_READ to a bucket that rejects public ACLs',
  effect: 'The creation or the update of the CA fails, because the bucket rejects objects with the ACL PUBLIC_READ, the default of '
    + 'S3ObjectAcl.',
  fix: 'Set S3ObjectAcl to BUCKET_OWNER_FULL_CONTROL, and publish the CRL with a CloudFront distribution.',
  silent: 'A bucket that the app doesn\'t define, and one that declares that it accepts ACLs. A bucket that declares nothing gives a warning, '
    + 'because S3 rejects public ACLs for buckets that were created after April 2023.',
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
  silent: 'A bucket of another app, a policy for an unknown bucket or principal, a template with a transform, and an app whose roles can '
    + 'call PutBucketPolicy.',
  see: AWS_PAGES.crlPolicies,
  absence: true,
  find: (view) => knowsEveryPolicy(view) && !mayCall(view, 's3:PutBucketPolicy')
    ? view.subjects(CA).filter((ca) => {
      const bucket = crlBucketOf(view, ca);
      return bucket && !policiesOf(view, bucket).some(mayAllowPrivateCa);
    }).map((resource) => ({ resource, location: `${CRL}.S3BucketName` }))
    : [],
};

/** The actions that no policy of a bucket grants to AWS Private CA. */
function missingActions(view: View, bucket: Resource): string[] {
  const policies = policiesOf(view, bucket);
  const statements = policies.flatMap((policy) => policy.statements)
    .filter((statement) => statement.allow && mayAllowService(statement, 'acm-pca'));
  if (policies.some(({ complete }) => !complete) || statements.some(({ principalUnknown }) => principalUnknown)) {
    return [];
  }
  return PRIVATE_CA_BUCKET_ACTIONS.filter((action) => statements
    .every((statement) => allowsAction(statement, action) === false));
}

export const BUCKET_ACTIONS: Rule = {
  id: 'PCA-BUCKET-ACTIONS',
  severity: 'error',
  detects: 'A bucket policy doesn\'t grant AWS Private CA all four actions',
  effect: 'AWS Private CA can\'t write to the bucket, because the policy doesn\'t grant every action that it uses.',
  fix: `Allow ${PRIVATE_CA_BUCKET_ACTIONS.join(', ')} for acm-pca.amazonaws.com.`,
  silent: 'Wildcards that cover the actions, actions in several statements or policies, and actions that the template doesn\'t show.',
  see: AWS_PAGES.auditReports,
  find: (view) => knowsEveryPolicy(view) ? privateCaBuckets(view).flatMap((bucket) => {
    const policy = policiesOf(view, bucket).find((candidate) => privateCaStatements(candidate).length > 0);
    const missing = missingActions(view, bucket);
    return policy && missing.length > 0 ? [{
      resource: policy.resource,
      location: `Properties.${privateCaStatements(policy)[0].location}.Action`,
      effect: `AWS Private CA can't write to the bucket, because the policy doesn't grant ${missing.join(', ')}.`,
    }] : [];
  }) : [],
};

function isNoArn(value: Value): boolean {
  const [first] = partsOf(value);
  return typeof first === 'string' ? !first.startsWith('arn:') && first !== '*'
    : first instanceof Reference && first.resource.type === 'AWS::S3::Bucket' && first.attribute === '';
}

export const BUCKET_RESOURCE: Rule = {
  id: 'PCA-BUCKET-RESOURCE',
  severity: 'error',
  detects: 'A statement for AWS Private CA names a bucket instead of its ARN',
  effect: 'S3 rejects the bucket policy, because a statement contains the name of a bucket in the place of an ARN.',
  fix: 'Use the ARN of the bucket, and the ARN with /* for its objects.',
  silent: 'ARNs that the deployment decides.',
  see: AWS_PAGES.auditReports,
  find: (view) => view.subjects(BUCKET_POLICY).flatMap((resource) => policyOf(view, resource, 'PolicyDocument').statements
    .filter((statement) => allowsService(statement, 'acm-pca') && statement.resources.some(isNoArn))
    .map(({ location }) => ({ resource, location: `Properties.${location}.Resource` }))),
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

