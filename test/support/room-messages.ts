import { readdirSync, readFileSync } from 'fs';
import { join } from 'path';
import { errorOf } from './errors';
import { MISTAKES } from './mistakes';
import { Untyped, USES } from './plain-javascript';
import { ENVIRONMENT, newStack } from './stacks';
import { ErrorCode } from '../../src/private/error-codes';

/* The messages of one room. The tests of a room detect a change of a message without the tests of other rooms. */

const ROOT = join(__dirname, '../..');

const sourceOf = (room: string) => readdirSync(join(ROOT, 'src', room), { recursive: true, encoding: 'utf8' })
  .filter((file) => file.endsWith('.ts')).map((file) => readFileSync(join(ROOT, 'src', room, file), 'utf8')).join('\n');

/** The mistakes with the error codes of a room. */
export function mistakesOf(room: string): (readonly [code: ErrorCode, make: () => unknown])[] {
  const source = sourceOf(room);
  return MISTAKES.filter(([code]) => source.includes(`'${code}'`));
}

/** Fails unless `docs/errors.md` contains the message of a mistake. */
export function expectDocumentedMessage(code: ErrorCode, make: () => unknown): void {
  const message = errorOf(code, make).message.replace(` [${code} at `, ' [… at ').replace(/\|/g, '\\|');

  expect(readFileSync(join(ROOT, 'docs/errors.md'), 'utf8')).toContain(` | ${message} |\n`);
}

/** The properties in the interfaces of a room, with a value of a wrong type for each. */
export function wrongTypesOf(room: string): [name: string, property: string, value: unknown][] {
  const interfaces = [...sourceOf(room).matchAll(/^export interface (\w+)[^]*?(?:^\}|\{\}$)/gm)].filter(([, name]) => name in USES);
  return interfaces.flatMap(([text, name]) => [...text.matchAll(/^ {2}readonly (\w+)\??: (.*);$/gm)]
    .map(([, property, type]): [string, string, unknown] => [name, property, wrongValueOf(type)]));
}

function wrongValueOf(type: string): unknown {
  switch (type) {
    case 'string': return 42;
    case 'number': return '42';
    case 'boolean': return 'false';
    default: return 'text';
  }
}

/** Properties with a check of their own, whose code says more. */
const OTHER_CODES: Record<string, ErrorCode> = { outcome: 'EventOutcome', messageFormat: 'NotificationFormat' };

/** Fails unless a value of a wrong type causes an error with the name of the property. */
export function expectTypeError(name: string, property: string, value: unknown): void {
  const { smallest, use } = USES[name];
  const stack = newStack({ env: ENVIRONMENT });
  const properties: Untyped = { ...smallest?.(stack), [property]: value };
  const code = OTHER_CODES[property] ?? 'PropertyType';

  expect(errorOf(code, () => use(stack, properties as never)).message)
    .toMatch(new RegExp(`^(?:\\S+ )*\\S*${property}\\S* must be .*\\[${code} at Stack`));
}
