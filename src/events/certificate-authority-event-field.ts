import { aws_events as events } from 'aws-cdk-lib';

/**
 * Fields of AWS Private CA events, for use as EventBridge target input.
 *
 * If an event doesn't contain a field, the field renders as an empty string. For the fields of every event (`account`,
 * `region`, `time`, `eventId`), use `events.EventField`.
 *
 * @see https://docs.aws.amazon.com/privateca/latest/userguide/CloudWatchEvents.html
 */
export class CertificateAuthorityEventField {
  /**
   * The ARN of the certificate authority (CA).
   *
   * All events of AWS Private CA contain it.
   */
  public static get certificateAuthorityArn(): string {
    return events.EventField.fromPath('$.resources[0]');
  }

  /**
   * The ARN of the certificate.
   *
   * Events about the issuance and revocation of certificates contain it.
   */
  public static get certificateArn(): string {
    return events.EventField.fromPath('$.resources[1]');
  }

  /**
   * The ID of the audit report, which is a UUID.
   *
   * Events about audit reports contain it.
   */
  public static get auditReportId(): string {
    return events.EventField.fromPath('$.resources[1]');
  }

  /**
   * The result, `success` or `failure`.
   *
   * All events of AWS Private CA contain it.
   */
  public static get result(): string {
    return events.EventField.fromPath('$.detail.result');
  }

  /**
   * The reason why a certificate revocation list (CRL) was not generated or published.
   *
   * Events about failed CRL generation contain it.
   */
  public static get reason(): string {
    return events.EventField.fromPath('$.detail.reason');
  }

  /**
   * The URL of the certificate revocation list (CRL).
   *
   * Events about CRL generation contain it.
   */
  public static get crlUrl(): string {
    return events.EventField.fromPath('$.detail.CrlUrl');
  }

  private constructor() {}
}
