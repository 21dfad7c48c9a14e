import { readFileSync, writeFileSync } from 'fs';
import * as fc from 'fast-check';
import { apps } from './apps';
import { ALL_TYPES } from './assembly';
import { checkBadValues } from './bad-values';
import { isCallable } from './calls';
import { unnoticed } from './controls';
import { renderApp } from './expressions';
import { METHODS, OwnedMethod, groupsOf, keyOf, missing } from './members';
import { ORACLES, Outcome, outcomeOf } from './oracles';
import { checkOtherEnvironments } from './other-environments';
import { checkSpoiled, PLANTED_IN_CHECKS, unnoticedInChecks } from './spoiled-templates';

/*
 * Random apps and bad values from the types of the public API.
 *
 * Usage: fuzz.ts HASHES writes the hashes of the templates. fuzz.ts HASHES compare runs the same apps in this process,
 * and compares. FUZZ_RUNS is the number of apps, and FUZZ_SEED explores others.
 */

const numRuns = Number(process.env.FUZZ_RUNS ?? 200);
const seed = Number(process.env.FUZZ_SEED ?? 20261126);
const [file, mode] = process.argv.slice(2);

function fail(...lines: (string | undefined)[]): never {
  console.error(lines.join('\n'));
  process.exit(1);
}

/** Runs without the warnings that the AWS CDK prints. */
function silently<T>(run: () => T): T {
  const streams = [process.stdout, process.stderr];
  const writes = streams.map(({ write }) => write);
  for (const stream of streams) { stream.write = () => true; }
  try { return run(); } finally { streams.forEach((stream, index) => { stream.write = writes[index]; }); }
}

/** The members of classes that an app can use. */
function memberCount(): number {
  return ALL_TYPES.filter(({ kind, datatype }) => kind !== 'interface' || !datatype)
    .reduce((sum, { initializer, members = [], methods = [], properties = [] }) =>
      sum + (initializer ? 1 : 0) + members.length + methods.length + properties.length, 0);
}

/** The groups of methods. Each group has some apps, and each of its apps calls all of its methods. */
const groups = groupsOf(Math.min(40, numRuns));
const planned = () => groups.map((methods, index): [OwnedMethod[], { numRuns: number; seed: number }] =>
  [methods, { numRuns: Math.floor((numRuns + index) / groups.length), seed: seed + index }]);

/** Runs all apps. The first fault ends the run, with the smallest app that has it. */
function runApps(): Outcome[] {
  return planned().flatMap(([methods, parameters]) => {
    const outcomes: Outcome[] = [];
    const result = silently(() => fc.check(fc.property(apps(methods), (plan) => {
      const outcome = outcomeOf(plan);
      outcomes.push(outcome);
      if (outcome.faults.length > 0) { throw new Error(outcome.faults.map(({ oracle, text }) => `${oracle}: ${text}`).join('\n')); }
    }), parameters));
    if (!result.failed) { return outcomes; }
    return fail(
      `seed ${parameters.seed}, path ${result.counterexamplePath}, ${result.numRuns} apps, shrunk ${result.numShrinks} times:`,
      result.counterexample ? renderApp(result.counterexample[0]) : undefined,
      (result.errorInstance as Error | undefined)?.message,
    );
  });
}

function report(outcomes: Outcome[]): void {
  const codes = outcomes.flatMap((outcome) => outcome.codes);
  const used = new Set(outcomes.flatMap((outcome) => [...outcome.used]));
  const resources = outcomes.reduce((sum, outcome) => sum + outcome.resources, 0);
  const synthesized = outcomes.filter((outcome) => outcome.synthesized).length;
  console.log(`${outcomes.length} apps with seed ${seed}: ${synthesized} with templates, ${resources} resources, ${codes.length} rejected `
    + `statements with ${new Set(codes).size} codes, ${used.size} of ${memberCount()} members of the API`);
  const plain = silently(() => METHODS.filter(isCallable)).map(keyOf);
  const accepted = outcomes.flatMap((outcome) => [...outcome.accepted, ...plain]);
  const absent = missing(new Set([...used, ...plain]), new Set(accepted));
  if (absent.length > 0) { fail('Each public method and static factory must be called:', ...absent); }
  console.log(`${METHODS.length} public methods and static factories, each called`);
  if (synthesized < outcomes.length / 2) { fail('less than half of the apps have a template: the apps prove too little'); }
}

function checkAll(templates: readonly object[]): void {
  const { counts, accepted, tokens, faults } = silently(checkBadValues);
  if (faults.length > 0) { fail(...faults); }
  const total = [...counts.values()].reduce((sum, count) => sum + count, 0);
  console.log(`${total} bad values with coded errors (${[...counts].map(([sort, count]) => `${sort}: ${count}`).join(', ')}), `
    + `${accepted.length} valid ones, ${tokens} late values`);
  if (total < 400) { fail('less than 400 bad values'); }
  const other = silently(checkOtherEnvironments);
  if (other.faults.length > 0) { fail(...other.faults); }
  console.log(`${other.accepted + other.rejected} resources of other environments, ${other.rejected} with coded errors`);
  const spoiled = checkSpoiled(templates, seed);
  if (spoiled.faults.length > 0) { fail(...spoiled.faults); }
  console.log(`${spoiled.count} spoiled templates checked twice, ${spoiled.reported} with findings`);
  if (spoiled.reported < spoiled.count / 10) { fail('less than a tenth of the spoiled templates have findings: they prove too little'); }
  const missed = [...silently(unnoticed), ...unnoticedInChecks(templates)];
  if (missed.length > 0) { fail(`planted faults that are not noticed: ${missed.join(', ')}`); }
  console.log(`${ORACLES.length + 2 + PLANTED_IN_CHECKS} planted faults, each noticed`);
}

const outcomes = runApps();
const hashes = outcomes.map(({ hash }) => hash);
if (mode === 'compare') {
  const known = JSON.parse(readFileSync(file, 'utf8')) as string[];
  const index = hashes.findIndex((hash, at) => hash !== known[at]);
  if (known.length !== hashes.length || index >= 0) {
    fail(`the app ${index} has another template in another process`, renderApp(planned().flatMap(([methods, parameters]) => fc.sample(apps(methods), parameters))[index]));
  }
  console.log(`${hashes.length} apps have the same templates in two processes`);
} else {
  writeFileSync(file, JSON.stringify(hashes));
  report(outcomes);
  checkAll(outcomes.flatMap(({ templates }) => templates));
}
