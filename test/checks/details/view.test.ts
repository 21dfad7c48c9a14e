import { resourceOf, sourceOf, valueOf, viewOf } from './view-of';
import { worldsOf } from '../../../src/checks/private/conditions';
import { Resolver } from '../../../src/checks/private/resolver';
import { Resource, TemplateSource } from '../../../src/checks/private/template';
import { TemplateSet } from '../../../src/checks/private/template-set';
import { Reference, Text, UNKNOWN, Value } from '../../../src/checks/private/values';
import { at, referencesIn, View } from '../../../src/checks/private/view';
import { att, Json, ref, Resources, sub, when } from '../cases/case';

const BUCKET = { Type: 'AWS::S3::Bucket' };
const KEY = { Type: 'AWS::KMS::Key' };
const NEVER = { Condition: 'Never' };
const named = (name: unknown) => ({ ...BUCKET, Properties: { BucketName: name } });
const topic = (mentions: unknown, more: Json = {}) => ({ Type: 'AWS::SNS::Topic', Properties: { TopicName: mentions }, ...more });
const idOf = (resource: Resource | undefined) => resource?.id;
const pathOf = (resource: Resource | undefined) => resource && `${resource.template.source.path}.${resource.id}`;

describe('an app is opaque', () => {
  test.each<[string, boolean, Resources]>([
    ['a nested stack of another place', true, { A: { Type: 'AWS::CloudFormation::Stack' } }],
    ['a nested stack that does not exist', false, { A: { Type: 'AWS::CloudFormation::Stack', ...NEVER } }],
    ['a module', true, { A: { Type: 'My::S3::Bucket::MODULE' } }],
    ['a type with the word MODULE inside', false, { A: { Type: 'My::MODULE::Bucket' } }],
    ['a macro', true, { A: { Type: 'AWS::CloudFormation::Macro' } }],
    ['a wait condition', false, { A: { Type: 'AWS::CloudFormation::WaitCondition' } }],
  ])('with %s: %s', (_name, opaque, resources) => {
    expect(viewOf({ Bucket: BUCKET, ...resources }).opaque).toBe(opaque);
    expect(viewOf({ Bucket: BUCKET }, resources).opaque).toBe(opaque);
  });

  test('if one of its templates has a transform', () => {
    const app = (...more: Json[]) => {
      const sources = more.map((own, index) => sourceOf(String(index), { Resources: {}, ...own }));
      return new View(new Resolver(new TemplateSet(sources)), () => true);
    };

    expect([app({}, { Transform: 'Mine' }).opaque, app({}, {}).opaque]).toEqual([true, false]);
  });

  test('but not with a nested stack whose template is known', () => {
    const parent = sourceOf('parent', { Resources: { Nested: { Type: 'AWS::CloudFormation::Stack', Properties: { TemplateURL: 'a/b.json' } } } },
      { nestedPaths: { 'b.json': 'child' } });
    const set = new TemplateSet([parent, sourceOf('child', { Resources: {} }, { nested: true })]);

    expect(new View(new Resolver(set), () => true).opaque).toBe(false);
  });
});

describe('the resources of a type', () => {
  test('are those that can exist', () => {
    const view = viewOf({ A: BUCKET, B: { ...BUCKET, ...NEVER }, C: { ...BUCKET, Condition: 'Always' }, D: KEY }, { E: BUCKET });

    expect(view.all('AWS::S3::Bucket').map(idOf)).toEqual(['A', 'C', 'E']);
    expect(['A', 'B', 'C'].map((id) => view.exists(resourceOf(view, id)))).toEqual([true, false, true]);
  });

  test('are subjects only where their template is judged', () => {
    const { set } = viewOf({ A: BUCKET }, { B: BUCKET });
    const view = new View(new Resolver(set), (template) => template === set.templates[1]);

    expect(view.subjects('AWS::S3::Bucket').map(idOf)).toEqual(['B']);
    expect(view.all('AWS::S3::Bucket').map(idOf)).toEqual(['A', 'B']);
  });
});

test('what was computed is not computed again', () => {
  const view = viewOf({ A: named(sub('${B}')), B: BUCKET });
  const [resource] = view.all('AWS::S3::Bucket');
  const compute = jest.fn(() => undefined);

  expect([view.memo('key', compute), view.memo('key', compute)]).toEqual([undefined, undefined]);
  expect(compute).toHaveBeenCalledTimes(1);
  expect(view.all('AWS::S3::Bucket')).toBe(view.all('AWS::S3::Bucket'));
  expect(view.propertiesOf(resource)).toBe(view.propertiesOf(resource));
  expect(view.edgesOf(resource)).toBe(view.edgesOf(resource));
});

test('worlds share the properties that no condition decides, and no others', () => {
  const Conditions = { Maybe: { 'Fn::Equals': [ref('Text'), 'a'] } };
  const set = new TemplateSet([sourceOf('0', { Conditions, Resources: { A: named('a'), B: named(when('Maybe', 'b', 'c')) } })]);
  const [template] = set.templates;
  const shared = new Map();
  const worlds = worldsOf(template, (raw) => typeof raw === 'string' ? raw : undefined)!
    .map((truths) => new View(new Resolver(set, template, truths), () => true, shared));
  const propertiesOf = (id: string) => worlds.map((world) => world.propertiesOf(template.resources.get(id)!));

  expect(propertiesOf('B')).toEqual([{ BucketName: 'b' }, { BucketName: 'c' }]);
  expect(propertiesOf('A')).toEqual([{ BucketName: 'a' }, { BucketName: 'a' }]);
  expect(propertiesOf('A')[1]).toBe(propertiesOf('A')[0]);
  expect([...shared.keys()].map(idOf)).toEqual(['A']);
});

describe('a property', () => {
  test.each<[string, () => Json, unknown]>([
    ['literal', () => ({ BucketName: 'name' }), 'name'],
    ['absent without a value', () => ({ BucketName: ref('AWS::NoValue') }), undefined],
    ['absent without properties', () => ({}), undefined],
    ['unknown where a transform gives all properties', () => ({ 'Fn::Transform': { Name: 'AWS::Include' } }), UNKNOWN],
    ['unknown where a transform gives some properties', () => ({ 'Tags': [], 'Fn::Transform': { Name: 'AWS::Include' } }), UNKNOWN],
    ['literal beside a transform', () => ({ 'BucketName': 'name', 'Fn::Transform': { Name: 'AWS::Include' } }), 'name'],
  ])('is %s', (_name, properties, value) => {
    const view = viewOf({ A: { ...BUCKET, Properties: properties() } });

    expect(view.get(resourceOf(view, 'A'), 'BucketName')).toBe(value);
  });

  test('of a resource without the section is absent, and an attribute beside it has its value', () => {
    const view = viewOf({ A: { ...BUCKET, DeletionPolicy: when('Never', 'Delete', 'Retain') } });

    expect(view.get(resourceOf(view, 'A'), 'BucketName')).toBeUndefined();
    expect(view.attribute(resourceOf(view, 'A'), 'DeletionPolicy')).toBe('Retain');
  });
});

test.each<[string, () => Value, string, unknown]>([
  ['in an object', () => ({ a: { b: 'c' } }), 'a.b', 'c'],
  ['in a list', () => ({ a: [{ b: 'c' }, { b: 'd' }] }), 'a.1.b', 'd'],
  ['below what is absent', () => ({ a: {} }), 'a.b.c', undefined],
  ['beyond a list', () => ({ a: ['b'] }), 'a.1', undefined],
  ['beyond a list, and below that', () => ({ a: ['b'] }), 'a.1.c', undefined],
  ['below an absent value', () => undefined, 'a', undefined],
  ['below an unknown value', () => ({ a: UNKNOWN }), 'a.b.c', UNKNOWN],
  ['below a text with a parameter', () => ({ a: new Text(['x', UNKNOWN]) }), 'a.b', UNKNOWN],
  ['below a literal text', () => ({ a: 'x' }), 'a.b', UNKNOWN],
  ['below null', () => [null], '0.a', UNKNOWN],
])('the value %s is what the path leads to', (_name, value, path, expected) => {
  expect(at(value(), path)).toBe(expected);
});

describe('a resource waits', () => {
  const waits = (resources: Resources, from = 'A', to = 'C') => {
    const view = viewOf(resources);
    return view.waitsFor(resourceOf(view, from), ({ id }) => id === to);
  };

  test.each<[string, boolean, () => Resources]>([
    ['one that it depends on', true, () => ({ A: topic('a', { DependsOn: 'C' }), C: BUCKET })],
    ['one of a list that it depends on', true, () => ({ A: topic('a', { DependsOn: ['B', 'C'] }), B: BUCKET, C: BUCKET })],
    ['one that it mentions', true, () => ({ A: topic(ref('C')), C: BUCKET })],
    ['one that it mentions beside its properties', true, () => ({ A: topic('a', { Metadata: { x: att('C') } }), C: BUCKET })],
    ['one in the branch that is taken', true, () => ({ A: topic(when('Always', ref('C'), 'c')), C: BUCKET })],
    ['one in the branch that is not taken', false, () => ({ A: topic(when('Never', ref('C'), 'c')), C: BUCKET })],
    ['one that another one waits for', true, () => ({ A: topic(ref('B')), B: topic(ref('C')), C: BUCKET })],
    ['one behind a cycle', true, () => ({ A: topic(ref('B')), B: topic([ref('A'), ref('C')]), C: BUCKET })],
    ['none in a cycle', false, () => ({ A: topic(ref('B')), B: topic(ref('A')), C: BUCKET })],
    ['none that waits for it', false, () => ({ A: BUCKET, C: topic(ref('A')) })],
    ['none that does not exist', false, () => ({ A: topic(ref('C')), C: { ...BUCKET, ...NEVER } })],
    ['none that has the name of its type', false, () => ({ A: { ...topic('a'), Type: 'C' }, C: BUCKET })],
    ['none that has the name of its condition', false, () => ({ A: topic('a', { Condition: 'C' }), C: BUCKET })],
  ])('for %s: %s', (_name, expected, resources) => {
    expect(waits(resources())).toBe(expected);
  });

  test('for itself only in a cycle', () => {
    expect(waits({ A: topic(ref('B')), B: topic(ref('A')) }, 'A', 'A')).toBe(true);
    expect(waits({ A: topic(ref('B')), B: BUCKET }, 'A', 'A')).toBe(false);
  });
});

test.each<[string, unknown, string | undefined]>([
  ['its Ref', ref('Key'), 'Key'],
  ['one of the attributes', att('Key', 'KeyId'), 'Key'],
  ['another attribute', att('Key', 'Other'), undefined],
  ['the Ref of another type', ref('Bucket'), undefined],
  ['a text that contains its Ref', sub('key/${Key}'), undefined],
  ['a literal', 'Key', undefined],
  ['the Ref of one that does not exist', ref('Gone'), undefined],
])('a key is identified by %s as %s', (_name, raw, id) => {
  const view = viewOf({ Key: KEY, Gone: { ...KEY, ...NEVER }, Bucket: BUCKET });

  expect(idOf(view.target(valueOf(view, raw), 'AWS::KMS::Key', ['Arn', 'KeyId']))).toBe(id);
});

test.each<[string, unknown, string | undefined]>([
  ['its Ref', ref('Unnamed'), 'Unnamed'],
  ['its literal name', 'amzn-s3-demo-bucket', 'Named'],
  ['the same expression', sub('logs-${AWS::AccountId}'), 'Joined'],
  ['its prefix with the account and the Region', sub('pca-${AWS::AccountId}-${AWS::Region}-an'), 'Prefixed'],
  ['the prefix only', 'pca', undefined],
  ['the name of one that does not exist', 'gone', undefined],
  ['its ARN', att('Unnamed'), undefined],
  ['the Ref of another type', ref('Key'), undefined],
  ['a parameter', ref('Text'), undefined],
  ['a text with a parameter', sub('logs-${Text}'), undefined],
  ['nothing', ref('AWS::NoValue'), undefined],
])('a bucket is identified by %s as %s', (_name, raw, id) => {
  const view = viewOf({
    Unnamed: BUCKET,
    Named: named('amzn-s3-demo-bucket'),
    Joined: named({ 'Fn::Join': ['-', ['logs', ref('AWS::AccountId')]] }),
    Prefixed: { ...BUCKET, Properties: { BucketNamePrefix: 'pca' } },
    Gone: { ...named('gone'), ...NEVER },
    Key: KEY,
    Open: named(ref('Text')),
  });

  expect(idOf(view.bucketByName(valueOf(view, raw), view.set.templates[0]))).toBe(id);
});

describe('a name that several buckets have is that of', () => {
  const NAME = { Ref: 'AWS::AccountId' };
  const parent = (path: string, more: Resources = {}) => sourceOf(path, {
    Resources: { Nested: { Type: 'AWS::CloudFormation::Stack', Properties: { TemplateURL: `https://example.com/${path}.json` } }, ...more },
  }, { nestedPaths: { [`${path}.json`]: `${path}/child` } });
  const child = (path: string, resources: Resources = {}) => sourceOf(`${path}/child`, { Resources: resources }, { nested: true });
  const bucketFor = (path: string, ...sources: TemplateSource[]) => {
    const view = new View(new Resolver(new TemplateSet(sources)), () => true);
    const template = view.set.templates.find(({ source }) => source.path === path)!;
    return pathOf(view.bucketByName(view.resolve(NAME, template), template));
  };
  const bucket = (Condition?: string) => ({ ...named(NAME), Condition });

  test.each<[string, string, () => TemplateSource[], string | undefined]>([
    ['the own stack', 'a', () => [sourceOf('a', { Resources: { B: bucket() } }), sourceOf('b', { Resources: { B: bucket() } })], 'a.B'],
    ['the own stack, before its nested stack', 'a', () => [parent('a', { B: bucket() }), child('a', { B: bucket() })], 'a.B'],
    ['its nested stack', 'a', () => [parent('a'), child('a', { B: bucket() }), parent('b', { B: bucket() }), child('b')], 'a/child.B'],
    ['the stack that deploys it', 'b/child', () => [parent('a'), child('a', { B: bucket() }), parent('b', { B: bucket() }), child('b')], 'b.B'],
    ['the only other stack', 'a', () => [sourceOf('a', { Resources: {} }), sourceOf('b', { Resources: { B: bucket() } })], 'b.B'],
    ['none of two other stacks', 'a', () => [sourceOf('a', { Resources: {} }), sourceOf('b', { Resources: { B: bucket() } }), sourceOf('c', { Resources: { B: bucket() } })], undefined],
    ['none of two in the own stack', 'a', () => [sourceOf('a', { Resources: { B: bucket('X'), C: bucket('Y') } })], undefined],
  ])('%s', (_name, path, sources, expected) => {
    expect(bucketFor(path, ...sources())).toBe(expected);
  });

  test('the only other stack, although two stacks deploy each other', () => {
    const cycle = (own: string, other: string) => sourceOf(own, {
      Resources: { Nested: { Type: 'AWS::CloudFormation::Stack', Properties: { TemplateURL: `https://example.com/${other}` } } },
    }, { nestedPaths: { [other]: other } });

    expect(bucketFor('a', cycle('a', 'b'), cycle('b', 'a'), sourceOf('c', { Resources: { B: bucket() } }))).toBe('c.B');
  });
});

describe('a resource is mentioned', () => {
  const usersOf = (view: View) => {
    const users: (string | undefined)[] = [];
    view.mentionedBy(resourceOf(view, 'Target'), (user) => { users.push(pathOf(user)); return false; });
    return users;
  };
  const exporting = (id: string) => sourceOf('0', { Resources: { Target: BUCKET, Other: KEY }, Outputs: { O: { Value: ref(id), Export: { Name: 'shared' } } } });
  const importing = () => sourceOf('1', { Resources: { User: topic({ 'Fn::ImportValue': 'shared' }) } });
  const app = (id: string) => new View(new Resolver(new TemplateSet([exporting(id), importing()])), () => true);

  test('by those that refer to it or depend on it, each once', () => {
    expect(usersOf(viewOf({ Target: BUCKET, A: topic(ref('Target')), B: topic('b', { DependsOn: 'Target' }), C: topic([ref('Target'), att('Target')]), D: topic('d') })))
      .toEqual(['0.A', '0.B', '0.C']);
  });

  test('by those of other templates that import it', () => {
    expect(usersOf(app('Target'))).toEqual(['1.User']);
    expect(usersOf(app('Other'))).toEqual([]);
  });

  test('if the predicate accepts one of several', () => {
    const view = viewOf({ Target: BUCKET, A: topic(ref('Target')), B: { ...KEY, DependsOn: 'Target' } });
    const mentionedByType = (type: string) => view.mentionedBy(resourceOf(view, 'Target'), (user) => user.type === type);

    expect([mentionedByType('AWS::KMS::Key'), mentionedByType('AWS::SNS::Topic'), mentionedByType('AWS::S3::Bucket')]).toEqual([true, true, false]);
  });

  test('by nobody, if nothing refers to it', () => {
    expect(usersOf(viewOf({ Target: BUCKET }))).toEqual([]);
  });
});

test('the references in a value are found at every depth', () => {
  const view = viewOf({ A: BUCKET, B: BUCKET, C: BUCKET });
  const value = valueOf(view, { x: ref('A'), y: [{ z: sub('${B.Arn}/${C}') }, 'text', ref('AWS::Region')], n: null });

  expect(referencesIn(value).map(({ resource, attribute }) => `${resource.id}.${attribute}`)).toEqual(['A.', 'B.Arn', 'C.']);
});

describe('a text with JSON', () => {
  const parse = (raw: unknown) => {
    const view = viewOf({ A: BUCKET, B: KEY });
    const [a, b] = ['A', 'B'].map((id) => new Reference(resourceOf(view, id), ''));
    return { value: view.parseJson(valueOf(view, raw)), a, b };
  };

  test.each<[string, string, unknown]>([
    ['an object', '{"a":[1,true,null,"","b"]}', { a: [1, true, null, '', 'b'] }],
    ['a number', '7', 7],
    ['a text', '"a"', 'a'],
  ])('is what it says: %s', (_name, text, expected) => {
    expect(parse(text).value).toEqual(expected);
  });

  test('has references in their places', () => {
    const { value, a, b } = parse(sub('{"a":"${A}","b":["x-${B}-${A}",{"c":"${Text}"}]}'));

    expect(value).toEqual({ a: new Text([a]), b: [new Text(['x-', b, '-', a]), { c: UNKNOWN }] });
  });

  test('has more than ten references in their places', () => {
    const { value, a, b } = parse(sub(`["${'${A}","${B}","'.repeat(6)}"]`));

    expect(value).toEqual([...Array.from({ length: 12 }, (_, index) => new Text([index % 2 === 0 ? a : b])), '']);
  });

  test.each<[string, unknown]>([
    ['is no JSON', '{"a":'], ['has an expression outside its texts', sub('{"a":${A}}')], ['is a parameter', ref('Text')],
  ])('is unknown if it %s', (_name, raw) => {
    expect(parse(raw).value).toBe(UNKNOWN);
  });
});
