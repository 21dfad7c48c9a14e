import { PolicyDocument, PolicyStatement } from './policy-evaluation';

/** A policy with one thing less. */
export interface Mutation {
  /** What was taken away, for people. */
  readonly name: string;
  readonly document: PolicyDocument;
}

/**
 * Every policy that lacks one thing of the given one: a statement, the principal of a statement that allows, an action,
 * a resource, a condition, or a value of a condition. A policy whose mutations all behave differently has nothing too
 * much, and its tests see all that it has.
 */
export function mutationsOf(document: PolicyDocument): Mutation[] {
  return document.Statement.flatMap((statement, index) => {
    const label = `statement ${index} (${statement.Effect} ${[statement.Action].flat()[0]})`;
    const replaced = (other?: PolicyStatement): PolicyDocument => ({
      ...document,
      Statement: document.Statement.flatMap((own, position) => position === index ? other ?? [] : own),
    });
    return [
      { name: `${label} without the statement`, document: replaced() },
      ...(statement.Effect === 'Allow'
        ? [{ name: `${label} for any principal`, document: replaced({ ...statement, Principal: '*' }) }]
        : []),
      ...withoutEach(statement.Action).map(([removed, rest]) => ({
        name: `${label} without action ${removed}`, document: replaced({ ...statement, Action: rest }),
      })),
      ...withoutEach(statement.Resource).map(([removed, rest]) => ({
        name: `${label} without resource ${removed}`, document: replaced({ ...statement, Resource: rest }),
      })),
      ...conditionMutations(statement).map(([removed, rest]) => ({
        name: `${label} without condition ${removed}`, document: replaced(rest),
      })),
    ];
  });
}

function withoutEach(values: string | string[]): [string, string[]][] {
  const all = [values].flat();
  return all.length < 2 ? [] : all.map((removed) => [removed, all.filter((value) => value !== removed)]);
}

function conditionMutations(statement: PolicyStatement): [string, PolicyStatement][] {
  return Object.entries(statement.Condition ?? {}).flatMap(([operator, keys]) =>
    Object.entries(keys).flatMap(([key, values]): [string, PolicyStatement][] => {
      const withKeys = (changed: Record<string, string | string[]>): PolicyStatement => {
        const condition = { ...statement.Condition, [operator]: changed };
        if (Object.keys(changed).length === 0) { delete condition[operator]; }
        return { ...statement, Condition: condition };
      };
      const { [key]: _removed, ...otherKeys } = keys;
      return [
        [`${operator} ${key}`, withKeys(otherKeys)],
        ...withoutEach(values).map(([removed, rest]): [string, PolicyStatement] =>
          [`${operator} ${key} = ${removed}`, withKeys({ ...keys, [key]: rest })]),
      ];
    }));
}
