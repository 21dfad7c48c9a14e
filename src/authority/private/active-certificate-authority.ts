import { CfnResource, RemovalPolicy, Token, aws_acmpca as acmpca } from 'aws-cdk-lib';
import { Construct } from 'constructs';
import {
  CertificateAuthorityFacts, CertificateAuthorityKind, keyAlgorithmOf, newCertificateAuthorityResources, usageModeOf,
} from './certificate-authority-resources';
import { CERTIFICATE_AUTHORITY_KINDS } from './kinds';
import { RenewableValue } from './renewable-value';
import { SignedArn } from './signed-arn';
import { REMOVAL_POLICY } from '../../private/cdk-kinds';
import { PrivateCaError } from '../../private/errors';
import { keepRetained } from '../../private/kept-resources';
import { check, checked } from '../../private/kinds';
import { restoreOnError } from '../../private/undone-on-error';
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
   * The ARN comes from the activation. Resources that use the ARN are deployed after the CA is active. With
   * `externalParent`, other stacks import the same value before and after the parent signs the certificate.
   *
   * @attribute
   */
  public readonly certificateAuthorityArn: string;

  /**
   * The CA certificate, PEM-encoded.
   *
   * @attribute
   */
  public get certificatePem(): string {
    return this.pems ? this.pem ??= this.pems.certificatePem() : this.pending('certificatePem');
  }

  /**
   * The CA certificate and the certificates of the CAs above it, root CA last, PEM-encoded.
   *
   * The chain of a root CA contains only the CA certificate.
   *
   * @attribute
   */
  public get certificateChainPem(): string {
    return this.pems ? this.chainPem ??= this.pems.certificateChainPem() : this.pending('certificateChainPem');
  }

  /**
   * The certificate signing request (CSR) of the CA, PEM-encoded.
   *
   * A parent outside the app signs it.
   *
   * @attribute
   */
  public readonly certificateSigningRequestPem: string;

  /**
   * The properties of the CA that are known at synthesis.
   *
   * @internal
   */
  public readonly _facts: CertificateAuthorityFacts;

  private readonly resources: CfnResource[];
  /** Creates the tokens of the certificates. Most CAs need none of them. */
  private readonly pems?: { readonly certificatePem: () => string; readonly certificateChainPem: () => string };
  private pem?: string;
  private chainPem?: string;
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
    props = checked(this, props, CERTIFICATE_AUTHORITY_KINDS);
    const kind = kindOf(this);

    const { certificateAuthority, certificate, activation } = newCertificateAuthorityResources(this, props, kind);

    this.certificateAuthorityArn = !activation ? certificateAuthority.attrArn
      : kind.signed ? new SignedArn(certificateAuthority, activation).toString() : activation.ref;
    this.certificateSigningRequestPem = certificateAuthority.attrCertificateSigningRequest;
    const revision = () => [
      certificate ? renewedWith(certificate, props) : signedWith(activation), kind.issuance?.parent?.revision(),
    ];
    this.pems = activation && {
      certificatePem: () => certificate ? newCertificatePem(certificate, revision) : activation.certificate,
      certificateChainPem: () => newChainPem(activation, revision),
    };
    this.resources = [certificateAuthority, ...certificate ? [certificate] : [], ...activation ? [activation] : []];
    this.applyRemovalPolicy(props.removalPolicy ?? RemovalPolicy.RETAIN_ON_UPDATE_OR_DELETE);
    this._facts = {
      revision,
      keyAlgorithm: keyAlgorithmOf(props),
      usageMode: usageModeOf(props),
      pathLength: kind.pathLength,
      validity: props.validityNotBefore && kind.validity?._isRelative ? undefined : kind.validity,
      period: kind.signed?.period,
      disabled: props.disabled,
      pending: !activation,
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
    check(this, 'policy', REMOVAL_POLICY, policy);
    this.removalPolicy = policy;
    // Without its activation, a CA is disabled. Without its certificate, it cannot be activated again.
    this.resources.forEach((resource) => resource.applyRemovalPolicy(policy));
    const [certificateAuthority, ...needed] = this.resources;
    keepRetained(this, certificateAuthority, ...needed);
  }

  /**
   * Applies the removal policy of the CA to a resource that is useless without the CA.
   *
   * @internal
   */
  public _removeWith(resource: CfnResource): void {
    restoreOnError(this.resources);
    this.resources.push(resource);
    resource.applyRemovalPolicy(this.removalPolicy);
    const [certificateAuthority, ...needed] = this.resources;
    keepRetained(this, certificateAuthority, ...needed);
  }

  private pending(attribute: string): never {
    throw new PrivateCaError('AttributeUnknown', {
      scope: this,
      subject: attribute,
      rule: 'be known, and the parent of this CA has not signed its certificate yet',
      value: undefined,
      fix: 'Deploy the CA, let the parent sign its certificate, and pass it with ExternalParent.signed()',
    });
  }
}

/** The properties of the CA certificate that reissue it. */
function renewedWith(
  certificate: acmpca.CfnCertificate, { certificateGeneration = 1 }: CertificateAuthorityProps,
): unknown[] {
  const { signingAlgorithm, templateArn, validity, validityNotBefore, apiPassthrough } = certificate;
  const reissued = [signingAlgorithm, templateArn, validity, validityNotBefore, apiPassthrough];
  return certificateGeneration === 1 ? reissued : [...reissued, certificateGeneration];
}

/** The certificates that a parent outside the app signed. */
function signedWith(activation: acmpca.CfnCertificateAuthorityActivation | undefined): unknown[] {
  return [activation?.certificate, activation?.certificateChain];
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
