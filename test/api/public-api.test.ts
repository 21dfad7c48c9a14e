import { existsSync, readFileSync } from 'fs';
import { join } from 'path';
import { Assembly, assemblyFindings, sourceFindings } from './rules';

const ROOT = join(__dirname, '../..');
const ASSEMBLY_FILE = join(ROOT, '.jsii');

/** The files that the barrel exports. */
const EXPORTED_FILES = [...readFileSync(join(ROOT, 'src/index.ts'), 'utf8').matchAll(/from '\.\/(.*)'/g)]
  .map((match) => `src/${match[1]}.ts`);

describe('the public API', () => {
  test('was compiled before this test', () => {
    expect(existsSync(ASSEMBLY_FILE)).toBe(true);
  });

  test('has nothing that jsii accepts in silence', () => {
    const assembly: Assembly = JSON.parse(readFileSync(ASSEMBLY_FILE, 'utf8'));

    expect(Object.keys(assembly.types).length).toBeGreaterThan(10);
    expect(assemblyFindings(assembly)).toEqual([]);
  });

  test('has nothing in its sources that jsii does not see', () => {
    expect(EXPORTED_FILES.length).toBeGreaterThan(10);
    expect(EXPORTED_FILES.flatMap((file) => sourceFindings(file, readFileSync(join(ROOT, file), 'utf8')))).toEqual([]);
  });

  test('needs nothing at run time but its peers', () => {
    const manifest = JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8'));

    expect(manifest.dependencies).toBeUndefined();
    expect(manifest.bundledDependencies).toBeUndefined();
    expect(Object.keys(manifest.peerDependencies).sort()).toEqual(['aws-cdk-lib', 'constructs']);
  });
});

describe('the rules see', () => {
  const docs = { summary: 'A thing.' };
  const type = (more: object): Assembly => ({
    types: { 'm.Thing': { fqn: 'm.Thing', name: 'Thing', kind: 'class', docs, ...more } as never },
  });
  const property = (more: object) => type({ properties: [{ name: 'p', docs, type: { primitive: 'string' }, ...more }] });
  const method = (more: object) => type({ methods: [{ name: 'm', docs, ...more }] });
  const parameter = (more: object) => method({ parameters: [{ name: 'a', docs, type: { primitive: 'string' }, ...more }] });

  test.each<[string, Assembly, string]>([
    ['a type without docs', type({ docs: undefined }), 'Thing has no docs'],
    ['a property without docs', property({ docs: undefined }), 'Thing.p has no docs'],
    ['a method without docs', method({ docs: undefined }), 'Thing.m has no docs'],
    ['a parameter without docs', parameter({ docs: undefined }), 'Thing.m(a) has no docs'],
    ['an enum member without docs', type({ kind: 'enum', members: [{ name: 'A' }] }), 'Thing.A has no docs'],
    ['an optional member without default', property({ optional: true }), 'Thing.p is optional and has no @default'],
    ['a default that is neither value nor sentence', property({ optional: true, docs: { ...docs, default: 'whatever fits' } }),
      'Thing.p has a @default that is neither a value nor a sentence after a hyphen'],
    ['a constructor without parameters and docs', type({ initializer: {} }), 'Thing.constructor has no docs'],
    ['a union type', property({ type: { union: { types: [{ primitive: 'string' }] } } }), 'Thing.p is a union type'],
    ['a union type in a list', parameter({
      type: { collection: { elementtype: { union: { types: [] } } } },
    }), 'Thing.m(a) is a union type'],
    ['a Cfn type', method({ returns: { type: { fqn: 'aws-cdk-lib.aws_s3.CfnBucket' } } }), 'Thing.m shows aws-cdk-lib.aws_s3.CfnBucket'],
    ['a struct of a Cfn type', property({
      type: { fqn: 'aws-cdk-lib.aws_s3.CfnBucket.RuleProperty' },
    }), 'Thing.p shows aws-cdk-lib.aws_s3.CfnBucket.RuleProperty'],
    ['a destructured parameter', parameter({ name: '__0' }), 'Thing.m destructures a parameter'],
    ['a public props', property({ name: 'props' }), 'Thing.props is public'],
    ['an I-prefixed interface of data', {
      types: { 'm.IThing': { fqn: 'm.IThing', name: 'IThing', kind: 'interface', docs } },
    }, 'IThing is an I-prefixed interface of pure data'],
  ])('%s', (_name, assembly, finding) => {
    expect(assemblyFindings(assembly)).toEqual([finding]);
  });

  test.each([
    ['an exported constant', 'export const LIMIT = 1;', 'f.ts exports what jsii does not see: export const LIMIT = 1;'],
    ['an exported function', 'export function f(): void {}', 'f.ts exports what jsii does not see: export function f(): void {}'],
    ['an exported type alias', 'export type A = string;', 'f.ts exports what jsii does not see: export type A = string;'],
    ['a fluent method', 'export class A { public f(): this { return this; } }', 'A.f returns this'],
    ['a fluent method by another name', 'export class A { public f(): A { return this; } }', 'A.f returns this'],
    ['an export list', 'const L = 1; export { L };', 'f.ts exports what jsii does not see: export { L };'],
    ['a namespace', 'export namespace N {}', 'f.ts exports what jsii does not see: export namespace N {}'],
    ['a default export', 'export default class A {}', 'f.ts exports what jsii does not see: export default class A {}'],
    ['an overload', 'export class A { f(a: string): void; f(a: unknown): void {} }', 'A.f is overloaded'],
    ['an overloaded constructor', 'export class A { constructor(a: string); constructor(a: unknown) {} }', 'A.constructor is overloaded'],
  ])('%s', (_name, source, finding) => {
    expect(sourceFindings('f.ts', source)).toEqual([finding]);
  });

  test('nothing wrong with an abstract method or a private function', () => {
    expect(sourceFindings('f.ts', 'export abstract class A { abstract f(): void; } function g(): void {}')).toEqual([]);
  });
});
