import { Token, aws_events as events } from 'aws-cdk-lib';
import { IConstruct } from 'constructs';
import { EventKind, EventKindName, TextName, eventKind, eventRunbook } from './catalog';
import { ISSUANCE_RUNBOOKS, apiCallMessage, apiCallRunbook, issuanceMessage } from './messages';
import { CertificateTemplate } from '../../model/certificate-template';
import { NotificationMessage } from '../../notification/notification-message';
import { API_ACTIONS, ApiAction, DENIED, FAILED, SUCCEEDED, eventNames } from '../../private/cloudtrail-records';
import { PrivateCaError } from '../../private/errors';
import { PRIVATE_CA_SOURCE } from '../../private/eventbridge';
import { FieldCondition, TextTest, eventPatternOf } from '../../private/record-patterns';
import { runbookUrl } from '../../private/runbooks';
import { CertificateAuthorityEventField } from '../certificate-authority-event-field';
import { ApiCallSelection, IssuanceDetailsSelection } from '../event-options';
import { ApiCallOutcome, CrlFailureReason, CrlOutcome, EventOutcome, IssuanceOutcome } from '../event-outcomes';

/* The event patterns and messages of rules. */

const SERVICE = 'acm-pca';

/** What a rule matches, and its message. */
export interface EventSelection {
  /**
   * The event pattern for CAs by their ARNs, or for all CAs without ARNs.
   *
   * @param remaining Whether another rule with the first CAs exists.
   */
  readonly pattern: (arns?: string[], remaining?: boolean) => events.EventPattern;
  readonly message: NotificationMessage;
  /** Whether the rule matches read-only calls. */
  readonly readOnly?: boolean;
  /** Whether the event also reaches an account that uses a CA of another account. */
  readonly alsoForeign?: boolean;
  /** The actions that don't apply to an existing CA. Only a rule for all CAs can match them. */
  readonly ofAccount?: string[];
}

/** Selects events of a kind by result. */
export function selectKind(
  scope: IConstruct, name: EventKindName, outcome: EventOutcome = EventOutcome.ANY,
): EventSelection {
  requireOneOf(scope, 'outcome', outcome, Object.values(EventOutcome));
  return selectionOf(scope, eventKind(name), outcome);
}

/** Selects CRL generation events by result. */
export function selectCrls(scope: IConstruct, outcome: CrlOutcome = CrlOutcome.any()): EventSelection {
  requireCrlOutcome(scope, outcome);
  outcome._reasons.forEach((reason) => requireOneOf(scope, 'reasons', reason, Object.values(CrlFailureReason)));
  return selectionOf(scope, eventKind('CrlGenerated'), outcome._result, [...new Set(outcome._reasons)]);
}

function selectionOf(
  scope: IConstruct, kind: EventKind, result: EventOutcome, reasons: CrlFailureReason[] = [],
): EventSelection {
  const detail = {
    ...result !== EventOutcome.ANY && { result: [result] },
    ...reasons.length > 0 && { reason: reasons },
  };
  const wanted: TextName = reasons.length === 1 ? reasons[0] : result;
  const name = kind.texts[wanted] ? wanted : EventOutcome.ANY;
  return {
    pattern: (arns) => ({
      source: [PRIVATE_CA_SOURCE],
      detailType: [kind.detailType],
      ...arns && { resources: arns },
      ...Object.keys(detail).length > 0 && { detail },
    }),
    message: {
      ...kind.texts[name]!,
      runbook: runbookUrl(scope, eventRunbook(kind, name)),
      details: [
        { label: 'Certificate authority', value: CertificateAuthorityEventField.certificateAuthorityArn },
        ...kind.details(result),
      ],
    },
  };
}

/** The condition for each result of a call. */
const RESULT_CONDITIONS: Record<ApiCallOutcome, FieldCondition[]> = {
  [ApiCallOutcome.SUCCEEDED]: [SUCCEEDED],
  [ApiCallOutcome.DENIED]: [DENIED],
  [ApiCallOutcome.FAILED]: [FAILED],
  [ApiCallOutcome.ANY]: [],
};

/** Selects API calls, as CloudTrail records them. */
export function selectApiCalls(
  scope: IConstruct, { actions, outcome = ApiCallOutcome.ANY }: ApiCallSelection,
): EventSelection {
  const known = requireActions(scope, actions);
  requireOneOf(scope, 'outcome', outcome, Object.values(ApiCallOutcome));
  const names = [...new Set(known.flatMap((action) => action.eventNames))];
  return {
    pattern: (arns, remaining) => eventPatternOf({
      service: SERVICE,
      always: [eventNames(...names), ...RESULT_CONDITIONS[outcome]],
      alternatives: arns ? subjectConditions(known, outcome, arns, remaining) : [[]],
    }),
    message: { ...apiCallMessage(actions, outcome), runbook: runbookUrl(scope, apiCallRunbook(actions, outcome)) },
    readOnly: known.some(({ readOnly }) => readOnly),
    // CloudTrail records a denied call in the account of the caller, even if the CA is in another account.
    alsoForeign: outcome === ApiCallOutcome.DENIED
      || actions.every((action) => !isApiAction(action) || SHAREABLE_ACTIONS.has(action)),
    ofAccount: actions.filter((action) => isApiAction(action) && !API_ACTIONS[action].subject),
  };
}

/** Selects the details of issuances, as CloudTrail records them. */
export function selectIssuanceDetails(
  scope: IConstruct, { outcome = IssuanceOutcome.ANY, templates }: IssuanceDetailsSelection,
): EventSelection {
  requireOneOf(scope, 'outcome', outcome, Object.values(IssuanceOutcome));
  const details: FieldCondition[] = [
    ...outcome === IssuanceOutcome.ANY ? [] : [{ field: 'serviceEventDetails.status', is: { oneOf: [outcome] } }],
    ...templates ? [{ field: 'serviceEventDetails.templateArn', is: templateTest(scope, templates) }] : [],
  ];
  return {
    pattern: (arns) => eventPatternOf({
      service: SERVICE,
      alternatives: [[
        eventNames('IssueCertificateDetails'),
        ...arns ? [{ field: 'resources[0].ARN', is: { oneOf: arns } }] : [],
        ...details,
      ]],
    }),
    message: { ...issuanceMessage(outcome), runbook: runbookUrl(scope, ISSUANCE_RUNBOOKS[outcome]) },
    alsoForeign: true,
  };
}

/** The actions that a share of a CA can allow. No other call from another account succeeds or is recorded there. */
const SHAREABLE_ACTIONS = new Set([
  'DescribeCertificateAuthority', 'GetCertificate', 'GetCertificateAuthorityCertificate', 'IssueCertificate', 'ListPermissions', 'ListTags',
  'RevokeCertificate',
]);

/**
 * A test of template ARNs by their ends, so that the pattern is the same in every partition.
 *
 * The templates of all CA certificates together don't fit in a pattern one by one. They match by the common part of
 * their names.
 */
function templateTest(scope: IConstruct, templates: CertificateTemplate[]): TextTest {
  if (templates.length === 0) {
    throw new PrivateCaError('EventTemplateMissing', {
      scope,
      subject: 'templates',
      rule: 'contain at least one certificate template',
      value: templates,
      fix: 'Add a template, or omit templates to match all templates',
    });
  }
  templates.forEach((template) => template._requireKnown(scope));
  const names = [...new Set(templates.map(({ templateName }) => templateName))];
  const ofCas = CertificateTemplate.caTemplates().map(({ templateName }) => templateName);
  const all = ofCas.every((name) => names.includes(name));
  return {
    like: all ? ['*:template/*CACertificate*'] : [],
    endingWith: names.filter((name) => !all || !ofCas.includes(name)).map((name) => `:template/${name}`),
  };
}

/** Checks the value of an enumeration. In JavaScript, and through jsii, it can be anything. */
function requireOneOf(scope: IConstruct, subject: string, value: string, allowed: readonly string[]): void {
  if (allowed.includes(value)) { return; }
  throw new PrivateCaError('EventOutcome', {
    scope,
    subject,
    rule: `be one of ${allowed.map((one) => `"${one}"`).join(', ')}`,
    value,
    fix: `Use one of these values, or omit ${subject} to match any of them`,
  });
}

function requireCrlOutcome(scope: IConstruct, outcome: CrlOutcome): void {
  if (outcome instanceof CrlOutcome) { return; }
  throw new PrivateCaError('EventOutcome', {
    scope,
    subject: 'outcome',
    rule: 'be a CrlOutcome',
    value: outcome,
    fix: 'Use CrlOutcome.any(), CrlOutcome.success(), or CrlOutcome.failure()',
  });
}

/** Conditions for the CA of a call. A denied call whose record has no parameters matches every CA. */
function subjectConditions(
  actions: ApiAction[], outcome: ApiCallOutcome, arns: string[], remaining = false,
): FieldCondition[][] {
  const fields = [...new Set(actions.map(({ subject }) => `requestParameters.${subject}`))];
  const named = fields.map((field): FieldCondition[] => [{ field, is: { oneOf: arns } }]);
  const mayBeDenied = outcome === ApiCallOutcome.DENIED || outcome === ApiCallOutcome.ANY;
  if (!mayBeDenied || remaining) { return named; }
  return [...named, [
    ...outcome === ApiCallOutcome.ANY ? [DENIED] : [],
    ...fields.map((field): FieldCondition => ({ field, is: 'absent' })),
  ]];
}

function requireActions(scope: IConstruct, actions: string[]): ApiAction[] {
  if (actions.length === 0) {
    throw new PrivateCaError('ApiActionMissing', {
      scope,
      subject: 'actions',
      rule: 'contain at least one API action',
      value: actions,
      fix: 'Add an action, for example DeleteCertificateAuthority',
    });
  }
  return actions.map((action) => {
    if (Token.isUnresolved(action)) { return unresolvedAction(action); }
    return isApiAction(action) ? API_ACTIONS[action] : unknownAction(scope, action);
  });
}

/** Whether the table contains an action. Every object also has inherited properties, such as `constructor`. */
function isApiAction(action: string): boolean {
  return Object.hasOwn(API_ACTIONS, action);
}

/** An action that is known only at deployment has the properties of most actions. */
function unresolvedAction(action: string): ApiAction {
  return { eventNames: [action], subject: 'certificateAuthorityArn', readOnly: false };
}

function unknownAction(scope: IConstruct, action: string): never {
  throw new PrivateCaError('ApiAction', {
    scope,
    subject: 'actions',
    rule: `contain only actions of the AWS Private CA API (${Object.keys(API_ACTIONS).join(', ')})`,
    value: action,
    fix: 'Use one of these actions, without the prefix acm-pca:',
  });
}
