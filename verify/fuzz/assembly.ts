import { existsSync, readFileSync } from 'fs';
import { join } from 'path';

/* The public API, as the assembly of jsii (`.jsii`) describes it. */

/** The type of a value. */
export interface TypeReference {
  readonly primitive?: string;
  readonly fqn?: string;
  readonly collection?: { readonly kind: 'array' | 'map'; readonly elementtype: TypeReference };
}

/** A property or a parameter. */
export interface Member {
  readonly name: string;
  readonly type: TypeReference;
  readonly optional?: boolean;
  readonly variadic?: boolean;
  readonly static?: boolean;
  readonly const?: boolean;
}

/** A method. */
export interface Method {
  readonly name: string;
  readonly static?: boolean;
  readonly parameters?: Member[];
  readonly returns?: { readonly type: TypeReference };
}

/** A class, an interface, a struct, or an enumeration. */
export interface Definition {
  readonly fqn: string;
  readonly name: string;
  readonly kind: 'class' | 'interface' | 'enum';
  readonly datatype?: boolean;
  readonly abstract?: boolean;
  readonly base?: string;
  readonly interfaces?: string[];
  readonly initializer?: { readonly parameters?: Member[] };
  readonly properties?: Member[];
  readonly methods?: Method[];
  readonly members?: { readonly name: string }[];
}

/** The prefix of the names of this library. */
export const OWN = 'cdk-private-ca.';

const FILE = join(__dirname, '../../.jsii');

/** The options of event rules, which are an interface of aws-cdk-lib. */
const EVENT_OPTIONS: Member[] = [
  { name: 'target', optional: true, type: { fqn: 'aws-cdk-lib.aws_events.IRuleTarget' } },
  { name: 'ruleName', optional: true, type: { primitive: 'string' } },
  { name: 'description', optional: true, type: { primitive: 'string' } },
  { name: 'eventPattern', optional: true, type: { fqn: 'aws-cdk-lib.aws_events.EventPattern' } },
];

function definitions(): Record<string, Definition> {
  if (!existsSync(FILE)) { throw new Error('.jsii does not exist: run npm run compile'); }
  return (JSON.parse(readFileSync(FILE, 'utf8')) as { types: Record<string, Definition> }).types;
}

/** The types by name. */
export const TYPES = definitions();

/** All types in the order of their names. */
export const ALL_TYPES = Object.values(TYPES).sort((one, other) => one.fqn < other.fqn ? -1 : 1);

/** The properties of a struct with those of the interfaces that it extends. */
export function propertiesOf({ properties = [], interfaces = [] }: Definition): Member[] {
  return [...properties, ...interfaces.flatMap((base) => TYPES[base] ? propertiesOf(TYPES[base]) : EVENT_OPTIONS)];
}

/** Interfaces of aws-cdk-lib that extend another one. */
const FOREIGN_BASES: Readonly<Record<string, string>> = {
  'aws-cdk-lib.aws_acmpca.ICertificateAuthority': 'aws-cdk-lib.interfaces.aws_acmpca.ICertificateAuthorityRef',
};

/** Whether a value of the type can be used where the other type is required. */
export function isAssignable(type: string | undefined, required: string): boolean {
  if (type === undefined) { return false; }
  if (type === required || FOREIGN_BASES[type] === required) { return true; }
  const found = TYPES[type];
  return found !== undefined && [found.base, ...(found.interfaces ?? [])].some((base) => isAssignable(base, required));
}

/** Whether instances of the type are constructs. */
export function isConstruct(type: string): boolean {
  return isAssignable(type, 'constructs.Construct') || isAssignable(type, 'aws-cdk-lib.Resource');
}

/** The parameters of a constructor, also of an inherited one. */
export function initializerOf(type: string): Member[] | undefined {
  const found = TYPES[type];
  return found?.initializer ? found.initializer.parameters ?? [] : undefined;
}
