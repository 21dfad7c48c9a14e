import { App, Duration, RemovalPolicy, Stack, Token, aws_certificatemanager as acm, aws_cloudfront as cloudfront, aws_kms as kms, aws_s3 as s3 } from 'aws-cdk-lib';
import { Annotations, Match, Template } from 'aws-cdk-lib/assertions';
import { RootCertificateAuthority } from '../../src/authority/root-certificate-authority';
import { DistinguishedName } from '../../src/model/distinguished-name';
import { PrivateCaBucketEncryption } from '../../src/model/private-ca-bucket-encryption';
import { CrlBucket } from '../../src/revocation/crl-bucket';
import { CrlBucketProps } from '../../src/revocation/crl-bucket-props';
import { CrlDistribution, CrlDistributionProps } from '../../src/revocation/crl-distribution';
import { CrlDistributionPoint } from '../../src/revocation/crl-distribution-point';
import { OcspDistribution } from '../../src/revocation/ocsp-distribution';
import { Revocation } from '../../src/revocation/revocation';
import { errorOf } from '../support/errors';
import { Case, expectEachMutationSeen } from '../support/policy-cases';
import { AccessRequest, isAllowed, PolicyDocument } from '../support/policy-evaluation';
import { ENVIRONMENT, FEATURE_FLAGS, newStack } from '../support/stacks';
import { World } from '../support/world';

const DOMAIN = 'crl.example.com';
const certificateOf = (stack: Stack, region = 'us-east-1') =>
  acm.Certificate.fromCertificateArn(stack, 'Certificate', `arn:aws:acm:${region}:111122223333:certificate/1`);

function build(
  props: Partial<CrlDistributionProps> = {}, bucketProps: CrlBucketProps = {}, stack = newStack({ env: ENVIRONMENT }),
): { stack: Stack; bucket: CrlBucket; cdn: CrlDistribution } {
  const bucket = new CrlBucket(stack, 'Crls', bucketProps);
  return { stack, bucket, cdn: new CrlDistribution(stack, 'Cdn', { bucket, ...props }) };
}

interface Config {
  readonly Origins: Record<string, unknown>[];
  readonly DefaultCacheBehavior: Record<string, unknown>;
  readonly CacheBehaviors?: unknown[];
  readonly Aliases?: string[];
  readonly ViewerCertificate?: Record<string, unknown>;
}

function configOf(stack: Stack, pseudo: Parameters<typeof World.of>[1] = {}): Config {
  const world = World.of(stack, pseudo);
  return world.propertiesOf<{ DistributionConfig: Config }>(world.idOf('AWS::CloudFront::Distribution')).DistributionConfig;
}

describe('a CRL distribution', () => {
  test('accepts GET and HEAD over HTTP and HTTPS in one behavior, without compression', () => {
    const { DefaultCacheBehavior: behavior, CacheBehaviors } = configOf(build().stack);

    expect(behavior).toMatchObject({ ViewerProtocolPolicy: 'allow-all', Compress: false });
    // The default is GET and HEAD.
    expect(behavior.AllowedMethods).toBeUndefined();
    expect(CacheBehaviors).toBeUndefined();
  });

  test('signs every request to the bucket, so that it uses only TLS', () => {
    const { stack } = build();

    Template.fromStack(stack).hasResourceProperties('AWS::CloudFront::OriginAccessControl', {
      OriginAccessControlConfig: { OriginAccessControlOriginType: 's3', SigningBehavior: 'always', SigningProtocol: 'sigv4' },
    });
    expect(configOf(stack).Origins).toEqual([expect.objectContaining({ OriginAccessControlId: expect.stringMatching(/\.Id$/), S3OriginConfig: { OriginAccessIdentity: '' } })]);
  });

  test('uses the regional domain name of the bucket', () => {
    const { stack, bucket } = build();

    const bucketId = stack.getLogicalId(bucket.bucket.node.defaultChild as s3.CfnBucket);
    expect(configOf(stack).Origins[0].DomainName).toBe(`${bucketId}.RegionalDomainName`);
  });

  test('uses the bucket name if the app creates the key, without a reference to the bucket', () => {
    const { stack, bucket } = build({}, { encryption: PrivateCaBucketEncryption.kms() });

    const bucketId = stack.getLogicalId(bucket.bucket.node.defaultChild as s3.CfnBucket);
    expect(configOf(stack).Origins[0].DomainName).toBe(`${World.of(stack).resolve({ Ref: bucketId })}.s3.us-east-1.amazonaws.com`);
  });

  test('caches a CRL for five minutes by default', () => {
    Template.fromStack(build().stack).hasResourceProperties('AWS::CloudFront::CachePolicy', {
      CachePolicyConfig: { MinTTL: 0, DefaultTTL: 300, MaxTTL: 300 },
    });
  });

  test.each([[Duration.seconds(0), 0], [Duration.hours(12), 43200]])('caches a CRL for %s if it is specified', (cacheDuration, seconds) => {
    Template.fromStack(build({ cacheDuration }).stack).hasResourceProperties('AWS::CloudFront::CachePolicy', {
      CachePolicyConfig: { DefaultTTL: seconds, MaxTTL: seconds },
    });
  });

  test('does not cache a CRL for longer than half of the shortest validity period', () => {
    errorOf('CacheDuration', () => build({ cacheDuration: Duration.seconds(43201) }));
    errorOf('CacheDuration', () => build({ cacheDuration: Duration.millis(1500) }));
  });

  test('can have a cache duration that is known only at deployment', () => {
    const cacheDuration = Duration.seconds(Token.asNumber({ Ref: 'Seconds' }));

    Template.fromStack(build({ cacheDuration }).stack).hasResourceProperties('AWS::CloudFront::CachePolicy', {
      CachePolicyConfig: { DefaultTTL: { Ref: 'Seconds' } },
    });
  });

  test('has the domain name that CloudFront assigns', () => {
    const { stack, cdn } = build();

    expect(stack.resolve(cdn.domainName)).toEqual({ 'Fn::GetAtt': [stack.getLogicalId(cdn.distribution.node.defaultChild as cloudfront.CfnDistribution), 'DomainName'] });
    expect(configOf(stack).Aliases).toBeUndefined();
  });

  test('can have a custom domain name, with a certificate and TLS 1.2 as the minimum', () => {
    const stack = newStack({ env: ENVIRONMENT });
    const { cdn } = build({ domainName: DOMAIN, certificate: certificateOf(stack) }, {}, stack);

    expect(cdn.domainName).toBe(DOMAIN);
    expect(configOf(stack)).toMatchObject({
      Aliases: [DOMAIN],
      ViewerCertificate: { AcmCertificateArn: certificateOf(newStack()).certificateArn, MinimumProtocolVersion: 'TLSv1.2_2021', SslSupportMethod: 'sni-only' },
    });
  });

  test('requires a domain name and a certificate together', () => {
    const stack = newStack();

    errorOf('DistributionCertificate', () => build({ domainName: DOMAIN }));
    errorOf('DistributionCertificate', () => build({ certificate: certificateOf(stack) }, {}, stack));
    errorOf('RevocationCname', () => build({ domainName: `http://${DOMAIN}` }));
  });

  test('requires a certificate in us-east-1, if its Region is known', () => {
    const stack = newStack({ env: { account: '111122223333', region: 'eu-west-1' } });

    errorOf('DistributionCertificateRegion', () => build({ domainName: DOMAIN, certificate: certificateOf(stack, 'eu-west-1') }, {}, stack));
  });

  test('does not support a certificate from a stack in another Region', () => {
    const stack = newStack({ env: { region: 'eu-west-1' } });
    const certificate = new acm.Certificate(stack, 'Certificate', { domainName: 'crl.example.com' });
    const bucket = new CrlBucket(stack, 'Crls');

    errorOf('DistributionCertificateRegion', () =>
      new CrlDistribution(stack, 'Cdn', { bucket, domainName: 'crl.example.com', certificate }));
  });

  test('supports a certificate whose Region is known only at deployment', () => {
    const stack = newStack();
    const certificate = new acm.Certificate(stack, 'Certificate', { domainName: DOMAIN });

    expect(() => build({ domainName: DOMAIN, certificate }, {}, stack)).not.toThrow();
  });

  test('must be in the stack of the bucket and the key, unless they are imported', () => {
    const app = new App();
    const [one, other] = ['One', 'Other'].map((id) => new Stack(app, id, { env: ENVIRONMENT }));
    const bucket = new CrlBucket(one, 'Crls');
    const withKeyOfOther = new CrlBucket(one, 'Keyed', { encryption: PrivateCaBucketEncryption.kms({ key: new kms.Key(other, 'Key') }) });
    const key = kms.Key.fromKeyArn(other, 'ImportedKey', 'arn:aws:kms:us-east-1:111122223333:key/1');
    const withImportedKey = new CrlBucket(one, 'ImportedKeyed', { encryption: PrivateCaBucketEncryption.kms({ key }) });
    const imported = new CrlBucket(one, 'Imported', { bucket: s3.Bucket.fromBucketName(one, 'Mine', 'amzn-s3-demo-bucket') });

    errorOf('DistributionStack', () => new CrlDistribution(other, 'Cdn', { bucket }));
    errorOf('DistributionStack', () => new CrlDistribution(one, 'Cdn', { bucket: withKeyOfOther }));
    expect(() => new CrlDistribution(other, 'Allowed', { bucket: imported })).not.toThrow();
    expect(() => new CrlDistribution(one, 'AllowedKey', { bucket: withImportedKey })).not.toThrow();
  });

  test('causes warnings with its statements if the bucket and the key are imported', () => {
    const stack = newStack({ env: ENVIRONMENT });
    const encryptionKey = kms.Key.fromKeyArn(stack, 'Key', 'arn:aws:kms:us-east-1:111122223333:key/1');
    const { cdn } = build({}, { bucket: s3.Bucket.fromBucketAttributes(stack, 'Mine', { bucketName: 'amzn-s3-demo-bucket', encryptionKey }) }, stack);
    new RootCertificateAuthority(stack, 'Root', {
      subject: DistinguishedName.of({ commonName: 'Root' }),
      revocation: Revocation.crl({ distributionPoint: CrlDistributionPoint.distribution(cdn), customPath: 'pki' }),
    });

    const warnings = Annotations.fromStack(stack).findWarning('*', Match.anyValue()).map(({ entry }) => entry.data as string);
    const ofCloudFront = warnings.filter((warning) => warning.includes('cloudfront.amazonaws.com'));
    expect(ofCloudFront).toHaveLength(2);
    expect(ofCloudFront.join()).toContain('"arn:aws:s3:::amzn-s3-demo-bucket/crl/*"');
    expect(ofCloudFront.join()).toContain('"arn:aws:s3:::amzn-s3-demo-bucket/pki/*.crl"');
    expect(ofCloudFront.join()).toMatch(/"Action": "kms:Decrypt"/);
    expect(configOf(stack).Origins[0].DomainName).toMatch(/^amzn-s3-demo-bucket\.s3\./);
  });

  test('is the same with no feature flag and with all that CDK recommends', () => {
    const templateWith = (flags: Record<string, unknown>) => {
      const stack = newStack({ flags });
      const named = { domainName: DOMAIN, certificate: certificateOf(stack) };
      const { bucket } = build(named, { encryption: PrivateCaBucketEncryption.kms() }, stack);
      new OcspDistribution(stack, 'Ocsp');
      new CrlDistribution(stack, 'Logged', { bucket, logBucket: bucket.serverAccessLogsBucket });
      return Template.fromStack(stack).toJSON();
    };

    expect(templateWith(FEATURE_FLAGS.recommended)).toEqual(templateWith(FEATURE_FLAGS.none));
  });

  test('has resource names that identify the construct and the stack', () => {
    const world = World.of(build().stack);

    const { Name: accessControl } = world.propertiesOf<{ OriginAccessControlConfig: { Name: string } }>(world.idOf('AWS::CloudFront::OriginAccessControl')).OriginAccessControlConfig;
    const { Name: cachePolicy } = world.propertiesOf<{ CachePolicyConfig: { Name: string } }>(world.idOf('AWS::CloudFront::CachePolicy')).CachePolicyConfig;
    expect([accessControl, cachePolicy]).toEqual([expect.stringMatching(/^pca-crl-[0-9a-f]{8}-1a2b3c4d$/), accessControl]);
  });
});

describe('the access logs of a distribution', () => {
  const on = () => {
    const stack = newStack({ env: ENVIRONMENT });
    const bucket = new CrlBucket(stack, 'Crls');
    new CrlDistribution(stack, 'Cdn', { bucket, logBucket: bucket.serverAccessLogsBucket });
    return World.of(stack);
  };

  test('are not delivered by default', () => {
    const template = Template.fromStack(build().stack);

    template.resourceCountIs('AWS::Logs::Delivery', 0);
    expect(JSON.stringify(template.toJSON())).not.toContain('"Logging":');
  });

  test('are delivered by standard logging v2, after the bucket policy allows it', () => {
    const stack = newStack({ env: ENVIRONMENT });
    const bucket = new CrlBucket(stack, 'Crls');
    new CrlDistribution(stack, 'Cdn', { bucket, logBucket: bucket.serverAccessLogsBucket });

    const template = Template.fromStack(stack);
    const Name = Match.stringLikeRegexp('^pca-cdn-[0-9a-f]{8}-');
    template.hasResourceProperties('AWS::Logs::DeliverySource', { LogType: 'ACCESS_LOGS', Name: { 'Fn::Join': ['', Match.arrayWith([Name])] } });
    template.hasResource('AWS::Logs::Delivery', { DependsOn: [Match.stringLikeRegexp('^CrlsAccessLogsPolicy')] });
  });

  test.each([[undefined, 'RetainExceptOnCreate'], [RemovalPolicy.DESTROY, 'Delete']])('and their delivery have the removal policy %s of the distribution', (removalPolicy, DeletionPolicy) => {
    const stack = newStack({ env: ENVIRONMENT });
    const bucket = new CrlBucket(stack, 'Crls');
    new CrlDistribution(stack, 'Cdn', { bucket, logBucket: bucket.serverAccessLogsBucket, removalPolicy });

    for (const type of ['AWS::Logs::DeliverySource', 'AWS::Logs::DeliveryDestination', 'AWS::Logs::Delivery']) {
      Template.fromStack(stack).allResources(type, { DeletionPolicy });
    }
  });

  test('are allowed by the bucket policy only for this distribution', async () => {
    const world = on();
    const logs = world.arnOf(world.idOf('AWS::S3::Bucket', 'CrlsAccessLogs'));
    const policy = world.propertiesOf<{ PolicyDocument: PolicyDocument }>(world.idOf('AWS::S3::BucketPolicy', 'CrlsAccessLogs')).PolicyDocument;
    const { Name: source } = world.propertiesOf<{ Name: string }>(world.idOf('AWS::Logs::DeliverySource'));
    const deliver: AccessRequest = {
      principal: 'delivery.logs.amazonaws.com',
      action: 's3:PutObject',
      resource: `${logs}/AWSLogs/111122223333/CloudFront/E1.2026-11-21-00.1a2b3c4d.gz`,
      resourceAccount: '111122223333',
      context: {
        'aws:SourceAccount': '111122223333',
        'aws:SourceArn': `arn:aws:logs:us-east-1:111122223333:delivery-source:${source}`,
        's3:x-amz-acl': 'bucket-owner-full-control',
        'aws:SecureTransport': 'true',
      },
    };
    const withContext = (more: Record<string, string>) => ({ ...deliver, context: { ...deliver.context, ...more } });
    const s3Logs: AccessRequest = {
      ...deliver,
      principal: 'logging.s3.amazonaws.com',
      resource: (policy.Statement[1].Resource as string).replace('*', 'log'),
      context: {
        'aws:SourceAccount': '111122223333', 'aws:SourceArn': world.arnOf(world.idOf('AWS::S3::Bucket', 'Crls4')), 'aws:SecureTransport': 'true',
      },
    };
    const full: PolicyDocument = { Version: '2012-10-17', Statement: [{ Effect: 'Allow', Action: 's3:*', Resource: '*' }] };
    const listBucket: AccessRequest = {
      ...deliver, principal: 'arn:aws:iam::111122223333:role/Operator', action: 's3:ListBucket', resource: logs, identityPolicies: [full], context: { 'aws:SecureTransport': 'true' },
    };
    const allowed: Case[] = [['a log', deliver], ['an S3 log', s3Logs], ['a role lists the bucket', listBucket]];
    const denied: Case[] = [
      ['another source', withContext({ 'aws:SourceArn': `arn:aws:logs:us-east-1:111122223333:delivery-source:${source}2` })],
      ['another account', withContext({ 'aws:SourceAccount': '444455556666' })],
      ['another ACL', withContext({ 's3:x-amz-acl': 'public-read' })],
      ['another account\'s logs', { ...deliver, resource: `${logs}/AWSLogs/444455556666/CloudFront/log` }],
      ['plain HTTP', withContext({ 'aws:SecureTransport': 'false' })],
      ['a role lists the bucket over plain HTTP', { ...listBucket, context: { 'aws:SecureTransport': 'false' } }],
      ['another service', { ...deliver, principal: 'cloudtrail.amazonaws.com' }],
      ['another service with S3\'s logs', { ...s3Logs, principal: 'cloudtrail.amazonaws.com' }],
      ['S3 logs of another bucket', { ...s3Logs, context: { ...s3Logs.context, 'aws:SourceArn': 'arn:aws:s3:::amzn-s3-demo-bucket' } }],
      ['S3 logs of another account', { ...s3Logs, context: { ...s3Logs.context, 'aws:SourceAccount': '444455556666' } }],
    ];

    for (const [, request] of allowed) { expect(await isAllowed(policy, request)).toBe(true); }
    for (const [, request] of denied) { expect(await isAllowed(policy, request)).toBe(false); }
    await expectEachMutationSeen(policy, { allowed, denied });
  });

  test('can be delivered to a bucket of another stack', () => {
    const app = new App();
    const [shared, stack] = ['Shared', 'Stack'].map((id) => new Stack(app, id, { env: ENVIRONMENT }));
    const accessLogs = new s3.Bucket(shared, 'Logs');
    new CrlDistribution(stack, 'Cdn', { bucket: new CrlBucket(stack, 'Crls', { serverAccessLogsBucket: accessLogs }), logBucket: accessLogs });
    new OcspDistribution(stack, 'Ocsp', { logBucket: accessLogs });

    expect(() => app.synth()).not.toThrow();
    Template.fromStack(stack).allResourcesProperties('AWS::Logs::DeliveryDestination', { OutputFormat: 'json' });
  });

  test('require a stack in us-east-1, if its Region is known, and a bucket with SSE-S3', () => {
    const stack = newStack({ env: { account: '111122223333', region: 'eu-west-1' } });
    errorOf('DistributionLogsRegion', () => new OcspDistribution(stack, 'Ocsp', { logBucket: new s3.Bucket(stack, 'Logs') }));

    const inUsEast1 = newStack({ env: ENVIRONMENT });
    const error = errorOf('AccessLogsEncryption', () => new OcspDistribution(inUsEast1, 'Ocsp', {
      logBucket: new s3.Bucket(inUsEast1, 'Logs', { encryptionKey: new kms.Key(inUsEast1, 'Key') }),
    }));
    expect(error.message).toMatch(/^logBucket must use SSE-S3, .* or omit logBucket\./);
  });
});

describe('an OCSP distribution', () => {
  test('forwards every request to the responder of the Region, without a cache', () => {
    const stack = newStack({ env: { account: '111122223333', region: 'eu-west-1' } });
    new OcspDistribution(stack, 'Ocsp');

    expect(configOf(stack)).toMatchObject({
      Origins: [{ DomainName: 'ocsp.acm-pca.eu-west-1.amazonaws.com', CustomOriginConfig: { OriginProtocolPolicy: 'http-only' } }],
      DefaultCacheBehavior: {
        ViewerProtocolPolicy: 'allow-all',
        AllowedMethods: ['GET', 'HEAD', 'OPTIONS', 'PUT', 'PATCH', 'POST', 'DELETE'],
        // The managed cache policy CachingDisabled.
        CachePolicyId: '4135ea2d-6df8-44a3-9df3-4b5a84be39ad',
      },
    });
  });

  test('forwards to the responder in the Region of the CAs', () => {
    const stack = newStack({ env: ENVIRONMENT });
    new OcspDistribution(stack, 'Ocsp', { certificateAuthorityRegion: 'eu-west-1' });

    expect(configOf(stack).Origins[0].DomainName).toBe('ocsp.acm-pca.eu-west-1.amazonaws.com');
  });

  test('sends the host name of the responder, not the host name from the client', () => {
    const stack = newStack();
    new OcspDistribution(stack, 'Ocsp');

    Template.fromStack(stack).hasResourceProperties('AWS::CloudFront::Distribution', {
      DistributionConfig: {
        DefaultCacheBehavior: Match.objectLike({
          OriginRequestPolicyId: Match.absent(), ForwardedValues: Match.absent(),
        }),
      },
    });
  });

  test.each(['us-gov-west-1', 'cn-north-1'])('is not supported in %s, and neither is a CRL distribution', (region) => {
    const stack = newStack({ env: { region } });

    errorOf('DistributionRegion', () => new OcspDistribution(stack, 'Ocsp'));
    errorOf('DistributionRegion', () => new CrlDistribution(stack, 'Cdn', { bucket: new CrlBucket(stack, 'Crls') }));
  });

  test('provides the domain name that a CA refers to', () => {
    const stack = newStack();
    const ocsp = new OcspDistribution(stack, 'Ocsp');
    new RootCertificateAuthority(stack, 'Root', {
      subject: DistinguishedName.of({ commonName: 'Root' }), revocation: Revocation.ocsp({ customCname: ocsp.domainName }),
    });

    Template.fromStack(stack).hasResourceProperties('AWS::ACMPCA::CertificateAuthority', {
      RevocationConfiguration: {
        CrlConfiguration: { Enabled: false },
        OcspConfiguration: { Enabled: true, OcspCustomCname: { 'Fn::GetAtt': [Match.stringLikeRegexp('^Ocsp'), 'DomainName'] } },
      },
    });
  });

  test('can have a custom domain name', () => {
    const stack = newStack();
    const ocsp = new OcspDistribution(stack, 'Ocsp', { domainName: 'ocsp.example.com', certificate: certificateOf(stack) });

    expect(ocsp.domainName).toBe('ocsp.example.com');
    expect(configOf(stack).Aliases).toEqual(['ocsp.example.com']);
    errorOf('DistributionCertificate', () => new OcspDistribution(stack, 'Bare', { domainName: 'ocsp.example.com' }));
  });
});
