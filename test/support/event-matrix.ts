import { App, Stack } from 'aws-cdk-lib';
import { caArn, Environment, eventsIn } from './event-corpus';
import { spoiltPatternsOf } from './event-matcher';
import { World } from './world';
import { CertificateAuthorityEventRule } from '../../src/authority/certificate-authority-event-rule';
import { AccountCertificateAuthorityEvents, CertificateAuthorityEvents } from '../../src/authority/certificate-authority-events';
import { ApiCallOutcome, CrlFailureReason, CrlOutcome, EventOutcome, IssuanceOutcome } from '../../src/authority/event-outcomes';
import { API_ACTIONS } from '../../src/authority/private-ca-api';
import { PrivateCertificateAuthority } from '../../src/authority/private-certificate-authority';
import { CertificateTemplate } from '../../src/model/certificate-template';

/*
 * The table of patterns by events: each pattern that the library can make, with the events of the corpus that it must
 * match; all others it must not. jest puts it to the light matcher, `npm run verify` to AWS's event-ruler.
 */

const CRL_FAILED = ['CRL: no permission', 'CRL: not written', 'CRL: not generated', 'CRL: no permission, with CrlUrl', 'CRL: an unheard-of reason'];
const CRL_WRITTEN = ['CRL written', 'CRL written, with CrlUrl'];
const DELETE = ['DeleteCertificateAuthority'];
const DELETION_DENIED = [
  'DeleteCertificateAuthority denied', 'DeleteCertificateAuthority denied, by the older code',
  'DeleteCertificateAuthority denied, without parameters',
];
const DELETION = ['DeleteCertificateAuthority succeeded', ...DELETION_DENIED, 'DeleteCertificateAuthority failed'];
const POLICY_DENIED = ['PutPolicy denied', 'PutPolicy denied, without parameters'];
const POLICY_PUT = ['PutPolicy succeeded', ...POLICY_DENIED];
const DELETION_OF_ANOTHER = [
  'DeleteCertificateAuthority of another CA succeeded', 'DeleteCertificateAuthority of another CA denied',
  'DeleteCertificateAuthority of another CA failed',
];
const ISSUED_BY_OTHERS = [
  'issued by another CA', 'issued by a CA whose ARN begins with this one', 'issued by a CA whose ARN this one begins with',
  'issued by a CA of the same id in another Region', 'issued by a CA of the same id in another account',
  'issued, told by the certificate alone',
];

/** The actions that are about a CA, and how the corpus names their success. */
const CA_ACTIONS = Object.keys(API_ACTIONS).filter((action) => API_ACTIONS[action].subject);
const succeeded = (actions: string[]) =>
  actions.flatMap((action) => API_ACTIONS[action].eventNames).map((eventName) => `${eventName} succeeded`);

type Rule<T> = (of: T, id: string) => CertificateAuthorityEventRule;

/** For the CA of the samples. */
const OF_ONE_CA: Record<string, [Rule<CertificateAuthorityEvents>, string[]]> = {
  'issued': [(of, id) => of.onCertificateIssued(id), ['issued', 'not issued']],
  'issued: success': [(of, id) => of.onCertificateIssued(id, { outcome: EventOutcome.SUCCESS }), ['issued']],
  'issued: failure': [(of, id) => of.onCertificateIssued(id, { outcome: EventOutcome.FAILURE }), ['not issued']],
  'revoked': [(of, id) => of.onCertificateRevoked(id), ['revoked']],
  'CRL': [(of, id) => of.onCrlGenerated(id), [...CRL_WRITTEN, ...CRL_FAILED]],
  'CRL: success': [(of, id) => of.onCrlGenerated(id, { outcome: CrlOutcome.success() }), CRL_WRITTEN],
  'CRL: failure': [(of, id) => of.onCrlGenerated(id, { outcome: CrlOutcome.failure() }), CRL_FAILED],
  'CRL: permissions': [
    (of, id) => of.onCrlGenerated(id, { outcome: CrlOutcome.failure(CrlFailureReason.BUCKET_PERMISSIONS) }),
    ['CRL: no permission', 'CRL: no permission, with CrlUrl'],
  ],
  'CRL: not written': [
    (of, id) => of.onCrlGenerated(id, { outcome: CrlOutcome.failure(CrlFailureReason.WRITE_INTERNAL_FAILURE) }), ['CRL: not written'],
  ],
  'CRL: not generated': [
    (of, id) => of.onCrlGenerated(id, { outcome: CrlOutcome.failure(CrlFailureReason.GENERATION_INTERNAL_FAILURE) }),
    ['CRL: not generated'],
  ],
  'CRL: internal': [
    (of, id) => of.onCrlGenerated(id, {
      outcome: CrlOutcome.failure(
        CrlFailureReason.WRITE_INTERNAL_FAILURE, CrlFailureReason.GENERATION_INTERNAL_FAILURE,
      ),
    }),
    ['CRL: not written', 'CRL: not generated'],
  ],
  'report': [(of, id) => of.onAuditReportGenerated(id), ['report written', 'report not written']],
  'report: success': [(of, id) => of.onAuditReportGenerated(id, { outcome: EventOutcome.SUCCESS }), ['report written']],
  'report: failure': [(of, id) => of.onAuditReportGenerated(id, { outcome: EventOutcome.FAILURE }), ['report not written']],
  'deletion': [(of, id) => of.onApiCall(id, { actions: DELETE }), DELETION],
  'deletion: succeeded': [
    (of, id) => of.onApiCall(id, { actions: DELETE, outcome: ApiCallOutcome.SUCCEEDED }), ['DeleteCertificateAuthority succeeded'],
  ],
  'deletion: denied': [(of, id) => of.onApiCall(id, { actions: DELETE, outcome: ApiCallOutcome.DENIED }), DELETION_DENIED],
  'deletion: failed': [
    (of, id) => of.onApiCall(id, { actions: DELETE, outcome: ApiCallOutcome.FAILED }), ['DeleteCertificateAuthority failed'],
  ],
  'policy': [(of, id) => of.onApiCall(id, { actions: ['PutPolicy'] }), POLICY_PUT],
  'policy: succeeded': [
    (of, id) => of.onApiCall(id, { actions: ['DeletePolicy', 'PutPolicy'], outcome: ApiCallOutcome.SUCCEEDED }),
    ['DeletePolicy succeeded', 'PutPolicy succeeded'],
  ],
  'deletion or policy': [(of, id) => of.onApiCall(id, { actions: [...DELETE, 'PutPolicy'] }), [...DELETION, ...POLICY_PUT]],
  'deletion or policy: denied': [
    (of, id) => of.onApiCall(id, { actions: [...DELETE, 'PutPolicy'], outcome: ApiCallOutcome.DENIED }),
    [...DELETION_DENIED, ...POLICY_DENIED],
  ],
  'a report is described': [
    (of, id) => of.onApiCall(id, { actions: ['DescribeCertificateAuthorityAuditReport'], outcome: ApiCallOutcome.SUCCEEDED }),
    ['DescribeCertificateAuthorityAuditReport succeeded', 'DescribeCertificateAuthorityReport succeeded'],
  ],
  'every action: succeeded': [
    (of, id) => of.onApiCall(id, { actions: CA_ACTIONS, outcome: ApiCallOutcome.SUCCEEDED }), succeeded(CA_ACTIONS),
  ],
  'details': [(of, id) => of.onIssuanceDetails(id), ['details: issued', 'details: not issued', 'details: subordinate issued']],
  'details: issued': [
    (of, id) => of.onIssuanceDetails(id, { outcome: IssuanceOutcome.ISSUED }), ['details: issued', 'details: subordinate issued'],
  ],
  'details: failed': [(of, id) => of.onIssuanceDetails(id, { outcome: IssuanceOutcome.FAILED }), ['details: not issued']],
  'details: by template': [
    (of, id) => of.onIssuanceDetails(id, { templates: [CertificateTemplate.subordinateCa(0)] }), ['details: subordinate issued'],
  ],
};

/** For all CAs. */
const OF_ALL_CAS: Record<string, [Rule<AccountCertificateAuthorityEvents>, string[]]> = {
  'created': [(of, id) => of.onCreated(id), ['created', 'not created']],
  'created: success': [(of, id) => of.onCreated(id, { outcome: EventOutcome.SUCCESS }), ['created']],
  'created: failure': [(of, id) => of.onCreated(id, { outcome: EventOutcome.FAILURE }), ['not created']],
  'issued': [(of, id) => of.onCertificateIssued(id), ['issued', 'not issued', ...ISSUED_BY_OTHERS]],
  'issued: success': [
    (of, id) => of.onCertificateIssued(id, { outcome: EventOutcome.SUCCESS }), ['issued', ...ISSUED_BY_OTHERS],
  ],
  'revoked': [(of, id) => of.onCertificateRevoked(id), ['revoked', 'revoked by another CA']],
  'CRL': [(of, id) => of.onCrlGenerated(id), [...CRL_WRITTEN, ...CRL_FAILED, 'CRL of another CA: no permission']],
  'CRL: failure': [
    (of, id) => of.onCrlGenerated(id, { outcome: CrlOutcome.failure() }), [...CRL_FAILED, 'CRL of another CA: no permission'],
  ],
  'report: success': [
    (of, id) => of.onAuditReportGenerated(id, { outcome: EventOutcome.SUCCESS }), ['report written', 'report of another CA written'],
  ],
  'deletion': [(of, id) => of.onApiCall(id, { actions: DELETE }), [...DELETION, ...DELETION_OF_ANOTHER]],
  'deletion: denied': [
    (of, id) => of.onApiCall(id, { actions: DELETE, outcome: ApiCallOutcome.DENIED }),
    [...DELETION_DENIED, 'DeleteCertificateAuthority of another CA denied'],
  ],
  'deletion: failed': [
    (of, id) => of.onApiCall(id, { actions: DELETE, outcome: ApiCallOutcome.FAILED }),
    ['DeleteCertificateAuthority failed', 'DeleteCertificateAuthority of another CA failed'],
  ],
  'creation and list': [
    (of, id) => of.onApiCall(id, { actions: ['CreateCertificateAuthority', 'ListCertificateAuthorities'] }),
    ['CreateCertificateAuthority succeeded', 'ListCertificateAuthorities succeeded'],
  ],
  'every action: succeeded': [
    (of, id) => of.onApiCall(id, { actions: Object.keys(API_ACTIONS), outcome: ApiCallOutcome.SUCCEEDED }),
    [
      ...succeeded(Object.keys(API_ACTIONS)), 'DeleteCertificateAuthority of another CA succeeded',
      'PutPolicy of another CA succeeded',
    ],
  ],
  'details': [
    (of, id) => of.onIssuanceDetails(id),
    ['details: issued', 'details: not issued', 'details: subordinate issued', 'details: another CA issued'],
  ],
  'details: by template': [
    (of, id) => of.onIssuanceDetails(id, { templates: [CertificateTemplate.subordinateCa(0)] }), ['details: subordinate issued'],
  ],
};

/** For sixteen CAs, of which that of the samples is the last: the second rule gets its events. */
const OF_SIXTEEN_CAS: Record<string, [Rule<CertificateAuthorityEvents>, [string[], string[]]]> = {
  'issued': [(of, id) => of.onCertificateIssued(id), [[], ['issued', 'not issued']]],
  'deletion: denied': [
    (of, id) => of.onApiCall(id, { actions: DELETE, outcome: ApiCallOutcome.DENIED }),
    // What does not tell its CA comes once.
    [['DeleteCertificateAuthority denied, without parameters'],
      ['DeleteCertificateAuthority denied', 'DeleteCertificateAuthority denied, by the older code']],
  ],
};

type Json = Record<string, unknown>;

/** A row of the table. */
export interface Row {
  readonly name: string;
  readonly pattern: Json;
  /** The events that it must match; it must match no other. */
  readonly matches: readonly string[];
  /** The pattern with one character wrong, in every place: none may match the same events. */
  readonly spoilt: readonly Json[];
}

/** The table for one partition. */
export interface Matrix extends Environment {
  readonly events: Record<string, unknown>;
  readonly rows: readonly Row[];
}

export function matrixIn(environment: Environment): Matrix {
  const { partition, region } = environment;
  const stack = new Stack(new App(), 'Stack', { env: { account: '111122223333', region } });
  const [ca, ...others] = [undefined, ...Array.from({ length: 15 }, (_, index) => `${index}`)].map((id, index) =>
    PrivateCertificateAuthority.fromCertificateAuthorityArn(stack, `Ca${index}`, caArn(environment, { id })));
  const sixteen = CertificateAuthorityEvents.fromCertificateAuthorities(stack, [...others, ca]);
  const all = CertificateAuthorityEvents.allInAccount(stack);

  const made = [
    ...Object.entries(OF_ONE_CA).map(([name, [make, expected]]) =>
      ({ name: `one CA, ${name}`, rule: make(ca.events, `One ${name}`), expected: [expected] })),
    ...Object.entries(OF_ALL_CAS).map(([name, [make, expected]]) =>
      ({ name: `all CAs, ${name}`, rule: make(all, `All ${name}`), expected: [expected] })),
    ...Object.entries(OF_SIXTEEN_CAS).map(([name, [make, expected]]) =>
      ({ name: `16 CAs, ${name}`, rule: make(sixteen, `Sixteen ${name}`), expected })),
  ];
  const world = World.of(stack, { partition, region });
  const rows = made.flatMap(({ name, rule, expected }) => {
    if (rule.rules.length !== expected.length) { throw new Error(`${name}: ${rule.rules.length} rules`); }
    return rule.rules.map((one, index) => {
      const logicalId = stack.getLogicalId(one.node.defaultChild as never);
      const { EventPattern } = world.propertiesOf<{ EventPattern: Json }>(logicalId);
      const spoilt = rule.rules.length > 1 ? [] : spoiltPatternsOf(EventPattern);
      const number = rule.rules.length > 1 ? `, rule ${index + 1}` : '';
      return { name: `${name}${number}`, pattern: EventPattern, matches: expected[index], spoilt };
    });
  });
  return { ...environment, events: eventsIn(environment), rows };
}
