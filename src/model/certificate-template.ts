import { Aws } from 'aws-cdk-lib';
import { IConstruct } from 'constructs';
import { PrivateCaError } from '../private/errors';

/** A template passthrough: where a certificate may get extensions, and its subject, from. */
export enum TemplatePassthrough {
  /** From the template alone; the subject comes from the certificate signing request (CSR). */
  NONE = '',
  /** Extensions also from the certificate signing request (CSR). */
  CSR = '_CSRPassthrough',
  /** Extensions and subject also from the request to issue. */
  API = '_APIPassthrough',
  /**
   * Extensions and subject also from the request to issue, extensions also from the CSR. The request has precedence.
   */
  API_AND_CSR = '_APICSRPassthrough',
}

const { NONE, CSR, API, API_AND_CSR } = TemplatePassthrough;
const EVERY = [NONE, CSR, API, API_AND_CSR];
const BLANK = [CSR, API, API_AND_CSR];

/** Every template of AWS Private CA: its base, and the passthroughs that the base exists with. */
const TEMPLATES: Record<string, readonly TemplatePassthrough[]> = {
  CodeSigningCertificate: EVERY,
  EndEntityCertificate: EVERY,
  EndEntityClientAuthCertificate: EVERY,
  EndEntityServerAuthCertificate: EVERY,
  OCSPSigningCertificate: EVERY,
  RootCACertificate: [NONE, API],
  SubordinateCACertificate_PathLen0: EVERY,
  SubordinateCACertificate_PathLen1: EVERY,
  SubordinateCACertificate_PathLen2: EVERY,
  SubordinateCACertificate_PathLen3: EVERY,
  BlankEndEntityCertificate: BLANK,
  BlankEndEntityCertificate_CriticalBasicConstraints: BLANK,
  BlankRootCACertificate: [API],
  BlankRootCACertificate_PathLen0: [API],
  BlankRootCACertificate_PathLen1: [API],
  BlankRootCACertificate_PathLen2: [API],
  BlankRootCACertificate_PathLen3: [API],
  BlankSubordinateCACertificate_PathLen0: BLANK,
  BlankSubordinateCACertificate_PathLen1: BLANK,
  BlankSubordinateCACertificate_PathLen2: BLANK,
  BlankSubordinateCACertificate_PathLen3: BLANK,
};

const VERSION = '/V1';

/**
 * A certificate template of AWS Private CA: what kind of certificate is issued, and which of its extensions whoever
 * asks may choose. Blank templates exist with a passthrough only.
 *
 * @see https://docs.aws.amazon.com/privateca/latest/userguide/template-varieties.html
 */
export class CertificateTemplate {
  /** A certificate for signing code. */
  public static readonly CODE_SIGNING = new CertificateTemplate(`CodeSigningCertificate${VERSION}`);
  /** An end-entity certificate for servers and clients. */
  public static readonly END_ENTITY = new CertificateTemplate(`EndEntityCertificate${VERSION}`);
  /** An end-entity certificate for clients. */
  public static readonly END_ENTITY_CLIENT_AUTH = new CertificateTemplate(`EndEntityClientAuthCertificate${VERSION}`);
  /** An end-entity certificate for servers. */
  public static readonly END_ENTITY_SERVER_AUTH = new CertificateTemplate(`EndEntityServerAuthCertificate${VERSION}`);
  /** A certificate for signing OCSP responses. */
  public static readonly OCSP_SIGNING = new CertificateTemplate(`OCSPSigningCertificate${VERSION}`);
  /** A self-signed root CA certificate. */
  public static readonly ROOT_CA = new CertificateTemplate(`RootCACertificate${VERSION}`);
  /** An end-entity certificate with basic constraints and what is passed through. */
  public static readonly BLANK_END_ENTITY = new CertificateTemplate(`BlankEndEntityCertificate${VERSION}`);
  /** An end-entity certificate with critical basic constraints and what is passed through. */
  public static readonly BLANK_END_ENTITY_CRITICAL_BASIC_CONSTRAINTS =
    new CertificateTemplate(`BlankEndEntityCertificate_CriticalBasicConstraints${VERSION}`);

  /**
   * A subordinate CA certificate.
   *
   * @param pathLength how many levels of CAs may lie below the CA: 0 to 3
   */
  public static subordinateCa(pathLength: number): CertificateTemplate {
    return new CertificateTemplate(`SubordinateCACertificate_PathLen${pathLength}${VERSION}`);
  }

  /**
   * A subordinate CA certificate with basic constraints and what is passed through.
   *
   * @param pathLength how many levels of CAs may lie below the CA: 0 to 3
   */
  public static blankSubordinateCa(pathLength: number): CertificateTemplate {
    return new CertificateTemplate(`BlankSubordinateCACertificate_PathLen${pathLength}${VERSION}`);
  }

  /**
   * A self-signed root CA certificate with basic constraints and what is passed through.
   *
   * @param pathLength how many levels of CAs may lie below the CA: 0 to 3; any number if left out
   */
  public static blankRootCa(pathLength?: number): CertificateTemplate {
    const constraint = pathLength === undefined ? '' : `_PathLen${pathLength}`;
    return new CertificateTemplate(`BlankRootCACertificate${constraint}${VERSION}`);
  }

  /**
   * A template that this version of the library has no name for. Its name is not checked.
   *
   * @param templateName the name with its version, for example `RootCACertificate/V1`
   */
  public static of(templateName: string): CertificateTemplate {
    return new CertificateTemplate(templateName, true);
  }

  /** The names of all templates that this version of the library knows. */
  public static allTemplateNames(): string[] {
    return Object.entries(TEMPLATES).flatMap(([base, passthroughs]) =>
      passthroughs.map((passthrough) => `${base}${passthrough}${VERSION}`));
  }

  /**
   * All templates of CA certificates, root and subordinate, that this version of the library knows. A rule for the
   * details of issuances that is given all of them also hears of those that come later.
   */
  public static caTemplates(): CertificateTemplate[] {
    return CertificateTemplate.allTemplateNames().filter((name) => name.includes('CACertificate'))
      .map((name) => new CertificateTemplate(name));
  }

  private constructor(
    /** The name with its version, for example `RootCACertificate/V1`. */
    public readonly templateName: string,
    private readonly unchecked: boolean = false,
  ) {}

  /**
   * The same template with a passthrough. Combinations that AWS Private CA does not have are reported by the construct
   * that the template is given to.
   *
   * @param passthrough where extensions may come from
   */
  public withPassthrough(passthrough: TemplatePassthrough): CertificateTemplate {
    const [name, version] = this.templateName.split('/', 2);
    const base = name.replace(/_(CSR|API|APICSR)Passthrough$/, '');
    return new CertificateTemplate([`${base}${passthrough}`, ...(version ? [version] : [])].join('/'), this.unchecked);
  }

  /** The ARN of the template in the partition of the stack that it is used in. */
  public get certificateTemplateArn(): string {
    // A template belongs to a partition, not to an account or Region.
    return `arn:${Aws.PARTITION}:acm-pca:::template/${this.templateName}`;
  }

  /**
   * Whether the template takes extensions and a subject from the request to issue.
   *
   * @internal
   */
  public get _takesApiPassthrough(): boolean {
    return /_API(CSR)?Passthrough\//.test(this.templateName);
  }

  /**
   * The path length that the template writes into a CA certificate, where its name tells one.
   *
   * @internal
   */
  public get _pathLength(): number | undefined {
    const match = /_PathLen(\d+)/.exec(this.templateName);
    return match ? Number(match[1]) : undefined;
  }

  /**
   * The ARN, once the template is known to be one that makes certificates of the kind.
   *
   * @internal
   */
  public _render(scope: IConstruct, kind: 'RootCACertificate' | 'SubordinateCACertificate'): string {
    this._requireKnown(scope, kind);
    return this.certificateTemplateArn;
  }

  /**
   * The template is one that AWS Private CA has, of the kind if one is given, or one whose name is not to be checked.
   *
   * @internal
   */
  public _requireKnown(scope: IConstruct, kind = ''): void {
    const allowed = CertificateTemplate.allTemplateNames().filter((name) => name.replace(/^Blank/, '').startsWith(kind));
    if (this.unchecked || allowed.includes(this.templateName)) { return; }
    throw new PrivateCaError('CertificateTemplate', {
      scope,
      problem: `the certificate template is not one that AWS Private CA has${kind && ` for a ${kind}`}`,
      value: this.templateName,
      allowed: allowed.join(', '),
      change: 'choose another template or passthrough, or use CertificateTemplate.of() for a new one',
    });
  }
}
