import { CfnResource, RemovalPolicy, aws_acmpca as acmpca } from 'aws-cdk-lib';
import { Construct } from 'constructs';
import { PrivateCertificateAuthority } from './private-certificate-authority';
import { CertificateTemplate } from '../model/certificate-template';
import { DistinguishedName } from '../model/distinguished-name';
import { KeyAlgorithm } from '../model/key-algorithm';
import { SigningAlgorithm } from '../model/signing-algorithm';
import { UsageMode } from '../model/usage-mode';
import { Validity } from '../model/validity';
import { PrivateCaError } from '../private/errors';

/** Properties of a `RootCertificateAuthority`. */
export interface RootCertificateAuthorityProps {
  /**
   * The name of the CA, which all that it signs will carry as issuer. A change replaces the CA.
   *
   * AWS recommends a generation in the common name, for example `Example Corp Root CA G1`.
   */
  readonly subject: DistinguishedName;

  /**
   * The type and size of the CA's key pair. A change replaces the CA.
   *
   * @default KeyAlgorithm.EC_SECP384R1
   */
  readonly keyAlgorithm?: KeyAlgorithm;

  /**
   * What the CA signs with. Its family must be that of the key. A change replaces the CA.
   *
   * @default - of the family and strength of the key algorithm; for the default key, SHA-384 with ECDSA
   */
  readonly signingAlgorithm?: SigningAlgorithm;

  /**
   * How long the CA's self-signed certificate is valid. A change re-issues the certificate for the same key.
   *
   * @default Validity.years(10)
   */
  readonly validity?: Validity;

  /**
   * How long the certificates that the CA issues may live. A change replaces the CA.
   *
   * @default UsageMode.GENERAL_PURPOSE
   */
  readonly usageMode?: UsageMode;

  /**
   * What becomes of the CA, its certificate and its activation when they leave the stack. AWS bills a CA until it is
   * deleted, also a retained one.
   *
   * @default RemovalPolicy.RETAIN_ON_UPDATE_OR_DELETE - kept, unless their first deployment fails
   */
  readonly removalPolicy?: RemovalPolicy;
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

  private readonly resources: CfnResource[];

  /**
   * @param scope the construct that the CA belongs to
   * @param id the id within the scope; the logical ids of the CA's resources, and so the CA itself, depend on it
   * @param props what the CA is like
   */
  constructor(scope: Construct, id: string, props: RootCertificateAuthorityProps) {
    super(scope, id);
    const keyAlgorithm = props.keyAlgorithm ?? KeyAlgorithm.EC_SECP384R1;
    const signingAlgorithm = props.signingAlgorithm ?? keyAlgorithm.defaultSigningAlgorithm
      ?? signingAlgorithmMissing(this, keyAlgorithm);

    const authority = new acmpca.CfnCertificateAuthority(this, 'Resource', {
      type: 'ROOT',
      keyAlgorithm: keyAlgorithm.name,
      signingAlgorithm: signingAlgorithm.name,
      subject: props.subject._render(this),
      usageMode: (props.usageMode ?? UsageMode.GENERAL_PURPOSE).name,
    });
    const certificate = new acmpca.CfnCertificate(this, 'Certificate', {
      certificateAuthorityArn: authority.attrArn,
      certificateSigningRequest: authority.attrCertificateSigningRequest,
      signingAlgorithm: signingAlgorithm.name,
      templateArn: CertificateTemplate.ROOT_CA_CERTIFICATE.certificateTemplateArn,
      validity: (props.validity ?? Validity.years(10))._render(this),
    });
    const activation = new acmpca.CfnCertificateAuthorityActivation(this, 'Activation', {
      certificateAuthorityArn: authority.attrArn,
      certificate: certificate.attrCertificate,
      status: 'ACTIVE',
    });

    this.certificateAuthorityArn = activation.ref;
    this.certificatePem = certificate.attrCertificate;
    this.certificateChainPem = activation.attrCompleteCertificateChain;
    this.resources = [authority, certificate, activation];
    this.applyRemovalPolicy(props.removalPolicy ?? RemovalPolicy.RETAIN_ON_UPDATE_OR_DELETE);
  }

  /**
   * Decides what becomes of the CA, its certificate and its activation, always of all three, when they leave the stack.
   *
   * @param policy what becomes of them
   */
  public applyRemovalPolicy(policy: RemovalPolicy): void {
    this.resources.forEach((resource) => resource.applyRemovalPolicy(policy));
  }
}

function signingAlgorithmMissing(scope: Construct, keyAlgorithm: KeyAlgorithm): never {
  throw new PrivateCaError('SigningAlgorithmUnknown', {
    scope,
    problem: 'no signing algorithm is known for the key algorithm',
    value: keyAlgorithm.name,
    allowed: 'a signingAlgorithm of the family of the key',
    change: 'set signingAlgorithm, for example SigningAlgorithm.of(…)',
  });
}
