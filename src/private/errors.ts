import { Token } from 'aws-cdk-lib';
import { IConstruct } from 'constructs';
import { ErrorCode } from './error-codes';

/** The parts of an error message. With them, users can correct the mistake without the source code. */
export interface ErrorDetails {
  /** The construct with the mistake. */
  readonly scope: IConstruct;
  /** The subject of the sentence. Starts with the name of the property. */
  readonly subject: string;
  /** The rule, as the continuation of "must". */
  readonly rule: string;
  /** The value that violates the rule. `undefined` is rendered as "no value". */
  readonly value: unknown;
  /** The correction, as an imperative sentence that starts with a capital letter, without the final period. */
  readonly fix: string;
}

/**
 * The error that this library throws at synthesis for invalid input.
 *
 * The class is not exported, because jsii does not support error types in other languages. Identify the error by
 * `name === 'PrivateCaError'` and by its `code`.
 */
export class PrivateCaError extends Error {
  public readonly code: ErrorCode;
  public readonly constructPath: string;

  constructor(code: ErrorCode, details: ErrorDetails) {
    const path = details.scope.node.path || 'App';
    super(`${renderText(details)} [${code} at ${path}]`);
    this.name = 'PrivateCaError';
    this.code = code;
    this.constructPath = path;
  }
}

/** The correction of a value. For a dynamic reference that is not a token, the correction is to make it a token. */
export function correctionOf(value: unknown, fix: string): string {
  return typeof value === 'string' && value.includes('{{resolve:')
    ? 'Pass the dynamic reference as a token: new CfnDynamicReference(CfnDynamicReferenceService.SSM, …).toString()'
    : fix;
}

function renderText({ subject, rule, value, fix }: ErrorDetails): string {
  return `${subject} must ${rule}; got ${renderValue(value)}. Fix: ${correctionOf(value, fix)}.`;
}

/** The tokens in a text: those of texts, and those of numbers. */
const TOKENS = /\$\{Token\[[^\]]*\]\}|-1\.88815458\d+e\+289/g;

/** Renders a value as JSON, which shows empty strings and whitespace. Tokens are rendered as `<token>`. */
function renderValue(value: unknown): string {
  if (value === undefined) { return 'no value'; }
  if (Token.isUnresolved(value)) { return '<token>'; }
  // JSON has neither NaN nor infinity.
  if (typeof value === 'number') { return String(value); }
  return toJson(value).replace(TOKENS, '<token>');
}

/** Renders any value. A construct contains its parent, which JSON cannot express. */
function toJson(value: unknown): string {
  try {
    return JSON.stringify(value) ?? String(value);
  } catch {
    return 'an object';
  }
}
