import { aws_events as events } from 'aws-cdk-lib';

/**
 * The fields of the events of AWS Private CA, for the inputs of rule targets. A field that an event lacks leaves
 * nothing. The fields that every event has (`account`, `region`, `time`, `eventId`) are in `events.EventField`.
 *
 * @see https://docs.aws.amazon.com/privateca/latest/userguide/CloudWatchEvents.html
 */
export class CertificateAuthorityEventField {
  /** The ARN of the CA: in all five kinds of events. */
  public static get certificateAuthorityArn(): string {
    return events.EventField.fromPath('$.resources[0]');
  }

  /** The ARN of the certificate: in events of issuance and revocation. */
  public static get certificateArn(): string {
    return events.EventField.fromPath('$.resources[1]');
  }

  /** The id of the audit report, a UUID: in events of audit reports. */
  public static get auditReportId(): string {
    return events.EventField.fromPath('$.resources[1]');
  }

  /** How it came out, `success` or `failure`: in all five kinds of events. */
  public static get result(): string {
    return events.EventField.fromPath('$.detail.result');
  }

  /** Why a CRL was not generated or not saved: in events of CRLs that failed. */
  public static get reason(): string {
    return events.EventField.fromPath('$.detail.reason');
  }

  /** The address of the CRL: in events of CRLs. Events of earlier years lack it. */
  public static get crlUrl(): string {
    return events.EventField.fromPath('$.detail.CrlUrl');
  }

  private constructor() {}
}
