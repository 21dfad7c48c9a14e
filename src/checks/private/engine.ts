import { Truths, worldsOf } from './conditions';
import { Resolver } from './resolver';
import { Finding, Rule, Severity } from './rule';
import { pageOf, RULES } from './rules';
import { Resource, Template } from './template';
import { TemplateSet } from './template-set';
import { literalOf, ValueMap } from './values';
import { View } from './view';

/** The severities, the least serious first. */
const SEVERITIES: readonly Severity[] = ['info', 'warning', 'error'];

/** Findings of one rule that say the same about several resources. */
export interface Violation {
  readonly rule: Rule;
  readonly severity: Severity;
  /** What happens: one sentence. */
  readonly effect: string;
  /** What to change, with the page of the rule. */
  readonly fix: string;
  readonly places: readonly Place[];
}

export interface Place {
  readonly resource: Resource;
  readonly location: string;
}

export interface Options {
  readonly informational?: boolean;
  readonly ignore?: readonly string[];
}

export interface Result {
  readonly violations: readonly Violation[];
  /** What could not be judged, and why. */
  readonly notes: readonly string[];
}

/** Runs every rule on the templates of one app. */
export function runRules(set: TemplateSet, { informational, ignore }: Options = {}): Result {
  const notes = set.templates.flatMap(({ source, notes: own }) => own.map((note) => `${source.path}: ${note}`));
  const worlds = worldsOfSet(set);
  const violations = RULES.filter(({ id }) => !ignore?.includes(id))
    .flatMap((rule) => violationsOf(rule, worlds.flatMap((views) => certainFindings(rule, views, notes))))
    .filter(({ severity }) => informational || severity !== 'info');
  return { violations, notes: [...new Set(notes)] };
}

/** The worlds to judge, in groups: templates without conditions share one world, every other one has its own. */
function worldsOfSet(set: TemplateSet): View[][] {
  const lenient = new Resolver(set);
  const shared = new Map<Resource, ValueMap>();
  const single = new Set<Template>();
  const groups: View[][] = [];
  for (const template of set.templates) {
    const worlds = truthsOf(template, lenient);
    if (worlds.length === 1) { single.add(template); continue; }
    groups.push(worlds
      .map((truths) => new View(new Resolver(set, template, truths), (other) => other === template, shared)));
  }
  return [[new View(lenient, (template) => single.has(template), shared)], ...groups];
}

/** What each world of a template decides: one world decides nothing, where there are too many. */
function truthsOf(template: Template, resolver: Resolver): Truths[] {
  const undecided = [new Map<string, boolean>()];
  try {
    return worldsOf(template, (raw) => literalOf(resolver.resolve(raw, template))) ?? undecided;
  } catch {
    return undecided;
  }
}

/** What a rule finds about a resource in every world in which the resource exists. */
function certainFindings(rule: Rule, views: readonly View[], notes: string[]): Finding[] {
  const worlds = views.map((view) => {
    const byResource = new Map<Resource, Finding[]>();
    for (const finding of find(rule, view, notes)) {
      byResource.set(finding.resource, [...byResource.get(finding.resource) ?? [], finding]);
    }
    return byResource;
  });
  return [...new Set(worlds.flatMap((world) => [...world.keys()]))]
    .filter((resource) => worlds.every((world, index) => world.has(resource) || !views[index].exists(resource)))
    .flatMap((resource) => mildest(rule, worlds.map((world) => world.get(resource))
      .filter((found) => found !== undefined)));
}

/** What a rule finds in the world in which it finds the least: more isn't certain. */
function mildest(rule: Rule, worlds: readonly Finding[][]): Finding[] {
  const weight = (findings: readonly Finding[]) => Math.max(...findings
    .map(({ severity = rule.severity }) => SEVERITIES.indexOf(severity)));
  return worlds.reduce((least, world) => weight(world) < weight(least) ? world : least);
}

/** One violation for all resources about which a rule says the same. */
function violationsOf(rule: Rule, findings: readonly Finding[]): Violation[] {
  const groups = new Map<string, { severity: Severity; effect: string; places: Place[] }>();
  for (const { resource, location, severity = rule.severity, effect = rule.effect } of findings) {
    const key = `${severity} ${effect}`;
    const group = groups.get(key) ?? { severity, effect, places: [] };
    group.places.push({ resource, location });
    groups.set(key, group);
  }
  return [...groups.values()].map((group) => ({ rule, ...group, fix: `${rule.fix} ${pageOf(rule)}` }));
}

/** What a rule finds in one world. A rule that fails says nothing but a note. */
function find(rule: Rule, view: View, notes: string[]): Finding[] {
  try {
    return rule.absence && view.opaque ? [] : rule.find(view);
  } catch (error) {
    notes.push(`${rule.id} could not be judged (${(error as Error).message}).`);
    return [];
  }
}
