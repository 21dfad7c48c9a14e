import { caOf } from './authorities';
import { acceptedBy, API_SOURCE, CLOUDTRAIL_TYPES, isAboutPrivateCa, patternOf, RULE, targetsOf } from './event-patterns';
import { AWS_PAGES } from './pages';
import { Finding, Rule, Severity } from './rule';
import { Resource } from './template';
import { isMap, listOf, Text, Value, ValueMap } from './values';
import { at, referencesIn, View } from './view';
import { API_ACTIONS } from '../../private/cloudtrail-records';
import { PRIVATE_CA_DETAIL_TYPES, PRIVATE_CA_EVENT_SOURCE, PRIVATE_CA_SERVICE_EVENTS } from '../../private/private-ca-values';

interface Mistake {
  readonly at: string;
  readonly effect: string;
  readonly severity?: Severity;
}

/** The fields of an event, and those of the detail of an event of AWS Private CA. */
const FIELDS = ['version', 'id', 'detail-type', 'source', 'account', 'time', 'region', 'resources', 'detail', '$or'];
const DETAIL_FIELDS = ['result', 'reason', 'CrlUrl', '$or'];

const READ_ONLY_STATES = 'ENABLED_WITH_ALL_CLOUDTRAIL_MANAGEMENT_EVENTS';
const EVENT_NAMES = [...Object.values(API_ACTIONS)
  .flatMap(({ eventNames }) => eventNames), ...PRIVATE_CA_SERVICE_EVENTS];
const READ_ONLY_NAMES = Object.values(API_ACTIONS).filter(({ readOnly }) => readOnly)
  .flatMap(({ eventNames }) => eventNames);
/** Names that texts about AWS Private CA use, and CloudTrail doesn't. */
const NO_EVENT_NAMES = ['importcacertificate', 'createauditreport', 'deleteca', 'createca', 'updateca'];

const essence = (text: string) => text.toLowerCase().replace(/\b(acm|aws)\b/g, '').replace(/[^a-z0-9]/g, '');

/** A field whose name differs from that of the event by case or by a hyphen. */
function misspelledField(pattern: ValueMap, fields: readonly string[], path: string): Mistake | undefined {
  for (const key of Object.keys(pattern)) {
    const meant = fields.find((field) => essence(field) === essence(key));
    if (meant && !fields.includes(key)) {
      return { at: `${path}${key}`, effect: `The rule never matches, because events have the field "${meant}", not "${key}".` };
    }
  }
  return undefined;
}

function wrongSource(pattern: ValueMap): Mistake | undefined {
  const [sources, types] = [acceptedBy(pattern, 'source'), acceptedBy(pattern, 'detail-type')];
  const own = types?.length && [PRIVATE_CA_DETAIL_TYPES, CLOUDTRAIL_TYPES]
    .some((known) => types.every((type) => known.includes(type)));
  return own && sources?.length && !sources.includes(PRIVATE_CA_EVENT_SOURCE)
    ? { at: 'source', effect: `The rule never matches, because the source of these events is "${PRIVATE_CA_EVENT_SOURCE}".` }
    : undefined;
}

function wrongDetailType(pattern: ValueMap): Mistake | undefined {
  const known = [...PRIVATE_CA_DETAIL_TYPES, ...CLOUDTRAIL_TYPES];
  const types = acceptedBy(pattern, 'detail-type');
  if (!types?.length || types.some((type) => known.includes(type))) { return undefined; }
  const meant = known.find((type) => types.some((own) => essence(own) === essence(type)));
  return meant
    ? { at: 'detail-type', effect: `The rule never matches, because the detail type of these events is "${meant}".` }
    : { at: 'detail-type', severity: 'warning', effect: 'The rule matches only if AWS Private CA sends a detail type that this library doesn\'t know.' };
}

function wrongResult(pattern: ValueMap): Mistake | undefined {
  const [types, results] = [acceptedBy(pattern, 'detail-type'), acceptedBy(pattern, 'detail.result')];
  if (!results?.length || !types?.length || !types.every((type) => PRIVATE_CA_DETAIL_TYPES.includes(type))) {
    return undefined;
  }
  if (!results.some((result) => ['success', 'failure'].includes(result))) {
    return { at: 'detail.result', effect: 'The rule never matches, because the result of these events is "success" or "failure".' };
  }
  return types.every((type) => type === 'ACM Private CA Certificate Revocation') && !results.includes('success')
    ? { at: 'detail.result', effect: 'The rule never matches, because AWS Private CA sends no event if a revocation fails.' }
    : undefined;
}

/** A rule that names its own CA exists only after the CA. */
function ownCreation(view: View, rule: Resource, pattern: ValueMap): Mistake | undefined {
  const types = acceptedBy(pattern, 'detail-type');
  const resources = listOf(pattern.resources);
  return types?.length && types.every((type) => type === 'ACM Private CA Creation') && resources.length > 0
    && resources.every((arn) => caOf(view, arn)?.template === rule.template)
    ? { at: 'resources', effect: 'The rule never matches, because CloudFormation creates it after the CA that it names.' }
    : undefined;
}

function wrongEventSource(pattern: ValueMap): Mistake | undefined {
  const sources = acceptedBy(pattern, 'detail.eventSource');
  return sources?.length && !sources.includes(API_SOURCE)
    ? { at: 'detail.eventSource', effect: `The rule never matches, because the event source of AWS Private CA is "${API_SOURCE}".` }
    : undefined;
}

function wrongCall(view: View, rule: Resource, pattern: ValueMap): Mistake | undefined {
  const [types, names] = [acceptedBy(pattern, 'detail-type'), acceptedBy(pattern, 'detail.eventName')];
  if (!names?.length || types?.some((type) => !CLOUDTRAIL_TYPES.includes(type))) { return undefined; }
  const unknown = names.find((name) => !EVENT_NAMES.includes(name));
  if (unknown !== undefined) {
    const meant = EVENT_NAMES.find((name) => name.toLowerCase() === unknown.toLowerCase());
    return meant || NO_EVENT_NAMES.includes(unknown.toLowerCase())
      ? { at: 'detail.eventName', effect: `The rule never matches the event name "${unknown}"${meant ? `. CloudTrail logs "${meant}"` : ', which CloudTrail doesn\'t log'}.` }
      : { at: 'detail.eventName', severity: 'warning', effect: `The rule matches "${unknown}" only if AWS Private CA has learned it recently.` };
  }
  const state = view.get(rule, 'State');
  return names.every((name) => READ_ONLY_NAMES.includes(name)) && (state === undefined || state === 'ENABLED')
    ? { at: 'detail.eventName', effect: `The rule never matches, because EventBridge delivers read-only calls only to rules in the state ${READ_ONLY_STATES}.` }
    : undefined;
}

function mistakeOf(view: View, rule: Resource, pattern: ValueMap): Mistake | undefined {
  const types = acceptedBy(pattern, 'detail-type');
  const wrong = misspelledField(pattern, FIELDS, '') ?? wrongSource(pattern);
  if (wrong && (isAboutPrivateCa(pattern) || mentionsPrivateCa(pattern))) { return wrong; }
  if (!isAboutPrivateCa(pattern)) { return undefined; }
  const detail = at(pattern, 'detail');
  const own = isMap(detail) && types?.length && types.every((type) => PRIVATE_CA_DETAIL_TYPES.includes(type))
    ? misspelledField(detail, DETAIL_FIELDS, 'detail.')
    : undefined;
  return own ?? wrongDetailType(pattern) ?? wrongResult(pattern) ?? ownCreation(view, rule, pattern)
    ?? wrongEventSource(pattern) ?? wrongCall(view, rule, pattern);
}

function mentionsPrivateCa(pattern: ValueMap): boolean {
  return Object.values(pattern).some((value) => listOf(value)
    .some((item) => item === PRIVATE_CA_EVENT_SOURCE || PRIVATE_CA_DETAIL_TYPES.some((type) => item === type)));
}

export const EVENT: Rule = {
  id: 'PCA-EVENT',
  severity: 'error',
  detects: 'An EventBridge rule for AWS Private CA never matches',
  effect: 'The rule never matches, because AWS Private CA sends no such event.',
  fix: 'Use the source, detail types, and fields that AWS documentation lists for the events of AWS Private CA.',
  silent: 'Content filters, such as prefix and wildcard, and patterns that also match other events. A name that this library doesn\'t know '
    + 'gives a warning.',
  see: AWS_PAGES.events,
  find: (view) => view.subjects(RULE).flatMap((resource): Finding[] => {
    const pattern = patternOf(view, resource);
    const mistake = pattern && mistakeOf(view, resource, pattern);
    return mistake
      ? [{ resource, location: `Properties.EventPattern.${mistake.at}`, effect: mistake.effect, severity: mistake.severity }]
      : [];
  }),
};

const LOG_GROUP = 'AWS::Logs::LogGroup';

/** Whether a target is a log group of the app without a resource policy of its own. */
function isClosedLogGroup(view: View, target: Value): boolean {
  const arn = isMap(target) ? target.Arn : undefined;
  return arn instanceof Text && referencesIn(arn).some(({ resource }) => resource.type === LOG_GROUP
    && view.get(resource, 'ResourcePolicyDocument') === undefined);
}

/** Whether something of the app can be the resource policy of CloudWatch Logs for EventBridge. */
function mayHaveLogsPolicy(view: View): boolean {
  return view.memo(mayHaveLogsPolicy, () => view.set.types.filter((type) => type === 'AWS::Logs::ResourcePolicy' || /^Custom::|CustomResource$/.test(type))
    .flatMap((type) => view.all(type)).some((resource) => /events\.|delivery\.logs/.test(JSON.stringify(resource.body))
      || typeof view.get(resource, 'PolicyDocument') !== 'string'));
}

export const EVENT_LOG: Rule = {
  id: 'PCA-EVENT-LOG',
  severity: 'warning',
  detects: 'A rule sends events to a log group that doesn\'t accept them',
  effect: 'EventBridge can\'t write to the log group without a resource policy of CloudWatch Logs, and the events are lost.',
  fix: 'Add an AWS::Logs::ResourcePolicy that allows events.amazonaws.com and delivery.logs.amazonaws.com logs:CreateLogStream and '
    + 'logs:PutLogEvents on the log group.',
  silent: 'Log groups that the app doesn\'t define or that have their own policy, resource policies that the template doesn\'t show, and custom resources.',
  see: AWS_PAGES.logsTarget,
  absence: true,
  find: (view) => mayHaveLogsPolicy(view) ? [] : view.subjects(RULE).filter((rule) =>
    isAboutPrivateCa(patternOf(view, rule)) && targetsOf(view, rule).some((target) => isClosedLogGroup(view, target)),
  ).map((resource) => ({ resource, location: 'Properties.Targets' })),
};

