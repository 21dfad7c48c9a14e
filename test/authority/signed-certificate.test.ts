import { Lazy, Stack } from 'aws-cdk-lib';
import { Annotations, Match } from 'aws-cdk-lib/assertions';
import { checkSignedCertificate } from '../../src/authority/private/signed-certificate';
import { KeyAlgorithm } from '../../src/model/key-algorithm';
import { ErrorCode } from '../../src/private/error-codes';
import { ParsedCertificate } from '../../src/private/x509';
import { errorOf } from '../support/errors';
import { lazily } from '../support/lazily';
import { newStack } from '../support/stacks';
import {
  certificate, CertificateOptions, certificateSigningRequest, ecKey, extension, octets, oid, pem, rsaKey, sequence,
} from '../support/x509';

/* Certificates that a parent outside the app signed: real ones, made here, each with the right code or accepted. */

const ML_DSA_44 = '2.16.840.1.101.3.4.3.17';

/** A root CA, a policy CA, and the issuing CA in AWS. */
const pki = lazily(() => {
  const [rootKey, policyKey, issuingKey, otherKey] = [ecKey(), ecKey(), ecKey(), ecKey()];
  const issuing = (options: Partial<CertificateOptions> = {}) => certificate({
    subject: 'Issuing CA', issuer: 'Policy CA', key: issuingKey, issuerKey: policyKey, pathLength: 0, ...options,
  });
  const policy = (options: Partial<CertificateOptions> = {}) => certificate({
    subject: 'Policy CA',
    issuer: 'Offline Root CA',
    key: policyKey,
    issuerKey: rootKey,
    pathLength: 1,
    notAfter: '2036-11-01',
    ...options,
  });
  const root = certificate({ subject: 'Offline Root CA', key: rootKey, notAfter: '2046-11-01' });
  return { rootKey, policyKey, issuingKey, otherKey, issuing, policy, root, chain: policy() + root };
});
type Pki = ReturnType<typeof pki>;

interface Given {
  readonly own?: (made: Pki) => string;
  readonly chain?: (made: Pki) => string;
  readonly keyAlgorithm?: KeyAlgorithm;
  readonly pathLength?: number;
}

function check({ own, chain, keyAlgorithm = KeyAlgorithm.EC_SECP384R1, pathLength }: Given, scope: Stack = newStack()) {
  return checkSignedCertificate(scope, {
    certificatePem: own ? own(pki()) : pki().issuing(), certificateChainPem: chain ? chain(pki()) : pki().chain,
  }, { keyAlgorithm, pathLength });
}

/** An extension that a certificate may have, with any content. */
const anyExtension = (dotted: string, critical: boolean) => extension(dotted, critical, sequence(octets(Buffer.from('x'))));

describe('a certificate is accepted', () => {
  test.each<[string, Given, number | undefined]>([
    ['with its chain', {}, 0],
    ['with the path length that the CA has', { pathLength: 0 }, 0],
    ['below a root CA', { own: (p) => p.policy(), chain: (p) => p.root }, 1],
    ['without a path length, as its chain limits it', { own: (p) => p.issuing({ pathLength: undefined }) }, 0],
    ['with a greater path length than its chain allows', { own: (p) => p.issuing({ pathLength: 2 }) }, 0],
    ['without any path length', {
      own: (p) => p.issuing({ pathLength: undefined }), chain: (p) => p.policy({ pathLength: undefined }) + p.root,
    }, undefined],
    ['that has expired, because there is no clock', { own: (p) => p.issuing({ notBefore: '2019-01-01', notAfter: '2020-01-01' }) }, 0],
    ['with text around the PEM blocks', {
      own: (p) => `Bag Attributes\n    friendlyName: x\nsubject=CN = Issuing CA\n${p.issuing()}\n`, chain: (p) => `# chain\n${p.chain}`,
    }, 0],
    ['with the line endings of Windows', { own: (p) => p.issuing().replace(/\n/g, '\r\n') }, 0],
    ['with critical extensions that AWS Private CA imports', {
      own: (p) => p.issuing({ extensions: ['2.5.29.30', '2.5.29.37', '1.3.6.1.5.5.7.1.11'].map((dotted) => anyExtension(dotted, true)) }),
    }, 0],
    ['with other extensions that aren\'t critical', {
      own: (p) => p.issuing({ extensions: [anyExtension('2.5.29.31', false), anyExtension('1.3.6.1.4.1.99999.1', false)] }),
    }, 0],
    ['for an RSA key', { own: (p) => p.issuing({ key: rsaKey() }), keyAlgorithm: KeyAlgorithm.RSA_2048 }, 0],
    ['for a key with an unknown algorithm', { own: (p) => p.issuing({ key: ecKey('secp256k1') }), keyAlgorithm: KeyAlgorithm.of('FUTURE') }, 0],
    ['for a P-256 key', { own: (p) => p.issuing({ key: ecKey('prime256v1') }), keyAlgorithm: KeyAlgorithm.EC_PRIME256V1 }, 0],
    ['for a P-521 key', { own: (p) => p.issuing({ key: ecKey('secp521r1') }), keyAlgorithm: KeyAlgorithm.EC_SECP521R1 }, 0],
    ['of ML-DSA, whose signatures this Node.js can\'t verify', {
      own: (p) => p.issuing({ foreignAlgorithm: ML_DSA_44 }),
      chain: (p) => p.policy({ foreignAlgorithm: ML_DSA_44 })
        + certificate({ subject: 'Offline Root CA', key: p.rootKey, foreignAlgorithm: ML_DSA_44 }),
      keyAlgorithm: KeyAlgorithm.ML_DSA_44,
    }, 0],
    ['that is a token', { own: () => Lazy.string({ produce: () => 'late' }) }, undefined],
    ['with a chain that is a token', { chain: () => Lazy.string({ produce: () => 'late' }) }, 0],
  ])('%s', (_name, given, pathLength) => {
    expect(check(given).pathLength).toBe(pathLength);
  });

  test('without the text that tools write around it', () => {
    const { certificatePem } = check({ own: (p) => `subject=CN = Issuing CA\r\n${p.issuing().replace(/\n/g, '\r\n')}` });

    expect(certificatePem).toMatch(/^-----BEGIN CERTIFICATE-----\n[A-Za-z0-9+/=\n]+\n-----END CERTIFICATE-----\n$/);
  });

  test('with the end of its validity period', () => {
    expect(String(check({}).validity)).toBe(`${Date.UTC(2031, 10, 1) / 1000} absolute`);
  });

  test('with a warning if it ends after its issuer', () => {
    const [late, inTime] = [newStack(), newStack()];

    check({ own: (p) => p.issuing({ notAfter: '2040-01-01' }) }, late);
    ['2031-11-01', '2036-11-01'].forEach((notAfter) => check({ own: (p) => p.issuing({ notAfter }) }, inTime));

    Annotations.fromStack(late).hasWarning('*', Match.stringLikeRegexp('The certificate of "CN=Issuing CA" ends after the certificate of '
      + 'its issuer "CN=Policy CA". Clients reject it when the certificate of the issuer expires. \\[ack: '
      + 'cdk-private-ca:certificateOutlivesIssuer\\]'));
    Annotations.fromStack(inTime).hasNoWarning('*', Match.anyValue());
  });
});

describe('a certificate is rejected', () => {
  const keyPem = (p: Pki) => p.issuingKey.privateKey.export({ type: 'pkcs8', format: 'pem' }) as string;
  const rootBy = (p: Pki, options: Partial<CertificateOptions>) =>
    certificate({ subject: 'Offline Root CA', key: p.rootKey, notAfter: '2046-11-01', ...options });

  test.each<[string, ErrorCode, Given]>([
    ['a private key', 'PrivateKeyInTemplate', { own: keyPem }],
    ['a private key after the certificate', 'PrivateKeyInTemplate', { own: (p) => p.issuing() + keyPem(p) }],
    ['a private key in the chain', 'PrivateKeyInTemplate', { chain: (p) => p.chain + keyPem(p) }],
    ['a certificate signing request', 'CertificatePem', { own: (p) => certificateSigningRequest('Issuing CA', p.issuingKey) }],
    ['an empty text', 'CertificatePem', { own: () => '' }],
    ['base64 without labels', 'CertificatePem', { own: () => 'MIIB' }],
    ['a text that is cut', 'CertificatePem', { own: (p) => p.issuing().slice(0, -20) }],
    ['other characters in a block', 'CertificatePem', { own: (p) => p.issuing().replace('MII', 'M*I') }],
    ['other content in a block', 'CertificatePem', { own: () => '-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----' }],
    ['a private key beside a token', 'PrivateKeyInTemplate', { own: (p) => `${Lazy.string({ produce: () => 'late' })}${keyPem(p)}` }],
    ['data after the certificate in its block', 'CertificatePem', {
      own: (p) => pem('CERTIFICATE', Buffer.concat([
        Buffer.from(p.issuing().split('\n').slice(1, -2).join(''), 'base64'),
        p.issuingKey.privateKey.export({ type: 'pkcs8', format: 'der' }),
      ])),
    }],
    ['a path length that is no number', 'CertificatePem', { own: (p) => p.issuing({ pathLength: Buffer.alloc(7, 1) }) }],
    ['an empty path length', 'CertificatePem', { own: (p) => p.issuing({ pathLength: Buffer.alloc(0) }) }],
    ['a key usage without signatures of certificates', 'CertificateNotCa', { own: (p) => p.issuing({ keyUsage: [1, 0x82] }) }],
    ['a parent whose key usage has no signatures of certificates', 'CertificateChain', {
      chain: (p) => p.policy({ keyUsage: [1, 0x82] }) + p.root,
    }],
    ['the root twice', 'CertificateChain', { chain: (p) => p.chain + p.root }],
    ['the parent twice', 'CertificateChain', { chain: (p) => p.policy() + p.chain }],
    ['a root that another key of its name signed', 'CertificateChain', { chain: (p) => p.policy() + rootBy(p, { issuerKey: p.otherKey }) }],
    ['the whole chain as certificate', 'CertificatePem', { own: (p) => p.issuing() + p.chain }],
    ['an empty chain', 'CertificatePem', { chain: () => '' }],
    ['a certificate of more than 32,768 bytes', 'CertificatePemLength', { own: (p) => p.issuing() + '#'.repeat(32768) }],
    ['a chain of more than 2 MB', 'CertificatePemLength', { chain: (p) => p.chain + '#'.repeat(2097152) }],
    ['an end-entity certificate', 'CertificateNotCa', { own: (p) => p.issuing({ ca: false, pathLength: undefined }) }],
    ['a path length without the CA flag', 'CertificateNotCa', { own: (p) => p.issuing({ ca: false }) }],
    ['a self-signed certificate', 'CertificateSelfSigned', {
      own: (p) => certificate({ subject: 'Issuing CA', key: p.issuingKey, pathLength: 0 }),
    }],
    ['an RSA certificate for an EC CA', 'CertificateKeyAlgorithm', { own: (p) => p.issuing({ key: rsaKey() }) }],
    ['an EC certificate of another curve', 'CertificateKeyAlgorithm', { own: (p) => p.issuing({ key: ecKey('prime256v1') }) }],
    ['an RSA certificate of another size', 'CertificateKeyAlgorithm', {
      own: (p) => p.issuing({ key: rsaKey() }), keyAlgorithm: KeyAlgorithm.RSA_4096,
    }],
    ['an ML-DSA certificate of another size', 'CertificateKeyAlgorithm', {
      own: (p) => p.issuing({ foreignAlgorithm: ML_DSA_44 }), keyAlgorithm: KeyAlgorithm.ML_DSA_87,
    }],
    ['another path length than the CA has', 'PathLengthConflict', { pathLength: 1 }],
    ['no path length, where the CA has one', 'PathLengthConflict', { own: (p) => p.issuing({ pathLength: undefined }), pathLength: 0 }],
    ['a chain with the own certificate', 'CertificateChain', { chain: (p) => p.issuing() + p.chain }],
    ['a chain in the wrong order', 'CertificateChain', { chain: (p) => p.root + p.policy() }],
    ['a chain without the root', 'CertificateChain', { chain: (p) => p.policy() }],
    ['a chain without the parent', 'CertificateChain', { chain: (p) => p.root }],
    ['a certificate by another key of the parent\'s name', 'CertificateChain', { own: (p) => p.issuing({ issuerKey: p.otherKey }) }],
    ['a parent by another key of the root\'s name', 'CertificateChain', { chain: (p) => p.policy({ issuerKey: p.otherKey }) + p.root }],
    ['a parent that is no CA', 'CertificateChain', { chain: (p) => p.policy({ ca: false, pathLength: undefined }) + p.root }],
    ['a parent that allows no CA below it', 'PathLength', { chain: (p) => p.policy({ pathLength: 0 }) + p.root }],
    ['a root that allows too few levels', 'PathLength', {
      chain: (p) => p.policy() + certificate({ subject: 'Offline Root CA', key: p.rootKey, pathLength: 1 }),
    }],
    ['a root that allows too few levels above a certificate that is a token', 'PathLength', {
      own: () => Lazy.string({ produce: () => 'late' }),
      chain: (p) => p.policy() + certificate({ subject: 'Offline Root CA', key: p.rootKey, pathLength: 1 }),
    }],
    ['basic constraints that aren\'t critical', 'CertificateExtension', { own: (p) => p.issuing({ criticalConstraints: false }) }],
    ['critical CRL distribution points', 'CertificateExtension', { own: (p) => p.issuing({ extensions: [anyExtension('2.5.29.31', true)] }) }],
    ['critical authority information access', 'CertificateExtension', {
      own: (p) => p.issuing({ extensions: [anyExtension('1.3.6.1.5.5.7.1.1', true)] }),
    }],
    ['critical policy constraints of the parent', 'CertificateExtension', {
      chain: (p) => p.policy({ extensions: [anyExtension('2.5.29.36', true)] }) + p.root,
    }],
  ])('%s: %s', (_name, code, given) => {
    const { message } = errorOf(code, () => check(given));

    // No error shows a private key.
    expect(message).not.toMatch(/[A-Za-z0-9+/]{60}/);
  });

  test('a repeated certificate is named as the reason', () => {
    const { message } = errorOf('CertificateChain', () => check({ chain: (p) => p.chain + p.root }));

    expect(message).toContain('Certificate 3 of certificateChainPem must not be a repetition of a certificate before it; got "CN=Offline Root CA"');
  });

  test('the own certificate in the chain is named as the reason', () => {
    const own = pki().issuing();
    const { message } = errorOf('CertificateChain', () => check({ own: () => own, chain: (p) => own + p.chain }));

    expect(message).toContain('certificateChainPem must not contain the certificate of the CA itself');
  });

  test('the message of an extension contains its object identifier', () => {
    const own = (p: Pki) => p.issuing({ extensions: [anyExtension('2.5.29.31', true)] });

    expect(errorOf('CertificateExtension', () => check({ own })).message).toContain('got ["2.5.29.31"]');
  });

  const ONE = 'Certificate 1 of certificateChainPem must';
  const NO_BLOCK = 'must be a PEM text with the label CERTIFICATE; got "no PEM block". Fix: Pass the text of the PEM file, not its '
    + 'path. To convert a DER file, use openssl x509 -inform DER.';
  test.each<[ErrorCode, string, Given]>([
    ['CertificatePem', `certificatePem ${NO_BLOCK}`, { own: () => 'MIIB' }],
    ['CertificatePem', `certificateChainPem ${NO_BLOCK}`, { chain: () => 'MIIB' }],
    ['CertificateNotCa', 'certificatePem must allow signatures of certificates in its key usage (keyCertSign); got "CN=Issuing CA". '
      + 'Fix: Let the parent sign the CSR of this CA with the key usage of a CA.', { own: (p) => p.issuing({ keyUsage: [1, 0x82] }) }],
    ['PathLengthConflict', 'pathLength must match the path length of certificatePem (unlimited); got 0. Fix: Remove pathLength, or let '
      + 'the parent sign a certificate with this path length.', { own: (p) => p.issuing({ pathLength: undefined }), pathLength: 0 }],
    ['CertificateChain', `${ONE.replace('1', '3')} not be a repetition of a certificate before it; got "CN=Offline Root CA". Fix: Remove the `
      + 'repetition.', { chain: (p) => p.chain + p.root }],
    ['CertificateChain', `${ONE} be the issuer of the certificate before it; got "CN=Offline Root CA". Fix: Order certificateChainPem `
      + 'from the parent up, with the root certificate last.', { chain: (p) => p.root }],
    ['CertificateChain', `${ONE} have signed the certificate before it; got "CN=Policy CA". Fix: Pass the certificate of the key that `
      + 'signed. Another key has the same name.', { own: (p) => p.issuing({ issuerKey: p.otherKey }) }],
    ['CertificateChain', `${ONE} be a CA certificate that can sign certificates; got "CN=Policy CA". Fix: Pass the certificates of the `
      + 'CAs above.', { chain: (p) => p.policy({ keyUsage: [1, 0x82] }) + p.root }],
    ['PathLength', `${ONE} have a path length of at least 1; got 0. Fix: Choose a parent with a greater path length.`, {
      own: (p) => p.policy(), chain: (p) => rootBy(p, { pathLength: 0 }),
    }],
    ['CertificateExtension', 'certificatePem must have critical basic constraints; got "CN=Issuing CA". Fix: Let the parent sign a '
      + 'certificate with critical basic constraints.', { own: (p) => p.issuing({ criticalConstraints: false }) }],
    ['CertificateChain', `${ONE} be a self-signed root certificate, because it is the last one; got "CN=Policy CA". Fix: Add the `
      + 'certificates up to the root CA.', { chain: (p) => p.policy() }],
  ])('%s: %s', (code, text, given) => {
    expect(errorOf(code, () => check(given)).message).toBe(`${text} [${code} at Stack]`);
  });
});

describe('the reader of certificates', () => {
  test('reads object identifiers and their criticality', () => {
    const parsed = ParsedCertificate.fromPem(pki().issuing({
      extensions: [anyExtension('2.999.1', false), anyExtension('1.3.6.1.4.1.311.21.7', true)],
    }));

    expect(parsed.extensions.map(({ objectIdentifier, critical }) => [objectIdentifier, critical])).toEqual([
      ['2.5.29.19', true], ['2.5.29.15', true], ['2.999.1', false], ['1.3.6.1.4.1.311.21.7', true],
    ]);
    expect(oid('1.3.6.1.4.1.311.21.7').toString('hex')).toBe('06092b0601040182371507');
  });

  test('knows nothing of a key that AWS Private CA does not have', () => {
    expect(ParsedCertificate.fromPem(certificate({ subject: 'X', key: ecKey('secp256k1') })).keyAlgorithm).toBeUndefined();
  });
});
