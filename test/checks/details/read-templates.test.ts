import { mkdirSync, mkdtempSync, writeFileSync } from 'fs';
import { tmpdir } from 'os';
import { basename, dirname, join, relative } from 'path';
import { Reading, readPath, readSynthesized } from '../../../src/checks/private/read-templates';
import { Json } from '../cases/case';

afterEach(() => { jest.restoreAllMocks(); });

/** A new folder with files. */
function folder(files: Record<string, unknown>): string {
  const path = mkdtempSync(join(tmpdir(), 'templates-'));
  for (const [name, content] of Object.entries(files)) {
    mkdirSync(dirname(join(path, name)), { recursive: true });
    writeFileSync(join(path, name), typeof content === 'string' ? content : JSON.stringify(content));
  }
  return path;
}

const namesOf = ({ sources }: Reading) => sources.map(({ path }) => basename(path));

const TEMPLATE = { Resources: {} };
const withNested = (...assets: string[]) => ({
  Resources: Object.fromEntries(assets.map((asset, index) => [`Nested${index}`, {
    Type: 'AWS::CloudFormation::Stack', Properties: { TemplateURL: `https://bucket/${asset}` },
  }])),
});

describe('a folder without a manifest', () => {
  test('has the templates among its files, in the order of their names', () => {
    const path = folder({
      'b.yml': 'Resources: {}',
      'a.template': 'Resources: {}',
      'd.yaml': '"Resources" : {}',
      'c.json': '{ "Resources" : {} }',
      'e.json': TEMPLATE,
      'package.json': { resources: [] },
      'compose.yaml': 'services: { web: { image: nginx } }',
      'pnpm-lock.yml': 'lockfileVersion: 9',
      'note.txt': '"Resources":',
      'old.json.bak': TEMPLATE,
    });
    const reading = readPath(path);

    expect(namesOf(reading)).toEqual(['a.template', 'b.yml', 'c.json', 'd.yaml', 'e.json']);
    expect(reading.unreadable).toEqual([]);
  });

  test('has the same order, however the system lists it', () => {
    const path = folder({ 'a.json': TEMPLATE, 'b.json': TEMPLATE });
    jest.spyOn(jest.requireActual<{ readdirSync: () => string[] }>('fs'), 'readdirSync').mockReturnValue(['b.json', 'a.json']);

    expect(namesOf(readPath(path))).toEqual(['a.json', 'b.json']);
  });

  test('can have a nested stack whose template is unknown', () => {
    expect(namesOf(readPath(folder({ 'a.json': withNested('child.nested.template.json') })))).toEqual(['a.json']);
  });

  test('can have a manifest of another tool', () => {
    expect(namesOf(readPath(folder({ 'manifest.json': { name: 'site' }, 'a.json': TEMPLATE })))).toEqual(['a.json']);
    expect(namesOf(readPath(folder({ 'manifest.json': '[]', 'a.json': TEMPLATE })))).toEqual(['a.json']);
    expect(namesOf(readPath(folder({ 'manifest.json': '{', 'a.json': TEMPLATE })))).toEqual(['a.json']);
  });

  test('can have no templates, which is a mistake', () => {
    const path = folder({ 'package.json': '{}' });

    expect(readPath(path)).toEqual({ sources: [], unreadable: [`${path}: no template was found`] });
  });
});

test('a path that does not exist is unreadable', () => {
  const path = join(folder({}), 'none.json');

  expect(readPath(path)).toEqual({ sources: [], unreadable: [expect.stringMatching(/none\.json: ENOENT/)] });
  expect(readPath(path).unreadable[0].startsWith(`${path}: `)).toBe(true);
});

const stack = (templateFile: string, environment?: string, properties: Json = {}) => ({
  type: 'aws:cloudformation:stack', environment, properties: { templateFile, ...properties },
});
const asset = (name: string, ...keys: string[]) => ({
  source: { path: name }, destinations: Object.fromEntries(keys.map((objectKey, index) => [`to${index}`, { objectKey }])),
});

/** A cloud assembly with one asset manifest. */
const assembly = (artifacts: Json, files: unknown, more: Json = {}) => folder({
  'manifest.json': { artifacts: { ...artifacts, Assets: { type: 'cdk:asset-manifest', properties: { file: 'assets.json' } } } },
  'assets.json': { files },
  ...more,
});

describe('a cloud assembly', () => {
  test('has the templates of its stacks only', () => {
    const path = assembly({
      One: stack('One.template.json', 'aws://111122223333/eu-central-1'),
      Two: stack('Two.template.json', 'aws://111122223333/us-east-1', { stackName: 'two' }),
      Tree: { type: 'cdk:tree', properties: { file: 'tree.json' } },
      Broken: null,
    }, {}, { 'One.template.json': TEMPLATE, 'Two.template.json': TEMPLATE, 'Old.template.json': TEMPLATE, 'tree.json': '{}' });
    const { sources, unreadable } = readPath(path);

    expect(unreadable).toEqual([]);
    expect(sources).toEqual([
      { path: join(path, 'One.template.json'), text: JSON.stringify(TEMPLATE), nested: false, nestedPaths: {}, stackName: 'One', account: '111122223333', region: 'eu-central-1' },
      { path: join(path, 'Two.template.json'), text: JSON.stringify(TEMPLATE), nested: false, nestedPaths: {}, stackName: 'two', account: '111122223333', region: 'us-east-1' },
    ]);
  });

  test.each<[string, string | undefined, string | undefined, string | undefined]>([
    ['known', 'aws://111122223333/eu-central-1', '111122223333', 'eu-central-1'],
    ['unknown', 'aws://unknown-account/unknown-region', undefined, undefined],
    ['only a Region', 'aws://unknown-account/us-gov-west-1', undefined, 'us-gov-west-1'],
    ['only an account', 'aws://111122223333/unknown-region', '111122223333', undefined],
    ['absent', undefined, undefined, undefined],
  ])('has a stack whose environment is %s', (_name, environment, account, region) => {
    const path = assembly({ One: stack('One.template.json', environment) }, {}, { 'One.template.json': TEMPLATE });

    expect(readPath(path).sources[0]).toMatchObject({ account, region });
    expect(readPath(join(path, 'One.template.json')).sources[0]).toMatchObject({ account, region, stackName: 'One' });
  });

  test('has the templates of nested stacks, once, with the facts of their parent', () => {
    const path = assembly({
      One: stack('One.template.json', 'aws://111122223333/eu-central-1'),
      Two: stack('Two.template.json', 'aws://444455556666/us-east-1'),
    }, {
      a: asset('A.nested.template.json', 'hashofa.json', 'assets/regional/hashofa2.json'),
      b: asset('B.nested.template.json', 'hashofb.json'),
      leftOver: asset('Old.nested.template.json', 'hashofold.json'),
      code: asset('asset.code', 'hashofcode.zip'),
    }, {
      'One.template.json': withNested('hashofa2.json', 'hashofa.json', 'hashofcode.zip'),
      'Two.template.json': TEMPLATE,
      'A.nested.template.json': withNested('hashofb.json', 'hashofa.json'),
      'B.nested.template.json': TEMPLATE,
      'Old.nested.template.json': TEMPLATE,
    });
    const { sources, unreadable } = readPath(path);

    expect(unreadable).toEqual([]);
    expect(sources.map(({ path: file, nested, region, account, stackName }) => [relative(path, file), nested, region, account, stackName])
      .sort()).toEqual([
      ['A.nested.template.json', true, 'eu-central-1', '111122223333', undefined],
      ['B.nested.template.json', true, 'eu-central-1', '111122223333', undefined],
      ['One.template.json', false, 'eu-central-1', '111122223333', 'One'],
      ['Two.template.json', false, 'us-east-1', '444455556666', 'Two'],
    ]);
    expect(Object.entries(sources[0].nestedPaths ?? {}).map(([name, file]) => [name, relative(path, file)])).toEqual([
      ['A.nested.template.json', 'A.nested.template.json'],
      ['hashofa.json', 'A.nested.template.json'],
      ['hashofa2.json', 'A.nested.template.json'],
      ['B.nested.template.json', 'B.nested.template.json'],
      ['hashofb.json', 'B.nested.template.json'],
      ['Old.nested.template.json', 'Old.nested.template.json'],
      ['hashofold.json', 'Old.nested.template.json'],
    ]);
  });

  test.each<[string, unknown]>([
    ['an asset that a command makes', { source: { executable: ['make'] }, destinations: {} }],
    ['an asset without a source', { destinations: {} }],
    ['an asset that is null', null],
    ['an asset without destinations', { source: { path: 'A.nested.template.json' } }],
    ['a destination that is null', { source: { path: 'A.nested.template.json' }, destinations: { current: null } }],
  ])('can have %s', (_name, body) => {
    const path = assembly({ One: stack('One.template.json') }, { body }, { 'One.template.json': TEMPLATE });

    expect(namesOf(readPath(path))).toEqual(['One.template.json']);
  });

  test('can have an asset manifest that is missing', () => {
    const artifacts = { One: stack('One.template.json'), Assets: { type: 'cdk:asset-manifest', properties: { file: 'none.json' } }, More: { type: 'cdk:asset-manifest' } };
    const path = folder({ 'manifest.json': { artifacts }, 'One.template.json': TEMPLATE });

    expect(readPath(path)).toMatchObject({ sources: [{ stackName: 'One' }], unreadable: [] });
  });

  test('has the stacks of its stages, and says what it could not read', () => {
    const path = assembly({
      One: stack('One.template.json'),
      Lost: stack('Lost.template.json'),
      Prod: { type: 'cdk:cloud-assembly', properties: { directoryName: 'assembly-Prod' } },
      Test: { type: 'cdk:cloud-assembly', properties: { directoryName: 'assembly-Test' } },
    }, {}, {
      'One.template.json': TEMPLATE,
      'assembly-Prod/manifest.json': { artifacts: { Two: stack('Two.template.json') } },
      'assembly-Prod/Two.template.json': TEMPLATE,
    });
    const reading = readPath(path);

    expect(namesOf(reading)).toEqual(['One.template.json', 'Two.template.json']);
    expect(reading.unreadable).toEqual([
      expect.stringMatching(/Lost\.template\.json: ENOENT/),
      expect.stringMatching(/assembly-Test: ENOENT/),
    ]);
  });
});

test('the templates that a synthesis names are read once, each with its own assembly', () => {
  const one = assembly({ One: stack('One.template.json') }, {}, { 'One.template.json': TEMPLATE, 'Old.template.json': TEMPLATE });
  const other = assembly({ A: stack('A.template.json'), B: stack('B.template.json') }, {}, { 'A.template.json': TEMPLATE, 'B.template.json': TEMPLATE });
  const paths = [join(one, 'One.template.json'), join(other, 'A.template.json'), join(one, 'One.template.json'), join(other, 'B.template.json')];
  const { sources, unreadable } = readSynthesized([...paths, join(other, 'None.template.json')]);

  expect(sources.map(({ path, stackName }) => [path, stackName])).toEqual([[paths[0], 'One'], [paths[1], 'A'], [paths[3], 'B']]);
  expect(unreadable).toEqual([expect.stringContaining(`${join(other, 'None.template.json')}: ENOENT`)]);
});
