import { RemovalPolicy, Stack } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import { Bucket, CfnBucket } from 'aws-cdk-lib/aws-s3';
import { findingsIn } from './findings';
import { CRL_CNAME, CRL_TLS_ONLY, CRL_UNREACHABLE, DISABLED_BLOCK } from '../../../src/checks/private/crl-rules';
import {
  att, bucketPolicy, crl, crlBucket, Json, ref, Resources, root, rootWithCrl, statement, sub,
} from '../cases/case';

const REVOCATION = 'Properties.RevocationConfiguration';
const CNAME = `${REVOCATION}.CrlConfiguration.CustomCname`;
const omit = (OmitExtension: unknown) => ({ CrlDistributionPointExtensionConfiguration: { OmitExtension } });
const publicRead = { Effect: 'Allow', Principal: '*', Action: 's3:GetObject', Resource: sub('${Crls.Arn}/crl/*') };
const logPolicy = () => bucketPolicy('Crls', [statement('Crls', { Principal: { Service: 'logging.s3.amazonaws.com' }, Action: 's3:PutObject' })]);
const unknownPolicy = () => ({ Type: 'AWS::S3::BucketPolicy', Properties: { Bucket: ref('Text'), PolicyDocument: { Statement: [publicRead] } } });

describe('a configuration that is disabled', () => {
  test.each<[string, Json, string[]]>([
    ['with another setting', { ExpirationInDays: 7 }, [`error Root ${REVOCATION}.CrlConfiguration.ExpirationInDays`]],
    ['with a setting that a parameter decides', { ExpirationInDays: ref('Text') }, []],
    ['with settings that a transform can add', { 'Fn::Transform': { Name: 'Settings' } }, []],
  ])('%s', (_name, settings, expected) => {
    expect(findingsIn(DISABLED_BLOCK, root({ RevocationConfiguration: { CrlConfiguration: { Enabled: false, ...settings } } }))).toEqual(expected);
  });
});

describe('a private bucket that certificates name', () => {
  const wrong = [`warning Root ${CNAME}`];
  const unnamed = (more: Json = {}) => rootWithCrl({ CustomCname: undefined, ...more });

  test.each<[string, () => Resources, string[]]>([
    ['is reported at the custom name', () => unnamed(), wrong],
    ['is reported if the extension is explicitly kept', () => unnamed(omit(false)), wrong],
    ['is not reported if the extension is omitted', () => unnamed(omit(true)), []],
    ['is reported if only another bucket mentions it', () => ({
      ...unnamed(), Copy: { Type: 'AWS::S3::Bucket', Properties: { LoggingConfiguration: { DestinationBucketName: ref('Crls') } } },
    }), wrong],
    ['is reported if only a key mentions it', () => ({
      ...unnamed(), Key: { Type: 'AWS::KMS::Key', Properties: { KeyPolicy: { Statement: [{ Condition: { StringLike: { 'kms:EncryptionContext:aws:s3:arn': att('Crls') } } }] } } },
    }), wrong],
    ['is not reported if another custom resource mentions it', () => ({ ...unnamed(), Site: { Type: 'Custom::Site', Properties: { BucketName: ref('Crls') } } }), []],
    ['is not reported if another resource mentions it', () => ({ ...unnamed(), Name: { Type: 'AWS::SSM::Parameter', Properties: { Value: ref('Crls') } } }), []],
    ['is reported without a policy', () => ({ Crls: crlBucket().Crls, ...root(crl({ CustomCname: undefined })) }), wrong],
    ['is not reported if one of two policies serves it', () => ({ ...unnamed(), Second: bucketPolicy('Crls', [publicRead]) }), []],
    ['is not reported if a policy for an unknown bucket can serve it', () => ({ ...unnamed(), Second: unknownPolicy() }), []],
    ['is not reported if a parameter decides it', () => unnamed({ S3BucketName: ref('Text') }), []],
    ['is not reported if the CRL itself is public', () => unnamed({ S3ObjectAcl: 'PUBLIC_READ' }), []],
  ])('%s', (_name, resources, expected) => {
    expect(findingsIn(CRL_UNREACHABLE, resources())).toEqual(expected);
  });
});

test('a private bucket that CDK empties before it is deleted is not served by what empties it', () => {
  const stack = new Stack();
  const bucket = new Bucket(stack, 'Crls', { removalPolicy: RemovalPolicy.DESTROY, autoDeleteObjects: true });
  const { Resources: cdk } = Template.fromStack(stack).toJSON() as { Resources: Resources };
  const name = ref(stack.getLogicalId(bucket.node.defaultChild as CfnBucket));
  const findings = (more: Resources) => findingsIn(CRL_UNREACHABLE, { ...cdk, ...root(crl({ S3BucketName: name, CustomCname: undefined })), ...more });

  expect(Object.keys(cdk).length).toBeGreaterThan(3);
  expect(findings({})).toEqual([`warning Root ${CNAME}`]);
  expect(findings({ Reader: { Type: 'AWS::Lambda::Function', Properties: { Description: name } } })).toEqual([]);
});

describe('a public CRL', () => {
  const wrong = [`warning Root ${CNAME}`];
  const deny = (more: Json = {}) => ({
    Effect: 'Deny', Principal: '*', Action: 's3:*', Resource: sub('${Crls.Arn}/*'), Condition: { Bool: { 'aws:SecureTransport': 'false' } }, ...more,
  });
  const withPolicies = (...policies: Json[]) => ({
    Crls: crlBucket().Crls,
    ...Object.fromEntries(policies.map((policy, index) => [`Policy${index}`, policy])),
    ...root(crl({ CustomCname: undefined, S3ObjectAcl: 'PUBLIC_READ' })),
  });
  const withDeny = (more: Json = {}) => bucketPolicy('Crls', [statement('Crls'), deny(more)]);

  test.each<[string, Json[], string[]]>([
    ['in a bucket that requires TLS', [withDeny()], wrong],
    ['in a bucket with two policies, of which one requires TLS', [withDeny(), logPolicy()], wrong],
    ['in a bucket without a policy', [], []],
    ['in a bucket that requires TLS from a service', [withDeny({ Principal: { Service: 'cloudfront.amazonaws.com' } })], []],
    ['in a bucket that allows requests without TLS', [withDeny({ Effect: 'Allow' })], []],
    ['in a bucket that requires TLS outside a network', [withDeny({
      Condition: { Bool: { 'aws:SecureTransport': 'false' }, StringNotEquals: { 'aws:SourceVpc': 'vpc-1' } },
    })], []],
    ['in a bucket that denies another network', [withDeny({ Condition: { StringNotEquals: { 'aws:SourceVpc': 'vpc-1' } } })], []],
    ['in a bucket with a condition that a parameter decides', [withDeny({ Condition: ref('Text') })], []],
    ['in a bucket that requires TLS, with a list of one value', [withDeny({ Condition: { BoolIfExists: { 'aws:SecureTransport': ['false'] } } })], wrong],
    ['in a bucket that requires TLS for CRLs', [withDeny({ Resource: sub('${Crls.Arn}/crl/*') })], wrong],
    ['in a bucket that requires TLS for everything', [withDeny({ Resource: '*' })], wrong],
    ['in a bucket that requires TLS for everything but CRLs', [withDeny({ Resource: undefined, NotResource: sub('${Crls.Arn}/crl/*') })], []],
    ['in a bucket that requires TLS for other objects', [withDeny({ Resource: sub('${Crls.Arn}/audit-report/*') })], []],
    ['in a bucket that requires TLS for the bucket itself', [withDeny({ Resource: att('Crls') })], []],
    ['in a bucket that denies requests that say whether they use TLS', [withDeny({ Condition: { Null: { 'aws:SecureTransport': 'false' } } })], []],
    ['in a bucket that can deny requests without TLS', [withDeny({ Effect: ref('Text') })], []],
  ])('%s', (_name, policies, expected) => {
    expect(findingsIn(CRL_TLS_ONLY, withPolicies(...policies))).toEqual(expected);
  });

  test('is not judged beside a policy for an unknown bucket', () => {
    expect(findingsIn(CRL_TLS_ONLY, withPolicies(withDeny(), unknownPolicy()))).toEqual([]);
  });
});

describe('a custom name', () => {
  const both = `error Root ${CNAME}: The creation or the update of the CA fails, because CustomCname can't be used with OmitExtension.`;

  test.each<[string, Json, string[]]>([
    ['with a protocol', { CustomCname: 'http://crl.example.com' }, [`error Root ${CNAME}`]],
    ['without a distribution point', omit(true), [both]],
    ['with both mistakes', { CustomCname: 'http://crl.example.com', ...omit(true) }, [`error Root ${CNAME}`, both]],
    ['that a parameter decides, without a distribution point', { CustomCname: ref('Text'), ...omit(true) }, []],
    ['with a distribution point', omit(false), []],
  ])('%s', (_name, more, expected) => {
    expect(findingsIn(CRL_CNAME, rootWithCrl(more))).toEqual(expected);
  });

  test('for OCSP with a protocol', () => {
    const OcspConfiguration = { Enabled: true, OcspCustomCname: 'https://ocsp.example.com' };

    expect(findingsIn(CRL_CNAME, root({ RevocationConfiguration: { OcspConfiguration } }))).toEqual([`error Root ${REVOCATION}.OcspConfiguration.OcspCustomCname`]);
  });
});
