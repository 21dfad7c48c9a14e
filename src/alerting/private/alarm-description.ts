import { IConstruct } from 'constructs';
import { describeWithRunbook, withRunbook } from '../../private/runbooks';
import { sizeOf } from '../../private/text-size';
import { PkiSignal } from '../pki-signal';

/** The length of a description that all channels of notifications show as a whole, in characters. */
const READABLE_LENGTH = 512;

/**
 * The description of the alarm on a signal. It names the constructs of the resources that the signal monitors, because
 * the metric of a signal does not tell which of them a record concerns. Names that make it too long are left out.
 */
export function describeSignal(scope: IConstruct, signal: PkiSignal): string {
  const { criticality, meaning, nextStep, name, _resources: resources } = signal;
  const runbook = signal._runbookFor(scope);
  const paths = resources.filter(({ isExcluded }) => !isExcluded).map(({ construct }) => construct.node.path);
  const textWith = (names: string) =>
    `${criticality.toUpperCase()}: ${meaning} What to do: ${nextStep} (signal ${name}${names})`;
  const texts = paths.map((_, left) => textWith(`, for ${listOf(paths, paths.length - left)}`));
  const fits = (text: string) =>
    sizeOf(scope, withRunbook(text, runbook), 'longest') <= READABLE_LENGTH;
  return describeWithRunbook(scope, texts.find(fits) ?? textWith(''), runbook);
}

/** The first names, and the number of the others. */
function listOf(names: readonly string[], count: number): string {
  const shown = names.slice(0, count).join(', ');
  return count === names.length ? shown : `${shown}, and ${names.length - count} more`;
}
