import { aws_acmpca as acmpca, aws_events as events } from 'aws-cdk-lib';
import { IConstruct } from 'constructs';
import { CertificateAuthorityEventRule } from './certificate-authority-event-rule';
import {
  ApiCallEventOptions, ApiCallSelection, CertificateAuthorityEventOptions, CrlEventOptions, IssuanceDetailsEventOptions,
  IssuanceDetailsSelection, OutcomeEventOptions,
} from './event-options';
import { CrlOutcome, EventOutcome } from './event-outcomes';
import { selectApiCalls, selectCrls, selectIssuanceDetails, selectKind } from './private/patterns';
import { EventsOf, newEventRule, requireAuthorities, singlePattern } from './private/rules';

/**
 * The events of certificate authorities (CAs) on Amazon EventBridge, as rules and as patterns for rules of your own.
 *
 * AWS Private CA says that it sends its events at least once, EventBridge that it gets them by best effort: be ready
 * for the same event twice, and let no control depend on events alone.
 *
 * A rule for a CA of the app is deployed after the CA is active. It does not see the events by which the CA itself came
 * to be: these are for `allInAccount()`.
 *
 * @see https://docs.aws.amazon.com/privateca/latest/userguide/CloudWatchEvents.html
 */
export class CertificateAuthorityEvents {
  /**
   * The events of one CA. Rules are made in the scope of the CA.
   *
   * @param certificateAuthority the CA
   */
  public static fromCertificateAuthority(
    certificateAuthority: acmpca.ICertificateAuthorityRef,
  ): CertificateAuthorityEvents {
    return CertificateAuthorityEvents.fromCertificateAuthorities(certificateAuthority, [certificateAuthority]);
  }

  /**
   * The events of some CAs of one account and Region. A rule for more than 15 of them becomes several rules of
   * EventBridge.
   *
   * @param scope the construct that rules are made in
   * @param certificateAuthorities the CAs
   */
  public static fromCertificateAuthorities(
    scope: IConstruct, certificateAuthorities: acmpca.ICertificateAuthorityRef[],
  ): CertificateAuthorityEvents {
    requireAuthorities({ scope, certificateAuthorities });
    return new CertificateAuthorityEvents(scope, certificateAuthorities);
  }

  /**
   * The events of all CAs, also those that are made later: of whatever comes to the default event bus of the account
   * and Region. One rule serves any number of CAs.
   *
   * @param scope the construct that rules are made in
   */
  public static allInAccount(scope: IConstruct): AccountCertificateAuthorityEvents {
    return AccountCertificateAuthorityEvents._of(scope);
  }

  /**
   * Whose events.
   *
   * @internal
   */
  protected readonly _source: EventsOf;

  /**
   * @param scope the construct that rules are made in
   * @param certificateAuthorities the CAs; all if left out
   */
  protected constructor(scope: IConstruct, certificateAuthorities?: acmpca.ICertificateAuthorityRef[]) {
    this._source = { scope, certificateAuthorities };
  }

  /**
   * A rule for certificates that were issued, or could not be.
   *
   * @param id the id of the rule
   * @param options which outcome, and what to do
   */
  public onCertificateIssued(id: string, options: OutcomeEventOptions = {}): CertificateAuthorityEventRule {
    return newEventRule(this._source, id, options, selectKind(this._source.scope, 'CertificateIssued', options.outcome));
  }

  /**
   * A rule for certificates that were revoked. A revocation that fails sends no event.
   *
   * @param id the id of the rule
   * @param options what to do
   */
  public onCertificateRevoked(
    id: string, options: CertificateAuthorityEventOptions = {},
  ): CertificateAuthorityEventRule {
    return newEventRule(this._source, id, options, selectKind(this._source.scope, 'CertificateRevoked'));
  }

  /**
   * A rule for attempts to generate a CRL. They come again and again, whether or not a certificate was revoked.
   *
   * @param id the id of the rule
   * @param options which outcome, and what to do
   */
  public onCrlGenerated(id: string, options: CrlEventOptions = {}): CertificateAuthorityEventRule {
    return newEventRule(this._source, id, options, selectCrls(this._source.scope, options.outcome));
  }

  /**
   * A rule for audit reports that were written, or could not be.
   *
   * @param id the id of the rule
   * @param options which outcome, and what to do
   */
  public onAuditReportGenerated(id: string, options: OutcomeEventOptions = {}): CertificateAuthorityEventRule {
    return newEventRule(this._source, id, options, selectKind(this._source.scope, 'AuditReportGenerated', options.outcome));
  }

  /**
   * A rule for calls of the API of AWS Private CA: for what has no event of its own, such as the deletion of a CA. It
   * needs a CloudTrail trail of the account that logs management events.
   *
   * @param id the id of the rule
   * @param options which calls, and what to do
   * @see https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-service-event-cloudtrail.html
   */
  public onApiCall(id: string, options: ApiCallEventOptions): CertificateAuthorityEventRule {
    return newEventRule(this._source, id, options, selectApiCalls(this._source.scope, options));
  }

  /**
   * A rule for what became of issuances, with subject, serial number, template and requester. It needs a CloudTrail
   * trail of the account that logs management events.
   *
   * @param id the id of the rule
   * @param options which issuances, and what to do
   * @see https://docs.aws.amazon.com/privateca/latest/userguide/logging-using-cloudtrail-pca.html
   */
  public onIssuanceDetails(id: string, options: IssuanceDetailsEventOptions = {}): CertificateAuthorityEventRule {
    return newEventRule(this._source, id, options, selectIssuanceDetails(this._source.scope, options));
  }

  /**
   * The pattern of `onCertificateIssued()`, for up to 15 CAs.
   *
   * @param outcome which outcome; either if left out
   */
  public certificateIssuedPattern(outcome?: EventOutcome): events.EventPattern {
    return singlePattern(this._source, selectKind(this._source.scope, 'CertificateIssued', outcome));
  }

  /** The pattern of `onCertificateRevoked()`, for up to 15 CAs. */
  public certificateRevokedPattern(): events.EventPattern {
    return singlePattern(this._source, selectKind(this._source.scope, 'CertificateRevoked'));
  }

  /**
   * The pattern of `onCrlGenerated()`, for up to 15 CAs.
   *
   * @param outcome which outcome; either if left out
   */
  public crlGeneratedPattern(outcome?: CrlOutcome): events.EventPattern {
    return singlePattern(this._source, selectCrls(this._source.scope, outcome));
  }

  /**
   * The pattern of `onAuditReportGenerated()`, for up to 15 CAs.
   *
   * @param outcome which outcome; either if left out
   */
  public auditReportGeneratedPattern(outcome?: EventOutcome): events.EventPattern {
    return singlePattern(this._source, selectKind(this._source.scope, 'AuditReportGenerated', outcome));
  }

  /**
   * The pattern of `onApiCall()`, for as many CAs as it has room for. A rule of your own for read-only actions must be
   * in the state `ENABLED_WITH_ALL_CLOUDTRAIL_MANAGEMENT_EVENTS`.
   *
   * @param selection which calls
   */
  public apiCallPattern(selection: ApiCallSelection): events.EventPattern {
    return singlePattern(this._source, selectApiCalls(this._source.scope, selection));
  }

  /**
   * The pattern of `onIssuanceDetails()`, for up to 15 CAs.
   *
   * @param selection which issuances; all if left out
   */
  public issuanceDetailsPattern(selection: IssuanceDetailsSelection = {}): events.EventPattern {
    return singlePattern(this._source, selectIssuanceDetails(this._source.scope, selection));
  }
}

/** The events of all CAs, among them those of the creation of CAs. */
export class AccountCertificateAuthorityEvents extends CertificateAuthorityEvents {
  /**
   * The events of all CAs.
   *
   * @internal
   */
  public static _of(scope: IConstruct): AccountCertificateAuthorityEvents {
    return new AccountCertificateAuthorityEvents(scope);
  }

  private constructor(scope: IConstruct) {
    super(scope);
  }

  /**
   * A rule for CAs that were created, or could not be.
   *
   * @param id the id of the rule
   * @param options which outcome, and what to do
   */
  public onCreated(id: string, options: OutcomeEventOptions = {}): CertificateAuthorityEventRule {
    return newEventRule(this._source, id, options, selectKind(this._source.scope, 'Created', options.outcome));
  }

  /**
   * The pattern of `onCreated()`.
   *
   * @param outcome which outcome; either if left out
   */
  public createdPattern(outcome?: EventOutcome): events.EventPattern {
    return singlePattern(this._source, selectKind(this._source.scope, 'Created', outcome));
  }
}
