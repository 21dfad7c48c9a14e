import { Aws, Token } from 'aws-cdk-lib';
import { IConstruct } from 'constructs';
import { meantName } from './private/meant-name';
import { PrivateCaError } from '../private/errors';
import { TextRule, requireArgument } from '../private/require-text';

/** The sources from which a certificate template accepts extensions and a subject. */
export enum TemplatePassthrough {
  /** Only the template for extensions, and the certificate signing request (CSR) for the subject. */
  NONE = '',
  /** The CSR for additional extensions. */
  CSR = '_CSRPassthrough',
  /** The `IssueCertificate` request for additional extensions and the subject. */
  API = '_APIPassthrough',
  /**
   * The `IssueCertificate` request for additional extensions and the subject, and the CSR for additional extensions.
   *
   * The `IssueCertificate` request has precedence.
   */
  API_AND_CSR = '_APICSRPassthrough',
}

const { NONE, CSR, API, API_AND_CSR } = TemplatePassthrough;
const EVERY = [NONE, CSR, API, API_AND_CSR];
const BLANK = [CSR, API, API_AND_CSR];

/** The base name of every AWS Private CA template, with the passthroughs that the base supports. */
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

/** The names of all templates, and those without the prefix `Blank`, which name the type of the certificate. */
const TYPES = new Map<string, string>(Object.entries(TEMPLATES).flatMap(([base, passthroughs]) =>
  passthroughs.map((passthrough) => [`${base}${passthrough}${VERSION}`, base.replace(/^Blank/, '')] as const)));

/** A name with its version. The ARN of the template, in any partition, has at most 200 characters. */
const TEMPLATE_NAME: TextRule = {
  code: 'CertificateTemplate',
  max: 150,
  matches: (text) => /^\w+\/V\d+$/.test(text),
  rule: 'be a name with a version, of 1 to 150 characters',
  fix: 'Pass the part of the template ARN that follows "template/", such as RootCACertificate/V1',
};

/**
 * An AWS Private CA certificate template.
 *
 * The template determines the certificate type and which extensions the requester can set. Blank templates require a
 * passthrough.
 *
 * @see https://docs.aws.amazon.com/privateca/latest/userguide/template-varieties.html
 */
export class CertificateTemplate {
  /** A code signing certificate. */
  public static readonly CODE_SIGNING = new CertificateTemplate(`CodeSigningCertificate${VERSION}`);
  /** An end-entity certificate for servers and clients. */
  public static readonly END_ENTITY = new CertificateTemplate(`EndEntityCertificate${VERSION}`);
  /** An end-entity certificate for clients. */
  public static readonly END_ENTITY_CLIENT_AUTH = new CertificateTemplate(`EndEntityClientAuthCertificate${VERSION}`);
  /** An end-entity certificate for servers. */
  public static readonly END_ENTITY_SERVER_AUTH = new CertificateTemplate(`EndEntityServerAuthCertificate${VERSION}`);
  /** An OCSP response signing certificate. */
  public static readonly OCSP_SIGNING = new CertificateTemplate(`OCSPSigningCertificate${VERSION}`);
  /** A self-signed root CA certificate. */
  public static readonly ROOT_CA = new CertificateTemplate(`RootCACertificate${VERSION}`);
  /** An end-entity certificate with basic constraints and the passthrough extensions. */
  public static readonly BLANK_END_ENTITY = new CertificateTemplate(`BlankEndEntityCertificate${VERSION}`);
  /** An end-entity certificate with critical basic constraints and the passthrough extensions. */
  public static readonly BLANK_END_ENTITY_CRITICAL_BASIC_CONSTRAINTS =
    new CertificateTemplate(`BlankEndEntityCertificate_CriticalBasicConstraints${VERSION}`);

  /**
   * A subordinate CA certificate.
   *
   * @param pathLength The number of CA levels allowed below the CA (0–3).
   */
  public static subordinateCa(pathLength: number): CertificateTemplate {
    return new CertificateTemplate(`SubordinateCACertificate${pathLengthPart(pathLength)}${VERSION}`);
  }

  /**
   * A subordinate CA certificate with basic constraints and the passthrough extensions.
   *
   * @param pathLength The number of CA levels allowed below the CA (0–3).
   */
  public static blankSubordinateCa(pathLength: number): CertificateTemplate {
    return new CertificateTemplate(`BlankSubordinateCACertificate${pathLengthPart(pathLength)}${VERSION}`);
  }

  /**
   * A self-signed root CA certificate with basic constraints and the passthrough extensions.
   *
   * @param pathLength The number of CA levels allowed below the CA (0–3). Omit it for no limit.
   */
  public static blankRootCa(pathLength?: number): CertificateTemplate {
    const constraint = pathLength === undefined ? '' : pathLengthPart(pathLength);
    return new CertificateTemplate(`BlankRootCACertificate${constraint}${VERSION}`);
  }

  /**
   * A template that this version of the library has no constant for.
   *
   * A name that differs from a known name only in the case of letters, or by one character, is an error. Digits can
   * differ, because AWS can add versions and path lengths.
   *
   * @param templateName The name with its version, for example `RootCACertificate/V1`.
   */
  public static of(templateName: string): CertificateTemplate {
    return new CertificateTemplate(templateName, true);
  }

  /** Returns the names of all templates that this version of the library knows. */
  public static allTemplateNames(): string[] {
    return [...TYPES.keys()];
  }

  /**
   * Returns all root and subordinate CA certificate templates that this version of the library knows.
   *
   * A rule for issuance details that uses all of these templates also matches CA templates that AWS adds later.
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
   * Returns the same template with a passthrough.
   *
   * If AWS Private CA does not have the combination, the construct that uses the template throws an error.
   *
   * @param passthrough The sources from which the template accepts extensions and a subject.
   */
  public withPassthrough(passthrough: TemplatePassthrough): CertificateTemplate {
    if (typeof this.templateName !== 'string') { return this; } // the construct that uses the template reports it
    const [name, version] = this.templateName.split('/', 2);
    const base = name.replace(/_(CSR|API|APICSR)Passthrough$/, '');
    return new CertificateTemplate([`${base}${passthrough}`, ...(version ? [version] : [])].join('/'), this.unchecked);
  }

  /** The ARN of the template, in the partition of the stack that uses it. */
  public get certificateTemplateArn(): string {
    // A template belongs to a partition, not to an account or Region.
    return `arn:${Aws.PARTITION}:acm-pca:::template/${this.templateName}`;
  }

  /**
   * Whether this version of the library knows the template.
   *
   * @internal
   */
  public get _isKnown(): boolean {
    return TYPES.has(this.templateName);
  }

  /**
   * Whether the template accepts extensions and a subject from the `IssueCertificate` request.
   *
   * @internal
   */
  public get _takesApiPassthrough(): boolean {
    return /_API(CSR)?Passthrough\//.test(this.templateName);
  }

  /**
   * The path length of CA certificates with this template, if the template name contains it.
   *
   * @internal
   */
  public get _pathLength(): number | undefined {
    const match = /_PathLen(\d+)/.exec(this.templateName);
    return match ? Number(match[1]) : undefined;
  }

  /**
   * Returns the ARN after a check of the certificate type.
   *
   * @internal
   */
  public _render(scope: IConstruct, kind: 'RootCACertificate' | 'SubordinateCACertificate'): string {
    this._requireKnown(scope, kind);
    return this.certificateTemplateArn;
  }

  /**
   * Requires a template that AWS Private CA has, for the specified certificate type, unless `of()` created it.
   *
   * @internal
   */
  public _requireKnown(scope: IConstruct, kind = ''): void {
    if (this.unchecked) { return this.requireNotMisspelled(scope); }
    if (TYPES.get(this.templateName)?.startsWith(kind)) { return; }
    const allowed = [...TYPES].filter(([, type]) => type.startsWith(kind)).map(([name]) => name);
    throw new PrivateCaError('CertificateTemplate', {
      scope,
      subject: 'The certificate template',
      rule: `be one of ${allowed.join(', ')}`,
      value: this.templateName,
      fix: 'Choose another template or passthrough, or use CertificateTemplate.of() for a new template',
    });
  }

  /** A name that `of()` received has a version, and is no misspelled name of a known template. */
  private requireNotMisspelled(scope: IConstruct): void {
    const { templateName } = this;
    requireArgument({ scope, property: 'The name of the certificate template' }, TEMPLATE_NAME, templateName);
    const meant = Token.isUnresolved(templateName) ? undefined : meantName(templateName, [...TYPES.keys()]);
    if (meant === undefined) { return; }
    throw new PrivateCaError('CertificateTemplate', {
      scope,
      subject: 'The name of the certificate template',
      rule: `be spelled as AWS Private CA spells it, such as ${meant}`,
      value: templateName,
      fix: 'Correct the name',
    });
  }
}

/** The part of a name with the path length. The check of the name shows a value of another type as it is. */
function pathLengthPart(pathLength: number): string {
  return `_PathLen${typeof pathLength === 'object' ? JSON.stringify(pathLength) : pathLength}`;
}
