import { Token, aws_events as events } from 'aws-cdk-lib';
import { IConstruct } from 'constructs';
import { EventKind, EventText, eventKind } from './event-catalogue';
import { ApiCallSelection, IssuanceDetailsSelection } from './event-options';
import { ApiCallOutcome, CrlOutcome, EventOutcome, IssuanceOutcome } from './event-outcomes';
import { API_ACTIONS, ApiAction } from './private-ca-api';
import { PrivateCaEventField } from './private-ca-event-field';
import { NotificationMessage } from '../notification/notification-message';
import { PrivateCaError } from '../private/errors';
import { nearestOf } from '../private/nearest';
import { PRIVATE_CA_SERVICE } from '../private/private-ca-writes';

/* What rules ask for and tell. Not exported. */

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
export function selectKind(name: EventKind['name'], outcome: EventOutcome | CrlOutcome = EventOutcome.ANY): EventSelection {
  const kind = eventKind(name);
  const result = outcome instanceof CrlOutcome ? outcome._result : outcome;
  const reasons = outcome instanceof CrlOutcome ? outcome._reasons : [];
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
        { label: 'Certificate authority', value: PrivateCaEventField.certificateAuthorityArn },
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
    message: apiCallMessage(outcome),
    readOnly: known.some(({ readOnly }) => readOnly),
    alsoForeign: true,
    ofAccount: actions.filter((action) => API_ACTIONS[action] && !API_ACTIONS[action].subject),
  };
}

/** The details of issuances, as CloudTrail tells them. */
export function selectIssuanceDetails({ outcome, templates }: IssuanceDetailsSelection): EventSelection {
  const serviceEventDetails = {
    ...outcome && outcome !== IssuanceOutcome.ANY && { status: [outcome] },
    // The end of the ARN, so that the pattern is the same in every partition.
    ...templates && { templateArn: templates.map(({ templateName }) => ({ suffix: `:template/${templateName}` })) },
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
    message: issuanceMessage(),
    alsoForeign: true,
  };
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

function field(path: string): string {
  return events.EventField.fromPath(path);
}

const ASK = 'Ask the caller whether it was planned.';

/** What a message says of each outcome of a call. */
const API_CALL_TEXT: Record<ApiCallOutcome, { readonly outcome: string; readonly whatToDo: string }> = {
  [ApiCallOutcome.SUCCEEDED]: { outcome: ', and it succeeded.', whatToDo: `${ASK} If not, end the caller's sessions, then undo the call.` },
  [ApiCallOutcome.DENIED]: { outcome: ', and it was denied.', whatToDo: `${ASK} If not, somebody tries what they may not: end the caller's sessions.` },
  [ApiCallOutcome.FAILED]: { outcome: ', and it failed.', whatToDo: `${ASK} The error says why it failed.` },
  [ApiCallOutcome.ANY]: { outcome: '.', whatToDo: `${ASK} If no error is told, the call succeeded.` },
};

function apiCallMessage(outcome: ApiCallOutcome): NotificationMessage {
  // Calls about policies have the second of the two, all others the first.
  const certificateAuthority = field('$.detail.requestParameters.certificateAuthorityArn')
    + field('$.detail.requestParameters.resourceArn');
  return {
    whatHappened: `${field('$.detail.eventName')} of AWS Private CA was called${API_CALL_TEXT[outcome].outcome}`,
    details: [
      { label: 'Certificate authority', value: certificateAuthority },
      { label: 'Caller', value: field('$.detail.userIdentity.arn') },
      { label: 'Address', value: field('$.detail.sourceIPAddress') },
      { label: 'Error', value: `${field('$.detail.errorCode')} ${field('$.detail.errorMessage')}` },
    ],
    whatToDo: API_CALL_TEXT[outcome].whatToDo,
  };
}

function issuanceMessage(): NotificationMessage {
  const detail = (label: string, path: string) => ({ label, value: field(`$.detail.${path}`) });
  return {
    whatHappened: 'A private CA was asked for a certificate, and this became of it.',
    details: [
      detail('Status', 'serviceEventDetails.status'),
      detail('Reason', 'serviceEventDetails.statusReason'),
      detail('Resource', 'resources[0].ARN'),
      detail('Issuer', 'serviceEventDetails.issuerName'),
      detail('Subject', 'serviceEventDetails.subject'),
      detail('Serial number', 'serviceEventDetails.serialNumber'),
      detail('Template', 'serviceEventDetails.templateArn'),
      detail('Requester', 'serviceEventDetails.requesterArn'),
    ],
    whatToDo: 'If nobody expected the certificate, find out who asked for it, and revoke it.',
  };
}
