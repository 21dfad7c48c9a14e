import { mutationsOf } from './mutations';
import { AccessRequest, isAllowed, PolicyDocument } from './policy-evaluation';

/** A request with a name for people. */
export type Case = [name: string, request: AccessRequest];

/** What a policy must let through and what not. */
export interface Cases {
  readonly allowed: Case[];
  readonly denied: Case[];
}

/** The names of cases, each with its index: for `test.each`, where the requests are not built yet. */
export function numbered(cases: Case[]): [name: string, index: number][] {
  return cases.map(([name], index) => [name, index]);
}

/**
 * Fails unless each mutation of a policy gives at least one of the cases another answer. Where any principal is
 * intended, there is nothing to take away from it.
 */
export async function expectEachMutationSeen(
  policy: PolicyDocument, { allowed, denied }: Cases, { anyPrincipal = false } = {},
): Promise<void> {
  const unseen: string[] = [];
  const mutations = mutationsOf(policy).filter(({ name }) => !(anyPrincipal && name.endsWith('for any principal')));
  for (const mutation of mutations) {
    const seen = await anyOther(allowed, true, mutation.document) || await anyOther(denied, false, mutation.document);
    if (!seen) { unseen.push(mutation.name); }
  }
  expect(unseen).toEqual([]);
}

async function anyOther(cases: Case[], expected: boolean, policy: PolicyDocument): Promise<boolean> {
  for (const [, request] of cases) {
    if (await isAllowed(policy, request) !== expected) { return true; }
  }
  return false;
}
