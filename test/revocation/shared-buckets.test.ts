import { App, Stack, aws_acmpca as acmpca, aws_iam as iam, aws_s3 as s3, aws_sns as sns } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import { IConstruct } from 'constructs';
import { RootCertificateAuthority } from '../../src/authority/root-certificate-authority';
import { CertificateTemplate, TemplatePassthrough } from '../../src/model/certificate-template';
import { DistinguishedName } from '../../src/model/distinguished-name';
import { PrivateCaBucketEncryption } from '../../src/model/private-ca-bucket-encryption';
import { CertificateAuthorityHierarchy } from '../../src/pattern/certificate-authority-hierarchy';
import { CrlBucket } from '../../src/revocation/crl-bucket';
import { CrlDistribution } from '../../src/revocation/crl-distribution';
import { CrlDistributionPoint } from '../../src/revocation/crl-distribution-point';
import { CrlOptions, Revocation } from '../../src/revocation/revocation';
import { errorOf } from '../support/errors';
import { ENVIRONMENT, newRoot, newStack } from '../support/stacks';
import { World } from '../support/world';

/* Buckets that several CAs share, and policies of a bucket that name a CA. */

const publish = (stack: Stack, id: string, bucket: CrlBucket, customPath?: string) =>
  newRoot(stack, id, Revocation.crl({ bucket, customPath, distributionPoint: CrlDistributionPoint.bucketUrl() }));

test('CAs of one account and Region add nothing to the bucket policy', () => {
  const stack = newStack({ env: ENVIRONMENT });
  const bucket = new CrlBucket(stack, 'Crls');
  const before = bucket.bucket.policy!.document.statementCount;
  ['One', 'Two'].forEach((id) => publish(stack, id, bucket));

  expect(bucket.bucket.policy!.document.statementCount).toBe(before);
});

test('the key policy contains the custom path of two CAs once', () => {
  const stack = newStack({ env: ENVIRONMENT });
  const bucket = new CrlBucket(stack, 'Crls', { encryption: PrivateCaBucketEncryption.kms({ bucketKeyEnabled: false }) });
  ['One', 'Two'].forEach((id) => publish(stack, id, bucket, 'pki'));

  const world = World.of(stack);
  expect(JSON.stringify(world.propertiesOf(world.idOf('AWS::KMS::Key'))).match(/\/pki\/\*/g)).toHaveLength(1);
});

describe('the CAs of a hierarchy', () => {
  const named = (name: string) => ({ name, subject: DistinguishedName.of({ commonName: name }) });
  const bucketsOf = (options: (stack: Stack) => CrlOptions) => {
    const stack = newStack({ env: ENVIRONMENT });
    new CertificateAuthorityHierarchy(stack, 'Pki', {
      root: { ...named('Root'), below: [named('Issuing')] }, revocation: Revocation.crl(options(stack)),
    });
    const cas = Object.values(Template.fromStack(stack).findResources('AWS::ACMPCA::CertificateAuthority'));
    const crls = cas.map(({ Properties }) => Properties.RevocationConfiguration.CrlConfiguration as { S3BucketName: { Ref: string }; CustomPath?: string });
    return { crls, names: [...new Set(crls.map(({ S3BucketName }) => S3BucketName.Ref))] };
  };

  test('share one new bucket, with the options of the CRL', () => {
    const { crls, names } = bucketsOf(() => ({ customPath: 'pki' }));

    expect(names).toEqual([expect.stringMatching(/^Pki.*Crls/)]);
    expect(crls.map(({ CustomPath }) => CustomPath)).toEqual(['pki', 'pki']);
  });

  test.each<[string, (stack: Stack) => CrlOptions]>([
    ['bucket', (stack) => ({ bucket: new CrlBucket(stack, 'Mine') })],
    ['distribution', (stack) => ({
      distributionPoint: CrlDistributionPoint.distribution(new CrlDistribution(stack, 'Cdn', { bucket: new CrlBucket(stack, 'Mine') })),
    })],
  ])('share the existing bucket of the %s', (_name, options) => {
    expect(bucketsOf(options).names).toEqual([expect.stringMatching(/^Mine/)]);
  });

  test('can have no CRL', () => {
    const stack = newStack({ env: ENVIRONMENT });
    new CertificateAuthorityHierarchy(stack, 'Pki', { root: named('Root'), revocation: Revocation.ocsp() });

    Template.fromStack(stack).resourceCountIs('AWS::S3::Bucket', 0);
  });

  test('cause an error that names a value of a wrong type', () => {
    const hierarchy = () => new CertificateAuthorityHierarchy(newStack(), 'Pki', { root: named('Root'), revocation: Revocation.crlAndOcsp('crl' as never) });

    expect(errorOf('PropertyType', hierarchy).message).toMatch(/^crl must be an object with properties; got "crl"/);
    expect(errorOf('PropertyType', () => bucketsOf(() => ({ customPath: 42 as never }))).message).toMatch(/^crl\.customPath must be a string/);
  });
});

test('only a CA that publishes CRLs needs a certificate that can sign CRLs', () => {
  const made = (revocation: Revocation) => () => new RootCertificateAuthority(newStack(), 'Root', {
    subject: DistinguishedName.of({ commonName: 'Root' }),
    revocation,
    certificateTemplate: CertificateTemplate.blankRootCa().withPassthrough(TemplatePassthrough.API),
    apiPassthrough: { extensions: { keyUsage: { keyCertSign: true } } },
  });

  errorOf('CaKeyUsage', made(Revocation.crl()));
  expect(made(Revocation.ocsp())).not.toThrow();
});

describe('a policy of the bucket', () => {
  function build(existing = false) {
    const app = new App();
    const stack = new Stack(app, 'Stack', { env: ENVIRONMENT });
    const bucket = new CrlBucket(stack, 'Crls', existing ? { bucket: new s3.Bucket(stack, 'Mine') } : {});
    const own = publish(stack, 'Own', bucket);
    const find = <T extends IConstruct>(is: (node: unknown) => boolean) => own.node.children.find(is) as T;
    const authority = find<acmpca.CfnCertificateAuthority>((node) => acmpca.CfnCertificateAuthority.isCfnCertificateAuthority(node));
    const certificate = find<acmpca.CfnCertificate>((node) => acmpca.CfnCertificate.isCfnCertificate(node));
    const name = (source: string) => bucket.bucket.addToResourcePolicy(new iam.PolicyStatement({
      principals: [new iam.ServicePrincipal('acm-pca.amazonaws.com')],
      actions: ['s3:PutObject'],
      resources: [bucket.bucket.arnForObjects('*')],
      conditions: { ArnEquals: { 'aws:SourceArn': source } },
    }));
    return { app, own, name, authority, certificate };
  }

  test.each([false, true])('cannot name the CA before its activation (existing bucket: %s)', (existing) => {
    const { app, name, authority } = build(existing);
    name(authority.attrArn);

    errorOf('CrlBucketStatement', () => app.synth());
  });

  test('cannot name the certificate of the CA', () => {
    const { app, name, certificate } = build();
    name(certificate.attrArn);

    errorOf('CrlBucketStatement', () => app.synth());
  });

  test('can name a resource of the user in the scope of the CA', () => {
    const { app, own, name } = build();
    name(new sns.CfnTopic(own, 'Topic').attrTopicArn);

    expect(() => app.synth()).not.toThrow();
  });
});
