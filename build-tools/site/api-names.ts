import { Assembly, Member, Type } from './api-model';

/* The names of the API in each language, by the rules of jsii-pacmak. */

export const LANGUAGES = ['TypeScript', 'Python', 'Java', 'C#', 'Go'] as const;
export type Names = Record<(typeof LANGUAGES)[number], string>;

/** `fromArn` as `from_arn`. */
export function snakeCase(name: string): string {
  return name.replace(/([\p{Ll}\d])(\p{Lu})/gu, '$1_$2').replace(/(\p{Lu}+)(\p{Lu}\p{Ll}+)/gu, '$1_$2').toLowerCase();
}

const upperFirst = (name: string) => name[0].toUpperCase() + name.slice(1);

/** The names of a type, with the package or module that contains it. */
export function typeNames({ targets }: Assembly, { name, kind, isStruct, initializer }: Type): Names {
  const go = kind === 'class' && initializer ? `${targets.go.packageName}.New${name}` : `${targets.go.packageName}.${name}`;
  return {
    'TypeScript': name,
    'Python': `${targets.python.module}.${name}`,
    'Java': `${targets.java.package}.${name}`,
    // The interface of a struct is IName, and Name implements it.
    'C#': `${targets.dotnet.namespace}.${isStruct ? `${name} (I${name})` : name}`,
    'Go': go,
  };
}

/** The names of a property, a method, or a value of an enumeration. */
export function memberNames(type: Type, member: Member): Names {
  const { name, kind } = member;
  const isConstant = /^[A-Z\d_]+$/.test(name);
  const call = kind === 'method' ? '()' : '';
  const prefix = member.isStatic || kind === 'value' ? `${type.name}.` : '';
  return {
    'TypeScript': `${prefix}${name}${call}`,
    'Python': `${prefix}${isConstant ? name : snakeCase(name)}${call}`,
    'Java': `${prefix}${javaName(type, member, isConstant)}`,
    'C#': `${prefix}${upperFirst(name)}${call}`,
    'Go': `${prefix.replace('.', '_')}${upperFirst(name)}${call || (member.isStatic ? '()' : '')}`,
  };
}

function javaName({ isStruct }: Type, { name, kind }: Member, isConstant: boolean): string {
  if (kind === 'value' || (isConstant && kind === 'property')) { return name; }
  if (kind === 'method') { return `${name}()`; }
  return isStruct ? `${name}()` : `get${upperFirst(name)}()`;
}
