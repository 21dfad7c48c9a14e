import { App, Stack, aws_events as events } from 'aws-cdk-lib';
import { caArn, Environment, eventsIn } from './event-corpus';
import { alteredPatternsOf } from './event-matcher';
import { World } from './world';
import { PrivateCertificateAuthority } from '../../src/authority/private-certificate-authority';
import { CertificateAuthorityEventRule } from '../../src/events/certificate-authority-event-rule';
import { AccountCertificateAuthorityEvents, CertificateAuthorityEvents } from '../../src/events/certificate-authority-events';
import { ApiCallOutcome, CrlFailureReason, CrlOutcome, EventOutcome, IssuanceOutcome } from '../../src/events/event-outcomes';
import { CertificateTemplate } from '../../src/model/certificate-template';
import { API_ACTIONS } from '../../src/private/cloudtrail-records';

/*
 * The table of event patterns and events. Each row contains a pattern that the library can create, and the events of
 * the corpus that it must match. It must match no other event. jest evaluates the table with the matcher of
 * `event-matcher.ts`, and `npm run verify` with event-ruler, the engine of AWS.
 */

const CRL_FAILED = ['CRL: no permission', 'CRL: not written', 'CRL: not generated', 'CRL: no permission, with CrlUrl', 'CRL: an undocumented reason'];
const CRL_WRITTEN = ['CRL written', 'CRL written, with CrlUrl'];
const ISSUED_BY_OTHERS = [
  'issued by another CA', 'issued by a CA whose ARN begins with this one', 'issued by a CA whose ARN this one begins with',
  'issued by a CA of the same ID in another Region', 'issued by a CA of the same ID in another account',
  'issued, with only the certificate ARN',
];

/** The events that a rule must match, depending on its CAs. */
interface Expected {
  /** Events of the CA in the samples. */
  readonly own: readonly string[];
  /** Calls without a CA in the record, which match every CA. */
  readonly withoutCa?: readonly string[];
  /** Events of other CAs, or without a CA. Only rules for all CAs match them. */
  readonly others?: readonly string[];
}

/** A selection of events: its name, its rule, and the events that the rule must match. */
type Selection<T> = readonly [name: string, rule: Rule<T>, expected: Expected];
type Rule<T> = (of: T, id: string) => CertificateAuthorityEventRule;
type Selections = Selection<CertificateAuthorityEvents>[];

/** The three results of a kind of event. */
function kindOf(
  name: string,
  rule: (of: CertificateAuthorityEvents, id: string, outcome: EventOutcome) => CertificateAuthorityEventRule,
  success: Expected,
  failure: Expected,
): Selections {
  return [
    [name, (of, id) => rule(of, id, EventOutcome.ANY), both(success, failure)],
    [`${name}: success`, (of, id) => rule(of, id, EventOutcome.SUCCESS), success],
    [`${name}: failure`, (of, id) => rule(of, id, EventOutcome.FAILURE), failure],
  ];
}

function crlOf(name: string, outcome: CrlOutcome, own: string[], others: string[] = []): Selections[number] {
  return [name, (of, id) => of.onCrlGenerated(id, { outcome }), { own, others }];
}

/** The four results of calls. */
function callsOf(name: string, actions: string[]): Selections {
  const [succeeded, denied, failed] = [SUCCEEDED, DENIED, FAILED].map((of) =>
    actions.map((action) => of[action]).reduce((one, another) => both(one, another)));
  const rule = (outcome: ApiCallOutcome): Selections[number][1] => (of, id) => of.onApiCall(id, { actions, outcome });
  return [
    [name, rule(ApiCallOutcome.ANY), [succeeded, denied, failed].reduce((one, another) => both(one, another))],
    [`${name}: succeeded`, rule(ApiCallOutcome.SUCCEEDED), succeeded],
    [`${name}: denied`, rule(ApiCallOutcome.DENIED), denied],
    [`${name}: failed`, rule(ApiCallOutcome.FAILED), failed],
  ];
}

function both(one: Expected, another: Expected): Expected {
  return {
    own: [...one.own, ...another.own],
    withoutCa: [...one.withoutCa ?? [], ...another.withoutCa ?? []],
    others: [...one.others ?? [], ...another.others ?? []],
  };
}

const SUCCEEDED: Record<string, Expected> = {
  DeleteCertificateAuthority: {
    own: ['DeleteCertificateAuthority succeeded'],
    others: ['DeleteCertificateAuthority of another CA succeeded', 'DeleteCertificateAuthority succeeded, without parameters'],
  },
  PutPolicy: { own: ['PutPolicy succeeded'], others: ['PutPolicy of another CA succeeded', 'PutPolicy succeeded, without parameters'] },
};
const DENIED: Record<string, Expected> = {
  DeleteCertificateAuthority: {
    own: ['DeleteCertificateAuthority denied', 'DeleteCertificateAuthority denied, with the older error code'],
    withoutCa: ['DeleteCertificateAuthority denied, without parameters'],
    others: ['DeleteCertificateAuthority of another CA denied'],
  },
  PutPolicy: { own: ['PutPolicy denied'], withoutCa: ['PutPolicy denied, without parameters'], others: ['PutPolicy of another CA denied'] },
};
const FAILED: Record<string, Expected> = {
  DeleteCertificateAuthority: {
    own: ['DeleteCertificateAuthority failed'],
    others: ['DeleteCertificateAuthority of another CA failed', 'DeleteCertificateAuthority failed, without parameters'],
  },
  PutPolicy: { own: ['PutPolicy failed'], others: ['PutPolicy of another CA failed', 'PutPolicy failed, without parameters'] },
};

/** The actions that apply to an existing CA, and the names of their successful calls in the corpus. */
const CA_ACTIONS = Object.keys(API_ACTIONS).filter((action) => API_ACTIONS[action].subject);
const succeeded = (actions: string[]) =>
  actions.flatMap((action) => API_ACTIONS[action].eventNames).map((eventName) => `${eventName} succeeded`);

const END_ENTITY = ['details: issued'];
const SUBORDINATE = ['details: subordinate issued'];
const ROOT = ['details: root issued, with API passthrough'];

/** Selections for any CAs: every kind with every result. */
const SELECTIONS: readonly Selection<CertificateAuthorityEvents>[] = [
  ...kindOf('issued', (of, id, outcome) => of.onCertificateIssued(id, { outcome }),
    { own: ['issued'], others: ISSUED_BY_OTHERS }, { own: ['not issued'], others: ['not issued by another CA'] }),
  ['revoked', (of, id) => of.onCertificateRevoked(id), { own: ['revoked'], others: ['revoked by another CA'] }],
  crlOf('CRL', CrlOutcome.any(), [...CRL_WRITTEN, ...CRL_FAILED], ['CRL of another CA written', 'CRL of another CA: no permission']),
  crlOf('CRL: success', CrlOutcome.success(), CRL_WRITTEN, ['CRL of another CA written']),
  crlOf('CRL: failure', CrlOutcome.failure(), CRL_FAILED, ['CRL of another CA: no permission']),
  crlOf('CRL: permissions', CrlOutcome.failure(CrlFailureReason.BUCKET_PERMISSIONS),
    ['CRL: no permission', 'CRL: no permission, with CrlUrl'], ['CRL of another CA: no permission']),
  crlOf('CRL: not written', CrlOutcome.failure(CrlFailureReason.WRITE_INTERNAL_FAILURE), ['CRL: not written']),
  crlOf('CRL: not generated', CrlOutcome.failure(CrlFailureReason.GENERATION_INTERNAL_FAILURE), ['CRL: not generated']),
  crlOf('CRL: internal', CrlOutcome.failure(CrlFailureReason.WRITE_INTERNAL_FAILURE, CrlFailureReason.GENERATION_INTERNAL_FAILURE),
    ['CRL: not written', 'CRL: not generated']),
  ...kindOf('report', (of, id, outcome) => of.onAuditReportGenerated(id, { outcome }),
    { own: ['report written'], others: ['report of another CA written'] },
    { own: ['report not written'], others: ['report of another CA not written'] }),
  ...callsOf('deletion', ['DeleteCertificateAuthority']),
  ...callsOf('policy', ['PutPolicy']),
  ...callsOf('deletion or policy', ['DeleteCertificateAuthority', 'PutPolicy']),
  [
    'report description',
    (of, id) => of.onApiCall(id, { actions: ['DescribeCertificateAuthorityAuditReport'], outcome: ApiCallOutcome.SUCCEEDED }),
    { own: ['DescribeCertificateAuthorityAuditReport succeeded', 'DescribeCertificateAuthorityReport succeeded'] },
  ],
  [
    'every action on a CA: succeeded',
    (of, id) => of.onApiCall(id, { actions: CA_ACTIONS, outcome: ApiCallOutcome.SUCCEEDED }),
    { own: succeeded(CA_ACTIONS), others: Object.values(SUCCEEDED).flatMap(({ others }) => others ?? []) },
  ],
  ['details', (of, id) => of.onIssuanceDetails(id), {
    own: [...END_ENTITY, 'details: not issued', ...SUBORDINATE, ...ROOT],
    others: ['details: another CA issued', 'details: another CA did not issue'],
  }],
  ['details: issued', (of, id) => of.onIssuanceDetails(id, { outcome: IssuanceOutcome.ISSUED }), {
    own: [...END_ENTITY, ...SUBORDINATE, ...ROOT], others: ['details: another CA issued'],
  }],
  ['details: failed', (of, id) => of.onIssuanceDetails(id, { outcome: IssuanceOutcome.FAILED }), {
    own: ['details: not issued'], others: ['details: another CA did not issue'],
  }],
  ['details: one template', (of, id) => of.onIssuanceDetails(id, { templates: [CertificateTemplate.subordinateCa(0)] }), {
    own: SUBORDINATE, others: ['details: another CA did not issue'],
  }],
  ['details: CA certificates', (of, id) => of.onIssuanceDetails(id, { templates: CertificateTemplate.caTemplates() }), {
    own: [...SUBORDINATE, ...ROOT], others: ['details: another CA did not issue'],
  }],
  [
    'details: CA certificates issued',
    (of, id) => of.onIssuanceDetails(id, {
      outcome: IssuanceOutcome.ISSUED, templates: CertificateTemplate.caTemplates(),
    }),
    { own: [...SUBORDINATE, ...ROOT] },
  ],
];

/** Selections only for all CAs: activity without an existing CA. */
const OF_ACCOUNT: readonly Selection<AccountCertificateAuthorityEvents>[] = [
  ['created', (of, id) => of.onCreated(id), { own: ['created', 'not created'] }],
  ['created: success', (of, id) => of.onCreated(id, { outcome: EventOutcome.SUCCESS }), { own: ['created'] }],
  ['created: failure', (of, id) => of.onCreated(id, { outcome: EventOutcome.FAILURE }), { own: ['not created'] }],
  [
    'creation and list', (of, id) => of.onApiCall(id, { actions: ['CreateCertificateAuthority', 'ListCertificateAuthorities'] }),
    { own: ['CreateCertificateAuthority succeeded', 'ListCertificateAuthorities succeeded'] },
  ],
];

/** The names of all rules in the table. A rule for 16 CAs can have several rows. */
export const RULE_NAMES: readonly string[] = [
  ...SELECTIONS.map(([name]) => `one CA, ${name}`),
  ...[...OF_ACCOUNT, ...SELECTIONS].map(([name]) => `all CAs, ${name}`),
  ...SELECTIONS.map(([name]) => `16 CAs, ${name}`),
];

type Json = Record<string, unknown>;

/** A row of the table. */
export interface Row {
  readonly name: string;
  readonly pattern: Json;
  /** The events that it must match. It must match no other event. */
  readonly matches: readonly string[];
  /** The patterns that differ in one character. None of them may match the same events. */
  readonly altered: readonly Json[];
}

/** The table for one partition. */
export interface Matrix extends Environment {
  readonly events: Record<string, unknown>;
  readonly rows: readonly Row[];
}

/** The table for one partition. */
export function matrixIn(environment: Environment): Matrix {
  const { partition, region } = environment;
  const stack = new Stack(new App(), 'Stack', { env: { account: '111122223333', region } });
  const othersIds = Array.from({ length: 15 }, (_, index) => `${index}`);
  const [ca, ...others] = [undefined, ...othersIds].map((id, index) =>
    PrivateCertificateAuthority.fromCertificateAuthorityArn(stack, `Ca${index}`, caArn(environment, { id })));
  const othersArns = othersIds.map((id) => caArn(environment, { id }));
  // The CA of the samples is the last one, so that the last rule matches its events.
  const sixteen = CertificateAuthorityEvents.fromCertificateAuthorities(stack, [...others, ca]);
  const all = CertificateAuthorityEvents.allInAccount(stack);

  const ofOne = SELECTIONS.map(([name, make, { own, withoutCa = [] }]) =>
    ({ name: `one CA, ${name}`, rules: make(ca.events, `One ${name}`).rules, first: [], last: [...own, ...withoutCa] }));
  const ofAll = [...OF_ACCOUNT, ...SELECTIONS].map(([name, make, { own, withoutCa = [], others: more = [] }]) =>
    ({ name: `all CAs, ${name}`, rules: make(all, `All ${name}`).rules, first: [], last: [...own, ...withoutCa, ...more] }));
  // Only the first rule matches calls without a CA in the record.
  const ofSixteen = SELECTIONS.map(([name, make, { own, withoutCa = [] }]) =>
    ({ name: `16 CAs, ${name}`, rules: make(sixteen, `Sixteen ${name}`).rules, first: withoutCa, last: own }));

  const world = World.of(stack, { partition, region });
  const patternOf = ({ node }: events.IRule) =>
    world.propertiesOf<{ EventPattern: Json }>(stack.getLogicalId(node.defaultChild as never)).EventPattern;
  const alteredOf = (pattern: Json) =>
    alteredPatternsOf(pattern).filter((altered) => sameCount(othersArns, pattern, altered));
  const made = [...ofOne, ...ofAll, ...ofSixteen];
  const rows = made.flatMap(({ name, rules, first, last }) => rules.map((one, index): Row => {
    const pattern = patternOf(one);
    const isLast = index === rules.length - 1;
    return {
      name: rules.length > 1 ? `${name}, rule ${index + 1}` : name,
      pattern,
      matches: isLast ? last : index === 0 ? first : [],
      altered: isLast ? alteredOf(pattern) : [],
    };
  }));
  return { ...environment, events: eventsIn(environment), rows };
}

/** Whether an altered pattern contains the same other CAs. The corpus contains no events of these CAs. */
function sameCount(arns: string[], pattern: Json, altered: Json): boolean {
  const countIn = (json: Json, arn: string) => JSON.stringify(json).split(`"${arn}"`).length;
  return arns.every((arn) => countIn(pattern, arn) === countIn(altered, arn));
}

/** The table for the docs: each selection, and the events that rules for one CA and for all CAs match. */
export function matrixRows(): string[][] {
  const list = (names: readonly string[]) => names.length > 0 ? names.join('; ') : 'none';
  return [...SELECTIONS, ...OF_ACCOUNT].map(([name, , { own, withoutCa = [], others = [] }], index) =>
    [name, index < SELECTIONS.length ? list(own) : 'only with `allInAccount()`', list(withoutCa), list(index < SELECTIONS.length ? others : own)]);
}
