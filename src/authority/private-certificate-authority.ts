import { Resource, ResourceProps, aws_acmpca as acmpca } from 'aws-cdk-lib';
import { Construct } from 'constructs';

/**
 * A private certificate authority (CA) on AWS Private CA.
 *
 * It is an `acmpca.ICertificateAuthority`, so it goes wherever aws-cdk-lib takes one, for example into
 * `acm.PrivateCertificate`.
 */
export interface IPrivateCertificateAuthority extends acmpca.ICertificateAuthority {
  /**
   * The CA's own certificate, PEM encoded.
   *
   * @attribute
   */
  readonly certificatePem: string;

  /**
   * The CA's own certificate followed by those of the CAs above it, the root last, PEM encoded.
   *
   * @attribute
   */
  readonly certificateChainPem: string;
}

/** A private certificate authority (CA) on AWS Private CA: what a root, a subordinate and an imported one share. */
export abstract class PrivateCertificateAuthority extends Resource implements IPrivateCertificateAuthority {
  /**
   * The ARN of the CA. Whatever uses it is deployed after the CA has become active.
   *
   * @attribute
   */
  public abstract readonly certificateAuthorityArn: string;

  /**
   * The CA's own certificate, PEM encoded.
   *
   * @attribute
   */
  public abstract readonly certificatePem: string;

  /**
   * The CA's own certificate followed by those of the CAs above it, the root last, PEM encoded.
   *
   * @attribute
   */
  public abstract readonly certificateChainPem: string;

  /**
   * @param scope the construct that the CA belongs to
   * @param id the id within the scope
   * @param props the environment of the CA, where it is not that of the stack
   */
  constructor(scope: Construct, id: string, props: ResourceProps = {}) {
    super(scope, id, props);
  }

  /** The reference to the CA that aws-cdk-lib's constructs take. */
  public get certificateAuthorityRef(): acmpca.CertificateAuthorityReference {
    return { certificateAuthorityArn: this.certificateAuthorityArn };
  }
}
