import { Stack, Token, aws_acmpca as acmpca, aws_events as events } from 'aws-cdk-lib';
import { Construct, IConstruct } from 'constructs';
import { CertificateAuthorityEventRule } from '../certificate-authority-event-rule';
import { CertificateAuthorityEventOptions } from '../event-options';
import { EventSelection } from './patterns';
import { accountOf, arnOf, regionOf, requireCertificateAuthorityArn } from '../../private/certificate-authority-arn';
import { environmentsDiffer } from '../../private/environment';
import { PrivateCaError } from '../../private/errors';

/* How selections of events become rules. */

/** The most CAs that one rule names. */
const CERTIFICATE_AUTHORITIES = { min: 1, max: 15 };

/**
 * The longest pattern that EventBridge takes, in characters, unless the account's quota was raised.
 *
 * @see https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-quota.html
 */
const PATTERN_LENGTH = { min: 1, max: 2048 };

/** The longest ARN of a CA in any partition and Region, for one that only the deployment knows. */
const ARN_LENGTH = [
  'arn', 'aws-us-gov', 'acm-pca', 'ap-southeast-1', '0'.repeat(12), 'certificate-authority/00000000-0000-0000-0000-000000000000',
].join(':').length;

/** Only rules in this state get read-only calls. CDK's `events.Rule` does not know it. */
const ALL_MANAGEMENT_EVENTS = 'ENABLED_WITH_ALL_CLOUDTRAIL_MANAGEMENT_EVENTS';

/** Whose events: those of certain CAs, or of all in the account and Region. */
export interface EventsOf {
  /** Where rules go, and who tells mistakes. */
  readonly scope: IConstruct;
  /** The CAs; absent for all. */
  readonly certificateAuthorities?: readonly acmpca.ICertificateAuthorityRef[];
}

/** The CAs are at least one, each once, and of one account and Region, as far as that is known. */
export function requireAuthorities(of: Required<EventsOf>): void {
  const { scope, certificateAuthorities } = of;
  if (certificateAuthorities.length === 0) {
    throw new PrivateCaError('CertificateAuthorityMissing', {
      scope,
      problem: 'no certificate authority was given',
      value: certificateAuthorities,
      allowed: 'at least one certificate authority',
      change: 'name the certificate authorities, or use CertificateAuthorityEvents.allInAccount()',
    });
  }
  const arns = certificateAuthorities.map(arnOf);
  arns.forEach((arn, index) => {
    requireCertificateAuthorityArn({ scope, property: 'certificateAuthorityArn' }, arn);
    if (arns.indexOf(arn) === index) { return; }
    throw new PrivateCaError('CertificateAuthorityDuplicate', {
      scope,
      problem: 'a certificate authority was given twice',
      value: certificateAuthorities[index].node.path,
      allowed: 'each certificate authority once',
      change: 'remove the second mention',
    });
  });
  for (const other of certificateAuthorities.slice(1)) {
    const [one, another] = [certificateAuthorities[0], other].map(environmentOf);
    requireSame(scope, 'the certificate authorities of one rule are', one, another);
  }
}

/** A rule, of as many rules of EventBridge as the CAs need. */
export function newEventRule(
  of: EventsOf, id: string, options: CertificateAuthorityEventOptions, selection: EventSelection,
): CertificateAuthorityEventRule {
  const scope = (options.crossStackScope ?? of.scope) as Construct;
  requireOwnEnvironment(scope, of, selection);
  requireOfCertificateAuthority(of, selection);
  const patterns = patternsFor(of, selection, options.eventPattern);
  const makeRule = (self: Construct, eventPattern: events.EventPattern, index: number): events.Rule => {
    const number = index === 0 ? '' : String(index + 1);
    const one = new events.Rule(self, `Resource${number}`, {
      eventPattern,
      description: options.description,
      ruleName: options.ruleName && [options.ruleName, ...number ? [number] : []].join('-'),
    });
    if (selection.readOnly) { (one.node.defaultChild as events.CfnRule).state = ALL_MANAGEMENT_EVENTS; }
    return one;
  };
  const rule = CertificateAuthorityEventRule._of(scope, id, selection.message,
    (self) => patterns.map((eventPattern, index) => makeRule(self, eventPattern, index)));
  if (options.target) { rule.addTarget(options.target); }
  rule.addDestination(...options.notify ?? []);
  return rule;
}

/** The one pattern for a rule of the user's own. */
export function singlePattern(of: EventsOf, selection: EventSelection): events.EventPattern {
  requireOfCertificateAuthority(of, selection);
  const patterns = patternsFor(of, selection);
  if (patterns.length > 1) {
    throw new PrivateCaError('EventPatternLength', {
      scope: of.scope,
      problem: 'one event pattern has no room for so many certificate authorities',
      value: of.certificateAuthorities!.length,
      allowed: `${CERTIFICATE_AUTHORITIES.min} to ${CERTIFICATE_AUTHORITIES.max}, or fewer in a long pattern`,
      change: 'let an on…() method make the rules, or use CertificateAuthorityEvents.allInAccount()',
    });
  }
  return patterns[0];
}

/** As few patterns as the CAs fit into. */
function patternsFor(of: EventsOf, selection: EventSelection, additional?: events.EventPattern): events.EventPattern[] {
  const render = (arns?: string[], remaining?: boolean) =>
    mergedPattern(of.scope, selection.pattern(arns, remaining), additional ?? {});
  const lengthOf = (arns?: string[]) =>
    JSON.stringify(Stack.of(of.scope).resolve(render(arns?.map(longestForm)))).length + 'detail-type'.length - 'detailType'.length;

  const groups: string[][] = [];
  for (const arn of of.certificateAuthorities?.map(arnOf) ?? []) {
    const group = groups.at(-1);
    const fits = group && group.length < CERTIFICATE_AUTHORITIES.max && lengthOf([...group, arn]) <= PATTERN_LENGTH.max;
    if (fits) { group.push(arn); } else { groups.push([arn]); }
  }
  const longest = Math.max(...(of.certificateAuthorities ? groups : [undefined]).map(lengthOf));
  if (longest > PATTERN_LENGTH.max) {
    throw new PrivateCaError('EventPatternLength', {
      scope: of.scope,
      problem: 'the event pattern is too long',
      value: `${longest} characters`,
      allowed: `${PATTERN_LENGTH.min} to ${PATTERN_LENGTH.max} characters`,
      change: 'ask for fewer values, or make several rules',
    });
  }
  return of.certificateAuthorities ? groups.map((arns, index) => render(arns, index > 0)) : [render()];
}

/** The ARN as it will be at most. */
function longestForm(arn: string): string {
  return Token.isUnresolved(arn) ? 'x'.repeat(ARN_LENGTH) : arn;
}

/**
 * Both patterns together. CDK would put the values of one field into one list, and so widen what we ask for; and a
 * field beside `$or` takes the place of the same field within.
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

/** The fields that a pattern asks for, also those within `$or`, and each `$or` itself, by their paths. */
function fieldsOf(pattern: object, path = ''): [path: string, value: unknown][] {
  return Object.entries(pattern).flatMap(([name, value]): [string, unknown][] => {
    if (value === undefined) { return []; }
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
    problem: `eventPattern asks for ${fieldName}, which the rule asks for itself`,
    value,
    allowed: 'other fields of the event',
    change: `leave out ${fieldName}; what the rule asks for follows from its method and options`,
  });
}

interface Environment { readonly account: string; readonly region: string }

function environmentOf(certificateAuthority: acmpca.ICertificateAuthorityRef): Environment {
  return { account: accountOf(certificateAuthority), region: regionOf(certificateAuthority) };
}

/** Events of a CA come where the CA is. */
function requireOwnEnvironment(scope: IConstruct, of: EventsOf, { alsoForeign }: EventSelection): void {
  const { account, region } = Stack.of(scope);
  for (const certificateAuthority of of.certificateAuthorities ?? []) {
    const environment = environmentOf(certificateAuthority);
    const own = { account: alsoForeign ? environment.account : account, region };
    requireSame(scope, 'a rule and its certificate authority are', own, environment);
  }
}

function requireSame(scope: IConstruct, which: string, one: Environment, other: Environment): void {
  if (!environmentsDiffer(one, other)) { return; }
  const render = ({ account, region }: Environment) =>
    [account, region].map((part) => Token.isUnresolved(part) ? 'unknown' : part).join('/');
  throw new PrivateCaError('EventEnvironment', {
    scope,
    problem: `${which} in several accounts or Regions, and events stay in the account and Region of the CA`,
    value: render(other),
    allowed: render(one),
    change: 'make a rule of its own in each account and Region',
  });
}

function requireOfCertificateAuthority(of: EventsOf, { ofAccount }: EventSelection): void {
  if (!of.certificateAuthorities || !ofAccount?.length) { return; }
  throw new PrivateCaError('ApiActionOfAccount', {
    scope: of.scope,
    problem: 'these actions are not about a CA that exists, so that no rule for certain CAs can get them',
    value: ofAccount,
    allowed: 'actions about a CA',
    change: 'use CertificateAuthorityEvents.allInAccount() for them',
  });
}
