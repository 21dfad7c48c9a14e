import { aws_acmpca as acmpca, aws_events as events } from 'aws-cdk-lib';
import { IConstruct } from 'constructs';
import { CertificateAuthorityEventRule } from './certificate-authority-event-rule';
import {
  ApiCallEventOptions, ApiCallSelection, CertificateAuthorityEventOptions, CrlEventOptions, IssuanceDetailsEventOptions,
  IssuanceDetailsSelection, OutcomeEventOptions,
} from './event-options';
import { CrlOutcome, EventOutcome } from './event-outcomes';
import { API_CALL_KINDS, API_CALL_SELECTION_KINDS, CRL_KINDS, EVENT_OPTION_KINDS, ISSUANCE_KINDS, ISSUANCE_SELECTION_KINDS, OUTCOME_KINDS } from './private/kinds';
import { selectApiCalls, selectCrls, selectIssuanceDetails, selectKind } from './private/patterns';
import { EventsOf, newEventRule, requireAuthorities, singlePattern } from './private/rules';
import { CERTIFICATE_AUTHORITIES, CERTIFICATE_AUTHORITY } from '../private/cdk-kinds';
import { check, checkArgument, checked } from '../private/kinds';

/**
 * EventBridge rules and event patterns for certificate authority (CA) events.
 *
 * AWS Private CA documents delivery at least once, and EventBridge documents best-effort delivery. Make targets
 * tolerate a repeated event, and do not use events as the only control.
 * A rule for a CA in the app is created after the CA is active. It does not match the creation of that CA. To match CA
 * creation, use `allInAccount()`.
 *
 * @see https://docs.aws.amazon.com/privateca/latest/userguide/CloudWatchEvents.html
 * @example
 * CertificateAuthorityEvents.allInAccount(this).onCreated('Created', { outcome: EventOutcome.SUCCESS });
 */
export class CertificateAuthorityEvents {
  /**
   * The events of one CA.
   *
   * The CA is the parent construct of the rules. For targets in a stack that depends on the stack of the CA, use
   * `fromCertificateAuthorities()` with a scope in the stack of the targets.
   *
   * @param certificateAuthority The CA.
   */
  public static fromCertificateAuthority(
    certificateAuthority: acmpca.ICertificateAuthorityRef,
  ): CertificateAuthorityEvents {
    checkArgument('certificateAuthority', CERTIFICATE_AUTHORITY, certificateAuthority);
    return CertificateAuthorityEvents.fromCertificateAuthorities(certificateAuthority, [certificateAuthority]);
  }

  /**
   * The events of several CAs in one account and Region.
   *
   * A rule for more than 15 CAs consists of several EventBridge rules.
   *
   * @param scope The parent construct of the rules.
   * @param certificateAuthorities The CAs.
   */
  public static fromCertificateAuthorities(
    scope: IConstruct, certificateAuthorities: acmpca.ICertificateAuthorityRef[],
  ): CertificateAuthorityEvents {
    check(scope, 'certificateAuthorities', CERTIFICATE_AUTHORITIES, certificateAuthorities);
    requireAuthorities({ scope, certificateAuthorities });
    return new CertificateAuthorityEvents(scope, certificateAuthorities);
  }

  /**
   * The events of all CAs in the account and Region of the scope.
   *
   * One rule matches any number of CAs, including CAs that you create later. It matches the events on the default event
   * bus of the account and Region.
   *
   * @param scope The parent construct of the rules.
   */
  public static allInAccount(scope: IConstruct): AccountCertificateAuthorityEvents {
    return AccountCertificateAuthorityEvents._of(scope);
  }

  /**
   * The CAs that send the events to match.
   *
   * @internal
   */
  protected readonly _source: EventsOf;

  /**
   * @param scope The parent construct of the rules.
   * @param certificateAuthorities The CAs. If omitted, all CAs.
   */
  protected constructor(scope: IConstruct, certificateAuthorities?: acmpca.ICertificateAuthorityRef[]) {
    this._source = { scope, certificateAuthorities };
  }

  /**
   * Creates a rule that matches certificate issuance events.
   *
   * @param id The construct ID of the rule.
   * @param options The result to match, and the targets.
   */
  public onCertificateIssued(id: string, options: OutcomeEventOptions = {}): CertificateAuthorityEventRule {
    options = checked(this._source.scope, options, OUTCOME_KINDS);
    return newEventRule(this._source, id, options, selectKind(this._source.scope, 'CertificateIssued', options.outcome));
  }

  /**
   * Creates a rule that matches certificate revocation events.
   *
   * A failed revocation sends no event.
   *
   * @param id The construct ID of the rule.
   * @param options The targets.
   */
  public onCertificateRevoked(
    id: string, options: CertificateAuthorityEventOptions = {},
  ): CertificateAuthorityEventRule {
    options = checked(this._source.scope, options, EVENT_OPTION_KINDS);
    return newEventRule(this._source, id, options, selectKind(this._source.scope, 'CertificateRevoked'));
  }

  /**
   * Creates a rule that matches attempts to generate a certificate revocation list (CRL).
   *
   * AWS Private CA generates CRLs periodically, even if no certificate was revoked.
   *
   * @param id The construct ID of the rule.
   * @param options The result to match, and the targets.
   */
  public onCrlGenerated(id: string, options: CrlEventOptions = {}): CertificateAuthorityEventRule {
    options = checked(this._source.scope, options, CRL_KINDS);
    return newEventRule(this._source, id, options, selectCrls(this._source.scope, options.outcome));
  }

  /**
   * Creates a rule that matches audit report events.
   *
   * @param id The construct ID of the rule.
   * @param options The result to match, and the targets.
   */
  public onAuditReportGenerated(id: string, options: OutcomeEventOptions = {}): CertificateAuthorityEventRule {
    options = checked(this._source.scope, options, OUTCOME_KINDS);
    return newEventRule(this._source, id, options, selectKind(this._source.scope, 'AuditReportGenerated', options.outcome));
  }

  /**
   * Creates a rule that matches AWS Private CA API calls.
   *
   * Use it for activity without a dedicated event, for example the deletion of a CA. The account requires a CloudTrail
   * trail that logs management events.
   *
   * @param id The construct ID of the rule.
   * @param options The calls to match, and the targets.
   * @see https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-service-event-cloudtrail.html
   */
  public onApiCall(id: string, options: ApiCallEventOptions): CertificateAuthorityEventRule {
    options = checked(this._source.scope, options, API_CALL_KINDS);
    return newEventRule(this._source, id, options, selectApiCalls(this._source.scope, options));
  }

  /**
   * Creates a rule that matches the details of certificate issuances.
   *
   * The event contains the subject, the serial number, the template, and the requester. The account requires a
   * CloudTrail trail that logs management events.
   *
   * @param id The construct ID of the rule.
   * @param options The issuances to match, and the targets.
   * @see https://docs.aws.amazon.com/privateca/latest/userguide/logging-using-cloudtrail-pca.html
   */
  public onIssuanceDetails(id: string, options: IssuanceDetailsEventOptions = {}): CertificateAuthorityEventRule {
    options = checked(this._source.scope, options, ISSUANCE_KINDS);
    return newEventRule(this._source, id, options, selectIssuanceDetails(this._source.scope, options));
  }

  /**
   * The event pattern of `onCertificateIssued()`, for up to 15 CAs.
   *
   * @param outcome The result to match. If omitted, any result.
   */
  public certificateIssuedPattern(outcome?: EventOutcome): events.EventPattern {
    return singlePattern(this._source, selectKind(this._source.scope, 'CertificateIssued', outcome));
  }

  /** The event pattern of `onCertificateRevoked()`, for up to 15 CAs. */
  public certificateRevokedPattern(): events.EventPattern {
    return singlePattern(this._source, selectKind(this._source.scope, 'CertificateRevoked'));
  }

  /**
   * The event pattern of `onCrlGenerated()`, for up to 15 CAs.
   *
   * @param outcome The result to match. If omitted, any result.
   */
  public crlGeneratedPattern(outcome?: CrlOutcome): events.EventPattern {
    return singlePattern(this._source, selectCrls(this._source.scope, outcome));
  }

  /**
   * The event pattern of `onAuditReportGenerated()`, for up to 15 CAs.
   *
   * @param outcome The result to match. If omitted, any result.
   */
  public auditReportGeneratedPattern(outcome?: EventOutcome): events.EventPattern {
    return singlePattern(this._source, selectKind(this._source.scope, 'AuditReportGenerated', outcome));
  }

  /**
   * The event pattern of `onApiCall()`, for up to 15 CAs.
   *
   * The number of CAs is lower if the pattern is long. If you create a rule for read-only actions, set its state to
   * `ENABLED_WITH_ALL_CLOUDTRAIL_MANAGEMENT_EVENTS`.
   *
   * @param selection The calls to match.
   */
  public apiCallPattern(selection: ApiCallSelection): events.EventPattern {
    selection = checked(this._source.scope, selection, API_CALL_SELECTION_KINDS);
    return singlePattern(this._source, selectApiCalls(this._source.scope, selection));
  }

  /**
   * The event pattern of `onIssuanceDetails()`, for up to 15 CAs.
   *
   * @param selection The issuances to match. If omitted, all issuances.
   */
  public issuanceDetailsPattern(selection: IssuanceDetailsSelection = {}): events.EventPattern {
    selection = checked(this._source.scope, selection, ISSUANCE_SELECTION_KINDS);
    return singlePattern(this._source, selectIssuanceDetails(this._source.scope, selection));
  }
}

/**
 * EventBridge rules and event patterns for all CAs in an account and Region.
 *
 * They include the creation of CAs.
 */
export class AccountCertificateAuthorityEvents extends CertificateAuthorityEvents {
  /**
   * The events of all CAs in the account and Region of the scope.
   *
   * @internal
   */
  public static _of(scope: IConstruct): AccountCertificateAuthorityEvents {
    return new AccountCertificateAuthorityEvents(scope);
  }

  private constructor(scope: IConstruct) { super(scope); }

  /**
   * Creates a rule that matches CA creation events.
   *
   * @param id The construct ID of the rule.
   * @param options The result to match, and the targets.
   */
  public onCreated(id: string, options: OutcomeEventOptions = {}): CertificateAuthorityEventRule {
    options = checked(this._source.scope, options, OUTCOME_KINDS);
    return newEventRule(this._source, id, options, selectKind(this._source.scope, 'Created', options.outcome));
  }

  /**
   * The event pattern of `onCreated()`.
   *
   * @param outcome The result to match. If omitted, any result.
   */
  public createdPattern(outcome?: EventOutcome): events.EventPattern {
    return singlePattern(this._source, selectKind(this._source.scope, 'Created', outcome));
  }
}
