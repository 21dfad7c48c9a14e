import { writeFileSync } from 'fs';
import { PkiSignal } from '../src/alerting/pki-signal';
import { PkiSignals } from '../src/alerting/pki-signals';
import { EzcaSignals } from '../src/external/ezca-signals';
import { CIS_MATRIX, MATRIX } from '../test/alerting/signal-matrix';
import { Atom, Expression, atomsOf, matchesFilter, parseFilterPattern, select } from '../test/support/filter-pattern';
import { everySignal } from '../test/support/signals';
import { newStack } from '../test/support/stacks';
import { LogRecord, RECORDS } from '../test/support/trail-records';

/*
 * Writes every filter pattern with every record, and whether it must choose it, for `check_filter_patterns.py`. The
 * matcher there knows neither NOT EXISTS, nor IS FALSE, nor IS TRUE, nor asterisks: such a term is asked for by a
 * name of its own,
 * and its truth put into the record. It stumbles over three terms in a row and over words without quotation marks:
 * there it gets the pattern as our parser reads it, two by two in parentheses.
 */

const UNKNOWN_TERM = /\$[\w.[\]]+ ?(?:NOT EXISTS|IS FALSE|IS TRUE|!?= ?"(?:\*[^"]*|[^"]*\*)")/g;

interface Cell { readonly name: string; readonly record: LogRecord; readonly expected: boolean }
interface Row {
  readonly name: string;
  readonly pattern: string;
  readonly parenthesized: string;
  readonly cells: readonly Cell[];
}

function expectedOf({ name }: PkiSignal): readonly string[] {
  if (name.startsWith('cis-')) { return CIS_MATRIX[Number(name.replace('cis-cloudwatch-', ''))]; }
  if (name.startsWith('ezca-')) { return [name.replace('ezca-', 'EZCA ')]; }
  return MATRIX.filter(([, ...signals]) => signals.includes(name)).map(([record]) => record);
}

function rowOf(signal: PkiSignal): Row {
  const pattern = signal.filterPattern!;
  const terms = pattern.match(UNKNOWN_TERM) ?? [];
  let index = 0;
  const renamed = pattern.replace(UNKNOWN_TERM, () => `$.term${index++} = "true"`);
  const selectors = atomsOf(parseFilterPattern(pattern)).map(({ selector }) => selector);
  const names = Object.keys(RECORDS).filter((name) => isJudged(signal, name));
  return {
    name: signal.name,
    pattern: renamed,
    parenthesized: `{ ${parenthesized(parseFilterPattern(renamed))} }`,
    cells: names.map((name) => ({
      name,
      record: {
        ...withParents(RECORDS[name], selectors),
        ...Object.fromEntries(terms.map((term, at) => [`term${at}`, String(holds(term, RECORDS[name]))])),
      },
      expected: expectedOf(signal).includes(name),
    })),
  };
}

/** Whether a term is true. AWS does not document `!=` for a missing property: another term must exclude the record. */
function holds(term: string, record: LogRecord): boolean {
  const [{ selector, operator }] = atomsOf(parseFilterPattern(`{ ${term} }`));
  return !(operator === '!=' && select(selector, record) === undefined) && matchesFilter(`{ ${term} }`, record);
}

function parenthesized(expression: Expression): string {
  if (expression.kind === 'atom') {
    const { selector, operator, literal, quoted } = expression;
    const isNumber = !quoted && !Number.isNaN(Number(literal));
    return `($.${selector.join('.')} ${operator} ${isNumber ? literal : JSON.stringify(literal)})`;
  }
  const symbol = expression.kind === 'and' ? '&&' : '||';
  return expression.operands.map(parenthesized).reduceRight((right, left) => `(${left} ${symbol} ${right})`);
}

/** Account signals are about records of a trail; `!=` of what is not there is not documented. */
function isJudged(signal: PkiSignal, name: string): boolean {
  return !signal.name.startsWith('cis-') || 'eventName' in RECORDS[name];
}

/** The matcher stumbles where a parent is missing: an empty one says the same. */
function withParents(record: LogRecord, selectors: readonly Atom['selector'][]): LogRecord {
  const copy = JSON.parse(JSON.stringify(record)) as Record<string, unknown>;
  for (const selector of selectors) {
    let at = copy;
    for (const step of selector.slice(0, -1)) {
      at[step] = at[step] ?? {};
      at = at[step] as Record<string, unknown>;
    }
  }
  return copy;
}

const stack = newStack();
const signals = [
  ...everySignal(stack).filter(({ filterPattern }) => filterPattern),
  ...PkiSignals.cisFoundations()._bind(stack),
  ...EzcaSignals.all()._bind(stack),
];
writeFileSync(process.argv[2], JSON.stringify(signals.map(rowOf)));
