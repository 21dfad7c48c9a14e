import { CfnResource, RemovalPolicy, Token, aws_acmpca as acmpca } from 'aws-cdk-lib';
import { Construct } from 'constructs';
import {
  CertificateAuthorityFacts, CertificateAuthorityKind, keyAlgorithmOf, newCertificateAuthorityResources, usageModeOf,
} from './certificate-authority-resources';
import { RenewableValue } from './renewable-value';
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
  private removalPolicy = RemovalPolicy.RETAIN_ON_UPDATE_OR_DELETE;

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
    const kind = kindOf(this);

    const { certificateAuthority, certificate, activation } = newCertificateAuthorityResources(this, props, kind);

    this.certificateAuthorityArn = activation.ref;
    const revision = () => [renewedWith(certificate), kind.parent?.revision()];
    this.certificatePem = newCertificatePem(certificate, revision);
    this.certificateChainPem = newChainPem(activation, revision);
    this.resources = [certificateAuthority, certificate, activation];
    this.applyRemovalPolicy(props.removalPolicy ?? RemovalPolicy.RETAIN_ON_UPDATE_OR_DELETE);
    this._facts = {
      revision,
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
   * The policy also applies to each `CertificateAuthorityPermission` of the CA without its own `removalPolicy`.
   *
   * @param policy The removal policy of all three resources.
   */
  public applyRemovalPolicy(policy: RemovalPolicy): void {
    this.removalPolicy = policy;
    // Without its activation, a CA is disabled. Without its certificate, it cannot be activated again.
    this.resources.forEach((resource) => resource.applyRemovalPolicy(policy));
  }

  /**
   * Applies the removal policy of the CA to a resource that is useless without the CA.
   *
   * @internal
   */
  public _removeWith(resource: CfnResource): void {
    this.resources.push(resource);
    resource.applyRemovalPolicy(this.removalPolicy);
  }
}

/** The properties of the CA certificate that reissue it. */
function renewedWith(certificate: acmpca.CfnCertificate): unknown[] {
  const { signingAlgorithm, templateArn, validity, validityNotBefore, apiPassthrough } = certificate;
  return [signingAlgorithm, templateArn, validity, validityNotBefore, apiPassthrough];
}

function newCertificatePem(certificate: acmpca.CfnCertificate, revision: () => unknown): string {
  return new RenewableValue({
    resource: certificate,
    outputId: 'CertificatePem',
    description: 'The CA certificate, for other stacks.',
    value: Token.asAny(certificate.attrCertificate),
    revision,
  }).toString();
}

function newChainPem(activation: acmpca.CfnCertificateAuthorityActivation, revision: () => unknown): string {
  return new RenewableValue({
    resource: activation,
    outputId: 'CertificateChainPem',
    description: 'The certificate chain of the CA, for other stacks.',
    value: Token.asAny(activation.attrCompleteCertificateChain),
    revision,
  }).toString();
}
