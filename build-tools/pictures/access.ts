import { References, ResourceKey } from './references';
import { SynthesizedStack, TemplateResource } from '../synth';

/* Lists what the policies of templates allow. Statements with the effect Deny are not in the list. */

/** One condition of a statement. */
export interface Condition {
  readonly operator: string;
  readonly key: string;
  /** Texts of {@link References}. */
  readonly values: readonly string[];
}

/** What one statement allows one principal to do on one resource. */
export interface Access {
  readonly stack: string;
  /** The resource whose properties contain the statement. */
  readonly statementOf: ResourceKey;
  /** A role, user, group, or share of the templates: its key. Otherwise a text, such as `acm-pca.amazonaws.com`. */
  readonly principal: { readonly key: ResourceKey } | { readonly text: string };
  /** A resource of the templates: its key. Otherwise a text: an ARN, or `*`. */
  readonly resource: { readonly key: ResourceKey } | { readonly text: string };
  readonly actions: readonly string[];
  readonly conditions: readonly Condition[];
  /** Whether the statement is the trust policy of a role. */
  readonly trust?: true;
}

interface Statement {
  readonly Effect: string;
  readonly Principal?: string | Record<string, unknown>;
  readonly NotPrincipal?: unknown;
  readonly Action?: string | string[];
  readonly NotAction?: string | string[];
  readonly Resource?: unknown;
  readonly Condition?: Record<string, Record<string, unknown>>;
}

type Properties = Record<string, unknown>;

/** The types whose property `PolicyDocument` is the policy of the resources in the named property. */
const RESOURCE_POLICIES: Record<string, string> = {
  'AWS::S3::BucketPolicy': 'Bucket', 'AWS::SNS::TopicPolicy': 'Topics', 'AWS::SQS::QueuePolicy': 'Queues',
};
const IDENTITY_POLICIES = new Set(['AWS::IAM::Policy', 'AWS::IAM::ManagedPolicy']);

/** The types whose statements are in the list, or grant nothing. A test requires each type with statements here. */
export const READ_POLICIES: ReadonlySet<string> = new Set([
  ...Object.keys(RESOURCE_POLICIES), ...IDENTITY_POLICIES, 'AWS::KMS::Key', 'AWS::IAM::Role', 'AWS::Organizations::Policy',
]);

/** Returns everything that the policies allow, in the order of the templates. */
export function accessOf(stacks: readonly SynthesizedStack[], references: References): Access[] {
  return stacks.flatMap(({ name, template }) => Object.entries(template.Resources).flatMap(([id, resource]) =>
    accessOfResource({ stack: name, key: `${name}/${id}`, resource, references, stacks })));
}

interface Place {
  readonly stack: string;
  readonly key: ResourceKey;
  readonly resource: TemplateResource;
  readonly references: References;
  readonly stacks: readonly SynthesizedStack[];
}

function accessOfResource(place: Place): Access[] {
  const { resource: { Type, Properties = {} }, key } = place;
  if (Type in RESOURCE_POLICIES) {
    const on = keysIn(place, Properties[RESOURCE_POLICIES[Type]]);
    return allowed(Properties.PolicyDocument).flatMap((statement) =>
      on.flatMap((target) => ofResource(place, statement, target)));
  }
  if (IDENTITY_POLICIES.has(Type)) {
    return identitiesOf(place).flatMap((identity) =>
      allowed(Properties.PolicyDocument).flatMap((statement) => ofIdentity(place, statement, identity)));
  }
  switch (Type) {
    case 'AWS::KMS::Key': return allowed(Properties.KeyPolicy).flatMap((statement) => ofResource(place, statement, key));
    case 'AWS::IAM::Role': return [
      ...allowed(Properties.AssumeRolePolicyDocument).flatMap((statement) => ofResource(place, statement, key, true)),
      ...((Properties.Policies ?? []) as Properties[]).flatMap(({ PolicyDocument }) =>
        allowed(PolicyDocument).flatMap((statement) => ofIdentity(place, statement, key))),
    ];
    case 'AWS::ACMPCA::Permission': return ofPermission(place, Properties);
    case 'AWS::RAM::ResourceShare': return ofShare(place, Properties);
    default: return [];
  }
}

function allowed(document: unknown): Statement[] {
  const { Statement: statements } = (document ?? { Statement: [] }) as { Statement: Statement | Statement[] };
  return [statements].flat().filter(({ Effect }) => Effect === 'Allow');
}

function ofResource(place: Place, statement: Statement, target: ResourceKey, trust?: true): Access[] {
  return principalsOf(place, statement).map((principal) => ({
    ...common(place, statement), principal, resource: { key: target }, ...trust ? { trust } : {},
  }));
}

function ofIdentity(place: Place, statement: Statement, identity: ResourceKey): Access[] {
  const conditions = conditionsOf(place, statement);
  const byAlias = conditions.filter(({ key }) => key === 'kms:ResourceAliases').flatMap(({ values }) => [...values]);
  const targets = [statement.Resource].flat().flatMap((value): Access['resource'][] => {
    const text = place.references.text(value, place.stack);
    const found = [text, ...byAlias].map((part) => place.references.resourcesIn(part, place.stack));
    const keys = found.find(({ length }) => length > 0);
    return keys ? keys.map((key) => ({ key })) : [{ text }];
  });
  const unique = [...new Map(targets.map((target) => [JSON.stringify(target), target])).values()];
  return unique.map((resource) => ({ ...common(place, statement), principal: { key: identity }, resource }));
}

/** The roles, users, and groups of a policy, from both sides. */
function identitiesOf(place: Place): ResourceKey[] {
  const { key, resource: { Properties = {} }, references, stacks } = place;
  const attached = stacks.flatMap(({ name, template }) => Object.entries(template.Resources).flatMap(([id, other]) => {
    const policies = [other.Properties?.ManagedPolicyArns ?? []].flat().map((value) => references.text(value, name));
    return policies.some((text) => references.resourcesIn(text, name).includes(key)) ? [`${name}/${id}`] : [];
  }));
  const named = ['Roles', 'Users', 'Groups'].flatMap((property) => keysIn(place, Properties[property]));
  return [...new Set([...named, ...attached])];
}

function ofPermission(place: Place, properties: Properties): Access[] {
  const { Actions, CertificateAuthorityArn, Principal, SourceAccount } = properties;
  const target = place.references.text(CertificateAuthorityArn, place.stack);
  const keys = place.references.resourcesIn(target, place.stack);
  return [{
    stack: place.stack,
    statementOf: place.key,
    principal: { text: String(Principal) },
    resource: keys.length > 0 ? { key: keys[0] } : { text: target },
    actions: (Actions as string[]).map((action) => `acm-pca:${action}`),
    conditions: SourceAccount === undefined ? []
      : [{ operator: 'StringEquals', key: 'aws:SourceAccount', values: [place.references.text(SourceAccount, place.stack)] }],
  }];
}

/** Principals use a share, and the share gives them the actions on the resources. */
function ofShare(place: Place, { Principals, ResourceArns, PermissionArns }: Properties): Access[] {
  const { references, stack, key, stacks } = place;
  const base = { stack, statementOf: key };
  const permissions = [PermissionArns ?? []].flat().map((value) => references.text(value, stack));
  const grants = permissions.map((text) => {
    const [permission] = references.resourcesIn(text, stack);
    const own = stacks.find(({ name }) => permission?.startsWith(`${name}/`))?.template.Resources[permission.slice(permission.indexOf('/') + 1)];
    const statement = own?.Properties?.PolicyTemplate as Statement | undefined;
    return statement ? { actions: actionsOf(statement), conditions: conditionsOf(place, statement) }
      : { actions: [text.replace(/^.*\//, '')], conditions: [] };
  });
  const resources = [ResourceArns ?? []].flat().map((value): Access['resource'] => {
    const text = references.text(value, stack);
    const [found] = references.resourcesIn(text, stack);
    return found ? { key: found } : { text };
  });
  return [
    ...[Principals ?? []].flat().map((value): Access => ({
      ...base, principal: { text: nameOf(references.text(value, stack)) }, resource: { key }, actions: ['ram:UseShare'], conditions: [],
    })),
    ...resources.flatMap((resource) =>
      grants.map((grant): Access => ({ ...base, principal: { key }, resource, ...grant }))),
  ];
}

function principalsOf({ references, stack }: Place, { Principal, NotPrincipal }: Statement): Access['principal'][] {
  if (NotPrincipal !== undefined || Principal === undefined) { throw new Error(`a statement in ${stack} has no Principal`); }
  if (typeof Principal === 'string') { return [{ text: Principal === '*' ? 'any principal' : Principal }]; }
  return Object.values(Principal).flat().map((value) => {
    const text = references.text(value, stack);
    const [key] = references.resourcesIn(text, stack);
    return key ? { key } : { text: nameOf(text) };
  });
}

/** Returns `account 111122223333` for the ARN of an account, and shortens the other ARNs of principals. */
function nameOf(value: string): string {
  const text = value.replace('<AWS::Partition>', 'aws');
  const account = /^(?:arn:[^:]+:iam::)?(\d{12}|<AWS::AccountId>)(?::root)?$/.exec(text)?.[1];
  if (account) { return account === '<AWS::AccountId>' ? 'this account' : `account ${account}`; }
  if (text === '*') { return 'any principal'; }
  return text.replace(/^arn:[^:]+:(?:iam|organizations)::/, '').replace('<AWS::URLSuffix>', 'amazonaws.com')
    .replace('<AWS::Region>', 'REGION').replace(/^logs\.[^.]+\./, 'logs.');
}

function common(place: Place, statement: Statement): Pick<Access, 'stack' | 'statementOf' | 'actions' | 'conditions'> {
  const { stack, key } = place;
  return { stack, statementOf: key, actions: actionsOf(statement), conditions: conditionsOf(place, statement) };
}

function actionsOf({ Action, NotAction }: Statement): string[] {
  return Action === undefined ? [NotAction!].flat().map((action) => `not ${action}`) : [Action].flat();
}

function conditionsOf({ references, stack }: Place, { Condition = {} }: Statement): Condition[] {
  return Object.entries(Condition).flatMap(([operator, keys]) => Object.entries(keys).map(([key, value]) =>
    ({ operator, key, values: [value].flat().map((part) => references.text(part, stack)) })));
}

function keysIn({ references, stack }: Place, value: unknown): ResourceKey[] {
  return [value ?? []].flat().flatMap((part) => references.resourcesIn(references.text(part, stack), stack));
}
