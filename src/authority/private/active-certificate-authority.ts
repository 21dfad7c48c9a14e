import { CfnResource, RemovalPolicy } from 'aws-cdk-lib';
import { Construct } from 'constructs';
import {
  CertificateAuthorityFacts, CertificateAuthorityKind, keyAlgorithmOf, newCertificateAuthorityResources, usageModeOf,
} from './certificate-authority-resources';
import { CERTIFICATE_AUTHORITY_KINDS } from './kinds';
import { checked } from '../../private/kinds';
import { CertificateAuthorityProps } from '../certificate-authority-props';
import { PrivateCertificateAuthority } from '../private-certificate-authority';

/**
 * Base class of root and subordinate certificate authorities (CAs).
 *
 * This class is not exported. jsii copies its public members, with their documentation, to both subclasses.
 *
 * @internal
 */
export abstract class ActiveCertificateAuthority extends PrivateCertificateAuthority {
  /**
   * The ARN of the CA.
   *
   * The ARN comes from the activation. Resources that use the ARN are deployed after the CA is active.
   *
   * @attribute
   */
  public readonly certificateAuthorityArn: string;

  /**
   * The CA certificate, PEM-encoded.
   *
   * @attribute
   */
  public readonly certificatePem: string;

  /**
   * The CA certificate and the certificates of the CAs above it, root CA last, PEM-encoded.
   *
   * The chain of a root CA contains only the CA certificate.
   *
   * @attribute
   */
  public readonly certificateChainPem: string;

  /**
   * The properties of the CA that are known at synthesis.
   *
   * @internal
   */
  public readonly _facts: CertificateAuthorityFacts;

  private readonly resources: CfnResource[];

  /**
   * @param scope The parent construct.
   * @param id The construct ID.
   * @param props The common properties of root and subordinate CAs.
   * @param kindOf Checks the properties of one kind of CA and returns the differences. Errors contain the path of `ca`.
   */
  constructor(
    scope: Construct, id: string, props: CertificateAuthorityProps, kindOf: (ca: Construct) => CertificateAuthorityKind,
  ) {
    super(scope, id);
    props = checked(this, props, CERTIFICATE_AUTHORITY_KINDS);
    const kind = kindOf(this);

    const { certificateAuthority, certificate, activation } = newCertificateAuthorityResources(this, props, kind);

    this.certificateAuthorityArn = activation.ref;
    this.certificatePem = certificate.attrCertificate;
    this.certificateChainPem = activation.attrCompleteCertificateChain;
    this.resources = [certificateAuthority, certificate, activation];
    applyToAll(this.resources, props.removalPolicy ?? RemovalPolicy.RETAIN_ON_UPDATE_OR_DELETE);
    this._facts = {
      keyAlgorithm: keyAlgorithmOf(props),
      usageMode: usageModeOf(props),
      pathLength: kind.pathLength,
      validity: props.validityNotBefore && kind.validity._isRelative ? undefined : kind.validity,
      disabled: props.disabled,
    };
  }

  /**
   * Applies a removal policy to the CA, its certificate, and its activation.
   *
   * @param policy The removal policy of all three resources.
   */
  public applyRemovalPolicy(policy: RemovalPolicy): void {
    applyToAll(this.resources, policy);
  }
}

/** Without its activation, a CA is disabled. Without its certificate, it cannot be activated again. */
function applyToAll(resources: CfnResource[], policy: RemovalPolicy): void {
  resources.forEach((resource) => resource.applyRemovalPolicy(policy));
}
