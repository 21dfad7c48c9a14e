import { App, Environment, Stack, Stage } from 'aws-cdk-lib';
import { ALL_TYPES, TYPES, TypeReference, initializerOf, isAssignable, isConstruct, propertiesOf } from './assembly';
import { CALLS, newConstruct } from './calls';
import { CDK_VALUES } from './cdk-values';
import { Fault, faultsOfRun } from './oracles';
import { STRUCTS, useStruct } from './takers';

/*
 * Resources of other accounts, Regions, and stages, for each property and each argument that takes a resource. The AWS
 * CDK can't refer to most of them. Each must cause a template or a coded error.
 */

const OWN = { account: '111122223333', region: 'us-east-1' };

/** Where a resource is, and the environment of the construct that uses it. */
interface Relation {
  readonly name: string;
  readonly resource?: Environment;
  readonly user?: Environment;
  readonly isOtherStage?: boolean;
}

const RELATIONS: readonly Relation[] = [
  { name: 'of another account', resource: { ...OWN, account: '444455556666' }, user: OWN },
  { name: 'of another Region', resource: { ...OWN, region: 'eu-central-1' }, user: OWN },
  { name: 'of an unknown environment', user: OWN },
  { name: 'of a known environment', resource: OWN },
  { name: 'of another stage', resource: OWN, user: OWN, isOtherStage: true },
];

type Make = (stack: Stack) => unknown;

/** One property or argument, with a resource for it. */
interface Case {
  readonly place: string;
  readonly make: Make;
  readonly use: (stack: Stack, value: unknown) => unknown;
}

/** The number of cases, and the faults. */
export interface OtherEnvironments {
  readonly rejected: number;
  readonly accepted: number;
  readonly faults: readonly string[];
}

/** The resources of a type: of the AWS CDK, and of this library. */
function resourcesOf(fqn: string): Make[] {
  const ofCdk = (CDK_VALUES[fqn] ?? []).map((make): Make => (stack) => make(stack, 'Foreign'));
  const own = ALL_TYPES.filter((type) => type.kind === 'class' && !type.abstract && initializerOf(type.fqn)
    && isConstruct(type.fqn) && isAssignable(type.fqn, fqn));
  return [...ofCdk, ...own.map((type): Make => (stack) => newConstruct(stack, type))];
}

/** The cases of a property or parameter. Data and texts have none. */
function casesOf(place: string, { fqn, collection }: TypeReference, use: Case['use']): Case[] {
  const type = fqn ?? (collection?.kind === 'array' ? collection.elementtype.fqn : undefined);
  if (!type || TYPES[type]?.datatype || TYPES[type]?.members || type.startsWith('constructs.')) { return []; }
  return resourcesOf(type).map((make) => ({ place, make, use: (stack, value) => use(stack, fqn ? value : [value]) }));
}

function allCases(): Case[] {
  return [
    ...STRUCTS.flatMap((struct) => propertiesOf(struct).flatMap(({ name, type }) =>
      casesOf(`${struct.name}.${name}`, type, (stack, value) => useStruct(stack, struct.name, name, value)))),
    ...CALLS.flatMap(({ place, parameter: { type }, run }) => casesOf(place, type, run)),
  ];
}

function faultsOfCase({ make, use }: Case, { resource, user, isOtherStage }: Relation): Fault[] | 'accepted' {
  const app = new App({ context: { 'aws:cdk:disable-creation-stack-traces': true }, analyticsReporting: false });
  const other = new Stack(isOtherStage ? new Stage(app, 'Other') : app, 'Foreign', { env: resource });
  const stack = new Stack(app, 'Stack', { env: user });
  return faultsOfRun(app, () => { use(stack, make(other)); });
}

/** Checks all resources in all other environments. */
export function checkOtherEnvironments(): OtherEnvironments {
  const results = allCases().flatMap((one) => RELATIONS.map((relation) =>
    ({ name: `${one.place}: a resource ${relation.name}`, result: faultsOfCase(one, relation) })));
  return {
    rejected: results.filter(({ result }) => result !== 'accepted').length,
    accepted: results.filter(({ result }) => result === 'accepted').length,
    faults: results.flatMap(({ name, result }) => result === 'accepted' ? [] : result.map(({ oracle, text }) => `${name}: ${oracle}: ${text}`)),
  };
}
