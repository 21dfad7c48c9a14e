import { mkdtempSync, rmSync, writeFileSync } from 'fs';
import { tmpdir } from 'os';
import { join } from 'path';
import { App } from 'aws-cdk-lib';
import { run } from '../../src/checks/private/command-line';
import { Finding } from '../../src/checks/private/rule';
import { RULES } from '../../src/checks/private/rules';
import { View } from '../../src/checks/private/view';
import { PrivateCaChecks } from '../../src/checks/private-ca-checks';

/* Templates of the random apps, spoiled at random: the checks must judge all of them, and twice in the same way. */

const RUNS = 2000;
/** The command judges one of so many templates, too. */
const COMMAND_EVERY = 10;

type Node = Record<string, unknown>;
type Random = (limit: number) => number;

/** Random numbers that depend only on the seed (Lehmer). */
function randomOf(seed: number): Random {
  let state = 1 + Math.abs(seed) % 2_147_483_646;
  return (limit) => {
    state = state * 48_271 % 2_147_483_647;
    return Math.floor(state / 2_147_483_647 * limit);
  };
}

const NAMES = ['constructor', '__proto__', 'toString', 'hasOwnProperty', '', ' ', 'a.b', '${A}', '\u0000', '\u00010\u0001', '<open>', 'Fn::If', '💥', '7'];
const TYPES = ['AWS::S3::Bucket', 'AWS::ACMPCA::Certificate', 'AWS::ACMPCA::CertificateAuthority', 'AWS::IAM::Role', 'Custom::Mine', 'AWS::Unheard::Of', ''];
const FUNCTIONS = ['Ref', 'Fn::GetAtt', 'Fn::Join', 'Fn::Sub', 'Fn::If', 'Fn::Select', 'Fn::Split', 'Fn::FindInMap', 'Fn::ImportValue',
  'Fn::GetStackOutput', 'Fn::Transform', 'Fn::Unheard', 'Fn::Equals', 'Condition'];

const deep = (levels: number, wrap: (inner: unknown) => unknown) => {
  let value: unknown = 'deep';
  for (let level = 0; level < levels; level++) { value = wrap(value); }
  return value;
};

/** Values of other types, with the logical IDs of the template among them. */
function valueOf(random: Random, ids: readonly string[]): unknown {
  const pick = <T>(list: readonly T[]) => list[random(list.length)];
  const id = () => pick([...ids, ...NAMES]);
  const leaf = () => pick<unknown>([null, true, false, 0, -1, 1e300, 'true', '*', 'x', id(), '{{resolve:ssm:/a}}', [], {}, '{"a":', JSON.stringify({ Statement: [] })]);
  const object = () => Object.fromEntries([[pick(NAMES), leaf()], [pick(NAMES), leaf()]]);
  switch (random(7)) {
    case 0: return { [pick(FUNCTIONS)]: leaf() };
    case 1: return { [pick(FUNCTIONS)]: [id(), leaf(), leaf()].slice(0, 1 + random(3)) };
    case 2: return { [pick(FUNCTIONS)]: { [pick(FUNCTIONS)]: [leaf(), object()] } };
    case 3: return [leaf(), object(), [leaf()]];
    case 4: return deep(1 + random(300), random(2) === 0 ? (inner) => [inner] : (inner) => ({ [pick(NAMES)]: inner }));
    case 5: return object();
    default: return leaf();
  }
}

/** Every object and list of a template. */
function nodesOf(value: unknown, found: Node[] = []): Node[] {
  if (typeof value !== 'object' || value === null) { return found; }
  found.push(value as Node);
  Object.values(value).forEach((item) => nodesOf(item, found));
  return found;
}

/** Sets an entry without the meaning that an assignment to `__proto__` has. */
function set(node: Node, key: string, value: unknown): void {
  Object.defineProperty(node, key, { value, enumerable: true, configurable: true, writable: true });
}

/** Spoils a template in one place. */
function spoil(template: Node, random: Random): void {
  const pick = <T>(list: readonly T[]) => list[random(list.length)];
  const resources = (typeof template.Resources === 'object' && template.Resources !== null ? template.Resources : {}) as Node;
  const ids = Object.keys(resources);
  const nodes = nodesOf(template).filter((node) => Object.keys(node).length > 0);
  if (nodes.length === 0) { return; }
  const node = pick(nodes);
  const key = pick(Object.keys(node));
  const body = ids.length > 0 ? resources[pick(ids)] : undefined;
  const isBody = typeof body === 'object' && body !== null;
  switch (random(12)) {
    case 0:
      if (random(8) === 0) { delete template.Resources; }
      if (random(4) === 0) { template.Resources = valueOf(random, ids); }
      break;
    case 1: if (isBody) { set(body as Node, 'Type', random(3) === 0 ? valueOf(random, ids) : pick(TYPES)); } break;
    case 2: if (isBody) { set(resources, pick(NAMES), body); } break;
    case 3: delete node[key]; break;
    case 4: {
      const value = node[key];
      if (!Array.isArray(node)) { delete node[key]; set(node, pick(NAMES), value); }
      break;
    }
    case 5:
      set(template, pick(['Conditions', 'Parameters', 'Mappings', 'Outputs', 'Transform']), valueOf(random, ids));
      break;
    case 6: {
      const name = pick(['DependsOn', 'Condition', 'DeletionPolicy', 'Metadata', 'Properties']);
      if (isBody) { set(body as Node, name, valueOf(random, ids)); }
      break;
    }
    default: set(node, key, valueOf(random, ids));
  }
}

const LOST = /undefined|\bNaN\b|\[object |Infinity/;

/** What is wrong with the judgment of the checks about a template in a file. */
function faultsOf(path: string, informational: boolean): { faults: string[]; reported: boolean } {
  const judge = () => new PrivateCaChecks(new App({ outdir: join(path, '..', 'cdk.out') }), { informational })
    .validate({ templatePaths: [path] } as never);
  try {
    const [first, second] = [judge(), judge()];
    const texts = JSON.stringify(first.violations);
    const notes = Object.values(first.metadata ?? {});
    return {
      reported: first.violations.length > 0,
      faults: [
        ...notes.filter((note) => note.includes('could not be judged')).map((note) => `raw error: ${note}`),
        ...LOST.test(texts) ? [`lost value: ${texts}`] : [],
        ...JSON.stringify(first) !== JSON.stringify(second) ? ['not deterministic: the second call has another result'] : [],
      ],
    };
  } catch (error) {
    return { reported: false, faults: [`raw error: ${(error as Error).stack}`] };
  }
}

/** What is wrong with the result of the command about a template in a file. */
function faultsOfCommand(path: string): string[] {
  let out = '';
  try {
    const code = run(['check', path, '--informational', '--format=json'], {
      out: (text) => { out += text; }, err: (text) => { out += text; }, readYaml: () => { throw new Error('no YAML'); },
    });
    const { findings } = JSON.parse(out) as { findings: unknown[] };
    return [0, 1, 2].includes(code) && !LOST.test(JSON.stringify(findings)) ? [] : [`command: ${code} ${out}`];
  } catch (error) {
    return [`command: ${(error as Error).stack}`];
  }
}

/** Judges spoiled templates. The first fault ends the run. */
export function checkSpoiled(
  templates: readonly object[], seed: number, runs: number = RUNS,
): { faults: string[]; count: number; reported: number } {
  const random = randomOf(seed);
  // The rules have nothing to say about the other templates.
  const texts = templates.map((template) => JSON.stringify(template))
    .filter((text) => text.includes('AWS::ACMPCA::CertificateAuthority"'));
  const folder = mkdtempSync(join(tmpdir(), 'spoiled-'));
  const path = join(folder, 'Spoiled.template.json');
  let [index, reported] = [0, 0];
  try {
    while (index < runs) {
      const template = JSON.parse(texts[random(texts.length)]) as Node;
      for (let times = 1 + random(4); times > 0; times--) { spoil(template, random); }
      const text = JSON.stringify(template);
      // A finding can quote a text of the template.
      if (LOST.test(text)) { continue; }
      writeFileSync(path, text);
      const found = faultsOf(path, index % 2 === 0);
      const faults = [...found.faults, ...index % COMMAND_EVERY === 0 ? faultsOfCommand(path) : []];
      if (faults.length > 0) { return { faults: [`spoiled template ${index} with seed ${seed}:`, ...faults, text], count: index, reported }; }
      if (found.reported) { reported++; }
      index++;
    }
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
  return { faults: [], count: runs, reported };
}

/** The faults that are planted in a rule, with the beginning of the fault that must be noticed. */
const PLANTED: Readonly<Record<string, (view: View, found: Finding[]) => Finding[]>> = {
  'raw error': () => { throw new TypeError('Cannot read properties of undefined'); },
  'lost value': (_view, found) => found.map((finding) => ({ ...finding, location: 'Properties.undefined' })),
  'not deterministic': (_view, found) => found.map((finding) => ({ ...finding, effect: `Effect ${Math.random()}.` })),
};

export const PLANTED_IN_CHECKS = Object.keys(PLANTED).length;

/** The planted faults that are not noticed. */
export function unnoticedInChecks(templates: readonly object[]): string[] {
  // This rule finds something in most templates with a CA.
  const rule = RULES.find(({ id }) => id === 'PCA-TAGS') as { find: (view: View) => Finding[] };
  const { find } = rule;
  return Object.entries(PLANTED).filter(([fault, plant]) => {
    rule.find = (view) => plant(view, find(view));
    try {
      return checkSpoiled(templates, 1, 100).faults[1]?.startsWith(fault) !== true;
    } finally { rule.find = find; }
  }).map(([fault]) => `${fault} in checks`);
}
