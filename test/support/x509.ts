import { createHash, generateKeyPairSync, KeyObject, sign } from 'crypto';

/* Makes real certificates and certificate signing requests with Node.js only: it has keys and signatures, and here are
   the few structures of DER that certificates need. */

export interface Key {
  readonly publicKey: KeyObject;
  readonly privateKey: KeyObject;
}

export const ecKey = (namedCurve = 'secp384r1'): Key => generateKeyPairSync('ec', { namedCurve });
export const rsaKey = (modulusLength = 2048): Key => generateKeyPairSync('rsa', { modulusLength });

/** An element of DER. */
export function der(tag: number, ...parts: Buffer[]): Buffer {
  const content = Buffer.concat(parts);
  if (content.length < 128) { return Buffer.concat([Buffer.from([tag, content.length]), content]); }
  const digits = content.length.toString(16);
  const length = Buffer.from(digits.padStart(2 * Math.ceil(digits.length / 2), '0'), 'hex');
  return Buffer.concat([Buffer.from([tag, 0x80 | length.length]), length, content]);
}

/** An object identifier in dotted decimal. */
export function oid(dotted: string): Buffer {
  const [first, second, ...rest] = dotted.split('.').map(Number);
  return der(0x06, Buffer.from([40 * first + second, ...rest].flatMap((arc) => {
    const bytes = [arc & 0x7f];
    for (let value = arc >> 7; value > 0; value >>= 7) { bytes.unshift((value & 0x7f) | 0x80); }
    return bytes;
  })));
}

export const sequence = (...parts: Buffer[]) => der(0x30, ...parts);
export const octets = (...parts: Buffer[]) => der(0x04, ...parts);
export const TRUE = Buffer.from([0x01, 0x01, 0xff]);
const integer = (value: number | Buffer) => der(0x02, Buffer.isBuffer(value) ? value : Buffer.from([value]));
const utf8 = (text: string) => der(0x0c, Buffer.from(text));
const bits = (content: Buffer) => der(0x03, Buffer.from([0]), content);

/** An extension. */
export const extension = (dotted: string, critical: boolean, value: Buffer) =>
  sequence(oid(dotted), ...(critical ? [TRUE] : []), octets(value));

/** A name with one attribute. */
export const name = (commonName: string) => sequence(der(0x31, sequence(oid('2.5.4.3'), utf8(commonName))));

const time = (date: string) => der(0x18, Buffer.from(`${date.replace(/-/g, '')}000000Z`));

/** What a certificate of the tests has. */
export interface CertificateOptions {
  readonly subject: string;
  readonly issuer?: string;
  readonly key: Key;
  /** The key that signs; its own for a self-signed certificate. */
  readonly issuerKey?: Key;
  readonly ca?: boolean;
  /** The path length, also one of several bytes. */
  readonly pathLength?: number | Buffer;
  /** The bits of the key usage, after the count of unused bits. */
  readonly keyUsage?: [number, number];
  readonly criticalConstraints?: boolean;
  readonly extensions?: Buffer[];
  readonly notBefore?: string;
  readonly notAfter?: string;
  /** A key and a signature that Node.js doesn't know, for example of ML-DSA. */
  readonly foreignAlgorithm?: string;
}

const ALGORITHMS: Record<string, Buffer> = {
  ec: sequence(oid('1.2.840.10045.4.3.3')),
  rsa: sequence(oid('1.2.840.113549.1.1.12'), der(0x05)),
};

function signed(label: string, body: Buffer, key: Key, foreignAlgorithm?: string): string {
  const algorithm = foreignAlgorithm ? sequence(oid(foreignAlgorithm)) : ALGORITHMS[key.privateKey.asymmetricKeyType!];
  const signature = foreignAlgorithm ? Buffer.alloc(2420, 7) : sign('sha384', body, key.privateKey);
  return pem(label, sequence(body, algorithm, bits(signature)));
}

/** PEM of bytes. */
export function pem(label: string, bytes: Buffer): string {
  const lines = bytes.toString('base64').match(/.{1,64}/g)!;
  return [`-----BEGIN ${label}-----`, ...lines, `-----END ${label}-----`, ''].join('\n');
}

function publicKeyOf(key: Key, foreignAlgorithm?: string): Buffer {
  return foreignAlgorithm ? sequence(sequence(oid(foreignAlgorithm)), bits(Buffer.alloc(1312, 7)))
    : key.publicKey.export({ type: 'spki', format: 'der' });
}

/** A certificate in PEM. */
export function certificate(options: CertificateOptions): string {
  const { subject, issuer = subject, key, issuerKey = key, ca = true, pathLength, foreignAlgorithm } = options;
  const constraints = sequence(...(ca ? [TRUE] : []), ...(pathLength === undefined ? [] : [integer(pathLength)]));
  const serial = createHash('sha256').update(JSON.stringify([subject, issuer, pathLength, ca])).digest().subarray(0, 8);
  serial[0] = 0x01;
  return signed('CERTIFICATE', sequence(
    der(0xa0, integer(2)),
    der(0x02, serial),
    foreignAlgorithm ? sequence(oid(foreignAlgorithm)) : ALGORITHMS[issuerKey.privateKey.asymmetricKeyType!],
    name(issuer),
    sequence(time(options.notBefore ?? '2026-11-01'), time(options.notAfter ?? '2031-11-01')),
    name(subject),
    publicKeyOf(key, foreignAlgorithm),
    der(0xa3, sequence(
      extension('2.5.29.19', options.criticalConstraints ?? true, constraints),
      extension('2.5.29.15', true, der(0x03, Buffer.from(options.keyUsage ?? (ca ? [1, 6] : [7, 0x80])))),
      ...options.extensions ?? [],
    )),
  ), issuerKey, foreignAlgorithm);
}

/** A certificate signing request in PEM. */
export function certificateSigningRequest(
  commonName: string, key: Key, foreignAlgorithm?: string, extensions: Buffer[] = [],
): string {
  const request = sequence(oid('1.2.840.113549.1.9.14'), der(0x31, sequence(...extensions)));
  return signed('CERTIFICATE REQUEST', sequence(
    integer(0), name(commonName), publicKeyOf(key, foreignAlgorithm), der(0xa0, ...(extensions.length > 0 ? [request] : [])),
  ), key, foreignAlgorithm);
}
