import { CfnResource, RemovalPolicy } from 'aws-cdk-lib';
import { Construct } from 'constructs';
import { CertificateAuthorityProps } from './certificate-authority-props';
import { AuthorityFacts } from './private/authority-facts';
import { applyToAll, keyAlgorithmOf, renderActiveAuthority, templateOf, usageModeOf } from './private/certificate-authority-resources';
import { bindIssuer, pathLengthOf } from './private/parent-checks';
import { IPrivateCertificateAuthority, PrivateCertificateAuthority } from './private-certificate-authority';
import { CertificateTemplate } from '../model/certificate-template';
import { SigningAlgorithm } from '../model/signing-algorithm';
import { Validity } from '../model/validity';

/** Properties of a `SubordinateCertificateAuthority`. */
export interface SubordinateCertificateAuthorityProps extends CertificateAuthorityProps {
  /**
   * The CA that signs this CA's certificate: a root or another subordinate of the app, or an imported CA whose chain is
   * known. A change re-issues the certificate.
   */
  readonly parent: IPrivateCertificateAuthority;

  /**
   * Whether the certificate of this CA was issued by an earlier deployment, so that the parent may be `disabled` now.
   * While the parent is disabled, nothing that re-issues the certificate may change.
   *
   * @default false - a parent that is known to be disabled is an error
   */
  readonly alreadyIssued?: boolean;

  /**
   * How many levels of CAs may lie below this CA: 0 to 3, and less than the parent's. A change re-issues the
   * certificate.
   *
   * @default 0 - or what `certificateTemplate` tells
   */
  readonly pathLength?: number;

  /**
   * What the parent signs this CA's certificate with. Its family must be that of the parent's key. A change re-issues
   * the certificate.
   *
   * @default - of the family and strength of the parent's key; an imported parent must have told its key algorithm
   */
  readonly issuerSigningAlgorithm?: SigningAlgorithm;

  /**
   * How long the CA certificate is valid. It must end before the parent's, and within seven days if the parent is in
   * short-lived mode. A change re-issues the certificate for the same key.
   *
   * @default Validity.years(3)
   */
  readonly validity?: Validity;
}

/**
 * A subordinate certificate authority (CA): its key pair, its certificate, signed by its parent, and its activation
 * with the chain up to the root.
 *
 * All three are kept when the stack is deleted, because the certificates below the CA live on: deleting the activation
 * alone would disable the CA.
 *
 * @see https://docs.aws.amazon.com/privateca/latest/userguide/ca-hierarchy.html
 */
export class SubordinateCertificateAuthority extends PrivateCertificateAuthority {
  /**
   * The ARN of the CA. It comes from the activation, so that whatever uses it is deployed after the CA has become
   * active.
   *
   * @attribute
   */
  public readonly certificateAuthorityArn: string;

  /**
   * The certificate of the CA, PEM encoded.
   *
   * @attribute
   */
  public readonly certificatePem: string;

  /**
   * The CA's own certificate followed by those of the CAs above it, the root last, PEM encoded.
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
   * @param props what the CA is like, and who signs it
   */
  constructor(scope: Construct, id: string, props: SubordinateCertificateAuthorityProps) {
    super(scope, id);
    const validity = props.validity ?? Validity.years(3);
    const pathLength = pathLengthOf(this, props);
    const template = templateOf(props, CertificateTemplate.subordinateCa(pathLength ?? 0));
    const issuer = bindIssuer(this, props, { validity, pathLength });

    const { resources, certificate, activation } = renderActiveAuthority(this, props, {
      type: 'SUBORDINATE', template, validity, issuer,
    });

    this.certificateAuthorityArn = activation.ref;
    this.certificatePem = certificate.attrCertificate;
    this.certificateChainPem = activation.attrCompleteCertificateChain;
    this.resources = resources;
    this._facts = {
      keyAlgorithm: keyAlgorithmOf(props),
      usageMode: usageModeOf(props),
      pathLength,
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
