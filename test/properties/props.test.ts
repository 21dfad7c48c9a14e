import {
  App, CfnResource, Duration, Environment, Lazy, RemovalPolicy, Stack, aws_acmpca as acmpca, aws_certificatemanager as acm,
  aws_kms as kms, aws_s3 as s3,
} from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import * as fc from 'fast-check';
import { AuditReportBucket } from '../../src/audit/audit-report-bucket';
import { AuditReportBucketProps } from '../../src/audit/audit-report-bucket-props';
import { IPrivateCertificateAuthority, PrivateCertificateAuthority } from '../../src/authority/private-certificate-authority';
import { RootCertificateAuthority } from '../../src/authority/root-certificate-authority';
import { SubordinateCertificateAuthority } from '../../src/authority/subordinate-certificate-authority';
import { CertificateTemplate, TemplatePassthrough } from '../../src/model/certificate-template';
import { CrlType } from '../../src/model/crl-type';
import { DistinguishedName } from '../../src/model/distinguished-name';
import { KeyAlgorithm } from '../../src/model/key-algorithm';
import { PrivateCaBucketEncryption } from '../../src/model/private-ca-bucket-encryption';
import { SigningAlgorithm } from '../../src/model/signing-algorithm';
import { UsageMode } from '../../src/model/usage-mode';
import { Validity } from '../../src/model/validity';
import { CertificateAuthorityHierarchy } from '../../src/pattern/certificate-authority-hierarchy';
import { HierarchyLevel } from '../../src/pattern/hierarchy-level';
import { ERROR_CODES } from '../../src/private/error-codes';
import { PrivateCaError } from '../../src/private/errors';
import { CrlBucket } from '../../src/revocation/crl-bucket';
import { CrlDistribution } from '../../src/revocation/crl-distribution';
import { CrlDistributionPoint } from '../../src/revocation/crl-distribution-point';
import { CrlOptions, Revocation } from '../../src/revocation/revocation';
import { certificate, ecKey } from '../support/x509';

/*
 * Whatever the props: a valid template or an error of ours, never anything else. 200 runs in `npm test`; `npm run
 * verify` sets PROPERTY_RUNS to 2,000.
 */

type Json = Record<string, unknown>;

const numRuns = Number(process.env.PROPERTY_RUNS ?? 200);
/** One seed, so that a run can be repeated; PROPERTY_SEED explores others. */
const seed = Number(process.env.PROPERTY_SEED ?? 20261121);
const outcomes = { templates: 0, errors: new Map<string, number>() };

/** Builds, and gives the template, or nothing where the library refused with a coded error that names a path. */
function templateOrCodedError(build: (stack: Stack) => void, env?: Environment): Json | undefined {
  const stack = new Stack(new App(), 'Stack', { env });
  let json: Json;
  try {
    build(stack);
    json = Template.fromStack(stack).toJSON();
  } catch (error) {
    if (!(error instanceof PrivateCaError)) { throw error; }
    expect(Object.keys(ERROR_CODES)).toContain(error.code);
    expect(error.constructPath).toMatch(/^Stack/);
    expect(error.message).toContain(`[${error.code} at ${error.constructPath}]`);
    outcomes.errors.set(error.code, (outcomes.errors.get(error.code) ?? 0) + 1);
    return undefined;
  }
  outcomes.templates++;
  return json;
}

/** What must hold of every template that comes out. */
function expectValid(template: Json | undefined): void {
  if (!template) { return; }
  const text = JSON.stringify(template);
  expect(text).not.toMatch(/NaN|undefined|\[object|\$\{Token|arn:aws[a-z-]*:s3/);
  expect(text).not.toContain('"aws:SourceArn":[]');
  const resources = Object.values((template.Resources ?? {}) as Record<string, { Type: string; Properties: Json }>);
  for (const { Type, Properties } of resources) {
    if (Type === 'AWS::ACMPCA::CertificateAuthority') { expect(JSON.stringify(Properties)).not.toMatch(/PUBLIC_READ|"Enabled":false,/); }
    if (Type === 'AWS::ACMPCA::Certificate') { expect(JSON.stringify(Properties.TemplateArn)).toMatch(/:acm-pca:::template\//); }
    if (Type === 'AWS::ACMPCA::CertificateAuthorityActivation') { expect(['ACTIVE', 'DISABLED']).toContain(Properties.Status); }
  }
}

const text = fc.oneof(
  fc.string({ maxLength: 70 }), fc.constantFrom('US', 'Example Corp Root CA G1'),
  fc.constant(null).map(() => Lazy.string({ produce: () => 'late' })),
);
const optional = <T>(arbitrary: fc.Arbitrary<T>) => fc.option(arbitrary, { nil: undefined });
const lateNumber = fc.constant(null).map(() => Lazy.number({ produce: () => 3 }));
const count = fc.oneof(fc.integer({ min: -2, max: 40 }), fc.double(), lateNumber);
const subject = fc.oneof(
  { weight: 3, arbitrary: fc.constant(DistinguishedName.of({ commonName: 'Example Corp CA G1' })) },
  fc.record({ commonName: text, country: text, organization: text, serialNumber: text }, { requiredKeys: [] })
    .map((attributes) => DistinguishedName.of(attributes)),
  fc.array(fc.record({ objectIdentifier: fc.constantFrom('2.5.4.3', '1.2', 'x'), value: text }), { maxLength: 4 })
    .map((attributes) => DistinguishedName.ofCustomAttributes(attributes)),
);
const validity = fc.oneof(
  ...[Validity.years, Validity.months, Validity.days, Validity.absolute].map((of) => count.map((value) => of(value))),
  fc.constantFrom('20361231235959', '361231235959', '2036-12-31', '20360230000000').map((end) => Validity.endDate(end)),
  text.map((end) => Validity.endDate(end)),
);
const keyAlgorithm = fc.constantFrom(...Object.values(KeyAlgorithm) as KeyAlgorithm[], KeyAlgorithm.of('FUTURE'));
const signingAlgorithm = fc.constantFrom(...Object.values(SigningAlgorithm) as SigningAlgorithm[], SigningAlgorithm.of('FUTURE'));
const passthrough = fc.constantFrom(...Object.values(TemplatePassthrough) as TemplatePassthrough[]);
const template = fc.tuple(
  fc.constantFrom(CertificateTemplate.ROOT_CA, CertificateTemplate.END_ENTITY, CertificateTemplate.blankRootCa(),
    CertificateTemplate.blankRootCa(1), CertificateTemplate.subordinateCa(1), CertificateTemplate.blankSubordinateCa(2),
    CertificateTemplate.of('Future/V1')), passthrough,
).map(([base, more]) => base.withPassthrough(more));
const common = {
  subject,
  keyAlgorithm: optional(keyAlgorithm),
  signingAlgorithm: optional(signingAlgorithm),
  usageMode: optional(fc.constantFrom(UsageMode.GENERAL_PURPOSE, UsageMode.SHORT_LIVED_CERTIFICATE)),
  validity: optional(validity),
  disabled: optional(fc.boolean()),
};
const rare = { certificateTemplate: template, validityNotBefore: validity, apiPassthrough: fc.record({ subject }) };
const environment = fc.constantFrom(undefined, { account: '111122223333', region: 'us-east-1' }, { account: '111122223333', region: 'cn-north-1' });
const rootProps = fc.record({ ...common, ...rare }, { requiredKeys: ['subject'] });

test('a root CA is a valid template or a coded error', () => {
  fc.assert(fc.property(rootProps, environment, (props, env) => {
    expectValid(templateOrCodedError((stack) => new RootCertificateAuthority(stack, 'Root', props), env));
  }), { numRuns, seed });
});

test('a hierarchy is a valid template or a coded error', () => {
  const level = fc.record({ ...common, pathLength: optional(fc.integer({ min: -1, max: 4 })), issuerSigningAlgorithm: optional(signingAlgorithm) }, { requiredKeys: ['subject'] });
  const top = fc.oneof(fc.constant(undefined), fc.record({
    certificateChainPem: optional(fc.constant(certificate({ subject: 'Root CA', key: ecKey('prime256v1'), notAfter: '2046-11-01' }))), keyAlgorithm: optional(keyAlgorithm), pathLength: optional(fc.integer({ min: 0, max: 3 })),
  }));
  fc.assert(fc.property(top, fc.array(level, { maxLength: 5 }), (imported, levels) => {
    expectValid(templateOrCodedError((stack) => {
      let parent: IPrivateCertificateAuthority = imported
        ? PrivateCertificateAuthority.fromCertificateAuthorityAttributes(stack, 'Root', {
          certificateAuthorityArn: 'arn:aws:acm-pca:us-east-1:111122223333:certificate-authority/1', ...imported,
        })
        : new RootCertificateAuthority(stack, 'Root', { subject: DistinguishedName.of({ commonName: 'Root' }) });
      levels.forEach((props, index) => {
        parent = new SubordinateCertificateAuthority(stack, `Level${index}`, { ...props, parent });
      });
    }));
  }), { numRuns, seed });
});

test('a hierarchy in one statement is a valid template or a coded error that leaves no resource', () => {
  const { tree } = fc.letrec<{ tree: HierarchyLevel }>((tie) => ({
    tree: fc.record({
      ...common,
      name: fc.oneof({ weight: 9, arbitrary: fc.integer({ min: 0, max: 99 }).map((number) => `Level${number}`) }, text),
      // Two levels with one subject are an error.
      subject: fc.oneof({ weight: 9, arbitrary: fc.integer({ min: 0, max: 9999 }).map((number) => DistinguishedName.of({ commonName: `CA ${number}` })) }, subject),
      certificateGeneration: fc.oneof({ weight: 9, arbitrary: fc.constantFrom(undefined, 1, 2) }, count),
      pathLength: fc.oneof({ weight: 9, arbitrary: fc.constant(undefined) }, fc.integer({ min: -1, max: 4 })),
      validity: fc.oneof({ weight: 9, arbitrary: fc.constant(undefined) }, validity),
      keyAlgorithm: fc.constantFrom(undefined, KeyAlgorithm.RSA_2048, KeyAlgorithm.EC_PRIME256V1),
      signingAlgorithm: fc.oneof({ weight: 9, arbitrary: fc.constant(undefined) }, signingAlgorithm),
      below: fc.array(tie('tree'), { maxLength: 2, depthIdentifier: 'levels' }),
    }, { requiredKeys: ['name', 'subject'] }),
  }));
  const shape = fc.record({ root: tree, rootDisabled: optional(fc.boolean()), revocation: fc.constantFrom(undefined, Revocation.ocsp(), Revocation.crl()) }, { requiredKeys: ['root'] });

  fc.assert(fc.property(shape, (props) => {
    let failed: Stack | undefined;
    expectValid(templateOrCodedError((stack) => {
      failed = stack;
      new CertificateAuthorityHierarchy(stack, 'Pki', props);
      failed = undefined; // a value that is known only later can still fail at synthesis
    }));
    if (failed) { expect(failed.node.findAll().filter((node) => CfnResource.isCfnResource(node)).map(({ node }) => node.path)).toEqual([]); }
  }), { numRuns, seed });
});

test('an audit bucket is a valid template or a coded error', () => {
  const days = fc.oneof(
    fc.integer({ min: 0, max: 4000 }).map(Duration.days),
    fc.integer({ min: 1, max: 100 }).map(Duration.hours),
    fc.constant(null).map(() => Duration.days(Lazy.number({ produce: () => 5 }))),
  );
  const shape = fc.record({
    cas: fc.array(fc.integer({ min: 1, max: 4 }), { maxLength: 4 }),
    accounts: fc.constantFrom('111122223333', '444455556666'),
    key: fc.constantFrom('none', 'new', 'own', 'imported', 'alias', 'managed', 's3'),
    bucketKeyEnabled: optional(fc.boolean()),
    bucket: fc.constantFrom('none', 'none', 'named', 'unnamed', 'imported', 'locked'),
    bucketNamePrefix: optional(fc.oneof(text, fc.stringMatching(/^[a-z0-9-]{0,25}$/))),
    archiveReportsAfter: optional(days),
    reportRetention: optional(days),
    denyOtherWriters: optional(fc.boolean()),
    removalPolicy: optional(fc.constantFrom(RemovalPolicy.DESTROY, RemovalPolicy.RETAIN)),
    sharedLogs: fc.boolean(),
  });

  fc.assert(fc.property(shape, environment, (given, env) => {
    const { cas, accounts, key, bucketKeyEnabled, bucket, sharedLogs, ...rest } = given;
    expectValid(templateOrCodedError((stack) => {
      const keys: Record<string, () => kms.IKey | undefined> = {
        none: () => undefined,
        s3: () => undefined,
        new: () => undefined,
        own: () => new kms.Key(stack, 'OwnKey'),
        imported: () => kms.Key.fromKeyArn(stack, 'OwnKey', 'arn:aws:kms:us-east-1:111122223333:key/1'),
        alias: () => kms.Alias.fromAliasName(stack, 'OwnKey', 'alias/own'),
        managed: () => kms.Alias.fromAliasName(stack, 'OwnKey', 'alias/aws/s3'),
      };
      const buckets: Record<string, () => s3.IBucket | undefined> = {
        none: () => undefined,
        named: () => new s3.Bucket(stack, 'Mine', { bucketName: 'amzn-s3-demo-bucket' }),
        unnamed: () => new s3.Bucket(stack, 'Mine'),
        imported: () => s3.Bucket.fromBucketName(stack, 'Mine', 'amzn-s3-demo-bucket'),
        locked: () => new s3.Bucket(stack, 'Mine', { objectLockEnabled: true }),
      };
      const encryption = key === 'none' ? undefined
        : key === 's3' ? PrivateCaBucketEncryption.s3Managed() : PrivateCaBucketEncryption.kms({ key: keys[key](), bucketKeyEnabled });
      const props: AuditReportBucketProps = {
        certificateAuthorities: cas.map((number, index) => acmpca.CertificateAuthority.fromCertificateAuthorityArn(stack, `Ca${index}`,
          `arn:aws:acm-pca:us-east-1:${accounts}:certificate-authority/${number}`)),
        encryption,
        bucket: buckets[bucket](),
        serverAccessLogsBucket: sharedLogs ? new s3.Bucket(stack, 'Logs') : undefined,
        ...rest,
      };
      new AuditReportBucket(stack, 'Audit', props);
    }, env));
  }), { numRuns, seed });
});

test('revocation is a valid template or a coded error', () => {
  const cname = fc.oneof(fc.domain(), text, fc.constantFrom('http://crl.example.com', 'crl.example.com'));
  const shape = fc.record({
    kind: fc.constantFrom('crl', 'ocsp', 'both', 'none'),
    point: fc.constantFrom('default', 'distribution', 'cname', 'url', 'omitted'),
    key: fc.constantFrom('s3', 'new', 'own', 'imported'),
    bucketKeyEnabled: optional(fc.boolean()),
    bucket: fc.constantFrom('none', 'none', 'named', 'unnamed', 'imported', 'locked'),
    domain: fc.boolean(),
    logged: fc.boolean(),
    cname,
    days: optional(count),
    customPath: optional(fc.oneof(text, fc.webPath(), fc.constantFrom('/', 'pki/lists'))),
    type: optional(fc.constantFrom(CrlType.COMPLETE, CrlType.PARTITIONED)),
    region: optional(fc.constantFrom('us-east-1', 'eu-west-1', 'af-south-1', 'xx-north-1')),
  });
  const buckets: Record<string, (stack: Stack) => s3.IBucket | undefined> = {
    none: () => undefined,
    named: (stack) => new s3.Bucket(stack, 'Mine', { bucketName: 'amzn-s3-demo-bucket' }),
    unnamed: (stack) => new s3.Bucket(stack, 'Mine'),
    imported: (stack) => s3.Bucket.fromBucketName(stack, 'Mine', 'amzn-s3-demo-bucket'),
    locked: (stack) => new s3.Bucket(stack, 'Mine', { objectLockEnabled: true }),
  };
  const encryptions: Record<string, (stack: Stack, bucketKeyEnabled?: boolean) => PrivateCaBucketEncryption> = {
    s3: () => PrivateCaBucketEncryption.s3Managed(),
    new: (_stack, bucketKeyEnabled) => PrivateCaBucketEncryption.kms({ bucketKeyEnabled }),
    own: (stack, bucketKeyEnabled) => PrivateCaBucketEncryption.kms({ key: new kms.Key(stack, 'OwnKey'), bucketKeyEnabled }),
    imported: (stack, bucketKeyEnabled) => PrivateCaBucketEncryption.kms({
      key: kms.Key.fromKeyArn(stack, 'OwnKey', 'arn:aws:kms:us-east-1:111122223333:key/1'), bucketKeyEnabled,
    }),
  };

  fc.assert(fc.property(shape, environment, (given, env) => {
    expectValid(templateOrCodedError((stack) => {
      const bucket = new CrlBucket(stack, 'Crls', {
        bucket: buckets[given.bucket](stack),
        encryption: encryptions[given.key](stack, given.bucketKeyEnabled),
        certificateAuthorityEnvironments: given.region === undefined ? undefined : [{ region: given.region }],
      });
      const points: Record<string, () => CrlDistributionPoint | undefined> = {
        default: () => undefined,
        distribution: () => CrlDistributionPoint.distribution(new CrlDistribution(stack, 'Cdn', {
          bucket,
          domainName: given.domain ? given.cname : undefined,
          certificate: given.domain ? acm.Certificate.fromCertificateArn(stack, 'Certificate',
            'arn:aws:acm:us-east-1:111122223333:certificate/1') : undefined,
          logBucket: given.logged ? bucket.serverAccessLogsBucket : undefined,
        })),
        cname: () => CrlDistributionPoint.customCname(given.cname),
        url: () => CrlDistributionPoint.bucketUrl(),
        omitted: () => CrlDistributionPoint.omitted(),
      };
      const crl: CrlOptions = {
        bucket,
        distributionPoint: points[given.point](),
        // A Duration of CDK takes no negative number and none that is none.
        expiration: given.days !== undefined && given.days >= 0 ? Duration.days(given.days) : undefined,
        customPath: given.customPath,
        type: given.type,
      };
      const ocsp = { customCname: given.domain ? given.cname : undefined };
      const kinds: Record<string, () => Revocation> = {
        crl: () => Revocation.crl(crl),
        ocsp: () => Revocation.ocsp(ocsp),
        both: () => Revocation.crlAndOcsp({ crl, ocsp }),
        none: () => Revocation.none(),
      };
      new RootCertificateAuthority(stack, 'Root', {
        subject: DistinguishedName.of({ commonName: 'Root' }), revocation: kinds[given.kind](),
      });
    }, env));
  }), { numRuns, seed });
});

test('the runs met templates and many kinds of error', () => {
  expect(outcomes.templates).toBeGreaterThan(numRuns / 10);
  expect(outcomes.errors.size).toBeGreaterThan(12);
});
