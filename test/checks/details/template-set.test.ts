import { sourceOf } from './view-of';
import { outputOf, TemplateSet } from '../../../src/checks/private/template-set';
import { change, Json, ref } from '../cases/case';

const NAME = '0123abcd.json';
const BUCKET = { Type: 'AWS::S3::Bucket' };
const nested = (url: unknown, more: Json = {}) => ({ Type: 'AWS::CloudFormation::Stack', Properties: { TemplateURL: url }, ...more });
const byAsset = (path: unknown) => nested('https://example.com/unknown.json', { Metadata: { 'aws:asset:path': path } });

/** An app with a stack that has these resources, and the template of a nested stack. */
function appOf(resources: Json): TemplateSet {
  return new TemplateSet([
    sourceOf('parent', { Resources: resources }, { nestedPaths: { [NAME]: 'child', 'Child.nested.template.json': 'child', 'own.json': 'parent' } }),
    sourceOf('child', { Resources: { Bucket: BUCKET } }, { nested: true }),
  ]);
}
const linksOf = ({ templates }: TemplateSet) => templates.flatMap(({ source, children }) => [...children].map(([id, child]) => `${source.path}.${id} ${child.source.path}`));

describe('a nested stack', () => {
  test.each<[string, () => Json]>([
    ['a URL', () => nested(`https://example.com/assets/${NAME}`)],
    ['a URL that is only a name', () => nested(NAME)],
    ['a URL that is substituted', () => nested({ 'Fn::Sub': `https://example.com/\${AWS::Region}/${NAME}` })],
    ['a URL that is joined', () => nested({ 'Fn::Join': ['', ['https://', { Ref: 'AWS::URLSuffix' }, '/', NAME]] })],
    ['a URL that is joined of joined texts', () => nested({ 'Fn::Join': ['', ['https://', { 'Fn::Join': ['', ['/', { 'Fn::Sub': NAME }]] }]] })],
    ['the path of its asset', () => byAsset('Child.nested.template.json')],
  ])('has the template that it names by %s', (_name, resource) => {
    const set = appOf({ Nested: resource() });

    expect(linksOf(set)).toEqual(['parent.Nested child']);
    expect(set.templates[1].parent?.id).toBe('Nested');
    expect(set.resourcesOf('AWS::S3::Bucket').map(({ template }) => template.source.path)).toEqual(['child']);
  });

  test.each<[string, () => Json]>([
    ['an unknown URL', () => nested('https://example.com/other.json')],
    ['a URL with only the end of the name', () => nested(`https://example.com/x${NAME}`)],
    ['the path of another asset', () => byAsset('asset.0123')],
    ['a number as the path of its asset', () => byAsset(7)],
    ['a URL that is null', () => nested(null)],
    ['a URL of a parameter', () => nested(ref('Url'))],
    ['a URL that is a number', () => nested(7)],
    ['an empty list in its URL', () => nested({ 'Fn::Join': [] })],
    ['null in its URL', () => nested({ 'Fn::Join': ['', [null]] })],
    ['no URL', () => ({ Type: 'AWS::CloudFormation::Stack' })],
    ['properties that are no object', () => ({ Type: 'AWS::CloudFormation::Stack', Properties: NAME })],
    ['the URL of its own template', () => nested('https://example.com/own.json')],
  ])('with %s has no template, and a template that nothing deploys is left out', (_name, resource) => {
    const set = appOf({ Nested: resource() });

    expect(linksOf(set)).toEqual([]);
    expect(set.templates.map(({ source, parent }) => [source.path, parent])).toEqual([['parent', undefined]]);
    expect(set.resourcesOf('AWS::S3::Bucket')).toEqual([]);
  });

  test('of a template without the names of assets has no template', () => {
    expect(linksOf(new TemplateSet([sourceOf('parent', { Resources: { Nested: nested(NAME) } })]))).toEqual([]);
  });

  test('has the template only if no other stack deploys it', () => {
    const set = appOf({ First: nested(NAME), Second: nested(NAME) });

    expect(linksOf(set)).toEqual(['parent.First child']);
    expect(set.templates[1].parent?.id).toBe('First');
  });

  test('is a stack, and no stack set that names the same template', () => {
    expect(linksOf(appOf({ Nested: { ...nested(NAME), Type: 'AWS::CloudFormation::StackSet' } }))).toEqual([]);
  });
});

describe('an export', () => {
  const exporting = (name: unknown, value: string) => sourceOf(value, { Resources: {}, Outputs: { Own: { Value: value, Export: { Name: name } } } });
  const valuesOf = (...names: unknown[]) => new TemplateSet(names.map((name, index) => exporting(name, String(index)))).exported('shared')?.value;

  test.each<[string, unknown[], string | undefined]>([
    ['one stack', ['shared'], '0'],
    ['no stack', ['other'], undefined],
    ['two stacks', ['shared', 'shared'], undefined],
    ['three stacks', ['shared', 'shared', 'shared'], undefined],
    ['one stack beside names that are expressions', [{ Ref: 'A' }, 'shared', { Ref: 'A' }], '1'],
  ])('is known if exactly one stack has it: %s', (_name, names, value) => {
    expect(valuesOf(...names)).toBe(value);
  });

  test.each<[string, unknown]>([
    ['without an export', { Value: 'x' }], ['that is no object', 'shared'], ['whose export is no object', { Value: 'x', Export: 'shared' }],
  ])('of an output %s does not hide others', (_name, output) => {
    const set = new TemplateSet([sourceOf('a', { Resources: {}, Outputs: { First: output, Second: output } }), exporting('shared', 'b')]);

    expect(set.exported('shared')?.value).toBe('b');
  });
});

describe('the output of a stack', () => {
  const withOutput = (path: string, stackName: string, more = {}) => sourceOf(path, { Resources: {}, Outputs: { Arn: { Value: path }, Text: 'x' } }, { stackName, ...more });

  test('is known by the name of the stack', () => {
    const set = new TemplateSet([withOutput('a', 'First'), withOutput('b', 'Second')]);

    expect(set.outputOf('Second', 'Arn')?.value).toBe('b');
    expect([set.outputOf('Second', 'Other'), set.outputOf('Second', 'Text'), set.outputOf('Third', 'Arn')]).toEqual([undefined, undefined, undefined]);
  });

  test('is unknown if two stacks have the name', () => {
    expect(new TemplateSet([withOutput('a', 'Same'), withOutput('b', 'Same')]).outputOf('Same', 'Arn')).toBeUndefined();
  });

  test('is never that of a nested stack, which has a name of its own', () => {
    const parent = sourceOf('parent', { Resources: { Nested: nested(NAME) }, Outputs: { Arn: { Value: 'parent' } } },
      { stackName: 'Same', nestedPaths: { [NAME]: 'child' } });

    const set = new TemplateSet([withOutput('child', 'Same', { nested: true }), parent]);

    expect(set.outputOf('Same', 'Arn')?.value).toBe('parent');
    expect(outputOf(set.templates[0], 'Arn')?.value).toBe('child');
  });
});

test('resources are known by their types, in all templates', () => {
  const resources = { A: BUCKET, B: BUCKET, C: { Type: 'AWS::KMS::Key' } };
  const set = new TemplateSet([sourceOf('a', { Resources: resources }), sourceOf('b', { Resources: change(resources, 'A', undefined) })]);

  expect(set.types).toEqual(['AWS::S3::Bucket', 'AWS::KMS::Key']);
  expect(set.resourcesOf('AWS::S3::Bucket').map(({ id, template }) => `${template.source.path}.${id}`)).toEqual(['a.A', 'a.B', 'b.B']);
  expect(set.resourcesOf('AWS::SNS::Topic')).toEqual([]);
});
