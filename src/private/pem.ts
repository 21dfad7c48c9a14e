import { Token } from 'aws-cdk-lib';
import { PrivateCaError } from './errors';
import { TEXT } from './kinds';
import { Subject } from './require';
import { isCertificateSigningRequest, ParsedCertificate } from './x509';

/* PEM texts of users: certificates and certificate signing requests (CSRs). No error shows the text. */

const BLOCK = /-----BEGIN ([A-Z0-9 ]+)-----\r?\n([\s\S]*?)-----END \1-----/g;
const BASE64 = /^[A-Za-z0-9+/\s]+={0,2}\s*$/;
const PRIVATE_KEY = /PRIVATE KEY/;

/** The labels of the texts that AWS Private CA accepts. */
const LABELS = {
  'certificate': ['CERTIFICATE'],
  'certificate signing request': ['CERTIFICATE REQUEST', 'NEW CERTIFICATE REQUEST'],
};

/** The conversions of a binary file. */
const CONVERT = {
  'certificate': 'To convert a DER file, use openssl x509 -inform DER',
  'certificate signing request': 'To convert a DER file, use openssl req -inform DER',
};

/** The largest texts that AWS Private CA accepts, in bytes. */
export const PEM_BYTES = { certificate: 32768, certificateChain: 2097152, certificateSigningRequest: 32768 };

/** A block of a PEM text, without the text around it. */
interface PemBlock {
  readonly label: string;
  readonly text: string;
  readonly bytes: Buffer;
}

/** The certificates of a PEM text, and the text without what is around them. A token is not read. */
export interface PemCertificates {
  readonly pem: string;
  readonly certificates: ParsedCertificate[];
}

/** Reads the certificates of a PEM text: at least one. */
export function requireCertificates(subject: Subject, pem: string, maxBytes: number): PemCertificates {
  requireNoPrivateKey(subject, pem);
  if (Token.isUnresolved(pem)) { return { pem, certificates: [] }; }
  const blocks = requireBlocks(subject, pem, 'certificate', maxBytes);
  return { pem: textOf(blocks), certificates: blocks.map(({ text }) => parse(subject, text)) };
}

/** Reads the only certificate signing request of a PEM text. A token passes. */
export function requireCertificateSigningRequest(subject: Subject, pem: string): string {
  TEXT.read(subject, pem ?? undefined);
  requireNoPrivateKey(subject, pem);
  if (Token.isUnresolved(pem)) { return pem; }
  const blocks = requireBlocks(subject, pem, 'certificate signing request', PEM_BYTES.certificateSigningRequest);
  if (blocks.length > 1) { reject(subject, 'contain one certificate signing request', `${blocks.length} blocks`); }
  if (!isCertificateSigningRequest(blocks[0].bytes)) {
    reject(subject, 'contain a certificate signing request in PKCS #10', 'content of another structure');
  }
  // Some tools write an older label. Every reader accepts the label of RFC 7468.
  return textOf(blocks).replaceAll(' NEW ', ' ');
}

function requireBlocks(subject: Subject, pem: string, kind: keyof typeof LABELS, maxBytes: number): PemBlock[] {
  const bytes = Buffer.byteLength(pem);
  if (bytes > maxBytes) {
    throw new PrivateCaError('CertificatePemLength', {
      scope: subject.scope,
      subject: subject.property,
      rule: `have at most ${maxBytes} bytes`,
      value: `${bytes} bytes`,
      fix: 'Remove everything except the PEM blocks',
    });
  }
  const blocks = [...pem.matchAll(BLOCK)].map(([, label, body]) => toBlock(label, body));
  const begun = pem.match(/-----BEGIN /g)?.length ?? 0;
  const rule = `be a PEM text with the label ${LABELS[kind][0]}`;
  if (begun === 0) { reject(subject, rule, 'no PEM block', `Pass the text of the PEM file, not its path. ${CONVERT[kind]}`); }
  if (begun !== blocks.length) { reject(subject, rule, 'an incomplete PEM block'); }
  const other = blocks.find(({ label }) => !LABELS[kind].includes(label));
  if (other) { reject(subject, `contain only blocks with the label ${LABELS[kind][0]}`, other.label); }
  const broken = blocks.find(({ text }) => !BASE64.test(text.split('\n').slice(1, -1).join('\n')));
  if (broken) { reject(subject, 'contain base64 text in each PEM block', broken.label); }
  return blocks;
}

/** Throws an error if a text contains a private key. The template would contain it. */
export function requireNoPrivateKey({ scope, property }: Subject, pem: string): void {
  if (!PRIVATE_KEY.test(pem)) { return; }
  throw new PrivateCaError('PrivateKeyInTemplate', {
    scope,
    subject: property,
    rule: 'not contain a private key, because everyone who can read the template could read the key',
    value: 'a text with a private key',
    fix: 'Remove the private key. If the text was stored or committed, replace the key',
  });
}

/** A block with the line endings of PEM. */
function toBlock(label: string, body: string): PemBlock {
  const lines = body.split(/\r?\n/).map((line) => line.trim()).filter((line) => line !== '');
  return {
    label,
    text: [`-----BEGIN ${label}-----`, ...lines, `-----END ${label}-----`].join('\n'),
    bytes: Buffer.from(lines.join(''), 'base64'),
  };
}

/** The blocks, without the text that tools such as OpenSSL write around them. */
function textOf(blocks: PemBlock[]): string {
  return blocks.map(({ text }) => `${text}\n`).join('');
}

function parse(subject: Subject, text: string): ParsedCertificate {
  try {
    return ParsedCertificate.fromPem(text);
  } catch {
    return reject(subject, 'contain certificates in X.509', 'content of another structure');
  }
}

function reject(
  { scope, property }: Subject, rule: string, value: string, fix = 'Pass the text of the original PEM file',
): never {
  throw new PrivateCaError('CertificatePem', { scope, subject: property, rule, value, fix });
}
