import { Stack, Token } from 'aws-cdk-lib';
import { PEM_BYTES, requireCertificates, requireCertificateSigningRequest } from '../../src/private/pem';
import { errorOf } from '../support/errors';
import { lazily } from '../support/lazily';
import { newStack } from '../support/stacks';
import { certificate, certificateSigningRequest, ecKey } from '../support/x509';

/* The texts that the template contains for the PEM texts of users. */

const key = lazily(() => ecKey());
const ca = lazily(() => certificate({ subject: 'CA', key: key() }));
const request = lazily(() => certificateSigningRequest('device', key()));
const subjectIn = (scope: Stack) => ({ scope, property: 'pem' });
const read = (pem: string, maxBytes = PEM_BYTES.certificate) => requireCertificates(subjectIn(newStack()), pem, maxBytes);
const readRequest = (pem: string) => requireCertificateSigningRequest(subjectIn(newStack()), pem);
const token = () => Token.asString({ Ref: 'Pem' });

/** Changes each line between the first and the last line of a block. */
const withLines = (pem: string, change: (line: string) => string) =>
  pem.split('\n').map((line) => line === '' || line.startsWith('-----') ? line : change(line)).join('\n');

const CHANGES: [string, (pem: string) => string][] = [
  ['as it is', (pem) => pem],
  ['without the last line ending', (pem) => pem.trimEnd()],
  ['with the line endings of Windows', (pem) => pem.replaceAll('\n', '\r\n')],
  ['with spaces at the ends of the lines', (pem) => withLines(pem, (line) => ` ${line}  `)],
  ['with empty lines', (pem) => withLines(pem, (line) => `${line}\n`)],
  ['with text around it', (pem) => `Subject: CN=CA\n${pem}\nThe end\n`],
];

test.each(CHANGES)('a certificate %s has the text of PEM', (_name, change) => {
  const { pem, certificates } = read(change(ca()));

  expect(pem).toBe(ca());
  expect(certificates.map(({ subject }) => subject)).toStrictEqual(['CN=CA']);
});

test.each(CHANGES)('a certificate signing request %s has the text of PEM', (_name, change) => {
  expect(readRequest(change(request()))).toBe(request());
});

test('a certificate signing request with the older label has the label of RFC 7468', () => {
  expect(readRequest(request().replaceAll('CERTIFICATE REQUEST', 'NEW CERTIFICATE REQUEST'))).toBe(request());
});

test('the certificates of a chain keep their order', () => {
  const parent = certificate({ subject: 'Parent', key: key() });
  const { pem, certificates } = read(`${ca()}\n# the parent\n${parent}`);

  expect(pem).toBe(ca() + parent);
  expect(certificates.map(({ subject }) => subject)).toStrictEqual(['CN=CA', 'CN=Parent']);
});

test('tokens pass', () => {
  const pem = token();

  expect(read(pem)).toStrictEqual({ pem, certificates: [] });
  expect(readRequest(pem)).toBe(pem);
});

test('a token does not hide a private key', () => {
  const pem = `-----BEGIN ${'PRIVATE KEY'}-----\n${token()}`;

  errorOf('PrivateKeyInTemplate', () => read(pem));
  errorOf('PrivateKeyInTemplate', () => readRequest(pem));
});

test('a text of the largest size passes, and one byte more is an error', () => {
  const bytes = Buffer.byteLength(ca());

  expect(read(ca(), bytes).pem).toBe(ca());
  expect(errorOf('CertificatePemLength', () => read(ca(), bytes - 1)).message).toBe(`pem must have at most ${bytes - 1} bytes; got "${bytes} bytes". `
    + 'Fix: Remove everything except the PEM blocks. [CertificatePemLength at Stack]');
});

test.each<[string, string, string, () => string]>([
  ['a second block without an end', 'be a PEM text with the label CERTIFICATE', 'an incomplete PEM block', () => `${ca()}-----BEGIN CERTIFICATE-----\nAAAA\n`],
  ['padding on two lines', 'contain base64 text in each PEM block', 'CERTIFICATE', () => '-----BEGIN CERTIFICATE-----\nAA=\n=\n-----END CERTIFICATE-----\n'],
])('%s is an error', (_name, rule, value, pem) => {
  expect(errorOf('CertificatePem', () => read(pem())).message)
    .toBe(`pem must ${rule}; got "${value}". Fix: Pass the text of the original PEM file. [CertificatePem at Stack]`);
});
