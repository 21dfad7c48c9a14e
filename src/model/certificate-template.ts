import { templateArn } from '../private/template-arn';

/**
 * A certificate template of AWS Private CA: what kind of certificate is issued, and which of its extensions the
 * requester may choose.
 *
 * @see https://docs.aws.amazon.com/privateca/latest/userguide/template-varieties.html
 */
export class CertificateTemplate {
  /** A self-signed root CA certificate. */
  public static readonly ROOT_CA_CERTIFICATE = new CertificateTemplate('RootCACertificate/V1');

  /**
   * A template that this version of the library has no name for.
   *
   * @param templateName the name with its version, for example `RootCACertificate/V1`
   */
  public static of(templateName: string): CertificateTemplate {
    return new CertificateTemplate(templateName);
  }

  private constructor(
    /** The name with its version, for example `RootCACertificate/V1`. */
    public readonly templateName: string,
  ) {}

  /** The ARN of the template in the partition of the stack that it is used in. */
  public get certificateTemplateArn(): string {
    return templateArn(this.templateName);
  }
}
