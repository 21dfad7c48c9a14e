import { Duration, Stack, aws_s3 as s3 } from 'aws-cdk-lib';
import * as fc from 'fast-check';
import { PrivateCertificateAuthority } from '../../src/authority/private-certificate-authority';
import { RootCertificateAuthority, RootCertificateAuthorityProps } from '../../src/authority/root-certificate-authority';
import { AccessMethod } from '../../src/model/access-method';
import { CertificateExtensions } from '../../src/model/certificate-extensions';
import { CertificateTemplate } from '../../src/model/certificate-template';
import { DistinguishedName } from '../../src/model/distinguished-name';
import { ExtendedKeyUsage } from '../../src/model/extended-key-usage';
import { GeneralName } from '../../src/model/general-name';
import { Validity } from '../../src/model/validity';
import { PrivateCaError } from '../../src/private/errors';
import { CrlBucket } from '../../src/revocation/crl-bucket';
import { CrlDistributionPoint } from '../../src/revocation/crl-distribution-point';
import { CrlOptions, Revocation } from '../../src/revocation/revocation';
import shapes from '../fixtures/acmpca-shapes.json';
import { newStack } from '../support/stacks';

/*
 * No check of this library is looser than the AWS SDK's service model: what the library accepts has the lengths, the
 * patterns, and the numbers of entries that AWS Private CA accepts. verify/check_allowed_values.py compares the fixture
 * with the service model.
 */

interface Shape {
  readonly type: string;
  readonly min?: number;
  readonly max?: number;
  readonly pattern?: string;
  readonly enum?: string[];
  readonly member?: string;
  readonly members?: Record<string, string>;
}

const SHAPES = shapes as unknown as Record<string, Shape>;

/** Builds a construct with a value. The path is `Structure.Member` of the service model. */
type Build<T> = (stack: Stack, id: string, value: T) => unknown;

const subject = DistinguishedName.of({ commonName: 'Example Corp Root CA G1' });
const root = (stack: Stack, id: string, props: Partial<RootCertificateAuthorityProps>) =>
  new RootCertificateAuthority(stack, id, { subject, ...props });
const of = <T>(props: (value: T) => Partial<RootCertificateAuthorityProps>): Build<T> =>
  (stack, id, value) => root(stack, id, props(value));
const attribute = (name: string) => of<string>((value) => ({ subject: DistinguishedName.of({ [name]: value }) }));
const extension = <T>(extensions: (value: T) => CertificateExtensions) =>
  of<T>((value) => ({ apiPassthrough: { extensions: extensions(value) } }));
const named = (name: (value: string) => GeneralName) =>
  extension<string>((value) => ({ subjectAlternativeNames: [name(value)] }));
const crl = <T>(options: (value: T) => CrlOptions) =>
  of<T>((value) => ({ revocation: Revocation.crl(options(value)) }));
const custom = (objectIdentifier: string, value = 'BQA=') => ({ objectIdentifier, value });

/** A text of a length: the beginning, and then characters of the unit. */
const padded = (start: string, unit: string) => (length: number) => (start + unit.repeat(length)).slice(0, length);
const OID = { valid: '1.3.6.1.4.1.99999', long: (length: number) => length % 2 === 1 ? padded('1.2', '.1')(length) : `1.22${'.1'.repeat(length / 2 - 2)}` };
const NAME = { valid: 'Example Corp', long: padded('', 'x') };
const HOST = { valid: 'pki.example.com', long: (length: number) => `${'a.'.repeat(length)}`.slice(0, length - 1) + 'b' };
const URI = { valid: 'http://pki.example.com/ca', long: padded('http://pki.example.com/', 'x') };
const CA_ARN = 'arn:aws:acm-pca:us-east-1:111122223333:certificate-authority/11111111-2222-3333-4444-555555555555';

/** A DER-encoded octet string, so that the base64 text has the length, which is a multiple of 4. */
const derOfLength = (length: number) => {
  const size = length / 4 * 3 - 4;
  return Buffer.concat([Buffer.from([0x04, 0x82, Math.floor(size / 256), size % 256]), Buffer.alloc(size)]).toString('base64');
};

/** One valid value, values of any length in the form of the member, and the way into a request. */
interface TextInput {
  readonly valid: string;
  readonly long?: (length: number) => string;
  readonly build: Build<string>;
  /** What AWS receives. */
  readonly sent?: (value: string) => string;
}

const TEXTS: Record<string, TextInput> = {
  'ASN1Subject.CommonName': { ...NAME, build: attribute('commonName') },
  'ASN1Subject.Country': { valid: 'US', build: attribute('country') },
  'ASN1Subject.DistinguishedNameQualifier': { ...NAME, build: attribute('distinguishedNameQualifier') },
  'ASN1Subject.GenerationQualifier': { valid: 'Jr.', long: NAME.long, build: attribute('generationQualifier') },
  'ASN1Subject.GivenName': { ...NAME, build: attribute('givenName') },
  'ASN1Subject.Initials': { valid: 'J.D.', long: NAME.long, build: attribute('initials') },
  'ASN1Subject.Locality': { ...NAME, build: attribute('locality') },
  'ASN1Subject.Organization': { ...NAME, build: attribute('organization') },
  'ASN1Subject.OrganizationalUnit': { ...NAME, build: attribute('organizationalUnit') },
  'ASN1Subject.Pseudonym': { ...NAME, build: attribute('pseudonym') },
  'ASN1Subject.SerialNumber': { ...NAME, build: attribute('serialNumber') },
  'ASN1Subject.State': { ...NAME, build: attribute('state') },
  'ASN1Subject.Surname': { ...NAME, build: attribute('surname') },
  'ASN1Subject.Title': { ...NAME, build: attribute('title') },
  'CustomAttribute.ObjectIdentifier': {
    ...OID, build: of((value) => ({ subject: DistinguishedName.ofCustomAttributes([custom(value, 'x')]) })),
  },
  'CustomAttribute.Value': {
    ...NAME, build: of((value) => ({ subject: DistinguishedName.ofCustomAttributes([custom('2.5.4.3', value)]) })),
  },
  'AccessMethod.CustomObjectIdentifier': {
    ...OID,
    build: of((value) => ({
      csrExtensions: {
        subjectInformationAccess: [
          { accessMethod: AccessMethod.ofObjectIdentifier(value), accessLocation: GeneralName.dnsName('pki.example.com') },
        ],
      },
    })),
  },
  'CustomExtension.ObjectIdentifier': { ...OID, build: extension((value) => ({ customExtensions: [custom(value)] })) },
  'CustomExtension.Value': {
    valid: 'BQA=', long: derOfLength, build: extension((value) => ({ customExtensions: [custom('1.2.3', value)] })),
  },
  'ExtendedKeyUsage.ExtendedKeyUsageObjectIdentifier': {
    ...OID, build: extension((value) => ({ extendedKeyUsage: [ExtendedKeyUsage.ofObjectIdentifier(value)] })),
  },
  'PolicyInformation.CertPolicyId': { ...OID, build: extension((value) => ({ certificatePolicies: [{ objectIdentifier: value }] })) },
  'Qualifier.CpsUri': {
    ...URI, build: extension((value) => ({ certificatePolicies: [{ objectIdentifier: '1.2.3', cpsUris: [value] }] })),
  },
  'GeneralName.DnsName': { ...HOST, build: named(GeneralName.dnsName) },
  'GeneralName.IpAddress': { valid: '2001:db8::1', build: named(GeneralName.ipAddress) },
  'GeneralName.RegisteredId': { ...OID, build: named(GeneralName.registeredId) },
  'GeneralName.Rfc822Name': { valid: 'pki@example.com', long: padded('pki@', 'x'), build: named(GeneralName.rfc822Name) },
  'GeneralName.UniformResourceIdentifier': { ...URI, build: named(GeneralName.uniformResourceIdentifier) },
  'OtherName.TypeId': { ...OID, build: named((value) => GeneralName.otherName(value, 'x')) },
  'OtherName.Value': { ...NAME, build: named((value) => GeneralName.otherName('1.2.3', value)) },
  'EdiPartyName.PartyName': { ...NAME, build: named((value) => GeneralName.ediPartyName(value, 'x')) },
  'EdiPartyName.NameAssigner': { ...NAME, build: named((value) => GeneralName.ediPartyName('x', value)) },
  'CrlConfiguration.CustomCname': {
    ...HOST, build: crl((value) => ({ distributionPoint: CrlDistributionPoint.customCname(value) })),
  },
  'CrlConfiguration.CustomPath': { valid: 'pki/lists', long: NAME.long, build: crl((value) => ({ customPath: value })) },
  'CrlConfiguration.S3BucketName': {
    valid: 'amzn-s3-demo-bucket',
    build: (stack, id, value) => root(stack, id, {
      revocation: Revocation.crl({
        bucket: new CrlBucket(stack, `${id}Crls`, { bucket: s3.Bucket.fromBucketName(stack, `${id}Bucket`, value) }),
      }),
    }),
  },
  'OcspConfiguration.OcspCustomCname': { ...HOST, build: of((value) => ({ revocation: Revocation.ocsp({ customCname: value }) })) },
  'IssueCertificateRequest.TemplateArn': {
    valid: 'RootCACertificate/V1',
    build: of((value) => ({ certificateTemplate: CertificateTemplate.of(value) })),
    sent: (value) => `arn:aws-us-gov:acm-pca:::template/${value}`,
  },
  'IssueCertificateRequest.CertificateAuthorityArn': {
    valid: CA_ARN,
    build: (stack, id, value) => PrivateCertificateAuthority.fromCertificateAuthorityArn(stack, id, value),
  },
};

/** The lists, each with the entries by index. */
const LISTS: Record<string, Build<number[]>> = {
  'ASN1Subject.CustomAttributes': of((indexes) => ({
    subject: DistinguishedName.ofCustomAttributes(indexes.map((index) => custom(`1.2.3.${index}`, 'x'))),
  })),
  'Extensions.CertificatePolicies': extension((indexes) => ({
    certificatePolicies: indexes.map((index) => ({ objectIdentifier: `1.2.3.${index}` })),
  })),
  'PolicyInformation.PolicyQualifiers': extension((indexes) => ({
    certificatePolicies: [{ objectIdentifier: '1.2.3', cpsUris: indexes.map((index) => `http://pki.example.com/${index}`) }],
  })),
  'Extensions.ExtendedKeyUsage': extension((indexes) => ({
    extendedKeyUsage: indexes.map((index) => ExtendedKeyUsage.ofObjectIdentifier(`1.2.3.${index}`)),
  })),
  'Extensions.SubjectAlternativeNames': extension((indexes) => ({
    subjectAlternativeNames: indexes.map((index) => GeneralName.dnsName(`pki${index}.example.com`)),
  })),
  'Extensions.CustomExtensions': extension((indexes) => ({ customExtensions: indexes.map((index) => custom(`1.2.3.${index}`)) })),
};

const NUMBERS: Record<string, Build<number>> = {
  'CrlConfiguration.ExpirationInDays': crl((value) => ({ expiration: Duration.days(value) })),
  'Validity.Value': of((value) => ({ validity: Validity.days(value) })),
};

/** The constrained members that users of this library do not set, and why. */
const NOT_SET_BY_USERS: Record<string, string> = {
  'CreateCertificateAuthorityRequest.IdempotencyToken': 'CloudFormation sets it',
  'IssueCertificateRequest.IdempotencyToken': 'CloudFormation sets it',
  'IssueCertificateRequest.Csr': 'an attribute of the CA',
  'CreateCertificateAuthorityRequest.Tags': 'aws-cdk-lib renders tags',
  'Tag.Key': 'aws-cdk-lib renders tags',
  'Tag.Value': 'aws-cdk-lib renders tags',
};

/** The members of a request with a length, a pattern, or a range. Enumerations are in schema.test.ts. */
function constrainedMembers(structure: string, seen: Set<string> = new Set()): [path: string, shape: Shape][] {
  if (seen.has(structure)) { return []; }
  seen.add(structure);
  return Object.entries(SHAPES[structure].members ?? {}).flatMap(([member, name]): [string, Shape][] => {
    const shape = SHAPES[name];
    const inner = constrainedMembers(shape.member ?? name, seen);
    const isConstrained = !shape.enum && [shape.min, shape.max, shape.pattern].some((one) => one !== undefined);
    return [...(isConstrained ? [[`${structure}.${member}`, shape] as [string, Shape]] : []), ...inner];
  });
}

const MEMBERS = new Map([
  ...constrainedMembers('CreateCertificateAuthorityRequest'), ...constrainedMembers('IssueCertificateRequest'),
]);

/** Whether AWS Private CA accepts the text, by the service model. */
function isAcceptedByModel({ min = 0, max = Infinity, pattern }: Shape, text: string): boolean {
  return text.length >= min && text.length <= max && (pattern === undefined || new RegExp(`^(?:${pattern})$`, 'u').test(text));
}

/** Whether this library accepts a value. Other errors than those with a code fail the test. */
function acceptor<T>(build: Build<T>): (value: T) => boolean {
  const stack = newStack();
  let count = 0;
  return (value) => {
    try {
      build(stack, `Root${count++}`, value);
      return true;
    } catch (error) {
      const isBucketName = error instanceof Error && /bucket name/i.test(error.message);
      if (!(error instanceof PrivateCaError) && !isBucketName) { throw error; }
      return false;
    }
  };
}

const WRONG = [
  '', ' ', 'ä', '😀', 'a b', '#', '*', '?', '%', '\\', '\n', 'x\n', '_', '.', '/', '//', '-', '1.40.1', '3.1', '1', '1.2.', '1..2', '0.39.1',
  'USA', 'U1', 'BQA', 'BQA=\n', '====', 'http://', 'http://crl.example.com', 'a'.repeat(5000), `1.2${'.1'.repeat(200)}`, '300.1.1.1', '10.0.0.0/8',
  CA_ARN.replace('acm-pca', 'acm'), `${CA_ARN}${'a'.repeat(200)}`,
];

test('every constrained member of a request has an input, or a reason why it does not', () => {
  const inputs = [TEXTS, LISTS, NUMBERS, NOT_SET_BY_USERS].flatMap(Object.keys);

  expect([...MEMBERS.keys()].sort()).toEqual(inputs.sort());
  expect(MEMBERS.size).toBeGreaterThan(45);
});

test.each(Object.entries(TEXTS))('%s is not accepted where AWS Private CA rejects it', (path, { valid, build, sent = (text) => text }) => {
  const shape = MEMBERS.get(path)!;
  const accepts = acceptor(build);

  expect([accepts(valid), isAcceptedByModel(shape, sent(valid))]).toEqual([true, true]);
  const random = fc.sample(fc.oneof(fc.string({ maxLength: 70 }), fc.string({ unit: 'binary', maxLength: 10 })), { numRuns: 20, seed: 1 });
  const variants = ['ä', ' ', '/', '*', '.', '\n', '#'].flatMap((character) => [valid + character, character + valid]);
  const candidates = [...WRONG, ...random, ...variants];
  expect(candidates.filter((text) => !isAcceptedByModel(shape, sent(text)) && accepts(text))).toEqual([]);
});

test.each(Object.entries(TEXTS).filter(([, { long }]) => long))('%s has at most the length of the service model', (path, { long, build }) => {
  const { max } = MEMBERS.get(path)!;
  const accepts = acceptor(build);
  const step = path === 'CustomExtension.Value' ? 4 : 1;

  expect([long!(max!).length, long!(max! + step).length]).toEqual([max, max! + step]);
  expect([accepts(long!(max!)), accepts(long!(max! + step))]).toEqual([true, false]);
});

test.each(Object.entries(LISTS))('%s has the number of entries of the service model', (path, build) => {
  const { min, max } = MEMBERS.get(path)!;
  const accepts = acceptor(build);
  const entries = (count: number) => Array.from({ length: count }, (_, index) => index);

  expect([min! - 1, min!, max!, max! + 1].map((count) => accepts(entries(count)))).toEqual([false, true, true, false]);
});

test.each(Object.entries(NUMBERS))('%s has the range of the service model', (path, build) => {
  const { min, max } = MEMBERS.get(path)!;
  const accepts = acceptor(build);

  expect([min! - 1, min!].map(accepts)).toEqual([false, true]);
  if (max !== undefined) { expect([max, max + 1].map(accepts)).toEqual([true, false]); }
});
