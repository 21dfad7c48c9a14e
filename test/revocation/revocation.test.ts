import { readFileSync } from 'fs';
import { join } from 'path';
import { Duration, Lazy, Stack, Token } from 'aws-cdk-lib';
import { Annotations, Match, Template } from 'aws-cdk-lib/assertions';
import { RootCertificateAuthority, RootCertificateAuthorityProps } from '../../src/authority/root-certificate-authority';
import { CrlType } from '../../src/model/crl-type';
import { DistinguishedName } from '../../src/model/distinguished-name';
import { UsageMode } from '../../src/model/usage-mode';
import { CrlBucket } from '../../src/revocation/crl-bucket';
import { CrlDistribution } from '../../src/revocation/crl-distribution';
import { CrlDistributionPoint } from '../../src/revocation/crl-distribution-point';
import { CrlOptions, Revocation } from '../../src/revocation/revocation';
import { errorOf } from '../support/errors';
import { newStack } from '../support/stacks';
import { TemplateResource } from '../support/world';

const SUBJECT = DistinguishedName.of({ commonName: 'Example Corp Root CA G1' });
const OFF = { Enabled: false };

function newRoot(stack: Stack, props: Partial<RootCertificateAuthorityProps>): RootCertificateAuthority {
  return new RootCertificateAuthority(stack, 'Root', { subject: SUBJECT, ...props });
}

/** What CloudFormation is told of revocation. */
function configurationOf(revocation: (stack: Stack) => Revocation | undefined): Record<string, unknown> | undefined {
  const stack = newStack();
  newRoot(stack, { revocation: revocation(stack) });
  const [authority] = Object.values(Template.fromStack(stack).findResources('AWS::ACMPCA::CertificateAuthority'));
  return authority.Properties.RevocationConfiguration;
}

const crlOf = (revocation: (stack: Stack) => Revocation) => configurationOf(revocation)!.CrlConfiguration;
const warningsOf = (props: Partial<RootCertificateAuthorityProps>) => {
  const stack = newStack();
  newRoot(stack, props);
  return Annotations.fromStack(stack).findWarning('*', Match.anyValue()).map(({ id, entry }) => `${id}: ${entry.data}`);
};

describe('what is rendered', () => {
  test('nothing where nothing was decided', () => {
    expect(configurationOf(() => undefined)).toBeUndefined();
  });

  test('none(): two blocks that are off and have nothing else in them', () => {
    expect(configurationOf(() => Revocation.none())).toEqual({ CrlConfiguration: OFF, OcspConfiguration: OFF });
  });

  test('ocsp(): the responder of AWS, and no CRL', () => {
    expect(configurationOf(() => Revocation.ocsp()))
      .toEqual({ CrlConfiguration: OFF, OcspConfiguration: { Enabled: true } });
  });

  test('ocsp() with a name of one\'s own', () => {
    expect(configurationOf(() => Revocation.ocsp({ customCname: 'ocsp.example.com' }))).toEqual({
      CrlConfiguration: OFF, OcspConfiguration: { Enabled: true, OcspCustomCname: 'ocsp.example.com' },
    });
  });

  test('crl(): a complete CRL of seven days in a new bucket, by the owner\'s ACL, and no OCSP', () => {
    expect(configurationOf(() => Revocation.crl())).toEqual({
      CrlConfiguration: {
        Enabled: true,
        S3BucketName: { Ref: expect.stringMatching(/^RootCrls/) },
        S3ObjectAcl: 'BUCKET_OWNER_FULL_CONTROL',
        ExpirationInDays: 7,
        CrlType: 'COMPLETE',
      },
      OcspConfiguration: OFF,
    });
  });

  test('crl() with all there is to choose', () => {
    const crl = crlOf((stack) => Revocation.crl({
      bucket: new CrlBucket(stack, 'Crls'),
      distributionPoint: CrlDistributionPoint.customCname('crl.example.com'),
      expiration: Duration.days(30),
      type: CrlType.PARTITIONED,
      customPath: 'pki/lists',
    }));

    expect(crl).toEqual({
      Enabled: true,
      S3BucketName: { Ref: expect.stringMatching(/^Crls/) },
      S3ObjectAcl: 'BUCKET_OWNER_FULL_CONTROL',
      ExpirationInDays: 30,
      CrlType: 'PARTITIONED',
      CustomCname: 'crl.example.com',
      CustomPath: 'pki/lists',
    });
  });

  test('an omitted distribution point, which no name can stand beside', () => {
    const crl = crlOf(() => Revocation.crl({ distributionPoint: CrlDistributionPoint.omitted() }));

    expect(crl).toMatchObject({ CrlDistributionPointExtensionConfiguration: { OmitExtension: true } });
    expect(crl).not.toHaveProperty('CustomCname');
  });

  test('crlAndOcsp(): both', () => {
    expect(configurationOf(() => Revocation.crlAndOcsp())).toMatchObject({
      CrlConfiguration: { Enabled: true, ExpirationInDays: 7 }, OcspConfiguration: { Enabled: true },
    });
    expect(configurationOf(() => Revocation.crlAndOcsp({ crl: { expiration: Duration.days(1) }, ocsp: { customCname: 'ocsp.example.com' } }))).toMatchObject({
      CrlConfiguration: { ExpirationInDays: 1 }, OcspConfiguration: { OcspCustomCname: 'ocsp.example.com' },
    });
  });

  test('a kind of CRL that has no name here', () => {
    expect(crlOf(() => Revocation.crl({ type: CrlType.of('DELTA') }))).toMatchObject({ CrlType: 'DELTA' });
    expect(`${CrlType.PARTITIONED}`).toBe('PARTITIONED');
  });

  test('a bucket for each CA when one revocation serves two', () => {
    const stack = newStack();
    const revocation = Revocation.crl();
    ['A', 'B'].forEach((id) => new RootCertificateAuthority(stack, id, { subject: SUBJECT, revocation }));

    const buckets = Object.values(Template.fromStack(stack).findResources('AWS::ACMPCA::CertificateAuthority'))
      .map(({ Properties }) => Properties.RevocationConfiguration.CrlConfiguration.S3BucketName.Ref);
    expect(new Set(buckets).size).toBe(2);
  });
});

test('no ACL that opens a CRL to the public can be said anywhere', () => {
  const assembly = readFileSync(join(__dirname, '../../.jsii'), 'utf8');

  expect(assembly).not.toContain('PUBLIC_READ');
  expect(assembly).not.toMatch(/"name": "\w*[oO]bjectAcl\w*"/);
});

describe('warnings', () => {
  test('a general-purpose CA without revocation is told why it should have one, and how', () => {
    expect(warningsOf({})).toEqual([expect.stringMatching(/until it expires.*Revocation\.ocsp\(\).*Revocation\.none\(\).*cdk-private-ca:noRevocation/s)]);
  });

  test.each<[string, Partial<RootCertificateAuthorityProps>]>([
    ['a decision for none', { revocation: Revocation.none() }],
    ['short-lived certificates', { usageMode: UsageMode.SHORT_LIVED_CERTIFICATE }],
    ['OCSP', { revocation: Revocation.ocsp() }],
    ['a plain URL that is meant so', { revocation: Revocation.crl({ distributionPoint: CrlDistributionPoint.bucketUrl() }) }],
    ['a name', { revocation: Revocation.crl({ distributionPoint: CrlDistributionPoint.customCname('crl.example.com') }) }],
    ['no distribution point', { revocation: Revocation.crl({ distributionPoint: CrlDistributionPoint.omitted() }) }],
  ])('%s gets none', (_name, props) => {
    expect(warningsOf(props)).toEqual([]);
  });

  test('a CRL that nobody can get is told', () => {
    expect(warningsOf({ revocation: Revocation.crl() })).toEqual([expect.stringMatching(/plain URL.*cdk-private-ca:crlNotReachable/s)]);
  });
});

describe('changing revocation', () => {
  const KINDS: Record<string, (distribution: CrlDistribution) => Revocation | undefined> = {
    'nothing decided': () => undefined,
    'none': () => Revocation.none(),
    'a CRL': ({ bucket }) => Revocation.crl({ bucket, distributionPoint: CrlDistributionPoint.bucketUrl() }),
    'a partitioned CRL through the distribution': (distribution) => Revocation.crl({
      distributionPoint: CrlDistributionPoint.distribution(distribution),
      type: CrlType.PARTITIONED,
      expiration: Duration.days(30),
    }),
    'OCSP': () => Revocation.ocsp({ customCname: 'ocsp.example.com' }),
    'both': (distribution) => Revocation.crlAndOcsp({ crl: { distributionPoint: CrlDistributionPoint.distribution(distribution) } }),
  };

  const templateOf = (kind: string): Record<string, TemplateResource> => {
    const stack = newStack();
    const distribution = new CrlDistribution(stack, 'Cdn', { bucket: new CrlBucket(stack, 'Crls') });
    newRoot(stack, { revocation: KINDS[kind](distribution) });
    return Template.fromStack(stack).toJSON().Resources;
  };
  const pairs = Object.keys(KINDS)
    .flatMap((from) => Object.keys(KINDS).filter((to) => to !== from).map((to) => [from, to]));

  test.each(pairs)('from %s to %s: of all resources the CA alone, and of its properties RevocationConfiguration alone', (from, to) => {
    const [before, after] = [templateOf(from), templateOf(to)];

    expect(Object.keys(after)).toEqual(Object.keys(before));
    const differs = (a: unknown, b: unknown) => JSON.stringify(a) !== JSON.stringify(b);
    const changed = Object.keys(before).filter((id) => differs(before[id].Properties, after[id].Properties));
    expect(changed.map((id) => before[id].Type)).toEqual(['AWS::ACMPCA::CertificateAuthority']);
    const [old, current] = [before, after].map((template) => template[changed[0]].Properties!);
    const names = [...new Set([...Object.keys(old), ...Object.keys(current)])];
    expect(names.filter((name) => differs(old[name], current[name]))).toEqual(['RevocationConfiguration']);
  });
});

describe('bad input', () => {
  const crl = (options: CrlOptions) => () => newRoot(newStack(), { revocation: Revocation.crl(options) });
  const cname = (name: string) => crl({ distributionPoint: CrlDistributionPoint.customCname(name) });

  test.each([0, 5001, 1.5])('an expiration of %p days', (days) => {
    expect(errorOf('CrlExpiration', crl({ expiration: Duration.hours(days * 24) })).message).toContain('1 to 5000 whole days');
  });

  test.each([1, 5000])('an expiration of %p days is allowed', (days) => {
    expect(crl({ expiration: Duration.days(days) })).not.toThrow();
  });

  test.each([
    'http://crl.example.com', 'https://crl.example.com', 'crl.example.com/crl', 'crl.example.com:80', 'crl example.com', 'crl_1.example.com', '-crl.example.com',
    'crl..example.com', 'crl.example.com.', '', `${'a'.repeat(64)}.example.com`, `${'abcdefg.'.repeat(31)}abcdef`,
  ])('a name like %p, for CRLs and for OCSP', (name) => {
    errorOf('RevocationCname', cname(name));
    errorOf('RevocationCname', () => newRoot(newStack(), { revocation: Revocation.ocsp({ customCname: name }) }));
  });

  test.each(['crl.example.com', 'CRL-1.example.com', 'localhost', `${'abcdefg.'.repeat(31)}abcde`])('a name like %p is allowed', (name) => {
    expect(cname(name)).not.toThrow();
  });

  test.each(['', '/crls', 'crls/', 'a//b', 'a b', 'a*', 'a?b', 'ä', 'a#b', '%2e%2e/x', 'a%20b', 'a+b', '.', '..', 'a/../b', './a',
    'audit-report', 'audit-report/x', 'AWSLogs', 'a'.repeat(254)])('a custom path like %p', (customPath) => {
    errorOf('CrlCustomPath', crl({ customPath }));
  });

  test.each(['/', 'crls', 'a/b/c', 'a-b_c.d;e:f@g&h=i$k,l!n~o\'p(q)', '.well-known/crls', 'audit-reports', 'a'.repeat(253)])('a custom path like %p is allowed', (customPath) => {
    expect(crl({ customPath })).not.toThrow();
  });

  test('a bucket beside a distribution that serves another', () => {
    const stack = newStack();
    const distribution = new CrlDistribution(stack, 'Cdn', { bucket: new CrlBucket(stack, 'Crls') });
    const distributionPoint = CrlDistributionPoint.distribution(distribution);

    errorOf('CrlBucketMismatch', () => newRoot(stack, {
      revocation: Revocation.crl({ distributionPoint, bucket: new CrlBucket(stack, 'Other') }),
    }));
    expect(() => new RootCertificateAuthority(stack, 'Same', {
      subject: SUBJECT, revocation: Revocation.crl({ distributionPoint, bucket: distribution.bucket }),
    })).not.toThrow();
  });

  test('what is known only at deployment passes untouched', () => {
    const late = Lazy.string({ produce: () => 'http://late' });

    expect(crlOf(() => Revocation.crl({
      distributionPoint: CrlDistributionPoint.customCname(late),
      customPath: late,
      expiration: Duration.days(Token.asNumber(Lazy.number({ produce: () => 9000 }))),
    }))).toMatchObject({ CustomCname: 'http://late', CustomPath: 'http://late', ExpirationInDays: 9000 });
  });
});
