import { App, Duration, Stack, Stage, Token, aws_certificatemanager as acm, aws_s3 as s3 } from 'aws-cdk-lib';
import { Annotations, Match, Template } from 'aws-cdk-lib/assertions';
import { AuditReportBucket } from '../../src/audit/audit-report-bucket';
import { CrlType } from '../../src/model/crl-type';
import { PrivateCaBucketEncryption } from '../../src/model/private-ca-bucket-encryption';
import { CrlBucket } from '../../src/revocation/crl-bucket';
import { CrlDistribution } from '../../src/revocation/crl-distribution';
import { CrlDistributionPoint } from '../../src/revocation/crl-distribution-point';
import { CrlReplica } from '../../src/revocation/crl-replica';
import { OcspDistribution } from '../../src/revocation/ocsp-distribution';
import { Revocation } from '../../src/revocation/revocation';
import { errorOf } from '../support/errors';
import { ENVIRONMENT, newRoot, newStack } from '../support/stacks';

/* The text of warnings, errors, and descriptions, and the values at the ends of ranges. */

const acknowledged = (text: string, id: string) => `${text} [ack: cdk-private-ca:${id}]`;

describe('a warning', () => {
  test('about CRLs that clients cannot download names the three distribution points', () => {
    const stack = newStack({ env: ENVIRONMENT });
    newRoot(stack, 'Root', Revocation.crl());

    Annotations.fromStack(stack).hasWarning('/Stack/Root', acknowledged(
      'Certificates of this CA contain the S3 URL of a private bucket as the CRL distribution point, and clients cannot download a CRL '
      + 'from that URL. Set distributionPoint of Revocation.crl(): CrlDistributionPoint.distribution(…) for a CrlDistribution, '
      + '.customCname(…) for your own server, or .bucketUrl() to keep the S3 URL and suppress this warning.', 'crlNotReachable'));
  });

  test('about OCSP appears only in China', () => {
    const [china, elsewhere] = ['cn-north-1', 'us-east-1'].map((region) => newStack({ env: { ...ENVIRONMENT, region } }));
    [china, elsewhere].forEach((stack) => newRoot(stack, 'Root', Revocation.ocsp()));

    Annotations.fromStack(china).hasWarning('/Stack/Root', acknowledged(
      'AWS documentation lists OCSP as unsupported by AWS Private CA in the China Regions. Use Revocation.crl().', 'ocspInChina'));
    Annotations.fromStack(elsewhere).hasNoWarning('*', Match.stringLikeRegexp('ocspInChina'));
  });

  test('about a bucket in another stage says what to deploy first', () => {
    const app = new App();
    const bucket = new CrlBucket(new Stack(app, 'Crls', { env: ENVIRONMENT }), 'Bucket', {
      bucket: s3.Bucket.fromBucketName(new Stack(app, 'Own', { env: ENVIRONMENT }), 'Mine', 'amzn-s3-demo-bucket'),
    });
    const other = newStack({ env: ENVIRONMENT });
    newRoot(other, 'Root', Revocation.crl({ bucket, distributionPoint: CrlDistributionPoint.bucketUrl() }));

    Annotations.fromStack(other).hasWarning('/Stack/Root', acknowledged(
      'The CRL bucket Crls/Bucket is in another stage, and CDK cannot make this CA depend on it. Deploy that stage first. '
      + 'Otherwise, AWS Private CA cannot write to the bucket, and CA creation fails.', 'crlBucketInOtherStage'));
  });

  test('about a service principal appears if the Region of the bucket is known only at deployment', () => {
    const stack = newStack();
    new CrlBucket(stack, 'Crls', { certificateAuthorityEnvironments: [{ region: 'us-east-1' }] });

    Annotations.fromStack(stack).hasWarning('/Stack/Crls', Match.stringLikeRegexp('grants access to acm-pca\\.amazonaws\\.com\\. .*crlBucketRegionUnknown'));
  });

  test('about imported buckets names each bucket, once', () => {
    const stack = newStack({ env: ENVIRONMENT });
    const bucket = new CrlBucket(stack, 'Crls', { bucket: s3.Bucket.fromBucketName(stack, 'Mine', 'amzn-s3-demo-bucket') });
    const logBucket = s3.Bucket.fromBucketName(stack, 'Logs', 'amzn-s3-demo-bucket1');
    new CrlDistribution(stack, 'Cdn', { bucket, logBucket });
    const warnings = (path: string, text: string) => Annotations.fromStack(stack).findWarning(path, Match.stringLikeRegexp(text));

    expect(warnings('/Stack/Crls', 'policy of the bucket Stack/Mine\\.[^]*acm-pca')).toHaveLength(1);
    expect(warnings('/Stack/Crls', 'policy of the bucket Stack/Mine\\.[^]*cloudfront')).toHaveLength(1);
    expect(warnings('/Stack/Cdn', 'policy of the access-log bucket Stack/Logs\\.[^]*delivery-source')).toHaveLength(1);
    Template.fromStack(stack).hasResource('AWS::Logs::Delivery', { DependsOn: Match.absent() });
  });

  test('about a service principal that is not known names both Regions', () => {
    const stack = newStack();
    new CrlBucket(stack, 'Crls', { certificateAuthorityEnvironments: [{ account: '444455556666', region: 'af-south-1' }] });

    Annotations.fromStack(stack).hasWarning('/Stack/Crls', acknowledged(
      'The service principal that writes CRLs from af-south-1 to a bucket in a Region that is known only at deployment is not documented or not known. '
      + 'The bucket policy grants access to acm-pca.af-south-1.amazonaws.com. If CA deployment fails with a permission error, use a CrlBucket in the '
      + 'Region of the CA.', 'crlBucketRegionUnknown'));
  });
});

describe('an error', () => {
  const crl = (options: Parameters<typeof Revocation.crl>[0]) => () =>
    newRoot(newStack({ env: ENVIRONMENT }), 'Root', Revocation.crl({ distributionPoint: CrlDistributionPoint.bucketUrl(), ...options }));

  test('about an expiration names the period', () => {
    expect(errorOf('CrlExpiration', crl({ expiration: Duration.hours(36) })).message).toContain(
      'expiration must be a whole number of days from 1 to 5000; got "1.5 days". Fix: Use Duration.days() with a value in this range, or remove expiration.');
    expect(crl({ expiration: Duration.days(Token.asNumber({ Ref: 'Days' })) })).not.toThrow();
  });

  test.each<[string, () => unknown]>([
    ['cname must be a string; got 42', () => crl({ distributionPoint: CrlDistributionPoint.customCname(42 as never) })()],
    ['distribution must be an instance of ', () => crl({ distributionPoint: CrlDistributionPoint.distribution('cdn' as never) })()],
    ['crl must be an object with properties; got "crl"', () => newRoot(newStack(), 'Root', Revocation.crlAndOcsp('crl' as never))],
    ['crl must be an object with properties; got "a list of 1"', () => newRoot(newStack(), 'Root', Revocation.crlAndOcsp([{}] as never))],
  ])('about a wrong type names the value: %s', (text, mistake) => {
    expect(errorOf('PropertyType', mistake).message).toContain(text);
  });

  test('about a value with the wrong form names the property', () => {
    const region = () => new OcspDistribution(newStack({ env: ENVIRONMENT }), 'Ocsp', { certificateAuthorityRegion: 'us_east' });
    const retention = () => new CrlBucket(newStack(), 'Crls', { supersededCrlRetention: Duration.hours(12) });
    const [type, path] = [{ type: CrlType.of('no type!') }, { customPath: 'a'.repeat(254) }];

    expect(errorOf('RegionName', region).message).toMatch(/^certificateAuthorityRegion must .* at Stack\/Ocsp\]$/);
    expect(errorOf('LifecycleDays', retention).message).toMatch(/^supersededCrlRetention must /);
    expect(() => crl(type)()).toThrow(/^type must .* at Stack\/Root\]$/);
    expect(errorOf('CrlCustomPath', crl(path)).message).toMatch(/^customPath must /);
  });

  test('about a bucket with two purposes names both', () => {
    const reportsIn = (stack: Stack, bucket: s3.IBucket) => new AuditReportBucket(stack, 'Audit', { bucket, certificateAuthorities: [newRoot(stack)] });
    const both = (uses: (stack: Stack, bucket: s3.IBucket) => unknown, isFirst: boolean) => () => {
      const stack = newStack({ env: ENVIRONMENT });
      const bucket = new s3.Bucket(stack, 'Mine');
      (isFirst ? [uses, reportsIn] : [reportsIn, uses]).forEach((use) => use(stack, bucket));
    };
    const [crls, logs] = [
      (stack: Stack, bucket: s3.IBucket) => new CrlBucket(stack, 'Crls', { bucket }),
      (stack: Stack, logBucket: s3.IBucket) => new OcspDistribution(stack, 'Ocsp', { logBucket }),
    ];

    for (const isFirst of [true, false]) {
      expect(errorOf('BucketPurpose', both(crls, isFirst)).message).toContain('both audit reports and CRLs, because');
      expect(errorOf('BucketPurpose', both(logs, isFirst)).message).toContain('both audit reports and access logs of a distribution, because');
    }
  });

  test('about a distribution in another stack names that stack by its path', () => {
    const stage = new Stage(new App(), 'Prod', { env: ENVIRONMENT });
    const [own, other] = ['Own', 'Other'].map((id) => new Stack(stage, id));

    expect(errorOf('DistributionStack', () => new CrlDistribution(other, 'Cdn', { bucket: new CrlBucket(own, 'Crls') })).message)
      .toContain('be in the stack of the distribution (Prod/Other)');
  });

  test('about a path that other objects use says why', () => {
    for (const customPath of ['audit-report', 'audit-report/crl', 'AWSLogs/x']) {
      expect(errorOf('CrlCustomPath', crl({ customPath })).message).toContain('customPath must not start with audit-report/ or AWSLogs/, because a '
        + `CRL distribution would publish reports or logs; got "${customPath}". Fix: Choose another path.`);
    }
    expect(crl({ customPath: 'audit-reports' })).not.toThrow();
  });

  test('names the property with the name that is not valid', () => {
    const ocsp = () => newRoot(newStack({ env: ENVIRONMENT }), 'Root', Revocation.ocsp({ customCname: 'http://ocsp' }));
    const distribution = () => new OcspDistribution(newStack({ env: ENVIRONMENT }), 'Ocsp', { domainName: 'http://ocsp' });

    expect(errorOf('RevocationCname', crl({ distributionPoint: CrlDistributionPoint.customCname('http://crl') })).message).toMatch(/^customCname must be a domain/);
    expect(errorOf('RevocationCname', ocsp).message).toMatch(/^customCname must be a domain name without protocol, port, or path/);
    expect(errorOf('RevocationCname', distribution).message).toMatch(/^domainName must be .* at Stack\/Ocsp\]$/);
  });

  test('about an environment names the property, and what is wrong', () => {
    const environment = (env: { account?: string; region?: string }) => () =>
      new CrlBucket(newStack({ env: ENVIRONMENT }), 'Crls', { certificateAuthorityEnvironments: [env] });

    ['1111222233334', 'x111122223333'].forEach((account) => errorOf('AccountId', environment({ account })));
    expect(errorOf('AccountId', environment({ account: '1' })).message).toMatch(/^certificateAuthorityEnvironments must be 12 digits/);
    expect(environment({ account: '444455556666' })).not.toThrow();
    expect(() => environment({ region: 'US East' })()).toThrow(/^certificateAuthorityEnvironments must /);
  });

  test('about a certificate without a domain name names both', () => {
    const stack = newStack({ env: ENVIRONMENT });
    const certificate = acm.Certificate.fromCertificateArn(stack, 'Cert', 'arn:aws:acm:us-east-1:111122223333:certificate/1');

    expect(errorOf('DistributionCertificate', () => new OcspDistribution(stack, 'Ocsp', { certificate })).message).toContain(
      'domainName and certificate must be specified together, because CloudFront requires a certificate for a custom domain name; '
      + 'got {"certificate":"Stack/Cert"}');
  });
});

describe('descriptions and names', () => {
  test('of a distribution say what it serves', () => {
    const stack = newStack({ env: ENVIRONMENT });
    new CrlDistribution(stack, 'Cdn', { bucket: new CrlBucket(stack, 'Crls') });
    new OcspDistribution(stack, 'Ocsp');
    const template = Template.fromStack(stack);

    ['Certificate revocation lists of AWS Private CA', 'OCSP of AWS Private CA'].forEach((Comment) =>
      template.hasResourceProperties('AWS::CloudFront::Distribution', { DistributionConfig: Match.objectLike({ Comment }) }));
    template.hasResourceProperties('AWS::CloudFront::CachePolicy', {
      CachePolicyConfig: Match.objectLike({ Comment: 'Cache duration of CRLs', MinTTL: 0, DefaultTTL: 300, MaxTTL: 300 }),
    });
    expect(JSON.stringify(template.findResources('AWS::CloudFront::CachePolicy'))).toContain('"pca-crl-');
    expect(JSON.stringify(template.findResources('AWS::CloudFront::OriginAccessControl'))).toContain('"pca-crl-');
  });

  test('of a bucket with a key say what it contains, and superseded CRLs expire after 90 days', () => {
    const stack = newStack({ env: ENVIRONMENT });
    new CrlBucket(stack, 'Crls', { encryption: PrivateCaBucketEncryption.kms() });
    const template = Template.fromStack(stack);

    template.hasResourceProperties('AWS::KMS::Key', { Description: Match.stringLikeRegexp('CRLs') });
    template.hasResourceProperties('AWS::S3::Bucket', {
      LifecycleConfiguration: {
        Rules: [Match.objectLike({
          Id: 'expire-superseded-crls', NoncurrentVersionExpiration: { NoncurrentDays: 90 }, AbortIncompleteMultipartUpload: { DaysAfterInitiation: 7 },
        })],
      },
      LoggingConfiguration: { LogFilePrefix: Match.stringLikeRegexp('^crls-[0-9a-f]{8}/$') },
    });
  });

  test('of the alarm on a replication say what failed, and what to do', () => {
    const app = new App();
    const replica = new CrlReplica(new Stack(app, 'Away', { env: { ...ENVIRONMENT, region: 'us-west-2' } }), 'Replica');
    const stack = new Stack(app, 'Stack', { env: ENVIRONMENT });

    expect(new CrlBucket(stack, 'Crls', { replica }).replicationAlarm).toBeDefined();
    Template.fromStack(stack).hasResourceProperties('AWS::CloudWatch::Alarm', {
      AlarmDescription: Match.stringLikeRegexp('^MEDIUM: S3 could not replicate a CRL to the other Region, so that clients receive an old CRL if the Region of '
        + 'the CRL bucket is unavailable\\. What to do: Correct the role, the bucket policy, or the key policy\\. AWS Private CA publishes a new CRL after '
        + 'half of its lifetime, which S3 then replicates\\. .*crl-not-replicated'),
    });
  });
});

test('CRLs expire after seven days by default, and OCSP is disabled', () => {
  const stack = newStack({ env: ENVIRONMENT });
  newRoot(stack, 'Root', Revocation.crl());

  Template.fromStack(stack).hasResourceProperties('AWS::ACMPCA::CertificateAuthority', {
    RevocationConfiguration: {
      CrlConfiguration: { Enabled: true, ExpirationInDays: 7, S3ObjectAcl: 'BUCKET_OWNER_FULL_CONTROL', CrlType: 'COMPLETE' },
      OcspConfiguration: { Enabled: false },
    },
  });
});
