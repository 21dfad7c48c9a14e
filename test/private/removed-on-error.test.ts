import { types } from 'util';
import { setFlagsFromString } from 'v8';
import { App, Stack } from 'aws-cdk-lib';
import { Construct } from 'constructs';
import * as library from '../../src';
import { removedOnError } from '../../src/private/removed-on-error';

class Base extends Construct {
  public static readonly KIND = 'base';

  public readonly child: Construct;

  constructor(scope: Construct, id: string, fails = false) {
    super(scope, id);
    this.child = new Construct(this, 'Child');
    if (fails) { throw new Error('a reason'); }
  }
}

const Removed = removedOnError(Base);
class Extended extends Removed {}

const newStack = () => new Stack(new App(), 'Stack');

test.each([['the class', Removed], ['a subclass', Extended]])('%s creates the same construct as without the decorator', (_name, type) => {
  const created = new type(newStack(), 'Id');

  expect(created).toBeInstanceOf(Base);
  expect(created).toBeInstanceOf(type);
  expect(created.child.node.path).toBe('Stack/Id/Child');
  expect(type.KIND).toBe('base');
  expect(Object.getPrototypeOf(created)).toBe(type.prototype);
});

test('the class has the properties of the class without the decorator, and its base class', () => {
  expect(Object.getOwnPropertyDescriptors(Removed)).toEqual(Object.getOwnPropertyDescriptors(Base));
  expect(Object.getOwnPropertyDescriptor(Removed, 'KIND')).toMatchObject({ value: 'base' });
  expect(Object.getPrototypeOf(Removed)).toBe(Construct);
  expect([Removed.name, Extended.name]).toEqual(['Base', 'Extended']);
});

test.each([['the class', Removed], ['a subclass', Extended]])('an error removes %s with its children, and the ID is free again', (_name, type) => {
  const stack = newStack();

  expect(() => new type(stack, 'Id', true)).toThrow('a reason');
  expect(stack.node.children).toEqual([]);
  expect(new type(stack, 'Id').node.path).toBe('Stack/Id');
});

test('an error of a second construct with the same ID keeps the first one', () => {
  const stack = newStack();
  const first = new Removed(stack, 'Id');

  expect(() => new Removed(stack, 'Id')).toThrow(/already a Construct/);
  expect(stack.node.children).toEqual([first]);
});

test('all instances have the same hidden class, so that V8 reads their properties fast', () => {
  setFlagsFromString('--allow-natives-syntax');
  const haveSameHiddenClass = new Function('one', 'other', 'return %HaveSameMap(one, other)') as (one: object, other: object) => boolean;
  setFlagsFromString('--no-allow-natives-syntax');

  expect(haveSameHiddenClass(new Removed(newStack(), 'Id'), new Removed(newStack(), 'Id'))).toBe(true);
  expect(haveSameHiddenClass(new Removed(newStack(), 'Id'), new Base(newStack(), 'Id'))).toBe(true);
});

test('a call without new is the same error as for a class', () => {
  const call = (type: unknown) => () => (type as () => void)();

  expect(call(Removed)).toThrow(new TypeError('Class constructor Base cannot be invoked without \'new\''));
  expect(call(Base)).toThrow(TypeError);
});

test('no class of the library is a proxy, whose instances are slow', () => {
  const classes = Object.values(library).filter((value) => typeof value === 'function');

  expect(classes.length).toBeGreaterThan(50);
  expect(classes.filter((type) => types.isProxy(type))).toEqual([]);
  expect(types.isProxy(new Proxy(Base, {}))).toBe(true);
});
