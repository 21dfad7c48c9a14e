import { IConstruct } from 'constructs';
import { checkSignedCertificate, SignedCertificate, SignedCertificateTerms } from './private/signed-certificate';

/** The certificate of a CA, signed by a parent outside the app. */
export interface SignedCertificateAuthorityCertificate {
  /**
   * The certificate of the CA, PEM-encoded, up to 32,768 bytes.
   *
   * You can change this property without replacement, for example to renew the certificate.
   */
  readonly certificatePem: string;

  /**
   * The certificates of the CAs above, PEM-encoded, in order.
   *
   * The first certificate is that of the parent, and the last one is the self-signed root certificate. The chain
   * doesn't contain the certificate of the CA itself. Up to 2,097,152 bytes.
   *
   * You can change this property without replacement.
   */
  readonly certificateChainPem: string;
}

/**
 * A parent outside the app that signs the certificate of a subordinate CA.
 *
 * Use it for an offline root CA, a CA outside AWS, or a CA in another AWS account or Region. The first deployment
 * creates the CA, which is pending. Then you get its certificate signing request (CSR), and the parent signs it. The
 * second deployment imports the certificate. The CA resource is identical in both deployments and in each renewal.
 *
 * @see https://docs.aws.amazon.com/privateca/latest/userguide/PCACertInstall.html
 *
 * @example
 * new SubordinateCertificateAuthority(this, 'Issuing', {
 *   subject: DistinguishedName.of({ commonName: 'Example Corp Issuing CA G1' }),
 *   externalParent: ExternalParent.pending(),
 *   revocation: Revocation.ocsp(),
 * });
 */
export class ExternalParent {
  /**
   * A parent that hasn't signed the certificate yet.
   *
   * The CA can't issue certificates. AWS bills it. Other stacks can use its ARN: the reference stays the same when the
   * certificate is signed.
   */
  public static pending(): ExternalParent {
    return new ExternalParent(false);
  }

  /**
   * A parent that signed the certificate.
   *
   * The library checks the certificate and its chain at synthesis, without a clock. An expired certificate passes these
   * checks, and the import fails. If the subject of the certificate isn't that of the CA, synthesis prints a warning.
   *
   * @param certificate The certificate and its chain.
   */
  public static signed(certificate: SignedCertificateAuthorityCertificate): ExternalParent {
    return new ExternalParent(true, certificate);
  }

  private constructor(
    private readonly isSigned: boolean, private readonly certificate?: SignedCertificateAuthorityCertificate,
  ) {}

  /**
   * The checked certificate. Absent while it is pending.
   *
   * @internal
   */
  public _bind(scope: IConstruct, terms: SignedCertificateTerms): SignedCertificate | undefined {
    return this.isSigned ? checkSignedCertificate(scope, this.certificate!, terms) : undefined;
  }
}
