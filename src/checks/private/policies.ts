import { Resource } from './template';
import { isMap, listOf, literalOf, OPEN, sketchOf, Text, UNKNOWN, Value, ValueMap } from './values';
import { View } from './view';

/* Resource policies, as far as a template says them. */

/** A statement; what is unknown could be anything. */
export interface Statement {
  /** Whether the effect is Allow. */
  readonly allow: boolean;
  /** Whether the effect can be Allow: it is, or it is unknown. */
  readonly mayAllow: boolean;
  /** The service principals; a `*` principal is `*`. */
  readonly services: readonly string[];
  /** Whether a principal is unknown. */
  readonly principalUnknown: boolean;
  readonly actions: readonly Value[];
  readonly resources: readonly Value[];
  /** The condition: operators with their keys. */
  readonly condition: Value;
  /** Where it stands below the policy document. */
  readonly location: string;
}

export interface Policy {
  readonly resource: Resource;
  readonly statements: readonly Statement[];
  /** Whether the template says every statement. */
  readonly complete: boolean;
}

/** The policy that a property of a resource contains. */
export function policyOf(view: View, resource: Resource, property: string): Policy {
  return view.memo(`policy ${property} ${resource.template.source.path}#${resource.id}`, () => {
    const document = view.get(resource, property);
    const body = typeof document === 'string' || document instanceof Text ? view.parseJson(document) : document;
    if (!isMap(body) || OPEN in body) { return { resource, statements: [], complete: body === undefined }; }
    const list = body.Statement;
    const single = !Array.isArray(list);
    const statements = listOf(list).map((item, index) => isMap(item) && !(OPEN in item)
      ? statementOf(item, `${property}.Statement${single ? '' : `.${index}`}`)
      : undefined);
    return {
      resource,
      statements: statements
        .filter((item) => item !== undefined),
      complete: !statements.includes(undefined),
    };
  });
}

function statementOf(item: ValueMap, location: string): Statement {
  const principal = item.Principal;
  const services = isMap(principal) ? listOf(principal.Service) : [];
  const open = principal === '*' || isMap(principal) && listOf(principal.AWS).includes('*');
  return {
    allow: item.Effect === 'Allow',
    mayAllow: item.Effect === 'Allow' || item.Effect === UNKNOWN,
    services: [...services.map(serviceName).filter((name) => name !== undefined), ...open ? ['*'] : []],
    principalUnknown: principal === UNKNOWN || 'NotPrincipal' in item || services.some((name) => serviceName(name) === undefined),
    actions: 'NotAction' in item ? [UNKNOWN] : listOf(item.Action),
    resources: 'NotResource' in item ? [UNKNOWN] : listOf(item.Resource),
    condition: item.Condition,
    location,
  };
}

/** The name of a service principal; the Region and the domain can be references. */
function serviceName(value: Value): string | undefined {
  const sketch = sketchOf(value);
  if (literalOf(value) !== undefined) { return sketch; }
  const name = /^([a-z0-9-]+)\./.exec(sketch)?.[1];
  return name === undefined ? undefined : `${name}.amazonaws.com`;
}

/** Whether a statement allows something to a service, named as `acm-pca`: also in the form of a Region or partition. */
export function allowsService({ allow, services }: Statement, service: string): boolean {
  return allow && services.some((name) => isService(name, service));
}

/** Whether a statement can allow something to a service: unknown principals, and everyone, can be it. */
export function mayAllowService({ mayAllow, principalUnknown, services }: Statement, service: string): boolean {
  return mayAllow && (principalUnknown || services.includes('*') || services.some((name) => isService(name, service)));
}

function isService(name: string, service: string): boolean {
  return name.startsWith(`${service}.`) && name.includes('amazonaws');
}

/** Whether a pattern of actions covers an action. */
export function coversAction(pattern: string, action: string): boolean {
  return matches(pattern.toLowerCase(), action.toLowerCase());
}

/**
 * Whether a pattern with `*` and `?` matches a text, in at most as many steps as the product of their lengths.
 *
 * Only the last `*` before a difference is given more characters. A regular expression tries all of them, which never
 * ends for a pattern with dozens of `*`.
 */
function matches(pattern: string, text: string): boolean {
  let [at, position] = [0, 0];
  let last: { readonly next: number; end: number } | undefined;
  while (position < text.length) {
    if (pattern[at] === '*') {
      last = { next: ++at, end: position };
    } else if (pattern[at] === '?' || pattern[at] === text[position]) {
      at++;
      position++;
    } else if (last) {
      position = ++last.end;
      at = last.next;
    } else {
      return false;
    }
  }
  return [...pattern.slice(at)].every((character) => character === '*');
}

/** Whether a statement's actions cover an action; absent where one of them is unknown. */
export function allowsAction({ actions }: Statement, action: string): boolean | undefined {
  if (actions.some((pattern) => typeof pattern === 'string' && coversAction(pattern, action))) { return true; }
  return actions.some((pattern) => typeof pattern !== 'string') ? undefined : false;
}
