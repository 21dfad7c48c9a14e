import { entryOf, isObject, Template } from './template';

/* The conditions of a template, and the worlds that they allow. */

/** What a world decides: the truth of each condition's building blocks. */
export type Truths = ReadonlyMap<string, boolean>;

/** More building blocks than these make more worlds than are worth judging one by one. */
const MAX_ATOMS = 6;

/** The types whose existence or properties the rules look at. */
const RELEVANT = /^AWS::(ACMPCA|PCAConnector\w+|CertificateManager|S3|KMS|Events|Scheduler|CloudTrail|SNS|Logs|CloudWatch|RAM|MSK|ECS|RolesAnywhere|CloudFront)::|^AWS::CloudFormation::(Stack|WaitCondition)/;

/** The truth of a condition in a world; absent where the world doesn't decide it. */
export function truthOfCondition(
  template: Template, name: string, truths: Truths | undefined, literal: (raw: unknown) => string | undefined,
  seen: ReadonlySet<string> = new Set(),
): boolean | undefined {
  if (seen.has(name) || !Object.hasOwn(template.conditions, name)) { return undefined; }
  const judge = (raw: unknown): boolean | undefined => {
    if (!isObject(raw)) { return undefined; }
    if (typeof raw.Condition === 'string') { return truthOfCondition(template, raw.Condition, truths, literal, new Set([...seen, name])); }
    const list = (value: unknown) => Array.isArray(value) ? value.map(judge) : [undefined];
    if ('Fn::Not' in raw) { return not(list(raw['Fn::Not'])[0]); }
    if ('Fn::And' in raw) { return every(list(raw['Fn::And'])); }
    if ('Fn::Or' in raw) { return not(every(list(raw['Fn::Or']).map(not))); }
    return literalEquals(raw, literal) ?? truths?.get(atomOf(raw));
  };
  return judge(template.conditions[name]);
}

/** Every way in which the conditions that matter can come out; absent where there are too many. */
export function worldsOf(template: Template, literal: (raw: unknown) => string | undefined): Truths[] | undefined {
  const used = new Set<string>();
  for (const { type, body } of template.resources.values()) {
    if (RELEVANT.test(type)) { collectConditions(body, used); }
  }
  const atoms = new Map<string, unknown>();
  for (const name of used) { collectAtoms(template, name, literal, atoms, new Set()); }
  if (atoms.size > MAX_ATOMS) { return undefined; }
  let worlds: Map<string, boolean>[] = [new Map()];
  for (const atom of atoms.keys()) {
    worlds = worlds.flatMap((world) => [true, false].map((truth) => new Map(world).set(atom, truth)));
  }
  return worlds.filter((world) => !contradicts(world, atoms));
}

function not(truth: boolean | undefined): boolean | undefined {
  return truth === undefined ? undefined : !truth;
}

function every(truths: (boolean | undefined)[]): boolean | undefined {
  if (truths.includes(false)) { return false; }
  return truths.includes(undefined) ? undefined : true;
}

function literalEquals(
  raw: Record<string, unknown>, literal: (raw: unknown) => string | undefined,
): boolean | undefined {
  const sides = raw['Fn::Equals'];
  if (!Array.isArray(sides) || sides.length !== 2) { return undefined; }
  const [left, right] = sides.map(literal);
  return left === undefined || right === undefined ? undefined : left === right;
}

/** The key of a building block: comparisons of the same sides share it, in either order. */
function atomOf(raw: Record<string, unknown>): string {
  const sides = raw['Fn::Equals'];
  return Array.isArray(sides) ? sides.map((side) => JSON.stringify(side)).sort().join() : JSON.stringify(raw);
}

function collectConditions(raw: unknown, names: Set<string>): void {
  if (Array.isArray(raw)) { raw.forEach((item) => collectConditions(item, names)); }
  if (!isObject(raw)) { return; }
  if (typeof raw.Condition === 'string') { names.add(raw.Condition); }
  const branches = raw['Fn::If'];
  if (Array.isArray(branches) && typeof branches[0] === 'string') { names.add(branches[0]); }
  Object.values(raw).forEach((item) => collectConditions(item, names));
}

function collectAtoms(
  template: Template, name: string, literal: (raw: unknown) => string | undefined, atoms: Map<string, unknown>,
  seen: Set<string>,
): void {
  if (seen.has(name)) { return; }
  seen.add(name);
  const visit = (raw: unknown): void => {
    if (!isObject(raw)) { return; }
    if (typeof raw.Condition === 'string') { collectAtoms(template, raw.Condition, literal, atoms, seen); return; }
    const parts = ['Fn::Not', 'Fn::And', 'Fn::Or'].map((key) => raw[key]).find(Array.isArray);
    if (parts) { parts.forEach(visit); return; }
    if (literalEquals(raw, literal) === undefined) { atoms.set(atomOf(raw), raw); }
  };
  visit(entryOf(template.conditions, name));
}

/** One value can't equal two different texts. */
function contradicts(world: Truths, atoms: ReadonlyMap<string, unknown>): boolean {
  const subjects = new Set<string>();
  for (const [atom, truth] of world) {
    const sides = truth && isObject(atoms.get(atom)) ? (atoms.get(atom) as Record<string, unknown>)['Fn::Equals'] : undefined;
    if (!Array.isArray(sides)) { continue; }
    const text = sides.find((side) => typeof side === 'string') as string | undefined;
    const subject = JSON.stringify(sides.find((side) => typeof side !== 'string'));
    if (text === undefined) { continue; }
    if (subjects.has(subject)) { return true; }
    subjects.add(subject);
  }
  return false;
}
