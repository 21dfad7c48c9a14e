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

const newSubject = () => DistinguishedName.of({ commonName: 'Example Corp Root CA G1' });
const OFF = { Enabled: false };

function newRoot(stack: Stack, props: Partial<RootCertificateAuthorityProps>): RootCertificateAuthority {
  return new RootCertificateAuthority(stack, 'Root', { subject: newSubject(), ...props });
}

/** The revocation configuration in the template. */
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

describe('the revocation configuration', () => {
  test('is absent without revocation', () => {
    expect(configurationOf(() => undefined)).toBeUndefined();
  });

  test('of none() contains only two disabled blocks', () => {
    expect(configurationOf(() => Revocation.none())).toEqual({ CrlConfiguration: OFF, OcspConfiguration: OFF });
  });

  test('of ocsp() uses the AWS responder, and no CRL', () => {
    expect(configurationOf(() => Revocation.ocsp()))
      .toEqual({ CrlConfiguration: OFF, OcspConfiguration: { Enabled: true } });
  });

  test('of ocsp() contains a custom domain name', () => {
    expect(configurationOf(() => Revocation.ocsp({ customCname: 'ocsp.example.com' }))).toEqual({
      CrlConfiguration: OFF, OcspConfiguration: { Enabled: true, OcspCustomCname: 'ocsp.example.com' },
    });
  });

  test('of crl() is a complete CRL for seven days in a new bucket, with the ACL of the owner, and no OCSP', () => {
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

  test('of crl() contains all options', () => {
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

  test('of an omitted distribution point contains no domain name', () => {
    const crl = crlOf(() => Revocation.crl({ distributionPoint: CrlDistributionPoint.omitted() }));

    expect(crl).toMatchObject({ CrlDistributionPointExtensionConfiguration: { OmitExtension: true } });
    expect(crl).not.toHaveProperty('CustomCname');
  });

  test('of crlAndOcsp() contains both', () => {
    expect(configurationOf(() => Revocation.crlAndOcsp())).toMatchObject({
      CrlConfiguration: { Enabled: true, ExpirationInDays: 7 }, OcspConfiguration: { Enabled: true },
    });
    expect(configurationOf(() => Revocation.crlAndOcsp({ crl: { expiration: Duration.days(1) }, ocsp: { customCname: 'ocsp.example.com' } }))).toMatchObject({
      CrlConfiguration: { ExpirationInDays: 1 }, OcspConfiguration: { OcspCustomCname: 'ocsp.example.com' },
    });
  });

  test('supports a CRL type that the library does not define', () => {
    expect(crlOf(() => Revocation.crl({ type: CrlType.of('DELTA') }))).toMatchObject({ CrlType: 'DELTA' });
    expect(`${CrlType.PARTITIONED}`).toBe('PARTITIONED');
  });

  test('has a separate bucket for each CA if two CAs share a Revocation', () => {
    const stack = newStack();
    const revocation = Revocation.crl();
    ['A', 'B'].forEach((id) => new RootCertificateAuthority(stack, id, { subject: newSubject(), revocation }));

    const buckets = Object.values(Template.fromStack(stack).findResources('AWS::ACMPCA::CertificateAuthority'))
      .map(({ Properties }) => Properties.RevocationConfiguration.CrlConfiguration.S3BucketName.Ref);
    expect(new Set(buckets).size).toBe(2);
  });
});

test('no option can set an ACL that makes a CRL public', () => {
  const assembly = readFileSync(join(__dirname, '../../.jsii'), 'utf8');

  expect(assembly).not.toContain('PUBLIC_READ');
  expect(assembly).not.toMatch(/"name": "\w*[oO]bjectAcl\w*"/);
});

describe('warnings', () => {
  test('a general-purpose CA without revocation has a warning with the reason and the alternatives', () => {
    expect(warningsOf({})).toEqual([expect.stringMatching(/until it expires.*Revocation\.ocsp\(\).*Revocation\.none\(\).*cdk-private-ca:noRevocation/s)]);
  });

  test.each<[string, () => Partial<RootCertificateAuthorityProps>]>([
    ['Revocation.none()', () => ({ revocation: Revocation.none() })],
    ['short-lived mode', () => ({ usageMode: UsageMode.SHORT_LIVED_CERTIFICATE })],
    ['OCSP', () => ({ revocation: Revocation.ocsp() })],
    ['bucketUrl()', () => ({ revocation: Revocation.crl({ distributionPoint: CrlDistributionPoint.bucketUrl() }) })],
    ['customCname()', () => ({ revocation: Revocation.crl({ distributionPoint: CrlDistributionPoint.customCname('crl.example.com') }) })],
    ['omitted()', () => ({ revocation: Revocation.crl({ distributionPoint: CrlDistributionPoint.omitted() }) })],
  ])('a CA with %s has no warning', (_name, props) => {
    expect(warningsOf(props())).toEqual([]);
  });

  test('a CRL that clients cannot download has a warning', () => {
    expect(warningsOf({ revocation: Revocation.crl() })).toEqual([expect.stringMatching(/S3 URL.*cdk-private-ca:crlNotReachable/s)]);
  });
});

describe('changing revocation', () => {
  const KINDS: Record<string, (distribution: CrlDistribution) => Revocation | undefined> = {
    'no revocation': () => undefined,
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

  test.each(pairs)('from %s to %s changes only RevocationConfiguration of the CA', (from, to) => {
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

describe('a value that is not supported', () => {
  const crl = (options: CrlOptions) => () => newRoot(newStack(), { revocation: Revocation.crl(options) });
  const cname = (name: string) => crl({ distributionPoint: CrlDistributionPoint.customCname(name) });

  test.each([0, 5001, 1.5])('an expiration of %p days', (days) => {
    expect(errorOf('CrlExpiration', crl({ expiration: Duration.hours(days * 24) })).message).toContain('a whole number of days from 1 to 5000');
  });

  test.each([1, 5000])('an expiration of %p days is supported', (days) => {
    expect(crl({ expiration: Duration.days(days) })).not.toThrow();
  });

  test.each([
    'http://crl.example.com', 'https://crl.example.com', 'crl.example.com/crl', 'crl.example.com:80', 'crl example.com', 'crl_1.example.com', '-crl.example.com',
    'crl..example.com', 'crl.example.com.', '', `${'a'.repeat(64)}.example.com`, `${'abcdefg.'.repeat(31)}abcdef`,
  ])('the domain name %p, for CRLs and for OCSP', (name) => {
    errorOf('RevocationCname', cname(name));
    errorOf('RevocationCname', () => newRoot(newStack(), { revocation: Revocation.ocsp({ customCname: name }) }));
  });

  test.each(['crl.example.com', 'CRL-1.example.com', 'localhost', `${'abcdefg.'.repeat(31)}abcde`])('the domain name %p is supported', (name) => {
    expect(cname(name)).not.toThrow();
  });

  test.each(['', '/crls', 'crls/', 'a//b', 'a b', 'a*', 'a?b', 'ä', 'a#b', '%2e%2e/x', 'a%20b', 'a+b', '.', '..', 'a/../b', './a',
    'audit-report', 'audit-report/x', 'AWSLogs', 'a'.repeat(254)])('the custom path %p', (customPath) => {
    errorOf('CrlCustomPath', crl({ customPath }));
  });

  test.each(['/', 'crls', 'a/b/c', 'a-b_c.d;e:f@g&h=i$k,l!n~o\'p(q)', '.well-known/crls', 'audit-reports', 'a'.repeat(253)])('the custom path %p is supported', (customPath) => {
    expect(crl({ customPath })).not.toThrow();
  });

  test('a bucket together with a distribution that serves another bucket', () => {
    const stack = newStack();
    const distribution = new CrlDistribution(stack, 'Cdn', { bucket: new CrlBucket(stack, 'Crls') });
    const distributionPoint = CrlDistributionPoint.distribution(distribution);

    errorOf('CrlBucketMismatch', () => newRoot(stack, {
      revocation: Revocation.crl({ distributionPoint, bucket: new CrlBucket(stack, 'Other') }),
    }));
    expect(() => new RootCertificateAuthority(stack, 'Same', {
      subject: newSubject(), revocation: Revocation.crl({ distributionPoint, bucket: distribution.bucket }),
    })).not.toThrow();
  });

  test('a token passes every check', () => {
    const late = Lazy.string({ produce: () => 'http://late' });

    expect(crlOf(() => Revocation.crl({
      distributionPoint: CrlDistributionPoint.customCname(late),
      customPath: late,
      expiration: Duration.days(Token.asNumber(Lazy.number({ produce: () => 9000 }))),
    }))).toMatchObject({ CustomCname: 'http://late', CustomPath: 'http://late', ExpirationInDays: 9000 });
  });
});
