/*
 * The CloudWatch Logs filter syntax for JSON log events, for tests. No open source engine implements it correctly.
 * https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/FilterAndPatternSyntax.html
 *
 * This file implements the following rules of that page:
 * - `&&` has a higher precedence than `||`. Parentheses have the highest precedence.
 * - An asterisk at the start or the end of a string matches any text. In the middle, it matches an asterisk.
 * - A selector that points to an array or object matches neither `=` nor `!=`.
 * - `IS NULL`, `IS TRUE`, `IS FALSE`, and `NOT EXISTS` match exactly that.
 * - Comparison is case-sensitive.
 * AWS doesn't document `!=` for a missing property, and `=` for a boolean. In these cases, this file throws an error,
 * so that no pattern of the library depends on undocumented behavior.
 */

type Json = unknown;

/** A part of a pattern that tests one property. */
export interface Atom {
  readonly kind: 'atom';
  readonly selector: readonly (string | number)[];
  readonly operator: '=' | '!=' | '<' | '>' | '<=' | '>=' | 'NOT EXISTS' | 'IS NULL' | 'IS TRUE' | 'IS FALSE';
  /** The right side, without quotation marks. */
  readonly literal?: string;
  readonly quoted?: boolean;
  /** The atom as it was written. */
  readonly text: string;
}

/** A parsed pattern. */
export type Expression = Atom | { readonly kind: 'and' | 'or'; readonly operands: readonly Expression[] };

const TOKEN = /\s*(?:(&&|\|\||<=|>=|!=|[(){}=<>])|(\$(?:\.[A-Za-z0-9_-]+|\[\d+\])+)|"((?:[^"\\]|\\.)*)"|(NOT EXISTS|IS NULL|IS TRUE|IS FALSE)\b|([A-Za-z0-9_.*+-]+))/y;

interface Token {
  readonly symbol?: string;
  readonly selector?: string;
  readonly quoted?: string;
  readonly keyword?: string;
  readonly word?: string;
  readonly text: string;
}

/** Parses a pattern. An invalid pattern is an error. */
export function parseFilterPattern(pattern: string): Expression {
  const tokens = tokenize(pattern);
  let position = 0;
  const peek = () => tokens[position] as Token | undefined;
  const fail = (): never => { throw new Error(`unexpected ${peek()?.text ?? 'end'} in ${pattern}`); };
  const take = (symbol: string) => peek()?.symbol === symbol ? tokens[position++] : fail();

  const chain = (kind: 'and' | 'or', symbol: string, operand: () => Expression): Expression => {
    const operands = [operand()];
    while (peek()?.symbol === symbol) { position++; operands.push(operand()); }
    return operands.length === 1 ? operands[0] : { kind, operands };
  };
  const either = (): Expression => chain('or', '||', () => chain('and', '&&', single));
  const single = (): Expression => {
    if (peek()?.symbol === '(') {
      position++;
      const inner = either();
      take(')');
      return inner;
    }
    return atom();
  };
  const atom = (): Atom => {
    const selector = peek()?.selector ?? fail();
    const start = position++;
    const operator = (peek()?.keyword ?? peek()?.symbol) as Atom['operator'];
    if (!operator || ['(', ')', '{', '}', '&&', '||'].includes(operator)) { fail(); }
    position++;
    const path = [...selector.matchAll(/\.([A-Za-z0-9_-]+)|\[(\d+)\]/g)].map(([, name, index]) => name ?? Number(index));
    const text = () => tokens.slice(start, position).map((token) => token.text).join(' ');
    if (/^(NOT|IS) /.test(operator)) { return { kind: 'atom', selector: path, operator, text: text() }; }
    const right = peek();
    const literal = right?.quoted ?? right?.word ?? fail();
    position++;
    return { kind: 'atom', selector: path, operator, literal, quoted: right?.quoted !== undefined, text: text() };
  };

  take('{');
  const expression = either();
  take('}');
  if (peek()) { fail(); }
  return expression;
}

function tokenize(pattern: string): Token[] {
  const tokens: Token[] = [];
  const text = pattern.trim();
  TOKEN.lastIndex = 0;
  while (TOKEN.lastIndex < text.length) {
    const at = TOKEN.lastIndex;
    const match = TOKEN.exec(text);
    if (!match) { throw new Error(`cannot read ${text.slice(at)}`); }
    const [whole, symbol, selector, quoted, keyword, word] = match;
    tokens.push({ symbol, selector, quoted, keyword, word, text: whole.trim() });
  }
  return tokens;
}

/** Whether a pattern matches a log event. */
export function matchesFilter(pattern: string, event: Json): boolean {
  return evaluate(parseFilterPattern(pattern), event);
}

/** Every atom of an expression, in order. */
export function atomsOf(expression: Expression): Atom[] {
  return expression.kind === 'atom' ? [expression] : expression.operands.flatMap(atomsOf);
}

/** Whether an expression is true for a log event. */
export function evaluate(expression: Expression, event: Json): boolean {
  switch (expression.kind) {
    case 'and': return expression.operands.every((operand) => evaluate(operand, event));
    case 'or': return expression.operands.some((operand) => evaluate(operand, event));
    case 'atom': return holds(expression, event);
  }
}

/** The value at a selector, or undefined. */
export function select(selector: Atom['selector'], event: Json): Json {
  return selector.reduce<Json>((value, step) => {
    if (typeof step === 'number') { return Array.isArray(value) ? value[step] : undefined; }
    const isObject = value !== null && typeof value === 'object' && !Array.isArray(value);
    return isObject ? (value as Record<string, Json>)[step] : undefined;
  }, event);
}

function holds({ selector, operator, literal = '', quoted, text }: Atom, event: Json): boolean {
  const value = select(selector, event);
  switch (operator) {
    case 'NOT EXISTS': return value === undefined;
    case 'IS NULL': return value === null;
    case 'IS TRUE': return value === true;
    case 'IS FALSE': return value === false;
  }
  if (value === undefined && operator === '!=') { throw new Error(`not documented: ${text} where it does not exist`); }
  if (value === undefined || value === null || typeof value === 'object') { return false; }
  if (typeof value === 'boolean') { throw new Error(`not documented: ${text} of a boolean`); }
  switch (operator) {
    case '=': return equals(value as string | number, literal, quoted);
    case '!=': return !equals(value as string | number, literal, quoted);
  }
  const [left, right] = [value, Number(literal)];
  if (typeof left !== 'number' || Number.isNaN(right)) { return false; }
  switch (operator) {
    case '<': return left < right;
    case '>': return left > right;
    case '<=': return left <= right;
    default: return left >= right;
  }
}

function equals(value: string | number, literal: string, quoted?: boolean): boolean {
  if (typeof value === 'number') { return !quoted && value === Number(literal); }
  if (literal === '*') { return true; }
  const middle = literal.replace(/^\*/, '').replace(/\*$/, '');
  const [open, close] = [literal.startsWith('*'), literal.endsWith('*')];
  if (open && close) { return value.includes(middle); }
  if (open) { return value.endsWith(middle); }
  if (close) { return value.startsWith(middle); }
  return value === literal;
}
