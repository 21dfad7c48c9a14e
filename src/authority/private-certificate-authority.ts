import { Resource, ResourceProps, aws_acmpca as acmpca } from 'aws-cdk-lib';
import { Construct } from 'constructs';
import { CertificateAuthorityGrants } from './certificate-authority-grants';
import { CertificateAuthorityMetrics } from './certificate-authority-metrics';
import { AuthorityFacts } from './private/authority-facts';
import { CertificateAuthorityEvents } from '../events/certificate-authority-events';
import { KeyAlgorithm } from '../model/key-algorithm';
import { UsageMode } from '../model/usage-mode';
import { requireCertificateAuthorityArn } from '../private/certificate-authority-arn';
import { PrivateCaError } from '../private/errors';

/**
 * A private certificate authority (CA) on AWS Private CA.
 *
 * It is an `acmpca.ICertificateAuthority`, so it goes wherever aws-cdk-lib takes one, for example into
 * `acm.PrivateCertificate`.
 */
export interface IPrivateCertificateAuthority extends acmpca.ICertificateAuthority {
  /** Grants permission to use, audit, and administer the CA. */
  readonly grants: CertificateAuthorityGrants;

  /** The CloudWatch metrics of the CA. */
  readonly metrics: CertificateAuthorityMetrics;

  /**
   * The CA's own certificate, PEM encoded. An imported CA that was not given one reports an error when it is read.
   *
   * @attribute
   */
  readonly certificatePem: string;

  /**
   * The CA's own certificate followed by those of the CAs above it, the root last, PEM encoded. An imported CA that
   * was not given one reports an error when it is read.
   *
   * @attribute
   */
  readonly certificateChainPem: string;

  /** The events of the CA, as rules and as patterns. */
  readonly events: CertificateAuthorityEvents;
}

/** What is known of an existing CA. */
export interface CertificateAuthorityAttributes {
  /** The ARN of the CA. */
  readonly certificateAuthorityArn: string;

  /**
   * The CA's own certificate, PEM encoded.
   *
   * @default - unknown: reading `certificatePem` is an error
   */
  readonly certificatePem?: string;

  /**
   * The CA's own certificate followed by those of the CAs above it, the root last, PEM encoded. A subordinate CA of
   * this app needs it of its parent.
   *
   * @default - unknown: reading `certificateChainPem` is an error
   */
  readonly certificateChainPem?: string;

  /**
   * The key algorithm of the CA, from which the signing algorithm for its subordinates follows.
   *
   * @default - unknown: a subordinate must be told its `issuerSigningAlgorithm`
   */
  readonly keyAlgorithm?: KeyAlgorithm;

  /**
   * How many levels of CAs may lie below the CA: 0 or more.
   *
   * @default - unknown, or any number: not checked
   */
  readonly pathLength?: number;

  /**
   * The usage mode of the CA.
   *
   * @default - unknown: not checked
   */
  readonly usageMode?: UsageMode;
}

/** A private certificate authority (CA) on AWS Private CA: what a root, a subordinate and an imported one share. */
export abstract class PrivateCertificateAuthority extends Resource implements IPrivateCertificateAuthority {
  /**
   * An existing CA, known by its ARN alone.
   *
   * @param scope the construct that the reference belongs to
   * @param id the id within the scope
   * @param certificateAuthorityArn the ARN of the CA
   */
  public static fromCertificateAuthorityArn(
    scope: Construct, id: string, certificateAuthorityArn: string,
  ): IPrivateCertificateAuthority {
    return new ImportedCertificateAuthority(scope, id, { certificateAuthorityArn });
  }

  /**
   * An existing CA, known by its attributes. Give the chain and the key algorithm if it is to be a parent.
   *
   * @param scope the construct that the reference belongs to
   * @param id the id within the scope
   * @param attributes what is known of the CA
   */
  public static fromCertificateAuthorityAttributes(
    scope: Construct, id: string, attributes: CertificateAuthorityAttributes,
  ): IPrivateCertificateAuthority {
    return new ImportedCertificateAuthority(scope, id, attributes);
  }

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
   * What is known of the CA at synthesis.
   *
   * @internal
   */
  public readonly _facts: AuthorityFacts = {};

  /**
   * @param scope the construct that the CA belongs to
   * @param id the id within the scope
   * @param props the environment of the CA, where it is not that of the stack
   */
  constructor(scope: Construct, id: string, props: ResourceProps = {}) {
    super(scope, id, props);
  }

  /** The events of the CA, as rules and as patterns. */
  public get events(): CertificateAuthorityEvents {
    return CertificateAuthorityEvents.fromCertificateAuthority(this);
  }

  /** Grants permission to use, audit, and administer the CA. */
  public get grants(): CertificateAuthorityGrants {
    return CertificateAuthorityGrants.fromCertificateAuthority(this);
  }

  /** The CloudWatch metrics of the CA. */
  public get metrics(): CertificateAuthorityMetrics {
    return CertificateAuthorityMetrics.fromCertificateAuthority(this);
  }

  /** The reference to the CA that aws-cdk-lib's constructs take. */
  public get certificateAuthorityRef(): acmpca.CertificateAuthorityReference {
    return { certificateAuthorityArn: this.certificateAuthorityArn };
  }
}

class ImportedCertificateAuthority extends PrivateCertificateAuthority {
  public readonly certificateAuthorityArn: string;
  public readonly _facts: AuthorityFacts;

  constructor(scope: Construct, id: string, private readonly attributes: CertificateAuthorityAttributes) {
    requireCertificateAuthorityArn({ scope, property: 'certificateAuthorityArn' }, attributes.certificateAuthorityArn);
    super(scope, id, { environmentFromArn: attributes.certificateAuthorityArn });
    this.certificateAuthorityArn = attributes.certificateAuthorityArn;
    this._facts = attributes;
  }

  public get certificatePem(): string {
    return this.attributes.certificatePem ?? this.unknown('certificatePem');
  }

  public get certificateChainPem(): string {
    return this.attributes.certificateChainPem ?? this.unknown('certificateChainPem');
  }

  private unknown(attribute: string): never {
    throw new PrivateCaError('AttributeUnknown', {
      scope: this,
      problem: `${attribute} of this imported CA is not known`,
      value: undefined,
      allowed: `a CA that was imported with its ${attribute}`,
      change: `import it by PrivateCertificateAuthority.fromCertificateAuthorityAttributes() with ${attribute}`,
    });
  }
}
