import { X509Certificate } from 'crypto';
import { readFileSync } from 'fs';
import { App, Stack } from 'aws-cdk-lib';
import { CertificateSigningRequest } from '../src/authority/certificate-signing-request';
import { ExternalParent } from '../src/authority/external-parent';
import { IssuedCertificate } from '../src/authority/issued-certificate';
import { RootCertificateAuthority } from '../src/authority/root-certificate-authority';
import { SubordinateCertificateAuthority } from '../src/authority/subordinate-certificate-authority';
import { DistinguishedName } from '../src/model/distinguished-name';
import { KeyAlgorithm } from '../src/model/key-algorithm';
import { Validity } from '../src/model/validity';
import { PrivateCaError } from '../src/private/errors';

/*
 * Compares what the library accepts and rejects with the expected results of verify/write-signed-certificates.py. The
 * argument is its file.
 */

/** A certificate with its chain, or a certificate signing request (CSR). */
interface Case {
  readonly name: string;
  /** The code of the error. Absent if the library accepts the text. */
  readonly code?: string;
  /** The code of the error if this Node.js verifies ML-DSA signatures. */
  readonly verifiedCode?: string;
  readonly effectivePathLength?: number;
  readonly keyAlgorithm: string;
  readonly certificatePem: string;
  readonly certificateChainPem: string;
  readonly pathLength?: number;
  readonly csr?: string;
}

const { EC_SECP384R1, ML_DSA_44, ML_DSA_65, ML_DSA_87 } = KeyAlgorithm;
const KEY_ALGORITHMS = [EC_SECP384R1, ML_DSA_44, ML_DSA_65, ML_DSA_87];
const subject = DistinguishedName.of({ commonName: 'Example Corp Issuing CA G1' });

/** The path length of an accepted certificate, or the code of the error. */
function resultOf(given: Case): number | string | undefined {
  const stack = new Stack(new App(), 'Stack');
  try {
    if (given.csr !== undefined) {
      const certificateAuthority = new RootCertificateAuthority(stack, 'Devices', { subject, keyAlgorithm: KeyAlgorithm.ML_DSA_65 });
      const csr = CertificateSigningRequest.fromPem(given.csr);
      new IssuedCertificate(stack, 'Device', { certificateAuthority, csr, validity: Validity.days(30) });
      return undefined;
    }
    const { certificatePem, certificateChainPem, pathLength } = given;
    return new SubordinateCertificateAuthority(stack, 'Issuing', {
      subject,
      keyAlgorithm: KEY_ALGORITHMS.find(({ name }) => name === given.keyAlgorithm),
      externalParent: ExternalParent.signed({ certificatePem, certificateChainPem }),
      pathLength,
    })._facts.pathLength;
  } catch (error) {
    if (error instanceof PrivateCaError) { return error.code; }
    throw error;
  }
}

/** Whether this Node.js verifies the signatures of a certificate's key. */
function verifies(pem: string): boolean {
  try {
    return new X509Certificate(pem).publicKey !== undefined;
  } catch {
    return false;
  }
}

const cases = JSON.parse(readFileSync(process.argv[2], 'utf8')) as Case[];
const hasMlDsa = verifies(cases[0].certificatePem);
const faults = cases.flatMap((given) => {
  const code = given.verifiedCode && hasMlDsa ? given.verifiedCode : given.code;
  const [expected, result] = [code ?? given.effectivePathLength, resultOf(given)];
  return result === expected ? [] : [`${given.name}: ${result ?? 'accepted'} instead of ${expected ?? 'accepted'}`];
});
faults.forEach((fault) => console.error(fault));
const rejected = cases.filter(({ code }) => code).length;
console.log(`${cases.length - rejected} texts accepted, ${rejected} rejected with the expected code. This Node.js `
  + `${hasMlDsa ? 'verifies' : 'cannot verify'} ML-DSA signatures.`);
if (faults.length > 0) { process.exit(1); }
