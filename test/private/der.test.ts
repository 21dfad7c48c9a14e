import { childrenOf, DerElement, objectIdentifierOf, readDer } from '../../src/private/der';
import { isCertificateSigningRequest, ParsedCertificate } from '../../src/private/x509';
import { lazily } from '../support/lazily';
import { certificate, certificateSigningRequest, der, ecKey, extension, oid, pem, rsaKey, sequence, TRUE } from '../support/x509';

/* The reader of DER, and what it reads of certificates and certificate signing requests. */

const bytesOf = (text: string) => Buffer.from(text.split('\n').filter((line) => !line.startsWith('-----')).join(''), 'base64');
/** Makes DER of elements. */
const rebuilt = (elements: readonly DerElement[]) => elements.map(({ tag, content }) => der(tag, content));
const key = lazily(() => ecKey());

describe('an element', () => {
  test.each<[string, number, number, string, number]>([
    ['0500', 0, 0x05, '', 2],
    ['0402aabb', 0, 0x04, 'aabb', 4],
    ['0402aabbcc', 0, 0x04, 'aabb', 4],
    ['ff0401cc', 1, 0x04, 'cc', 4],
    ['048101cc', 0, 0x04, 'cc', 4],
    ['0484000000020102', 0, 0x04, '0102', 8],
    [`047f${'00'.repeat(127)}`, 0, 0x04, '00'.repeat(127), 129],
    [`048180${'00'.repeat(128)}`, 0, 0x04, '00'.repeat(128), 131],
  ])('of the bytes %s at %i is read', (hex, offset, tag, content, end) => {
    const element = readDer(Buffer.from(hex, 'hex'), offset);

    expect([element.tag, element.content.toString('hex'), element.end]).toEqual([tag, content, end]);
  });

  test.each<[string, string]>([
    ['', 'the data ends before its length'], ['04', 'the data ends before its length'], ['0401', 'the data ends before its content'],
    ['0402aa', 'the data ends before its content'], ['048102aa', 'the data ends before its content'],
    [`0480${'00'.repeat(200)}`, 'the length is not DER'], ['04850000000001aa', 'the length is not DER'],
  ])('of the bytes %s is an error: %s', (hex, message) => {
    expect(() => readDer(Buffer.from(hex, 'hex'))).toThrow(new RangeError(message));
  });

  test('has all the elements in it', () => {
    expect(childrenOf(Buffer.from('050004010002', 'hex').subarray(0, 5)).map(({ tag }) => tag)).toEqual([0x05, 0x04]);
    expect(childrenOf(Buffer.alloc(0))).toEqual([]);
    expect(() => childrenOf(Buffer.from('050004', 'hex'))).toThrow(RangeError);
  });
});

describe('an object identifier', () => {
  test.each(['0.9.2342', '0.39', '1.0', '1.39.1', '1.2.840.113549.1.1.1', '2.5.29.19', '2.40.1', '2.999.3', '1.3.6.1.4.1.311.21.128'])('%s is read', (dotted) => {
    expect(objectIdentifierOf(readDer(oid(dotted)))).toBe(dotted);
  });

  test('with a byte of zero bits in an arc is read', () => {
    expect(objectIdentifierOf(readDer(Buffer.from('06042a868001', 'hex')))).toBe('1.2.98305');
  });

  test.each(['040155', '0600'])('is not in the bytes %s', (hex) => {
    expect(() => objectIdentifierOf(readDer(Buffer.from(hex, 'hex')))).toThrow(new RangeError('there is no object identifier'));
  });
});

describe('a certificate signing request', () => {
  const parts = () => {
    const [info, algorithm, signature] = childrenOf(readDer(bytesOf(certificateSigningRequest('device', key()))).content);
    const [version, subject, publicKey, attributes] = rebuilt(childrenOf(info.content));
    return { version, subject, publicKey, attributes, algorithm: rebuilt([algorithm])[0], signature: rebuilt([signature])[0] };
  };
  const made = (changed: Partial<ReturnType<typeof parts>> = {}) => {
    const { version, subject, publicKey, attributes, algorithm, signature } = { ...parts(), ...changed };
    return sequence(sequence(version, subject, publicKey, attributes), algorithm, signature);
  };

  test('is recognized', () => {
    expect(isCertificateSigningRequest(made())).toBe(true);
  });

  test.each<[string, () => Buffer]>([
    ['no version', () => made({ version: der(0x04, Buffer.from([0])) })],
    ['no name', () => made({ subject: der(0x31) })],
    ['no algorithm', () => made({ algorithm: sequence(der(0x05)) })],
    ['a key without an algorithm', () => made({ publicKey: sequence(sequence(der(0x05)), der(0x03, Buffer.from([0]))) })],
    ['no signature', () => made({ signature: der(0x04, Buffer.from([0])) })],
    ['more bytes after it', () => Buffer.concat([made(), Buffer.from('0500', 'hex')])],
    ['nothing', () => Buffer.alloc(0)],
  ])('is not recognized with %s', (_name, bytes) => {
    expect(isCertificateSigningRequest(bytes())).toBe(false);
  });
});

describe('a certificate', () => {
  const parse = (options: Partial<Parameters<typeof certificate>[0]> = {}) =>
    ParsedCertificate.fromPem(certificate({ subject: 'CA', key: key(), ...options }));
  /** A certificate with other elements in its body. Its signature is wrong. */
  const withBody = (change: (body: Buffer[]) => Buffer[]) => {
    const [body, ...others] = childrenOf(readDer(bytesOf(certificate({ subject: 'CA', key: key() }))).content);
    return ParsedCertificate.fromPem(pem('CERTIFICATE', sequence(sequence(...change(rebuilt(childrenOf(body.content)))), ...rebuilt(others))));
  };

  test('of version 1 has no extensions, is no CA certificate, and limits no key usage', () => {
    const read = withBody((body) => body.slice(1, -1));

    expect(read).toMatchObject({
      extensions: [], isCa: false, pathLength: undefined, signsCertificates: true, keyAlgorithm: 'EC_secp384r1', hasCriticalBasicConstraints: false,
    });
  });

  test('has the start of its validity period', () => {
    expect(parse({ notBefore: '2026-11-01' }).notBefore).toBe(Date.UTC(2026, 10, 1) / 1000);
  });

  test('has the attributes of its subject, with text of each type', () => {
    const attribute = (dotted: string, tag: number, bytes: Buffer) =>
      der(0x31, sequence(oid(dotted), der(tag, bytes)));
    const subject = sequence(
      attribute('2.5.4.3', 0x0c, Buffer.from('Ä Corp 日本')),
      attribute('2.5.4.6', 0x13, Buffer.from('US')),
      attribute('2.5.4.10', 0x1e, Buffer.from('Ä 日', 'utf16le').swap16()),
      attribute('2.5.4.11', 0x14, Buffer.from('Ä', 'latin1')),
      attribute('2.5.4.45', 0x03, Buffer.from([0, 1])),
    );

    expect(withBody((body) => [...body.slice(0, 5), subject, ...body.slice(6)]).subjectAttributes).toEqual([
      { objectIdentifier: '2.5.4.3', value: 'Ä Corp 日本' },
      { objectIdentifier: '2.5.4.6', value: 'US' },
      { objectIdentifier: '2.5.4.10', value: 'Ä 日' },
      { objectIdentifier: '2.5.4.11', value: 'Ä' },
      { objectIdentifier: '2.5.4.45', value: undefined },
    ]);
    expect(withBody((body) => body.slice(1, -1)).subjectAttributes).toEqual([{ objectIdentifier: '2.5.4.3', value: 'CA' }]);
  });

  test.each<[string, Buffer[], object]>([
    ['no extension but a key usage', [extension('2.5.29.15', false, der(0x03, Buffer.from([1, 6])))], { isCa: false, signsCertificates: true }],
    ['a CA flag that is false', [extension('2.5.29.19', true, sequence(der(0x01, Buffer.from([0]))))], { isCa: false, hasCriticalBasicConstraints: true }],
    ['an extension with a criticality of false', [sequence(oid('2.5.29.19'), der(0x01, Buffer.from([0])), der(0x04, sequence(TRUE)))],
      { isCa: true, hasCriticalBasicConstraints: false }],
    ['a path length of two bytes', [extension('2.5.29.19', false, sequence(TRUE, der(0x02, Buffer.from([1, 0]))))], { pathLength: 256, isCa: true }],
    ['all other usages of its key', [extension('2.5.29.15', true, der(0x03, Buffer.from([0, 0xfb])))], { signsCertificates: false }],
  ])('with %s is read', (_name, extensions, expected) => {
    expect(withBody((body) => [...body.slice(0, -1), der(0xa3, sequence(...extensions))])).toMatchObject(expected);
  });

  test.each([2048, 3072])('of an RSA key of %i bits has the name of this algorithm', (bits) => {
    expect(parse({ key: rsaKey(bits) }).keyAlgorithm).toBe(`RSA_${bits}`);
  });

  test.each<[string, number[], string]>([
    ['a zero before its first bit', [0, 0xff, ...Array<number>(127).fill(1)], 'RSA_1024'],
    ['no zero before its first bit', [0x7f, ...Array<number>(127).fill(1)], 'RSA_1024'],
  ])('of an RSA key whose modulus has %s has the name of this algorithm', (_name, modulus, expected) => {
    const publicKey = sequence(sequence(oid('1.2.840.113549.1.1.1'), der(0x05)),
      der(0x03, Buffer.from([0]), sequence(der(0x02, Buffer.from(modulus)), der(0x02, Buffer.from([1, 0, 1])))));

    expect(withBody((body) => body.map((part, index) => index === 6 ? publicKey : part)).keyAlgorithm).toBe(expected);
  });

  test.each([
    ['2.16.840.1.101.3.4.3.17', 'ML_DSA_44'], ['2.16.840.1.101.3.4.3.18', 'ML_DSA_65'], ['2.16.840.1.101.3.4.3.19', 'ML_DSA_87'], ['1.2.3', undefined],
  ])('of the algorithm %s without a curve has the name %s', (foreignAlgorithm, expected) => {
    expect(parse({ foreignAlgorithm }).keyAlgorithm).toBe(expected);
  });

  test.each([true, false])('has critical basic constraints only if the extension says so: %s', (criticalConstraints) => {
    const read = parse({ criticalConstraints });

    expect(read.hasCriticalBasicConstraints).toBe(criticalConstraints);
    expect(read.extensions.map(({ objectIdentifier, critical }) => [objectIdentifier, critical]))
      .toStrictEqual([['2.5.29.19', criticalConstraints], ['2.5.29.15', true]]);
  });

  test('has a subject on one line, an end in seconds, and the name of its issuer', () => {
    const [own, issuer] = [parse({ issuer: 'Parent' }), parse({ subject: 'Parent' })];

    expect([own.subject, own.notAfter]).toEqual(['CN=CA', Date.UTC(2031, 10, 1) / 1000]);
    expect([own.isSelfIssued, issuer.isSelfIssued, own.names(issuer), issuer.names(own)]).toEqual([false, true, true, false]);
    expect([own.isSameAs(own), own.isSameAs(issuer), own.isSignedBy(issuer)]).toEqual([true, false, true]);
  });

  test('with two attributes in its subject has both on one line', () => {
    const subject = sequence(...['CN', 'O'].map((value, index) => der(0x31, sequence(oid(['2.5.4.3', '2.5.4.10'][index]), der(0x0c, Buffer.from(value))))));

    expect(withBody((body) => body.map((part, index) => index === 5 ? subject : part)).subject).toBe('CN=CN, O=O');
  });
});
