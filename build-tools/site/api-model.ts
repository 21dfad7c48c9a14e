import { readFileSync } from 'fs';
import { join } from 'path';
import { ROOT } from '../synth';

/* The part of `.jsii` that the pages show. */

export interface Docs {
  readonly summary?: string;
  readonly remarks?: string;
  readonly default?: string;
  readonly example?: string;
  readonly see?: string;
  readonly stability?: string;
  readonly deprecated?: string;
  readonly returns?: string;
}

export interface TypeReference {
  readonly primitive?: string;
  readonly fqn?: string;
  readonly collection?: { readonly kind: 'array' | 'map'; readonly elementtype: TypeReference };
  readonly union?: { readonly types: readonly TypeReference[] };
}

export interface Parameter {
  readonly name: string;
  readonly type: TypeReference;
  readonly optional?: boolean;
  readonly variadic?: boolean;
  readonly docs?: Docs;
}

export interface Member {
  readonly name: string;
  readonly kind: 'property' | 'method' | 'value';
  readonly isStatic: boolean;
  readonly isOptional: boolean;
  readonly docs: Docs;
  readonly type?: TypeReference;
  readonly parameters: readonly Parameter[];
}

export interface Type {
  readonly fqn: string;
  readonly name: string;
  readonly kind: 'class' | 'interface' | 'enum';
  readonly isStruct: boolean;
  readonly isAbstract: boolean;
  readonly docs: Docs;
  /** The folder of `src/` with the type. */
  readonly room: string;
  /** The source, without `.ts`. */
  readonly file: string;
  readonly bases: readonly string[];
  readonly initializer?: { readonly parameters: readonly Parameter[]; readonly docs: Docs };
  readonly members: readonly Member[];
}

export interface Assembly {
  readonly targets: {
    readonly dotnet: { readonly namespace: string };
    readonly go: { readonly packageName: string };
    readonly java: { readonly package: string };
    readonly python: { readonly module: string };
  };
  /** By name, in order. */
  readonly types: ReadonlyMap<string, Type>;
}

interface JsiiMember {
  readonly name: string;
  readonly docs?: Docs;
  readonly static?: boolean;
  readonly optional?: boolean;
  readonly type?: TypeReference;
  readonly parameters?: readonly Parameter[];
  readonly returns?: { readonly type: TypeReference };
}

interface JsiiType {
  readonly fqn: string;
  readonly name: string;
  readonly kind: Type['kind'];
  readonly datatype?: boolean;
  readonly abstract?: boolean;
  readonly docs?: Docs;
  readonly base?: string;
  readonly interfaces?: readonly string[];
  readonly locationInModule: { readonly filename: string };
  readonly initializer?: { readonly parameters?: readonly Parameter[]; readonly docs?: Docs };
  readonly properties?: readonly JsiiMember[];
  readonly methods?: readonly JsiiMember[];
  readonly members?: readonly JsiiMember[];
}

export const ASSEMBLY = 'cdk-private-ca.';

/** Reads the assembly that the last compilation wrote. */
export function readAssembly(): Assembly {
  const { targets, types } = JSON.parse(readFileSync(join(ROOT, '.jsii'), 'utf8')) as {
    targets: Assembly['targets']; types: Record<string, JsiiType>;
  };
  const sorted = Object.values(types).sort((one, other) => one.name.localeCompare(other.name, 'en'));
  return { targets, types: new Map(sorted.map((type) => [type.name, typeOf(type)])) };
}

function typeOf(type: JsiiType): Type {
  const members = [
    ...(type.properties ?? []).map((member) => memberOf(member, 'property')),
    ...(type.methods ?? []).map((member) => memberOf(member, 'method')),
    ...(type.members ?? []).map((member) => memberOf(member, 'value')),
  ];
  const { initializer } = type;
  return {
    fqn: type.fqn,
    name: type.name,
    kind: type.kind,
    isStruct: type.datatype === true,
    isAbstract: type.abstract === true,
    docs: type.docs ?? {},
    room: type.locationInModule.filename.split('/')[1],
    file: type.locationInModule.filename.replace(/\.ts$/, ''),
    bases: [...type.base ? [type.base] : [], ...type.interfaces ?? []],
    initializer: initializer && { parameters: initializer.parameters ?? [], docs: initializer.docs ?? {} },
    members,
  };
}

function memberOf(member: JsiiMember, kind: Member['kind']): Member {
  return {
    name: member.name,
    kind,
    isStatic: member.static === true,
    isOptional: member.optional === true,
    docs: member.docs ?? {},
    type: member.type ?? member.returns?.type,
    parameters: member.parameters ?? [],
  };
}

/** The bases of a type in this library, nearest first. */
export function basesOf({ types }: Assembly, type: Type): Type[] {
  const direct = type.bases.flatMap((fqn) => types.get(fqn.replace(ASSEMBLY, '')) ?? []);
  return [...new Set(direct.flatMap((base) => [base, ...basesOf({ types } as Assembly, base)]))];
}
