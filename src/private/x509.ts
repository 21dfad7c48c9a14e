import { X509Certificate } from 'node:crypto';
import { childrenOf, DER, DerElement, objectIdentifierOf, readDer } from './der';

/* What synthesis reads of certificates and certificate signing requests (CSRs). Pure: no clock, no network. */

const BASIC_CONSTRAINTS = '2.5.29.19';
const KEY_USAGE = '2.5.29.15';

/** The bit of the key usage that allows signatures of certificates, in the byte after the count of unused bits. */
const KEY_CERT_SIGN = 2;

/** The names of key algorithms in AWS Private CA, by the object identifier of the algorithm or of the curve. */
const KEY_ALGORITHMS: Record<string, string> = {
  '1.2.840.10045.3.1.7': 'EC_prime256v1',
  '1.3.132.0.34': 'EC_secp384r1',
  '1.3.132.0.35': 'EC_secp521r1',
  '1.2.156.10197.1.301': 'SM2',
  '2.16.840.1.101.3.4.3.17': 'ML_DSA_44',
  '2.16.840.1.101.3.4.3.18': 'ML_DSA_65',
  '2.16.840.1.101.3.4.3.19': 'ML_DSA_87',
};
const RSA = '1.2.840.113549.1.1.1';
const EC = '1.2.840.10045.2.1';

/** An extension of a certificate. */
export interface Extension {
  readonly objectIdentifier: string;
  readonly critical: boolean;
  readonly value: Buffer;
}

/** An attribute of a distinguished name. The value is absent if it is not text. */
export interface NameAttribute {
  readonly objectIdentifier: string;
  readonly value?: string;
}

/** The encodings of the string types of X.520, by tag. */
const STRINGS: Record<number, BufferEncoding> = {
  0x0c: 'utf8', 0x12: 'latin1', 0x13: 'latin1', 0x14: 'latin1', 0x16: 'latin1', 0x1e: 'utf16le',
};

/** A certificate, as far as synthesis reads it. */
export class ParsedCertificate {
  /** Reads a certificate. Throws if the text is no certificate. */
  public static fromPem(pem: string): ParsedCertificate {
    return new ParsedCertificate(new X509Certificate(pem));
  }

  public readonly extensions: Extension[];
  /** The name of the key algorithm in AWS Private CA, if it has one. */
  public readonly keyAlgorithm?: string;
  /** The path length; absent if it is unlimited. */
  public readonly pathLength?: number;
  /** Whether the key usage allows signatures of certificates. A certificate without key usage allows everything. */
  public readonly signsCertificates: boolean;
  /** The attributes of the subject, in order. */
  public readonly subjectAttributes: NameAttribute[];
  private readonly constraints: DerElement[];

  private constructor(private readonly certificate: X509Certificate) {
    const [toBeSigned] = childrenOf(readDer(certificate.raw).content);
    const body = childrenOf(toBeSigned.content);
    this.extensions = extensionsOf(body);
    const [subject, publicKey] = subjectAndKeyOf(body);
    this.keyAlgorithm = keyAlgorithmOf(publicKey);
    this.subjectAttributes = attributesOf(subject);
    const { value } = this.extension(BASIC_CONSTRAINTS) ?? { value: undefined };
    this.constraints = value ? childrenOf(readDer(value).content) : [];
    const length = this.constraints.find(({ tag }) => tag === DER.INTEGER)?.content;
    this.pathLength = length?.readUIntBE(0, length.length);
    const usage = this.extension(KEY_USAGE);
    this.signsCertificates = !usage || Math.floor(readDer(usage.value).content[1] / 2 ** KEY_CERT_SIGN) % 2 === 1;
  }

  /** The subject, on one line. */
  public get subject(): string {
    return this.certificate.subject.replace(/\n/g, ', ');
  }

  public get isSelfIssued(): boolean {
    return this.certificate.subject === this.certificate.issuer;
  }

  public get isCa(): boolean {
    const [first] = this.constraints;
    return first?.tag === DER.BOOLEAN && first.content[0] !== 0;
  }

  public get hasCriticalBasicConstraints(): boolean {
    return this.extension(BASIC_CONSTRAINTS)?.critical ?? false;
  }

  /** The start of the validity period, in seconds since 1970. */
  public get notBefore(): number {
    return Date.parse(this.certificate.validFrom) / 1000;
  }

  /** The end of the validity period, in seconds since 1970. */
  public get notAfter(): number {
    return Date.parse(this.certificate.validTo) / 1000;
  }

  public isSameAs(other: ParsedCertificate): boolean {
    return this.certificate.fingerprint256 === other.certificate.fingerprint256;
  }

  /** Whether the issuer of this certificate has the name of the other certificate. */
  public names(issuer: ParsedCertificate): boolean {
    return this.certificate.issuer === issuer.certificate.subject;
  }

  /** Whether the other certificate's key signed this one; `undefined` if this Node.js can't verify its signatures. */
  public isSignedBy(issuer: ParsedCertificate): boolean | undefined {
    try {
      return this.certificate.verify(issuer.certificate.publicKey);
    } catch {
      return undefined;
    }
  }

  private extension(objectIdentifier: string): Extension | undefined {
    return this.extensions.find((extension) => extension.objectIdentifier === objectIdentifier);
  }
}

/** A certificate signing request (CSR): whether bytes have its structure, without a check of its signature. */
export function isCertificateSigningRequest(bytes: Buffer): boolean {
  try {
    const request = readDer(bytes);
    const [info, algorithm, signature] = childrenOf(request.content);
    const [version, subject, key] = childrenOf(info.content);
    objectIdentifierOf(childrenOf(algorithm.content)[0]);
    objectIdentifierOf(childrenOf(childrenOf(key.content)[0].content)[0]);
    return request.end === bytes.length && version.tag === DER.INTEGER && subject.tag === DER.SEQUENCE
      && signature.tag === DER.BIT_STRING;
  } catch {
    return false;
  }
}

function extensionsOf(body: DerElement[]): Extension[] {
  const wrapped = body.find(({ tag }) => tag === DER.CONTEXT_3);
  if (!wrapped) { return []; }
  return childrenOf(readDer(wrapped.content).content).map(({ content }) => {
    const [identifier, ...others] = childrenOf(content);
    return {
      objectIdentifier: objectIdentifierOf(identifier),
      critical: others[0].tag === DER.BOOLEAN && others[0].content[0] !== 0,
      value: others[others.length - 1].content,
    };
  });
}

/** Both follow the version (if there is one), serial number, algorithm, issuer, and validity. */
function subjectAndKeyOf(body: DerElement[]): DerElement[] {
  return body.slice(body[0].tag === DER.CONTEXT_0 ? 5 : 4);
}

/** A name is a list of sets of attributes. */
function attributesOf(name: DerElement): NameAttribute[] {
  return childrenOf(name.content).flatMap((set) => childrenOf(set.content)).map((attribute) => {
    const [identifier, { tag, content }] = childrenOf(attribute.content);
    const encoding = STRINGS[tag];
    // The type with two bytes for each character has the most significant byte first.
    const bytes = encoding === 'utf16le' ? Buffer.from(content).swap16() : content;
    return { objectIdentifier: objectIdentifierOf(identifier), value: encoding && bytes.toString(encoding) };
  });
}

function keyAlgorithmOf(key: DerElement): string | undefined {
  const [algorithm, bits] = childrenOf(key.content);
  const [identifier, parameter] = childrenOf(algorithm.content);
  const name = objectIdentifierOf(identifier);
  if (name === RSA) { return `RSA_${modulusLengthOf(bits)}`; }
  return KEY_ALGORITHMS[name === EC ? objectIdentifierOf(parameter) : name];
}

/** The length of an RSA modulus in bits. Its first byte is zero if its first bit would be a sign. */
function modulusLengthOf({ content }: DerElement): number {
  const [modulus] = childrenOf(readDer(content, 1).content);
  return 8 * (modulus.content[0] === 0 ? modulus.content.length - 1 : modulus.content.length);
}
