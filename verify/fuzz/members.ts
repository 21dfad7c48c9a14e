import { ALL_TYPES, Definition, Method } from './assembly';

/* The public methods and static factories, each of which an app must call. */

/** A method of a type. */
export interface OwnedMethod {
  readonly owner: Definition;
  readonly method: Method;
}

/** The methods that no app calls, with the reason. */
const NOT_CALLED: Readonly<Record<string, string>> = {
  'PrivateCaChecks.validate': 'The AWS CDK calls it with the templates of an app. test/checks calls it with many.',
};

/** The methods whose calls no app can make without an error, with the reason. */
const REJECTED: Readonly<Record<string, string>> = {
  'PkiAlarms.metric': 'Most PkiAlarms have no log group, or no signal of the name.',
};

/** The name of a method, such as `Revocation.crl`. */
export const keyOf = ({ owner, method }: OwnedMethod) => `${owner.name}.${method.name}`;

/** All methods of classes and interfaces. */
export const METHODS: readonly OwnedMethod[] = ALL_TYPES
  .flatMap((owner) => (owner.methods ?? []).map((method): OwnedMethod => ({ owner, method })))
  .filter((one) => !(keyOf(one) in NOT_CALLED));

/** The methods that no app called, or that no app called without an error. */
export function missing(called: ReadonlySet<string>, accepted: ReadonlySet<string>): string[] {
  const names = METHODS.map(keyOf);
  return [
    ...names.filter((name) => !called.has(name)).map((name) => `${name} is not called`),
    ...names.filter((name) => called.has(name) && !accepted.has(name) && !(name in REJECTED)).map((name) => `each call of ${name} is rejected`),
  ];
}

/** The groups of methods that one app calls. Methods that are next to each other are in different groups. */
export function groupsOf(count: number): OwnedMethod[][] {
  return Array.from({ length: count }, (_, group) => METHODS.filter((_method, index) => index % count === group));
}
