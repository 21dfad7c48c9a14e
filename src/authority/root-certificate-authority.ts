import { CfnResource, RemovalPolicy } from 'aws-cdk-lib';
import { Construct } from 'constructs';
import { CertificateAuthorityProps } from './certificate-authority-props';
import { AuthorityFacts } from './private/authority-facts';
import { applyToAll, keyAlgorithmOf, renderActiveAuthority, templateOf, usageModeOf } from './private/certificate-authority-resources';
import { PrivateCertificateAuthority } from './private-certificate-authority';
import { CertificateTemplate } from '../model/certificate-template';
import { Validity } from '../model/validity';

/** Properties of a `RootCertificateAuthority`. */
export interface RootCertificateAuthorityProps extends CertificateAuthorityProps {
  /**
   * How long the CA's self-signed certificate is valid. A change re-issues the certificate for the same key.
   *
   * @default Validity.years(10)
   */
  readonly validity?: Validity;
}

/**
 * A root certificate authority (CA): its key pair, its self-signed certificate and its activation.
 *
 * All three are kept when the stack is deleted, because the certificates below the CA live on: deleting the activation
 * alone would disable the CA.
 *
 * @see https://docs.aws.amazon.com/privateca/latest/userguide/create-CA.html
 */
export class RootCertificateAuthority extends PrivateCertificateAuthority {
  /**
   * The ARN of the CA. It comes from the activation, so that whatever uses it is deployed after the CA has become
   * active.
   *
   * @attribute
   */
  public readonly certificateAuthorityArn: string;

  /**
   * The self-signed certificate of the CA, PEM encoded.
   *
   * @attribute
   */
  public readonly certificatePem: string;

  /**
   * The chain of the CA, PEM encoded: for a root its certificate alone.
   *
   * @attribute
   */
  public readonly certificateChainPem: string;

  /**
   * What is known of the CA at synthesis.
   *
   * @internal
   */
  public readonly _facts: AuthorityFacts;

  private readonly resources: CfnResource[];

  /**
   * @param scope the construct that the CA belongs to
   * @param id the id within the scope; the logical ids of the CA's resources, and so the CA itself, depend on it
   * @param props what the CA is like
   */
  constructor(scope: Construct, id: string, props: RootCertificateAuthorityProps) {
    super(scope, id);
    const validity = props.validity ?? Validity.years(10);
    const template = templateOf(props, CertificateTemplate.ROOT_CA);

    const { resources, certificate, activation } = renderActiveAuthority(this, props, { type: 'ROOT', template, validity });

    this.certificateAuthorityArn = activation.ref;
    this.certificatePem = certificate.attrCertificate;
    this.certificateChainPem = activation.attrCompleteCertificateChain;
    this.resources = resources;
    this._facts = {
      keyAlgorithm: keyAlgorithmOf(props),
      usageMode: usageModeOf(props),
      pathLength: template._pathLength,
      validity: props.validityNotBefore && validity._isRelative ? undefined : validity,
      disabled: props.disabled,
    };
  }

  /**
   * Decides what becomes of the CA, its certificate and its activation, always of all three, when they leave the stack.
   *
   * @param policy what becomes of them
   */
  public applyRemovalPolicy(policy: RemovalPolicy): void {
    applyToAll(this.resources, policy);
  }
}
