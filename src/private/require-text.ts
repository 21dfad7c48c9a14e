import { Token } from 'aws-cdk-lib';
import { ErrorCode } from './error-codes';
import { PrivateCaError } from './errors';
import { Subject } from './require';

/** The number of characters of a value that an error message contains. */
const SHOWN = 80;

/** A rule for a text, and the error that other values cause. */
export interface TextRule {
  readonly code: ErrorCode;
  /** The largest length, in characters. The smallest is 1. */
  readonly max: number;
  /** Whether a text of 1 to `max` characters follows the rule. */
  readonly matches: (text: string) => boolean;
  /** The rule: the words that follow "must". */
  readonly rule: string;
  /** The correction: an imperative sentence without the final period. */
  readonly fix: string;
}

/**
 * Throws an error if the text does not follow the rule. Absent values and tokens pass.
 *
 * A null is an error. It is the argument of a function, because properties with nulls are absent.
 */
export function requireText({ scope, property }: Subject, textRule: TextRule, text: string | undefined): void {
  const { code, max, matches, rule, fix } = textRule;
  if (text === undefined || Token.isUnresolved(text)) { return; }
  if (typeof text === 'string' && text.length >= 1 && text.length <= max && matches(text)) { return; }
  const value = typeof text === 'string' && text.length > SHOWN ? `${text.slice(0, SHOWN)}…` : text;
  throw new PrivateCaError(code, { scope, subject: property, rule, value, fix });
}

/** Throws an error if a text, which is the argument of a function, does not follow the rule or is absent. */
export function requireArgument(subject: Subject, textRule: TextRule, text: string | undefined): void {
  const { scope, property } = subject;
  const { code, rule, fix } = textRule;
  if (text === undefined) { throw new PrivateCaError(code, { scope, subject: property, rule, value: text, fix }); }
  requireText(subject, textRule, text);
}

/** A rule for the names of AWS enumerations, such as `EC_secp384r1`, that the `of()` methods accept. */
export const VALUE_NAME: TextRule = {
  code: 'ValueName',
  max: 64,
  matches: (text) => /^\w+$/.test(text),
  rule: 'be a name of 1 to 64 letters, digits, and underscores',
  fix: 'Pass the name as the AWS Private CA API Reference spells it',
};

/** A rule for URIs in certificates. They are absolute and contain only ASCII characters. */
export function uriRule(code: ErrorCode, max: number): TextRule {
  return {
    code,
    max,
    matches: (text) => /^[a-z][a-z0-9+.-]*:[!-~]+$/i.test(text),
    rule: `be an absolute URI of 1 to ${max} printable ASCII characters`,
    fix: 'Start the URI with a scheme, such as http://, and percent-encode other characters',
  };
}
