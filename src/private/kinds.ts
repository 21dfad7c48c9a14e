import { Stack, Token } from 'aws-cdk-lib';
import { Construct, IConstruct, RootConstruct } from 'constructs';
import { PrivateCaError } from './errors';
import { requireRegionName } from './region-name';
import { Subject } from './require';

/*
 * The kinds of values that properties have. In typed languages, the compiler checks them. In plain JavaScript, a value
 * can have another kind, and `null` can stand for an absent value.
 */

/** A kind of value. */
export interface Kind {
  /** Returns the value without nulls. Throws an error if the value has another kind. The value is not absent. */
  readonly read: (subject: Subject, value: unknown) => unknown;
  readonly isRequired?: boolean;
}

/** The kind of a required property. */
export interface RequiredKind extends Kind {
  readonly isRequired: true;
}

/** The kind of each property of an interface. A required property has a required kind. */
export type Kinds<T> = { readonly [name in keyof T]-?: undefined extends T[name] ? Kind : RequiredKind };

/** A class with any constructor. */
interface AnyClass {
  readonly name: string;
  readonly prototype: object;
}

/** A value object that checks the parts from which the user made it, as soon as the construct is known. */
interface SelfChecking {
  readonly _check?: (scope: IConstruct) => void;
}

/** The property in which jsii keeps the name of a class. */
const JSII_TYPE = Symbol.for('jsii.rtti');

/** The construct of an error whose construct isn't known. */
const NO_CONSTRUCT = new RootConstruct();

/** The number of characters of a value that an error message contains. */
const SHOWN = 80;

/** What to set, by the kind, for kinds whose name doesn't say how to create a value. */
const FIXES: Readonly<Record<string, string>> = {
  'an instance of AlarmRouting': 'an instance of AlarmRouting, such as AlarmRouting.everythingTo(notifications)',
  // The CAs of aws-cdk-lib have no chain.
  'an IPrivateCertificateAuthority': 'an IPrivateCertificateAuthority. To import another CA, use '
    + 'PrivateCertificateAuthority.fromCertificateAuthorityAttributes()',
  'an IPrivateCaTrail': 'a PrivateCaTrail, or import an existing trail with PrivateCaTrail.fromPrivateCaTrailAttributes()',
};

/** The correction for a hierarchy in place of its CAs or properties. */
const HIERARCHY_FIX = 'Pass the CAs of the hierarchy, for example certificateAuthorities: hierarchy.all';

/**
 * Returns the properties without nulls, or throws an error if a value has the wrong kind. Tokens pass.
 *
 * For the properties of a construct, it also checks the Region of the stack, which ARNs and bucket names contain.
 *
 * @param owner the property that contains the properties. Omit it for the properties of a construct
 */
export function checked<T extends object>(scope: IConstruct, properties: T, kinds: Kinds<T>, owner?: string): T {
  if (owner === undefined) { requireRegionName({ scope, property: 'The Region of the stack' }, Stack.of(scope).region); }
  const given: object = properties ?? {};
  if (!isPlainObject(given)) { return wrongKind({ scope, property: owner ?? 'props' }, 'an object with properties', given); }
  const result: Record<string, unknown> = withoutNulls(given as Record<string, unknown>);
  // Each construct needs this loop. A list of the entries takes longer than the checks.
  for (const name in kinds) {
    const [kind, value]: [Kind, unknown] = [kinds[name], (given as Record<string, unknown>)[name]];
    if (isAbsent(value) && !kind.isRequired) { continue; }
    const property = owner === undefined ? name : `${owner}.${name}`;
    result[name] = kind.read({ scope, property }, value ?? undefined);
  }
  return result as T;
}

/** Checks one value, such as a parameter. It must not be absent. */
export function check(scope: IConstruct, property: string, kind: Kind, value: unknown): void {
  kind.read({ scope, property }, value ?? undefined);
}

/** Checks the argument of a method that has no construct, such as `fromCertificateAuthority()`. */
export function checkArgument(property: string, kind: Kind, value: unknown): void {
  check(NO_CONSTRUCT, property, kind, value);
}

/** Returns the options without nulls. Absent options become an empty object. `checked()` rejects other values. */
export function withoutNulls<T extends object>(options: T): T {
  if (!isAbsent(options) && !isPlainObject(options)) { return options; }
  const result = { ...options };
  for (const name in result) { if (result[name] === null) { Reflect.deleteProperty(result, name); } }
  return result;
}

/** The same kind for a required property. */
export function required(kind: Kind): RequiredKind {
  return { ...kind, isRequired: true };
}

/** A value with a check of its own. */
export const ANYTHING: Kind = { read: (_subject, value) => value };

/** Text. */
export const TEXT = primitive('a string', 'string');

/** A Boolean value. Otherwise, the string `'false'` would be true. */
export const FLAG = primitive('true or false', 'boolean');

/** A number. */
export const NUMBER = primitive('a number', 'number');

/** An object whose properties another service defines. */
export const OBJECT = kindOf('an object', isPlainObject);

/** A duration of any copy of aws-cdk-lib. */
export const DURATION = likeA('a Duration', 'toSeconds', 'toDays', 'isUnresolved');

/** A size of any copy of aws-cdk-lib. */
export const SIZE = likeA('a Size', 'toBytes', 'toKibibytes', 'isUnresolved');

/** An instance of a class of this library, or of a class of the same name in another copy of the library. */
export function instanceOf(type: AnyClass): Kind {
  return selfChecking(`an instance of ${nameOf(type)}`, (value) => isA(type, value));
}

/** An object with the members that this library uses. Users can implement the interface in their own classes. */
export function likeA(name: string, ...members: string[]): Kind {
  return selfChecking(name, (value) =>
    typeof value === 'object' && value !== null && members.every((member) => member in value));
}

/** A value of an enumeration. A function defers loading the module of aws-cdk-lib that contains the enumeration. */
export function oneOf(name: string, enumeration: object | (() => object)): Kind {
  const valuesOf = (all: object) =>
    // A numeric enumeration also maps its values to their names.
    Object.entries(all).filter(([key]) => Number.isNaN(Number(key))).map(([, value]) => value as unknown);
  return kindOf(`a value of ${name}`, (value) => Token.isUnresolved(value)
    || valuesOf(typeof enumeration === 'function' ? enumeration() : enumeration).includes(value));
}

/** A list. Its elements are not absent. The library reads elements that are not texts, so their list is not a token. */
export function listOf(kind: Kind, name: string): Kind {
  return {
    read: (subject, value) => {
      if (kind === TEXT && Token.isUnresolved(value)) { return value; }
      if (!Array.isArray(value)) { return wrongKind(subject, `a list of ${name}`, value); }
      return value.map((element: unknown, index) =>
        kind.read({ ...subject, property: `${subject.property}[${index}]` }, element));
    },
  };
}

/** An object whose property names the user chooses. Its values are not absent. */
export function mapOf(kind: Kind, name: string): Kind {
  return {
    read: (subject, value) => {
      if (Token.isUnresolved(value)) { return value; }
      if (!isPlainObject(value)) { return wrongKind(subject, `an object with ${name}`, value); }
      return Object.fromEntries(Object.entries(value as object).map(([key, element]: [string, unknown]) =>
        [key, kind.read({ ...subject, property: `${subject.property}.${key}` }, element)]));
    },
  };
}

/** An object with properties. */
export function objectOf<T extends object>(kinds: Kinds<T>): Kind {
  return {
    read: ({ scope, property }, value) => {
      // A construct can have properties of the same names, so that the error would be about one of these.
      if (!isPlainObject(value) || Construct.isConstruct(value)) {
        return wrongKind({ scope, property }, 'an object with properties', value);
      }
      return checked(scope, value as T, kinds, property);
    },
  };
}

function primitive(name: string, type: 'string' | 'boolean' | 'number'): Kind {
  return kindOf(name, (value) => typeof value === type || Token.isUnresolved(value));
}

function kindOf(name: string, accepts: (value: unknown) => boolean): Kind {
  return { read: (subject, value) => accepts(value) ? value : wrongKind(subject, name, value) };
}

function selfChecking(name: string, accepts: (value: unknown) => boolean): Kind {
  return {
    read: (subject, value) => {
      if (!accepts(value)) { return wrongKind(subject, name, value); }
      (value as SelfChecking)._check?.(subject.scope);
      return value;
    },
  };
}

function isAbsent(value: unknown): value is undefined | null {
  return value === undefined || value === null;
}

function isPlainObject(value: unknown): boolean {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function isA(type: AnyClass, value: unknown): boolean {
  for (let prototype = prototypeOf(value); prototype; prototype = prototypeOf(prototype)) {
    if (prototype === type.prototype || nameOf(prototype.constructor) === nameOf(type)) { return true; }
  }
  return false;
}

function prototypeOf(value: unknown): object | undefined {
  return typeof value === 'object' && value !== null ? Object.getPrototypeOf(value) ?? undefined : undefined;
}

/** The name of a class. aws-cdk-lib is minified, and jsii keeps the names of its classes. */
function nameOf(type: object): string {
  const { fqn } = (type as { [JSII_TYPE]?: { fqn?: string } })[JSII_TYPE] ?? {};
  return fqn?.split('.').at(-1) ?? (type as AnyClass).name;
}

function wrongKind({ scope, property }: Subject, name: string, value: unknown): never {
  throw new PrivateCaError('PropertyType', {
    scope,
    subject: property,
    rule: `be ${name}`,
    value: describe(value),
    fix: fixOf(property, name, value),
  });
}

/** Names how to get a value of the kind, where users often pass another one. */
function fixOf(property: string, name: string, value: unknown): string {
  // A CertificateAuthorityHierarchy, which is on a higher floor.
  if (Construct.isConstruct(value) && 'root' in value && 'all' in value) { return HIERARCHY_FIX; }
  return `Set ${property} to ${FIXES[name] ?? name}`;
}

/** Describes a value. An object can contain a whole app. */
function describe(value: unknown): unknown {
  if (typeof value === 'string') { return value.length > SHOWN ? `${value.slice(0, SHOWN)}…` : value; }
  if (Array.isArray(value)) { return `a list of ${value.length}`; }
  if (typeof value === 'object' && value !== null) {
    const { constructor } = value;
    return !constructor || constructor === Object ? 'an object' : `an instance of ${nameOf(constructor)}`;
  }
  return value === undefined || value === null || typeof value === 'boolean' || typeof value === 'number'
    ? value : String(value);
}
