import { CA, crlBucketOf, enabledCrl, isGeneralPurpose } from './authorities';
import { namesCrls } from './bucket-arns';
import { BUCKET_POLICY, knowsEveryPolicy, policiesOf } from './buckets';
import { AWS_PAGES } from './pages';
import { allowsAction } from './policies';
import { Rule } from './rule';
import { comparisonsOf } from './statement-conditions';
import { Resource } from './template';
import { isMap, literalOf, OPEN, truthOf, UNKNOWN, ValueMap } from './values';
import { at, View } from './view';

const REVOCATION = 'Properties.RevocationConfiguration';
const CRL = `${REVOCATION}.CrlConfiguration`;

export const DISABLED_BLOCK: Rule = {
  id: 'PCA-DISABLED-BLOCK',
  severity: 'error',
  detects: 'A disabled CRL or OCSP configuration has other settings',
  effect: 'The creation or the update of the CA fails, because a disabled CRL or OCSP configuration can\'t have other settings.',
  fix: 'Specify only Enabled: false, or remove the configuration.',
  silent: 'Settings that are absent in the branch of the template that disables the configuration.',
  see: AWS_PAGES.crlConfiguration,
  find: (view) => view.subjects(CA).flatMap((resource) => ['CrlConfiguration', 'OcspConfiguration'].flatMap((name) => {
    const block = view.get(resource, `RevocationConfiguration.${name}`);
    if (!isMap(block) || truthOf(block.Enabled) !== false) { return []; }
    const other = Object.keys(block).find((key) => key !== 'Enabled' && block[key] !== UNKNOWN);
    return other ? [{ resource, location: `${REVOCATION}.${name}.${other}` }] : [];
  })),
};

/** Whether certificates contain the URL of the bucket itself. */
function namesBucket(crl: ValueMap): boolean {
  const omitted = at(crl, 'CrlDistributionPointExtensionConfiguration.OmitExtension');
  return crl.CustomCname === undefined && !(OPEN in crl) && (omitted === undefined || truthOf(omitted) === false);
}

/** Types that mention a bucket, but neither read nor serve its objects. */
const NO_READERS = [CA, BUCKET_POLICY, 'AWS::S3::Bucket', 'AWS::KMS::Key', 'Custom::S3AutoDeleteObjects'];

/** The function by which CDK empties buckets; its description names one of them. */
const EMPTYING_FUNCTION = 'CustomS3AutoDeleteObjectsCustomResourceProviderHandler';

/** Whether something of the app other than the CA can read or serve the bucket. */
function isServed(view: View, bucket: Resource): boolean {
  return view.mentionedBy(bucket, ({ id, type }) => !NO_READERS.includes(type) && !id.startsWith(EMPTYING_FUNCTION));
}

/** Whether a bucket policy can let everyone, or another principal, read objects. */
function mayServe(view: View, bucket: Resource): boolean {
  return policiesOf(view, bucket).some(({ statements, complete }) => !complete || statements
    .some((statement) => statement.allow && allowsAction(statement, 's3:GetObject') !== false));
}

/** The CAs whose certificates name a bucket of the app that nothing serves. */
function unserved(view: View): { ca: Resource; bucket: Resource; crl: ValueMap }[] {
  return view.subjects(CA).flatMap((ca) => {
    const [crl, bucket] = [enabledCrl(view, ca), crlBucketOf(view, ca)];
    return crl && bucket && namesBucket(crl) && knowsEveryPolicy(view, bucket) && !isServed(view, bucket)
      ? [{ ca, bucket, crl }]
      : [];
  });
}

function isUnreachable(view: View, { bucket, crl }: { bucket: Resource; crl: ValueMap }): boolean {
  return crl.S3ObjectAcl === 'BUCKET_OWNER_FULL_CONTROL' && !mayServe(view, bucket);
}

export const CRL_UNREACHABLE: Rule = {
  id: 'PCA-CRL-UNREACHABLE',
  severity: 'warning',
  detects: 'Certificates name a CRL that clients can\'t download',
  effect: 'Every certificate contains the URL of a private bucket, so that clients that check the CRL can\'t download it.',
  fix: 'Publish the CRL with a CloudFront distribution and set CustomCname to its domain name, or set '
    + 'CrlDistributionPointExtensionConfiguration.OmitExtension to true.',
  silent: 'Buckets that another resource of the app uses, such as a distribution or a function, and bucket policies that can grant '
    + 's3:GetObject.',
  see: AWS_PAGES.crlPlanning,
  absence: true,
  find: (view) => unserved(view).filter((found) => isUnreachable(view, found))
    .map(({ ca }) => ({ resource: ca, location: `${CRL}.CustomCname` })),
};

/** Whether a bucket policy denies requests without TLS to everyone. */
function requiresTls(view: View, bucket: Resource): boolean {
  return policiesOf(view, bucket).some(({ statements }) => statements.some((statement) => {
    const [comparison, ...more] = comparisonsOf(statement) ?? [];
    return !statement.mayAllow && statement.services.includes('*') && more.length === 0
      && comparison?.key === 'aws:securetransport' && /^(Bool|StringEquals)/i.test(comparison.operator)
      && comparison.values.some((value) => truthOf(value) === false)
      && allowsAction(statement, 's3:GetObject') === true && statement.resources.some(namesCrls);
  }));
}

export const CRL_TLS_ONLY: Rule = {
  id: 'PCA-CRL-TLS-ONLY',
  severity: 'warning',
  detects: 'Certificates name a CRL in a bucket that requires TLS',
  effect: 'Clients can\'t download the CRL, because its URL in certificates begins with http:// and the bucket policy requires TLS.',
  fix: 'Publish the CRL with a CloudFront distribution that accepts HTTP, and set CustomCname to its domain name.',
  silent: 'CAs that omit the extension or have a CustomCname, buckets that another resource of the app uses, and statements that don\'t name all '
    + 'objects or all CRLs.',
  see: AWS_PAGES.crlPlanning,
  find: (view) => unserved(view).filter((found) => !isUnreachable(view, found) && requiresTls(view, found.bucket))
    .map(({ ca }) => ({ resource: ca, location: `${CRL}.CustomCname` })),
};

export const CRL_CNAME: Rule = {
  id: 'PCA-CRL-CNAME',
  severity: 'error',
  detects: 'A custom name for CRLs or OCSP has a protocol, or is given with OmitExtension',
  effect: 'The creation or the update of the CA fails, because the custom name must be a domain name without a protocol.',
  fix: 'Specify only the domain name, for example crl.example.com.',
  silent: 'Names that a parameter or another resource decides.',
  see: AWS_PAGES.crlConfiguration,
  find: (view) => view.subjects(CA).flatMap((resource) => {
    const names = [['CrlConfiguration', 'CustomCname'], ['OcspConfiguration', 'OcspCustomCname']]
      .filter(([block, name]) => literalOf(view.get(resource, `RevocationConfiguration.${block}.${name}`))?.includes('://'))
      .map(([block, name]) => ({ resource, location: `${REVOCATION}.${block}.${name}` }));
    const crl = enabledCrl(view, resource);
    const both = crl && crl.CustomCname !== undefined && crl.CustomCname !== UNKNOWN
      && truthOf(at(crl, 'CrlDistributionPointExtensionConfiguration.OmitExtension')) === true;
    return [...names, ...both ? [{
      resource,
      location: `${CRL}.CustomCname`,
      effect: 'The creation or the update of the CA fails, because CustomCname can\'t be used with OmitExtension.',
    }] : []];
  }),
};

export const NO_REVOCATION: Rule = {
  id: 'PCA-NO-REVOCATION',
  severity: 'info',
  detects: 'A CA has no revocation',
  effect: 'A certificate whose private key is compromised stays valid until it expires.',
  fix: 'Enable OCSP or a CRL in RevocationConfiguration.',
  silent: 'CAs that issue short-lived certificates.',
  see: AWS_PAGES.revocation,
  find: (view) => view.subjects(CA).filter((ca) => isGeneralPurpose(view, ca)
    && ['CrlConfiguration', 'OcspConfiguration'].every((name) => {
      const enabled = truthOf(view.get(ca, `RevocationConfiguration.${name}.Enabled`));
      return enabled === undefined || enabled === false;
    })).map((resource) => ({ resource, location: REVOCATION })),
};
