import { Stack, aws_certificatemanager as acm, aws_kms as kms, aws_s3 as s3 } from 'aws-cdk-lib';
import { Annotations, Match, Template } from 'aws-cdk-lib/assertions';
import { RootCertificateAuthority } from '../../src/authority/root-certificate-authority';
import { DistinguishedName } from '../../src/model/distinguished-name';
import { PrivateCaBucketEncryption } from '../../src/model/private-ca-bucket-encryption';
import { CrlBucket } from '../../src/revocation/crl-bucket';
import { CrlDistribution } from '../../src/revocation/crl-distribution';
import { CrlDistributionPoint } from '../../src/revocation/crl-distribution-point';
import { CrlOptions, Revocation } from '../../src/revocation/revocation';
import { ENVIRONMENT, newStack } from '../support/stacks';
import { TemplateResource } from '../support/world';

/* The order of resources in every combination. Template.fromStack fails if resources depend on each other. */

const KINDS: Record<string, (crl: CrlOptions) => Revocation> = {
  'CRL': (crl) => Revocation.crl(crl),
  'CRL and OCSP': (crl) => Revocation.crlAndOcsp({ crl }),
};
const ENCRYPTIONS: Record<string, (key?: kms.IKey) => PrivateCaBucketEncryption> = {
  'SSE-S3': () => PrivateCaBucketEncryption.s3Managed(),
  'SSE-KMS with a bucket key': (key) => PrivateCaBucketEncryption.kms({ key, bucketKeyEnabled: true }),
  'SSE-KMS without a bucket key': (key) => PrivateCaBucketEncryption.kms({ key, bucketKeyEnabled: false }),
};
const CDNS = ['no distribution', 'a distribution', 'a distribution with a custom domain name'];
const BUCKETS: Record<string, (stack: Stack, encryption: string) => CrlBucket> = {
  'a new bucket': (stack, encryption) => new CrlBucket(stack, 'Crls', { encryption: ENCRYPTIONS[encryption]() }),
  'a new bucket with a key of the app': (stack, encryption) => new CrlBucket(stack, 'Crls', {
    encryption: ENCRYPTIONS[encryption](new kms.Key(stack, 'Key')),
  }),
  'an existing bucket of the app': (stack, encryption) => {
    const key = encryption === 'SSE-S3' ? undefined : new kms.Key(stack, 'Key');
    return new CrlBucket(stack, 'Crls', {
      bucket: new s3.Bucket(stack, 'Mine', {
        // The policy of a key that the app creates contains the name of the bucket.
        bucketName: key && 'amzn-s3-demo-bucket',
        encryptionKey: key,
        encryption: key ? undefined : s3.BucketEncryption.S3_MANAGED,
        bucketKeyEnabled: encryption === 'SSE-KMS with a bucket key',
      }),
      encryption: ENCRYPTIONS[encryption](key),
    });
  },
  'an imported bucket': (stack, encryption) => new CrlBucket(stack, 'Crls', {
    bucket: s3.Bucket.fromBucketName(stack, 'Mine', 'amzn-s3-demo-bucket'),
    encryption: ENCRYPTIONS[encryption](kms.Key.fromKeyArn(stack, 'Key', 'arn:aws:kms:us-east-1:111122223333:key/1')),
  }),
  'an imported bucket with a key of the app': (stack, encryption) => new CrlBucket(stack, 'Crls', {
    bucket: s3.Bucket.fromBucketName(stack, 'Mine', 'amzn-s3-demo-bucket'),
    encryption: ENCRYPTIONS[encryption](new kms.Key(stack, 'Key')),
  }),
};

const COMBINATIONS = Object.keys(KINDS).flatMap((kind) => Object.keys(ENCRYPTIONS).flatMap((encryption) =>
  CDNS.flatMap((cdn) => Object.keys(BUCKETS).map((bucket) => [kind, encryption, cdn, bucket]))));

function newDistribution(stack: Stack, bucket: CrlBucket, cdn: string): CrlDistribution {
  const certificateArn = 'arn:aws:acm:us-east-1:111122223333:certificate/1';
  return new CrlDistribution(stack, 'Cdn', {
    bucket,
    ...(cdn !== 'a distribution' && {
      domainName: 'crl.example.com', certificate: acm.Certificate.fromCertificateArn(stack, 'Certificate', certificateArn),
    }),
  });
}

/** The properties of a CA that the tests use. */
interface WithCrl {
  readonly RevocationConfiguration: { readonly CrlConfiguration: { readonly CustomCname?: unknown } };
}

/** The resources on which a resource depends, directly or indirectly, through references and dependencies. */
function needsOf(resources: Record<string, TemplateResource>, id: string): string[] {
  const found: string[] = [];
  const visit = (current: string) => {
    const text = JSON.stringify([resources[current].Properties, resources[current].DependsOn]);
    const next = Object.keys(resources).filter((other) => other !== current && text.includes(`"${other}"`));
    next.filter((other) => !found.includes(other)).forEach((other) => {
      found.push(other);
      visit(other);
    });
  };
  visit(id);
  return found;
}

test.each(COMBINATIONS)('%s, %s, %s, %s: the CA depends on every resource that it needs', (kind, encryption, cdn, bucketKind) => {
  const stack = newStack({ env: ENVIRONMENT });
  const bucket = BUCKETS[bucketKind](stack, encryption);
  const distributionPoint = cdn === 'no distribution'
    ? CrlDistributionPoint.bucketUrl()
    : CrlDistributionPoint.distribution(newDistribution(stack, bucket, cdn));
  new RootCertificateAuthority(stack, 'Root', {
    subject: DistinguishedName.of({ commonName: 'Root' }),
    revocation: KINDS[kind]({ distributionPoint, bucket, customPath: 'pki/lists' }),
  });

  const resources = Template.fromStack(stack).toJSON().Resources as Record<string, TemplateResource>;
  const idsOf = (type: string) => Object.keys(resources).filter((id) => resources[id].Type === type);
  const [authority] = idsOf('AWS::ACMPCA::CertificateAuthority');
  const needs = needsOf(resources, authority);
  const isOwned = !bucketKind.startsWith('an imported');
  const policyOfCrls = idsOf('AWS::S3::BucketPolicy').filter((id) => JSON.stringify(resources[id]).includes('acm-pca.amazonaws.com'));

  expect(needs).not.toContain(authority);
  expect(policyOfCrls).toHaveLength(isOwned ? 1 : 0);
  expect(needs).toEqual(expect.arrayContaining(policyOfCrls));
  expect(needs).toEqual(expect.arrayContaining(idsOf('AWS::KMS::Key').filter(() => encryption !== 'SSE-S3')));
  if (isOwned || cdn === 'a distribution') {
    expect(needs).toEqual(expect.arrayContaining(idsOf('AWS::CloudFront::Distribution')));
  }
  const { RevocationConfiguration: revocation } = resources[authority].Properties as unknown as WithCrl;
  expect(revocation.CrlConfiguration.CustomCname).toEqual({
    'no distribution': undefined,
    'a distribution': { 'Fn::GetAtt': [idsOf('AWS::CloudFront::Distribution')[0], 'DomainName'] },
    'a distribution with a custom domain name': 'crl.example.com',
  }[cdn]);
  // A policy that the app cannot edit causes a warning.
  const warnings = Annotations.fromStack(stack).findWarning('/Stack/Crls', Match.stringLikeRegexp('cannot (be edited|edit)'));
  expect(warnings.length > 0).toBe(!isOwned);
});

test('three CAs share one bucket and one distribution, and add nothing to the bucket policy', () => {
  const stack = newStack({ env: ENVIRONMENT });
  const bucket = new CrlBucket(stack, 'Crls', { encryption: PrivateCaBucketEncryption.kms() });
  const distributionPoint = CrlDistributionPoint.distribution(new CrlDistribution(stack, 'Cdn', { bucket }));
  const cas = ['A', 'B', 'C'].map((id) => new RootCertificateAuthority(stack, id, {
    subject: DistinguishedName.of({ commonName: id }), revocation: Revocation.crl({ distributionPoint }),
  }));

  const template = Template.fromStack(stack);
  template.resourceCountIs('AWS::CloudFront::Distribution', 1);
  // The bucket for CRLs and the bucket for its access logs.
  template.resourceCountIs('AWS::S3::Bucket', 2);
  const authorities = Object.values(template.findResources('AWS::ACMPCA::CertificateAuthority'));
  expect(authorities).toHaveLength(cas.length);
  const configurations = authorities.map(({ Properties }) => JSON.stringify(Properties.RevocationConfiguration));
  expect(new Set(configurations).size).toBe(1);
  const [policy] = Object.values(template.findResources('AWS::S3::BucketPolicy')).filter((found) => JSON.stringify(found).includes('acm-pca.amazonaws.com'));
  // One statement each for TLS, AWS Private CA, and CloudFront.
  expect(policy.Properties.PolicyDocument.Statement).toHaveLength(3);
});
