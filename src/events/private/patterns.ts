import { Token, aws_events as events } from 'aws-cdk-lib';
import { IConstruct } from 'constructs';
import { EventKind, EventText, eventKind } from './catalog';
import { apiCallMessage, issuanceMessage } from './messages';
import { CertificateTemplate } from '../../model/certificate-template';
import { NotificationMessage } from '../../notification/notification-message';
import { PrivateCaError } from '../../private/errors';
import { nearestOf } from '../../private/nearest';
import { API_ACTIONS, ApiAction } from '../../private/private-ca-api';
import { PRIVATE_CA_SERVICE } from '../../private/private-ca-writes';
import { CertificateAuthorityEventField } from '../certificate-authority-event-field';
import { ApiCallSelection, IssuanceDetailsSelection } from '../event-options';
import { ApiCallOutcome, CrlFailureReason, CrlOutcome, EventOutcome, IssuanceOutcome } from '../event-outcomes';

/* What rules ask for and tell. */

const SOURCE = ['aws.acm-pca'];

/** A part of a pattern. */
type Filter = Record<string, unknown>;

/** What a rule asks for, and what it tells people. */
export interface EventSelection {
  /**
   * The pattern for CAs by their ARNs, or for all if none are given.
   *
   * @param remaining whether it is a further rule, after the first for other CAs
   */
  readonly pattern: (arns?: string[], remaining?: boolean) => events.EventPattern;
  readonly message: NotificationMessage;
  /** Whether it asks for calls that only rules for all management events get. */
  readonly readOnly?: boolean;
  /** Whether the event also comes in an account that uses a CA of another. */
  readonly alsoForeign?: boolean;
  /** The actions that are not about a CA that exists: for all CAs alone. */
  readonly ofAccount?: string[];
}

/** A kind of event with an outcome, or without. */
export function selectKind(scope: IConstruct, name: EventKind['name'], outcome: EventOutcome = EventOutcome.ANY): EventSelection {
  requireOutcome(scope, outcome, Object.values(EventOutcome));
  return selectionOf(eventKind(name), outcome);
}

/** CRLs with an outcome, or without. */
export function selectCrls(scope: IConstruct, outcome: CrlOutcome = CrlOutcome.any()): EventSelection {
  const reasons = Object.values(CrlFailureReason);
  if (!(outcome instanceof CrlOutcome)) { wrongOutcome(scope, outcome, ['CrlOutcome.any(), success() or failure()']); }
  outcome._reasons.forEach((reason) => requireOutcome(scope, reason, reasons));
  return selectionOf(eventKind('CrlGenerated'), outcome._result, [...new Set(outcome._reasons)]);
}

function selectionOf(kind: EventKind, result: EventOutcome, reasons: CrlFailureReason[] = []): EventSelection {
  const detail = {
    ...result !== EventOutcome.ANY && { result: [result] },
    ...reasons.length > 0 && { reason: reasons },
  };
  const text: EventText = (reasons.length === 1 ? kind.texts[reasons[0]] : kind.texts[result]) ?? kind.texts.any;
  return {
    pattern: (arns) => ({
      source: SOURCE,
      detailType: [kind.detailType],
      ...arns && { resources: arns },
      ...Object.keys(detail).length > 0 && { detail },
    }),
    message: {
      ...text,
      details: [
        { label: 'Certificate authority', value: CertificateAuthorityEventField.certificateAuthorityArn },
        ...kind.details(result),
      ],
    },
  };
}

/** Calls of the API, as CloudTrail tells them. */
export function selectApiCalls(
  scope: IConstruct, { actions, outcome = ApiCallOutcome.ANY }: ApiCallSelection,
): EventSelection {
  const known = requireActions(scope, actions);
  requireOutcome(scope, outcome, Object.values(ApiCallOutcome));
  const errorCode = ERROR_CODE_OF[outcome];
  return {
    pattern: (arns, remaining) => ({
      source: SOURCE,
      detailType: ['AWS API Call via CloudTrail'],
      detail: {
        eventSource: [PRIVATE_CA_SERVICE],
        eventName: [...new Set(known.flatMap(({ eventNames }) => eventNames))],
        ...errorCode && { errorCode },
        ...arns && subjectFilter(known, outcome, arns, remaining),
      },
    }),
    message: apiCallMessage(actions, outcome),
    readOnly: known.some(({ readOnly }) => readOnly),
    // A call that is denied is recorded with its caller, whosever CA it was about.
    alsoForeign: outcome === ApiCallOutcome.DENIED
      || actions.every((action) => !API_ACTIONS[action] || SHAREABLE_ACTIONS.has(action)),
    ofAccount: actions.filter((action) => API_ACTIONS[action] && !API_ACTIONS[action].subject),
  };
}

/** The details of issuances, as CloudTrail tells them. */
export function selectIssuanceDetails(
  scope: IConstruct, { outcome = IssuanceOutcome.ANY, templates }: IssuanceDetailsSelection,
): EventSelection {
  requireOutcome(scope, outcome, Object.values(IssuanceOutcome));
  const serviceEventDetails = {
    ...outcome !== IssuanceOutcome.ANY && { status: [outcome] },
    ...templates && { templateArn: templateFilters(scope, templates) },
  };
  return {
    pattern: (arns) => ({
      source: SOURCE,
      detailType: ['AWS Service Event via CloudTrail'],
      detail: {
        eventSource: [PRIVATE_CA_SERVICE],
        eventName: ['IssueCertificateDetails'],
        ...arns && { resources: { ARN: arns } },
        ...Object.keys(serviceEventDetails).length > 0 && { serviceEventDetails },
      },
    }),
    message: issuanceMessage(outcome),
    alsoForeign: true,
  };
}

/** What a CA can be shared for: no other call by another account succeeds, or is recorded there. */
const SHAREABLE_ACTIONS = new Set([
  'DescribeCertificateAuthority', 'GetCertificate', 'GetCertificateAuthorityCertificate', 'IssueCertificate', 'ListPermissions', 'ListTags',
  'RevokeCertificate',
]);

/**
 * The ends of ARNs, so that the pattern is the same in every partition. All templates of CA certificates together are
 * asked for by what their names have in common: one by one a pattern has no room for them.
 */
function templateFilters(scope: IConstruct, templates: CertificateTemplate[]): Filter[] {
  if (templates.length === 0) {
    throw new PrivateCaError('EventTemplateMissing', {
      scope,
      problem: 'no certificate template was given',
      value: templates,
      allowed: 'at least one template',
      change: 'name the templates, or leave out templates for all',
    });
  }
  templates.forEach((template) => template._requireKnown(scope));
  const names = [...new Set(templates.map(({ templateName }) => templateName))];
  const ofCas = CertificateTemplate.caTemplates().map(({ templateName }) => templateName);
  const all = ofCas.every((name) => names.includes(name));
  return [
    ...all ? [{ wildcard: '*:template/*CACertificate*' }] : [],
    ...names.filter((name) => !all || !ofCas.includes(name)).map((name) => ({ suffix: `:template/${name}` })),
  ];
}

/** The outcome is one that the event has: other languages, and JavaScript, may give anything. */
function requireOutcome(scope: IConstruct, outcome: string, allowed: readonly string[]): void {
  if (!allowed.includes(outcome)) { wrongOutcome(scope, outcome, allowed); }
}

function wrongOutcome(scope: IConstruct, outcome: unknown, allowed: readonly string[]): never {
  throw new PrivateCaError('EventOutcome', {
    scope,
    problem: 'the event has no such outcome',
    value: outcome,
    allowed: allowed.join(', '),
    change: 'choose one of these, or leave out the outcome for any',
  });
}

/** How CloudTrail tells each outcome. */
const ERROR_CODE_OF: Record<ApiCallOutcome, Filter[] | undefined> = {
  [ApiCallOutcome.SUCCEEDED]: [{ exists: false }],
  [ApiCallOutcome.DENIED]: [{ prefix: 'AccessDenied' }],
  [ApiCallOutcome.FAILED]: [{ 'anything-but': { prefix: 'AccessDenied' } }],
  [ApiCallOutcome.ANY]: undefined,
};

/** The CA that a call is about; a denied call whose record has no parameters may be about any. */
function subjectFilter(actions: ApiAction[], outcome: ApiCallOutcome, arns: string[], remaining = false): Filter {
  const subjects = [...new Set(actions.map(({ subject }) => subject!))];
  const filters: Filter[] = subjects.map((subject) => ({ requestParameters: { [subject]: arns } }));
  const mayBeDenied = outcome === ApiCallOutcome.DENIED || outcome === ApiCallOutcome.ANY;
  if (mayBeDenied && !remaining) {
    filters.push({
      ...outcome === ApiCallOutcome.ANY && { errorCode: ERROR_CODE_OF[ApiCallOutcome.DENIED] },
      requestParameters: Object.fromEntries(subjects.map((subject) => [subject, [{ exists: false }]])),
    });
  }
  return filters.length === 1 ? filters[0] : { $or: filters };
}

function requireActions(scope: IConstruct, actions: string[]): ApiAction[] {
  if (actions.length === 0) {
    throw new PrivateCaError('ApiActionMissing', {
      scope,
      problem: 'no action of the API was given',
      value: actions,
      allowed: 'at least one action',
      change: 'name the actions, for example DeleteCertificateAuthority',
    });
  }
  return actions.map((action) => {
    if (Token.isUnresolved(action)) { return unknownYet(action); }
    return API_ACTIONS[action] ?? unknownAction(scope, action);
  });
}

/** An action that only the deployment knows is taken for what most are. */
function unknownYet(action: string): ApiAction {
  return { eventNames: [action], subject: 'certificateAuthorityArn', readOnly: false };
}

function unknownAction(scope: IConstruct, action: string): never {
  const names = Object.keys(API_ACTIONS);
  throw new PrivateCaError('ApiAction', {
    scope,
    problem: 'there is no such action in the API of AWS Private CA',
    value: action,
    allowed: names.join(', '),
    change: `did you mean ${nearestOf(action.replace(/^acm-pca:/, ''), names)}?`,
  });
}
