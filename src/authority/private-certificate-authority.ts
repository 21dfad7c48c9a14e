import { CfnResource, Fn, RemovalPolicy, Resource, ResourceProps, aws_acmpca as acmpca } from 'aws-cdk-lib';
import { Construct } from 'constructs';
import { CertificateAuthorityAttributes } from './certificate-authority-attributes';
import { CertificateAuthorityGrants } from './certificate-authority-grants';
import { CertificateAuthorityMetrics } from './certificate-authority-metrics';
import { CertificateAuthorityFacts } from './private/certificate-authority-resources';
import { factsOfImported } from './private/imported-certificate';
import { CertificateAuthorityEvents } from '../events/certificate-authority-events';
import { KeyAlgorithm } from '../model/key-algorithm';
import { UsageMode } from '../model/usage-mode';
import { isCertificateAuthorityArn, requireCertificateAuthorityArn } from '../private/certificate-authority-arn';
import { PrivateCaError } from '../private/errors';
import { keepRetained } from '../private/kept-resources';
import { NUMBER, TEXT, checked, instanceOf, required } from '../private/kinds';
import { removedOnError } from '../private/removed-on-error';

/**
 * A private certificate authority (CA) in AWS Private CA.
 *
 * Use it wherever aws-cdk-lib accepts an `acmpca.ICertificateAuthority`, for example in `acm.PrivateCertificate`.
 */
export interface IPrivateCertificateAuthority extends acmpca.ICertificateAuthority {
  /** Grants permission to use, audit, and administer the CA. */
  readonly grants: CertificateAuthorityGrants;

  /** The CloudWatch metrics of the CA. */
  readonly metrics: CertificateAuthorityMetrics;

  /**
   * The CA certificate, PEM-encoded.
   *
   * If the CA is imported without this attribute, access throws an error.
   *
   * @attribute
   */
  readonly certificatePem: string;

  /**
   * The CA certificate and the certificates of the CAs above it, root CA last, PEM-encoded.
   *
   * If the CA is imported without this attribute, access throws an error.
   *
   * @attribute
   */
  readonly certificateChainPem: string;

  /**
   * The ID of the CA, which is the last part of its ARN.
   *
   * @attribute
   */
  readonly certificateAuthorityId: string;

  /**
   * The object key of the complete CRL of the CA, `crl/ID.crl`.
   *
   * A CRL with a custom path or with partitions has other object keys.
   */
  readonly crlObjectKey: string;

  /** EventBridge rules and event patterns for the events of the CA. */
  readonly events: CertificateAuthorityEvents;
}

/**
 * Base class of root, subordinate, and imported certificate authorities (CAs).
 *
 * @example
 * declare const certificateAuthorityArn: string;
 * declare const auditor: iam.Role;
 * const root = PrivateCertificateAuthority.fromCertificateAuthorityArn(this, 'Root', certificateAuthorityArn);
 * root.grants.audit(auditor);
 */
export abstract class PrivateCertificateAuthority extends Resource implements IPrivateCertificateAuthority {
  /**
   * Imports an existing CA by its ARN.
   *
   * @param scope The parent construct.
   * @param id The construct ID.
   * @param certificateAuthorityArn The ARN of the CA.
   */
  public static fromCertificateAuthorityArn(
    scope: Construct, id: string, certificateAuthorityArn: string,
  ): IPrivateCertificateAuthority {
    return new ImportedCertificateAuthority(scope, id, { certificateAuthorityArn });
  }

  /**
   * Imports an existing CA by its attributes.
   *
   * If the CA is the parent of a subordinate CA, specify `certificateChainPem` and `keyAlgorithm`.
   *
   * @param scope The parent construct.
   * @param id The construct ID.
   * @param attributes The attributes of the CA.
   */
  public static fromCertificateAuthorityAttributes(
    scope: Construct, id: string, attributes: CertificateAuthorityAttributes,
  ): IPrivateCertificateAuthority {
    return new ImportedCertificateAuthority(scope, id, attributes);
  }

  /**
   * The ARN of the CA.
   *
   * Resources that use the ARN are deployed after the CA is active.
   *
   * @attribute
   */
  public abstract readonly certificateAuthorityArn: string;

  /**
   * The CA certificate, PEM-encoded.
   *
   * @attribute
   */
  public abstract readonly certificatePem: string;

  /**
   * The CA certificate and the certificates of the CAs above it, root CA last, PEM-encoded.
   *
   * @attribute
   */
  public abstract readonly certificateChainPem: string;

  /**
   * The ID of the CA, which is the last part of its ARN.
   *
   * @attribute
   */
  public get certificateAuthorityId(): string {
    return Fn.select(1, Fn.split('/', this.certificateAuthorityArn));
  }

  /**
   * The object key of the complete CRL of the CA, `crl/ID.crl`.
   *
   * A CRL with a custom path or with partitions has other object keys.
   */
  public get crlObjectKey(): string {
    return `crl/${this.certificateAuthorityId}.crl`;
  }

  /**
   * The properties of the CA that are known at synthesis.
   *
   * @internal
   */
  public readonly _facts: CertificateAuthorityFacts = {};

  /**
   * Whether the certificate chain of the CA is known.
   *
   * @internal
   */
  public readonly _hasChain: boolean = true;

  /**
   * @param scope The parent construct.
   * @param id The construct ID.
   * @param props The environment of the CA, if it differs from that of the stack.
   */
  constructor(scope: Construct, id: string, props: ResourceProps = {}) {
    super(scope, id, props);
  }

  /**
   * Applies the removal policy of the CA to a resource that is useless without the CA.
   *
   * @internal
   */
  public _removeWith(resource: CfnResource): void {
    resource.applyRemovalPolicy(RemovalPolicy.RETAIN_ON_UPDATE_OR_DELETE);
    keepRetained(resource.node.scope!, resource);
  }

  /** EventBridge rules and event patterns for the events of the CA. */
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

  /** The reference to the CA that aws-cdk-lib constructs accept. */
  public get certificateAuthorityRef(): acmpca.CertificateAuthorityReference {
    return { certificateAuthorityArn: this.certificateAuthorityArn };
  }
}

const ATTRIBUTES_KINDS = {
  certificateAuthorityArn: required(TEXT),
  certificatePem: TEXT,
  certificateChainPem: TEXT,
  keyAlgorithm: instanceOf(KeyAlgorithm),
  pathLength: NUMBER,
  usageMode: instanceOf(UsageMode),
};

@removedOnError
class ImportedCertificateAuthority extends PrivateCertificateAuthority {
  public readonly certificateAuthorityArn: string;
  public readonly _facts: CertificateAuthorityFacts;
  public readonly _hasChain: boolean;

  private readonly attributes: CertificateAuthorityAttributes;

  constructor(scope: Construct, id: string, given: CertificateAuthorityAttributes) {
    const environmentFromArn = given?.certificateAuthorityArn;
    // The AWS CDK rejects other texts without the path of the construct.
    super(scope, id, isCertificateAuthorityArn(environmentFromArn) ? { environmentFromArn } : {});
    const attributes = checked(this, given, ATTRIBUTES_KINDS);
    requireCertificateAuthorityArn({ scope: this, property: 'certificateAuthorityArn' }, attributes.certificateAuthorityArn);
    this.certificateAuthorityArn = attributes.certificateAuthorityArn;
    this.attributes = attributes;
    this._facts = factsOfImported(this, attributes);
    this._hasChain = attributes.certificateChainPem !== undefined;
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
      subject: attribute,
      rule: 'be specified when you import this CA',
      value: undefined,
      fix: `Use PrivateCertificateAuthority.fromCertificateAuthorityAttributes() with ${attribute}`,
    });
  }
}
