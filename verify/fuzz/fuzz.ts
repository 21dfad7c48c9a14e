import { writeFileSync } from 'fs';
import * as fc from 'fast-check';
import { apps } from './arbitraries';
import { renderApp } from './expressions';
import { Outcome, outcomeOf } from './oracles';

/* Random apps from the types of the public API. The argument is the file for the hashes of their templates. */

const numRuns = Number(process.env.FUZZ_RUNS ?? 200);
/** One seed, so that a run can be repeated. FUZZ_SEED explores others. */
const seed = Number(process.env.FUZZ_SEED ?? 20261126);

const outcomes: Outcome[] = [];
const checked = fc.check(fc.property(apps(), (plan) => {
  const outcome = outcomeOf(plan);
  outcomes.push(outcome);
  if (outcome.faults.length > 0) { throw new Error(outcome.faults.map(({ oracle, text }) => `${oracle}: ${text}`).join('\n')); }
}), { numRuns, seed, interruptAfterTimeLimit: 600_000, endOnFailure: process.env.FUZZ_SHRINK === 'false' });

if (checked.failed) {
  console.error(`seed ${seed}, path ${checked.counterexamplePath}, after ${checked.numRuns} apps and ${checked.numShrinks} steps of shrinking`);
  if (checked.counterexample) { console.error(renderApp(checked.counterexample[0])); }
  console.error((checked.errorInstance as Error | undefined)?.message);
  process.exit(1);
}
const codes = new Set(outcomes.flatMap((outcome) => outcome.codes));
const used = new Set(outcomes.flatMap((outcome) => [...outcome.used]));
console.log(`${outcomes.length} apps, ${outcomes.filter(({ synthesized }) => synthesized).length} with templates, of ${outcomes
  .reduce((sum, { resources }) => sum + resources, 0)} resources, ${outcomes.flatMap((outcome) => outcome.codes).length} rejected statements with ${codes
  .size} codes, ${used.size} members used`);
if (process.argv[2]) { writeFileSync(process.argv[2], JSON.stringify(outcomes.map(({ hash }) => hash))); }
