import { aws_events as events } from 'aws-cdk-lib';
import { ApiCallOutcome, CrlOutcome, EventOutcome, IssuanceOutcome } from './event-outcomes';
import { CertificateTemplate } from '../model/certificate-template';
import { IAlarmDestination } from '../notification/alarm-destination';

/**
 * Common options for rules that match certificate authority (CA) events.
 *
 * AWS Private CA sends events to the default event bus of the account and Region of the CA. Use `eventPattern` only for
 * fields that the rule does not set. If a rule consists of several EventBridge rules, all except the first have a
 * hyphen and a number after `ruleName`. The total length of a name is 1–64 characters.
 */
export interface CertificateAuthorityEventOptions extends events.OnEventOptions {
  /**
   * The destinations to notify.
   *
   * The message contains what happened, the CA, and the next step. A destination that is repeated receives one message.
   * A rule can have up to five targets, including the destinations and `target`. If a destination is in a stack that
   * depends on the stack of the CA, set `crossStackScope` to a construct in the stack of the destination.
   *
   * @default - no destinations are notified
   */
  readonly notify?: IAlarmDestination[];
}

/** Options for rules that match events with a success or failure result. */
export interface OutcomeEventOptions extends CertificateAuthorityEventOptions {
  /**
   * The result to match.
   *
   * @default EventOutcome.ANY
   */
  readonly outcome?: EventOutcome;
}

/** Options for rules that match CRL generation events. */
export interface CrlEventOptions extends CertificateAuthorityEventOptions {
  /**
   * The result to match.
   *
   * @default CrlOutcome.any()
   */
  readonly outcome?: CrlOutcome;
}

/** Selects AWS Private CA API calls by action and result. */
export interface ApiCallSelection {
  /**
   * The API actions to match, without the prefix `acm-pca:`.
   *
   * Specify at least one action, for example `DeleteCertificateAuthority`. If an action is read-only (`Describe…`,
   * `Get…`, `List…`), the state of the rule is `ENABLED_WITH_ALL_CLOUDTRAIL_MANAGEMENT_EVENTS`.
   *
   * @see https://docs.aws.amazon.com/privateca/latest/APIReference/API_Operations.html
   */
  readonly actions: string[];

  /**
   * The result to match.
   *
   * If the record of a denied call does not contain the CA, the call matches every CA.
   *
   * @default ApiCallOutcome.ANY
   */
  readonly outcome?: ApiCallOutcome;
}

/** Options for rules that match AWS Private CA API calls. */
export interface ApiCallEventOptions extends ApiCallSelection, CertificateAuthorityEventOptions {}

/** Selects certificate issuances by result and template. */
export interface IssuanceDetailsSelection {
  /**
   * The result to match.
   *
   * @default IssuanceOutcome.ANY
   */
  readonly outcome?: IssuanceOutcome;

  /**
   * The certificate templates to match.
   *
   * Specify at least one template. For the templates of all CA certificates, use `CertificateTemplate.caTemplates()`.
   *
   * @default - all templates match
   */
  readonly templates?: CertificateTemplate[];
}

/** Options for rules that match `IssueCertificateDetails` service events. */
export interface IssuanceDetailsEventOptions extends IssuanceDetailsSelection, CertificateAuthorityEventOptions {}
