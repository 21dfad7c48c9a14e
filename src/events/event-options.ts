import { aws_events as events } from 'aws-cdk-lib';
import { ApiCallOutcome, CrlOutcome, EventOutcome, IssuanceOutcome } from './event-outcomes';
import { CertificateTemplate } from '../model/certificate-template';
import { IAlarmDestination } from '../notification/alarm-destination';

/**
 * Options of all rules for events of certificate authorities. The events come to the default event bus of the account
 * and Region of the CA. `eventPattern` may only ask for fields that the rule does not ask for itself. A rule that needs
 * several rules of EventBridge gives the further ones `ruleName` with a hyphen and a number: leave room for them within
 * the 64 characters of a name.
 */
export interface CertificateAuthorityEventOptions extends events.OnEventOptions {
  /**
   * Who is told, in a message that says what happened, which CA it was and what to do next. Each is told once. They and
   * `target` are targets of the rule, of which there can be five; more are an error.
   *
   * @default - nobody: see `target`, and `addDestination()` of the rule
   */
  readonly notify?: IAlarmDestination[];
}

/** Options of a rule for an event that tells success or failure. */
export interface OutcomeEventOptions extends CertificateAuthorityEventOptions {
  /**
   * Which outcome.
   *
   * @default EventOutcome.ANY
   */
  readonly outcome?: EventOutcome;
}

/** Options of a rule for CRLs. */
export interface CrlEventOptions extends CertificateAuthorityEventOptions {
  /**
   * Which outcome.
   *
   * @default CrlOutcome.any()
   */
  readonly outcome?: CrlOutcome;
}

/** Which calls of the API of AWS Private CA. */
export interface ApiCallSelection {
  /**
   * The actions of the API, for example `DeleteCertificateAuthority`, without `acm-pca:`. Read-only actions
   * (`Describe…`, `Get…`, `List…`) make it a rule that is enabled for all management events.
   *
   * @see https://docs.aws.amazon.com/privateca/latest/APIReference/API_Operations.html
   */
  readonly actions: string[];

  /**
   * How the call came out. A denied call whose record does not tell which CA it was about counts for every CA.
   *
   * @default ApiCallOutcome.ANY
   */
  readonly outcome?: ApiCallOutcome;
}

/** Options of a rule for calls of the API of AWS Private CA. */
export interface ApiCallEventOptions extends ApiCallSelection, CertificateAuthorityEventOptions {}

/** Which issuances. */
export interface IssuanceDetailsSelection {
  /**
   * How the issuance came out.
   *
   * @default IssuanceOutcome.ANY
   */
  readonly outcome?: IssuanceOutcome;

  /**
   * The templates of the certificates, at least one that AWS Private CA has; `CertificateTemplate.caTemplates()` for
   * those of all CA certificates.
   *
   * @default - all
   */
  readonly templates?: CertificateTemplate[];
}

/** Options of a rule for the details of issuances. */
export interface IssuanceDetailsEventOptions extends IssuanceDetailsSelection, CertificateAuthorityEventOptions {}
