import { Stack, Token, aws_acmpca as acmpca, aws_events as events } from 'aws-cdk-lib';
import { Construct, IConstruct } from 'constructs';
import { CertificateAuthorityEventRule } from '../certificate-authority-event-rule';
import { CertificateAuthorityEventOptions } from '../event-options';
import { EventSelection } from './patterns';
import { accountOf, arnOf, regionOf, requireCertificateAuthorityArn } from '../../private/certificate-authority-arn';
import { AccountAndRegion, environmentsDiffer, renderEnvironment } from '../../private/environment';
import { PrivateCaError } from '../../private/errors';
import { matchReadOnlyCalls } from '../../private/eventbridge';
import { LIMITS } from '../../private/limits';
import { requireLength } from '../../private/require';
import { requireText, TextRule } from '../../private/require-text';
import { requireNoStackCycle } from '../../private/stack-cycles';

/* Rules for selections of events. */

/** The number of CAs in one event pattern. */
const CERTIFICATE_AUTHORITIES = { max: 15 };

/** The length of the longest ARN of a CA in any partition and Region, for an ARN that is known only at deployment. */
const ARN_LENGTH = [
  'arn', 'aws-us-gov', 'acm-pca', 'ap-southeast-1', '0'.repeat(12), 'certificate-authority/00000000-0000-0000-0000-000000000000',
].join(':').length;

/** The CAs that send the events to match. */
export interface EventsOf {
  /** The parent construct of rules. Errors contain its path. */
  readonly scope: IConstruct;
  /** The CAs. Absent for all CAs in the account and Region. */
  readonly certificateAuthorities?: readonly acmpca.ICertificateAuthorityRef[];
}

/** Checks that there is at least one CA, that each is given once, and that all are in one account and Region. */
export function requireAuthorities(of: Required<EventsOf>): void {
  const { scope, certificateAuthorities } = of;
  if (certificateAuthorities.length === 0) {
    throw new PrivateCaError('CertificateAuthorityMissing', {
      scope,
      subject: 'certificateAuthorities',
      rule: 'contain at least one certificate authority (CA)',
      value: certificateAuthorities,
      fix: 'Add a CA, or use CertificateAuthorityEvents.allInAccount()',
    });
  }
  const arns = new Set<string>();
  for (const certificateAuthority of certificateAuthorities) {
    const arn = arnOf(certificateAuthority);
    requireCertificateAuthorityArn({ scope, property: 'certificateAuthorityArn' }, arn);
    if (!arns.has(arn)) {
      arns.add(arn);
      continue;
    }
    throw new PrivateCaError('CertificateAuthorityDuplicate', {
      scope,
      subject: 'certificateAuthorities',
      rule: 'contain each certificate authority (CA) only once',
      value: certificateAuthority.node.path,
      fix: 'Remove the duplicate',
    });
  }
  for (const other of certificateAuthorities) {
    const [one, another] = [certificateAuthorities[0], other].map(environmentOf);
    requireSame(scope, 'certificateAuthorities', 'in one account and Region', one, another);
  }
}

const RULE_NAME: TextRule = {
  code: 'EventRuleName',
  max: 64,
  matches: (text) => /^[\w.-]+$/.test(text),
  rule: 'be 1 to 64 letters, digits, periods, hyphens, and underscores',
  fix: 'Correct ruleName. If the CAs require several rules, the last name also has a hyphen and a number',
};

/** Creates a rule. It consists of as many EventBridge rules as the CAs require. */
export function newEventRule(
  of: EventsOf, id: string, options: CertificateAuthorityEventOptions, selection: EventSelection,
): CertificateAuthorityEventRule {
  const scope = (options.crossStackScope ?? of.scope) as Construct;
  requireOwnEnvironment(scope, of, selection);
  requireOfCertificateAuthority(of, selection);
  const { max } = LIMITS.ruleDescription;
  requireLength({ scope, property: 'description' }, 'DescriptionLength', options.description, { min: 0, max });
  const patterns = patternsFor(of, selection, options.eventPattern);
  requireText({ scope, property: 'ruleName' }, RULE_NAME, ruleNameOf(options, patterns.length - 1));
  const makeRule = (self: Construct, eventPattern: events.EventPattern, index: number): events.Rule => {
    const one = new events.Rule(self, `Resource${index === 0 ? '' : index + 1}`, {
      eventPattern,
      description: options.description,
      ruleName: ruleNameOf(options, index),
    });
    if (selection.readOnly) { matchReadOnlyCalls(one); }
    requireNoStackCycle(one, (own, target) => cycleError(one, own, target));
    return one;
  };
  return CertificateAuthorityEventRule._of(scope, id, {
    message: selection.message,
    target: options.target,
    notify: options.notify,
    makeRules: (self) => patterns.map((eventPattern, index) => makeRule(self, eventPattern, index)),
  });
}

/** The names of all rules except the first have a number. */
function ruleNameOf({ ruleName }: CertificateAuthorityEventOptions, index: number): string | undefined {
  return ruleName === undefined || index === 0 ? ruleName : `${ruleName}-${index + 1}`;
}

function cycleError(rule: events.Rule, own: Stack, target: Stack): PrivateCaError {
  return new PrivateCaError('EventStackCycle', {
    scope: rule,
    subject: 'notify or target',
    rule: `not be in a stack that depends on the stack of the rule (${own.node.path})`,
    value: target.node.path,
    fix: `Set crossStackScope to a construct in ${target.node.path}, or create the rule with `
      + `CertificateAuthorityEvents.fromCertificateAuthorities() and a scope in ${target.node.path}`,
  });
}

/** The event pattern for a rule that the user creates. */
export function singlePattern(of: EventsOf, selection: EventSelection): events.EventPattern {
  requireOfCertificateAuthority(of, selection);
  const patterns = patternsFor(of, selection);
  if (patterns.length > 1) {
    throw new PrivateCaError('EventPatternLength', {
      scope: of.scope,
      subject: 'certificateAuthorities',
      rule: `fit in one event pattern (up to ${CERTIFICATE_AUTHORITIES.max} certificate authorities, or fewer in a long pattern)`,
      value: of.certificateAuthorities!.length,
      fix: 'Use an on…() method, which creates several rules, or use CertificateAuthorityEvents.allInAccount()',
    });
  }
  return patterns[0];
}

/** The smallest number of patterns in which the CAs fit. */
function patternsFor(of: EventsOf, selection: EventSelection, additional?: events.EventPattern): events.EventPattern[] {
  const render = (arns?: string[], remaining?: boolean) =>
    mergedPattern(of.scope, selection.pattern(arns, remaining), additional ?? {});
  const lengthOf = (arns?: string[]) =>
    JSON.stringify(Stack.of(of.scope).resolve(render(arns?.map(longestForm)))).length + 'detail-type'.length - 'detailType'.length;

  const groups = of.certificateAuthorities ? groupsOf(of.certificateAuthorities.map(arnOf), lengthOf) : [undefined];
  const longest = Math.max(...groups.map((arns) => lengthOf(arns)));
  if (longest > LIMITS.eventPattern.max) {
    throw new PrivateCaError('EventPatternLength', {
      scope: of.scope,
      subject: 'The event pattern',
      rule: `have at most ${LIMITS.eventPattern.max} characters`,
      value: longest,
      fix: 'Match fewer values, or create several rules',
    });
  }
  return groups.map((arns, index) => render(arns, index > 0));
}

/** The smallest number of groups of ARNs that each fit in a pattern, if one ARN does. */
function groupsOf(arns: string[], lengthOf: (arns: string[]) => number): string[][] {
  const groups: string[][] = [];
  for (let rest = arns; rest.length > 0;) {
    let size = Math.min(rest.length, CERTIFICATE_AUTHORITIES.max);
    while (size > 1 && lengthOf(rest.slice(0, size)) > LIMITS.eventPattern.max) { size--; }
    groups.push(rest.slice(0, size));
    rest = rest.slice(size);
  }
  return groups;
}

/** The longest text that the ARN can be. */
function longestForm(arn: string): string {
  return Token.isUnresolved(arn) ? 'x'.repeat(ARN_LENGTH) : arn;
}

/**
 * Merges the pattern of the rule with the pattern of the user.
 *
 * The fields must differ. CDK would merge the values of a field into one list, which matches more events. A field next
 * to `$or` replaces the same field in an alternative.
 */
function mergedPattern(
  scope: IConstruct, own: events.EventPattern, additional: events.EventPattern,
): events.EventPattern {
  const ownFields = fieldsOf(own);
  const within = (a: string, b: string) => a === b || a.startsWith(`${b}.`);
  for (const [fieldName, value] of fieldsOf(additional)) {
    const clash = ownFields.some(([ownName]) => within(ownName, fieldName) || within(fieldName, ownName));
    if (clash) { conflict(scope, fieldName, value); }
  }
  const merge = (a: object, b: object): object => {
    const result: Record<string, unknown> = { ...a };
    for (const [name, value] of Object.entries(b)) {
      if (value !== undefined) { result[name] = result[name] ? merge(result[name] as object, value as object) : value; }
    }
    return result;
  };
  return merge(own, additional);
}

/** The fields of a pattern by their paths, including the fields in `$or` and each `$or` itself. */
function fieldsOf(pattern: object, path = ''): [path: string, value: unknown][] {
  const present = Object.entries(pattern).filter(([, value]) => value !== undefined);
  return present.flatMap(([name, value]): [string, unknown][] => {
    if (name === '$or' && Array.isArray(value)) {
      return [[`${path}$or`, value], ...value.flatMap((alternative) => fieldsOf(alternative as object, path))];
    }
    const isObject = typeof value === 'object' && !Array.isArray(value) && !Token.isUnresolved(value);
    return isObject ? fieldsOf(value as object, `${path}${name}.`) : [[`${path}${name}`, value]];
  });
}

function conflict(scope: IConstruct, fieldName: string, value: unknown): never {
  throw new PrivateCaError('EventPatternConflict', {
    scope,
    subject: 'eventPattern',
    rule: `not include ${fieldName}, because the rule already sets it`,
    value,
    fix: `Remove ${fieldName} from eventPattern`,
  });
}

function environmentOf(certificateAuthority: acmpca.ICertificateAuthorityRef): AccountAndRegion {
  return { account: accountOf(certificateAuthority), region: regionOf(certificateAuthority) };
}

/** Checks that the rule is in the account and Region in which the CA sends events. */
function requireOwnEnvironment(scope: IConstruct, of: EventsOf, { alsoForeign }: EventSelection): void {
  const { account, region } = Stack.of(scope);
  for (const certificateAuthority of of.certificateAuthorities ?? []) {
    const environment = environmentOf(certificateAuthority);
    const own = { account: alsoForeign ? environment.account : account, region };
    requireSame(scope, 'The certificate authority', 'in the account and Region of the rule', own, environment);
  }
}

function requireSame(
  scope: IConstruct, subject: string, where: string, one: AccountAndRegion, other: AccountAndRegion,
): void {
  if (!environmentsDiffer(one, other)) { return; }
  throw new PrivateCaError('EventEnvironment', {
    scope,
    subject,
    rule: `be ${where} (${renderEnvironment(one)}), because a CA sends events only to its own account and Region`,
    value: renderEnvironment(other),
    fix: 'Create a rule in each account and Region',
  });
}

function requireOfCertificateAuthority(of: EventsOf, { ofAccount }: EventSelection): void {
  if (!of.certificateAuthorities || !ofAccount?.length) { return; }
  throw new PrivateCaError('ApiActionOfAccount', {
    scope: of.scope,
    subject: 'actions',
    rule: 'apply to an existing CA',
    value: ofAccount,
    fix: 'Use CertificateAuthorityEvents.allInAccount() for these actions',
  });
}
