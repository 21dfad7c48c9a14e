import { worldsOf } from '../../../src/checks/private/conditions';
import { runRules } from '../../../src/checks/private/engine';
import { mentionsOf, Resolver } from '../../../src/checks/private/resolver';
import { TemplateSource } from '../../../src/checks/private/template';
import { TemplateSet } from '../../../src/checks/private/template-set';
import { isMap, Part, Pseudo, Reference, Text, UNKNOWN, Value } from '../../../src/checks/private/values';
import { acmCertificate, att, authority, change, inTemplate, Json, NO_VALUE, ref, root, rootWithCrl, sourcesOf, sub, when } from '../cases/case';

const UNKNOWN_MARK = '<unknown>';

function shownPart(part: Part): string {
  if (part instanceof Reference) { return `<${part.resource.id}|${part.attribute}>`; }
  return part instanceof Pseudo ? `<${part.name}>` : part === UNKNOWN ? UNKNOWN_MARK : String(part);
}

/** A value with marks in the place of what isn't literal. */
function shown(value: Value): unknown {
  if (value === UNKNOWN) { return UNKNOWN_MARK; }
  if (value instanceof Text) { return value.parts.map(shownPart); }
  if (Array.isArray(value)) { return value.map(shown); }
  return isMap(value) ? Object.fromEntries(Object.entries(value).map(([key, item]) => [key, shown(item)])) : value;
}

const TEMPLATE = {
  Parameters: { Text: { Type: 'String' } },
  Mappings: { Sizes: { small: { disk: 1, zones: ['a', 'b'] }, undefined: { disk: 2 } } },
  Conditions: {
    Yes: { 'Fn::Equals': ['a', 'a'] },
    No: { 'Fn::Equals': ['a', 'b'] },
    Maybe: { 'Fn::Equals': [ref('Text'), 'a'] },
    InRegion: { 'Fn::Equals': [ref('AWS::Region'), 'us-gov-west-1'] },
  },
  Resources: {
    Crls: { Type: 'AWS::S3::Bucket' },
    Active: { Type: 'AWS::ACMPCA::CertificateAuthorityActivation', Properties: { CertificateAuthorityArn: 'arn' } },
    Nameless: { Type: 'AWS::ACMPCA::CertificateAuthorityActivation', Properties: {} },
    Empty: { Type: 'AWS::ACMPCA::CertificateAuthorityActivation' },
    Stored: { Type: 'AWS::SSM::Parameter', Properties: { Type: 'String', Value: ref('Crls') } },
    Unstored: { Type: 'AWS::SSM::Parameter' },
  },
};

function resolved(raw: unknown, source: Partial<TemplateSource> = {}): unknown {
  const set = new TemplateSet([{ path: 'one.json', text: JSON.stringify(TEMPLATE), ...source }]);
  return shown(new Resolver(set).resolve(raw, set.templates[0]));
}

describe('the value of', () => {
  test.each<[string, () => unknown, unknown]>([
    ['a list without the items that are removed', () => ['a', NO_VALUE, 'b'], ['a', 'b']],
    ['an object without the keys that are removed', () => ({ a: 1, b: NO_VALUE }), { a: 1 }],
    ['an object with a key that a transform can replace', () => ({ 'a': 1, 'Fn::Transform': {} }), { 'a': 1, '<open>': UNKNOWN_MARK }],
    ['an object without keys', () => ({}), {}],
    ['an object that has more keys than Ref', () => ({ Ref: 'Crls', Name: 'a' }), { Ref: 'Crls', Name: 'a' }],
    ['a condition in the place of a value', () => ({ Condition: 'Yes' }), UNKNOWN_MARK],
    ['an object with the condition of a policy', () => ({ Condition: { Bool: { a: 'b' } } }), { Condition: { Bool: { a: 'b' } } }],
    ['a function that the checks do not know', () => ({ 'Fn::Base64': 'a' }), UNKNOWN_MARK],
    ['a Ref that is not a name', () => ({ Ref: 5 }), UNKNOWN_MARK],
    ['a Ref to a parameter', () => ref('Text'), UNKNOWN_MARK],
    ['a Ref to a resource', () => ref('Crls'), ['<Crls|>']],
    ['a Ref to an activation', () => ref('Active'), 'arn'],
    ['a Ref to an activation without a CA', () => ref('Nameless'), UNKNOWN_MARK],
    ['a Ref to an activation without properties', () => ref('Empty'), UNKNOWN_MARK],
    ['an attribute in a list', () => att('Crls'), ['<Crls|Arn>']],
    ['an attribute in a text', () => ({ 'Fn::GetAtt': 'Crls.Website.Url' }), ['<Crls|Website.Url>']],
    ['an attribute without a name', () => ({ 'Fn::GetAtt': 'Crls' }), UNKNOWN_MARK],
    ['an attribute whose name is an expression', () => ({ 'Fn::GetAtt': ['Crls', ref('Text')] }), UNKNOWN_MARK],
    ['an attribute that looks like the output of a nested stack', () => att('Crls', 'Outputs.Arn'), ['<Crls|Outputs.Arn>']],
    ['the value of an SSM parameter', () => att('Stored', 'Value'), ['<Crls|>']],
    ['the value of an SSM parameter without one', () => att('Unstored', 'Value'), UNKNOWN_MARK],
    ['another attribute of an SSM parameter', () => att('Stored', 'Type'), ['<Stored|Type>']],
    ['an attribute of a resource that does not exist', () => att('Missing'), UNKNOWN_MARK],
    ['a text with a dynamic reference', () => 'a-{{resolve:ssm:name}}', UNKNOWN_MARK],
    ['a text with other braces', () => '{{name}}', '{{name}}'],
  ])('%s', (_name, raw, expected) => {
    expect(resolved(raw())).toStrictEqual(expected);
  });

  test.each<[string, () => unknown, unknown]>([
    ['literals', () => ['-', ['a', 1, true]], 'a-1-true'],
    ['texts and references', () => ['/', ['a', ref('Crls'), 'b']], ['a/', '<Crls|>', '/b']],
    ['a dynamic reference in parts', () => ['', ['{{resolve:ssm:', ref('Crls'), '}}']], [UNKNOWN_MARK, '<Crls|>', '}}']],
    ['a list that a parameter gives', () => ['-', ref('Text')], UNKNOWN_MARK],
    ['items without a list', () => ['-', 'a'], UNKNOWN_MARK],
    ['a separator that is not a text', () => [ref('Text'), ['a', 'b']], UNKNOWN_MARK],
    ['no list of arguments', () => 'a', UNKNOWN_MARK],
  ])('Fn::Join with %s', (_name, argument, expected) => {
    expect(resolved({ 'Fn::Join': argument() })).toStrictEqual(expected);
  });

  test.each<[string, () => unknown, unknown]>([
    ['resources and attributes', () => '${Crls}:${Crls.Arn}/*', ['<Crls|>', ':', '<Crls|Arn>', '/*']],
    ['spaces in a name', () => '${ Crls }', ['<Crls|>']],
    ['an escaped name', () => 'a${!Crls}b', 'a${Crls}b'],
    ['an exclamation mark behind a name', () => '${Crls!}', UNKNOWN_MARK],
    ['a parameter', () => 'a${Text}b', ['a', UNKNOWN_MARK, 'b']],
    ['its own variable', () => ['a-${Name}-${Crls}', { Name: 'b' }], ['a-b-', '<Crls|>']],
    ['a dynamic reference', () => 'a${Crls}{{resolve:ssm:b}}', ['a', '<Crls|>', UNKNOWN_MARK]],
    ['a text that is not a text', () => [5, {}], UNKNOWN_MARK],
    ['variables that are not variables', () => ['${Crls}', null], UNKNOWN_MARK],
  ])('Fn::Sub with %s', (_name, argument, expected) => {
    expect(resolved({ 'Fn::Sub': argument() })).toStrictEqual(expected);
  });

  test.each<[string, () => unknown, unknown]>([
    ['a true condition', () => ['Yes', 'a', 'b'], 'a'],
    ['a false condition', () => ['No', 'a', 'b'], 'b'],
    ['a condition that a parameter decides', () => ['Maybe', 'a', 'b'], UNKNOWN_MARK],
    ['a condition that does not exist', () => ['Missing', 'a', 'b'], UNKNOWN_MARK],
    ['no arguments', () => null, UNKNOWN_MARK],
  ])('Fn::If with %s', (_name, argument, expected) => {
    expect(resolved({ 'Fn::If': argument() })).toStrictEqual(expected);
  });

  test.each<[string, () => unknown, unknown]>([
    ['a number', () => [1, ['a', 'b']], 'b'],
    ['a number as a text', () => ['1', ['a', 'b']], 'b'],
    ['a number beyond the list', () => [2, ['a', 'b']], UNKNOWN_MARK],
    ['a number that a parameter gives', () => [ref('Text'), ['a', 'b']], UNKNOWN_MARK],
    ['a list that a parameter gives', () => [0, ref('Text')], UNKNOWN_MARK],
    ['no list of arguments', () => 'a', UNKNOWN_MARK],
  ])('Fn::Select with %s', (_name, argument, expected) => {
    expect(resolved({ 'Fn::Select': argument() })).toStrictEqual(expected);
  });

  test.each<[string, () => unknown, unknown]>([
    ['literals', () => [',', 'a,b'], ['a', 'b']],
    ['a separator that a parameter gives', () => [ref('Text'), 'a,b'], UNKNOWN_MARK],
    ['an empty separator', () => ['', 'ab'], UNKNOWN_MARK],
    ['a text that a parameter gives', () => [',', ref('Text')], UNKNOWN_MARK],
    ['no list of arguments', () => ',', UNKNOWN_MARK],
  ])('Fn::Split with %s', (_name, argument, expected) => {
    expect(resolved({ 'Fn::Split': argument() })).toStrictEqual(expected);
  });

  test.each<[string, () => unknown, unknown]>([
    ['known keys', () => ['Sizes', 'small', 'disk'], 1],
    ['a list of values', () => ['Sizes', 'small', 'zones'], ['a', 'b']],
    ['a key that the mapping does not have', () => ['Sizes', 'small', 'memory'], UNKNOWN_MARK],
    ['a key that a parameter gives', () => ['Sizes', ref('Text'), 'disk'], UNKNOWN_MARK],
    ['only two names', () => ['Sizes', 'small'], UNKNOWN_MARK],
    ['a default value', () => ['Sizes', 'small', 'disk', { DefaultValue: 3 }], UNKNOWN_MARK],
    ['no list of names', () => 'Sizes', UNKNOWN_MARK],
  ])('Fn::FindInMap with %s', (_name, argument, expected) => {
    expect(resolved({ 'Fn::FindInMap': argument() })).toStrictEqual(expected);
  });
});

describe('a pseudo parameter', () => {
  const ENVIRONMENT = { region: 'us-gov-west-1', account: '111122223333' };

  test.each([
    ['AWS::Region', 'us-gov-west-1', ['<AWS::Region>']],
    ['AWS::AccountId', '111122223333', ['<AWS::AccountId>']],
    ['AWS::Partition', 'aws-us-gov', ['<AWS::Partition>']],
    ['AWS::URLSuffix', ['<AWS::URLSuffix>'], ['<AWS::URLSuffix>']],
    ['AWS::StackName', ['<one.json#AWS::StackName>'], ['<one.json#AWS::StackName>']],
    ['AWS::StackId', ['<one.json#AWS::StackId>'], ['<one.json#AWS::StackId>']],
    ['AWS::NoValue', undefined, undefined],
  ])('%s has the value of the environment, if the app says it', (name, known, open) => {
    expect(resolved(ref(name), ENVIRONMENT)).toStrictEqual(known);
    expect(resolved(ref(name))).toStrictEqual(open);
  });

  test('AWS::Region does not become the account, if the app says only the account', () => {
    expect(resolved(ref('AWS::Region'), { account: '111122223333' })).toStrictEqual(['<AWS::Region>']);
  });

  test('AWS::Region decides a condition', () => {
    expect(resolved(when('InRegion', 'a', 'b'), ENVIRONMENT)).toBe('a');
    expect(resolved(when('InRegion', 'a', 'b'), { region: 'us-east-1' })).toBe('b');
    expect(resolved(when('InRegion', 'a', 'b'))).toBe(UNKNOWN_MARK);
  });
});

describe('an expression with 60 levels is known, and one with 61 is not', () => {
  const nested = (depth: number, wrap: (inner: unknown) => unknown): unknown => depth === 0 ? 'a' : wrap(nested(depth - 1, wrap));

  test.each<[string, number, (inner: unknown) => unknown]>([
    ['lists', 1, (inner) => [inner]],
    ['objects', 1, (inner) => ({ key: inner })],
    ['functions', 2, (inner) => ({ 'Fn::Join': ['', [inner]] })],
  ])('%s', (_name, levels, wrap) => {
    expect(JSON.stringify(resolved(nested(60 / levels, wrap)))).not.toContain(UNKNOWN_MARK);
    expect(JSON.stringify(resolved(nested(60 / levels + 1, wrap)))).toContain(UNKNOWN_MARK);
  });
});

describe('an expression that contains itself is unknown', () => {
  test.each<[string, () => Json]>([
    ['by an activation', () => ({ Resources: { A: { ...TEMPLATE.Resources.Active, Properties: { CertificateAuthorityArn: ref('A') } } } })],
    ['by an export', () => ({ Resources: {}, Outputs: { A: { Value: { 'Fn::ImportValue': 'name' }, Export: { Name: 'name' } } } })],
  ])('%s', (_name, template) => {
    const set = new TemplateSet([{ path: 'one.json', text: JSON.stringify(template()) }]);

    expect(new Resolver(set).resolve([ref('A'), { 'Fn::ImportValue': 'name' }], set.templates[0])).toEqual([UNKNOWN, UNKNOWN]);
  });
});

describe('a condition', () => {
  test('has the outcome of a world only in the template of the world', () => {
    const text = JSON.stringify({ ...TEMPLATE, Resources: { Crls: { Type: 'AWS::S3::Bucket', Condition: 'Maybe' } } });
    const set = new TemplateSet([{ path: 'one.json', text }, { path: 'two.json', text }]);
    const [one, two] = set.templates;
    const [isTrue] = worldsOf(one, (raw) => typeof raw === 'string' ? raw : undefined)!;
    const world = new Resolver(set, one, isTrue);

    expect(world.isTrue(one, 'Maybe')).toBe(true);
    expect(world.isTrue(two, 'Maybe')).toBe(undefined);
  });

  test.each([['Yes', true], ['No', false], ['Maybe', true], [undefined, true]])('%s lets a resource exist: %s', (condition, exists) => {
    const Conditions = { ...TEMPLATE.Conditions, undefined: TEMPLATE.Conditions.No };
    const Resources = { Crls: { Type: 'AWS::S3::Bucket', Condition: condition } };
    const set = new TemplateSet([{ path: 'one.json', text: JSON.stringify({ ...TEMPLATE, Conditions, Resources }) }]);

    expect(new Resolver(set).exists(set.templates[0].resources.get('Crls')!)).toBe(exists);
  });
});

describe('in a nested stack', () => {
  const resources = (properties: Json) => ({
    Root: authority('ROOT'),
    Nested: { Type: 'AWS::CloudFormation::Stack', Properties: { TemplateURL: 'https://example.com/child.json', ...properties } },
  });
  const Child = { Resources: { Crls: { Type: 'AWS::S3::Bucket' } }, Outputs: { Name: { Value: ref('Crls') } } };

  function both(properties: Json, outer: unknown, inner: unknown, Parameters: Json = {}): unknown[] {
    const nestedPaths = { 'child.json': 'child.template.json' };
    const set = new TemplateSet([
      { path: 'parent.json', text: JSON.stringify({ Resources: resources(properties) }), nestedPaths },
      { path: 'child.template.json', text: JSON.stringify({ ...Child, Parameters }), nested: true },
    ]);
    const resolver = new Resolver(set);
    return [shown(resolver.resolve(outer, set.templates[0])), shown(resolver.resolve(inner, set.templates[1]))];
  }

  test.each<[string, () => Json, unknown]>([
    ['that the parent passes', () => ({ Parameters: { Ca: att('Root') } }), ['<Root|Arn>']],
    ['that the parent does not pass', () => ({ Parameters: { Other: 'a' } }), UNKNOWN_MARK],
    ['of a parent that passes none', () => ({}), UNKNOWN_MARK],
    ['of a parent that passes an expression', () => ({ Parameters: { 'Fn::Transform': {} } }), UNKNOWN_MARK],
  ])('a parameter %s', (_name, properties, expected) => {
    expect(both(properties(), 'a', ref('Ca'))).toStrictEqual(['a', expected]);
  });

  test.each<[string, string, unknown, unknown]>([
    ['a text', 'String', 'a, b', 'a, b'],
    ['a list', 'CommaDelimitedList', 'a, b', ['a', 'b']],
    ['a list of one', 'List<String>', 'a', ['a']],
    ['a list that is known in part only', 'CommaDelimitedList', { 'Fn::Join': [',', ['a', ref('Root')]] }, UNKNOWN_MARK],
    ['the name of an SSM parameter', 'AWS::SSM::Parameter::Value<String>', '/pki/name', UNKNOWN_MARK],
    ['an ID', 'AWS::EC2::VPC::Id', 'vpc-1', 'vpc-1'],
  ])('the value of a parameter is %s, by its type %s', (_name, type, value, expected) => {
    expect(both({ Parameters: { Ca: value } }, 'a', ref('Ca'), { Ca: { Type: type } })).toStrictEqual(['a', expected]);
  });

  test.each<[string, () => unknown, unknown]>([
    ['an output', () => att('Nested', 'Outputs.Name'), ['<Crls|>']],
    ['an output in a text', () => sub('${Nested.Outputs.Name}'), ['<Crls|>']],
    ['an output that it does not have', () => att('Nested', 'Outputs.Other'), UNKNOWN_MARK],
    ['another attribute', () => att('Nested', 'NestedOutputs.Name'), ['<Nested|NestedOutputs.Name>']],
    ['a Ref', () => ref('Nested'), ['<Nested|>']],
  ])('%s of the stack', (_name, outer, expected) => {
    expect(both({}, outer(), 'a')).toStrictEqual([expected, 'a']);
  });
});

describe('the output of another stack', () => {
  const outputs = (value: string, name: string) => JSON.stringify({
    Resources: {}, Outputs: { Name: { Value: value, Export: { Name: name } }, undefined: { Value: 'wrong' } },
  });

  function between(raw: unknown): unknown {
    const set = new TemplateSet([
      { path: 'one.json', text: JSON.stringify(TEMPLATE), stackName: 'One' },
      { path: 'two.json', text: outputs('a', 'exported'), stackName: 'Two' },
      { path: 'three.json', text: outputs('wrong', 'other') },
    ]);
    return shown(new Resolver(set).resolve(raw, set.templates[0]));
  }

  test.each<[string, () => unknown, unknown]>([
    ['by its export', () => ({ 'Fn::ImportValue': sub('exported') }), 'a'],
    ['by an export that a parameter names', () => ({ 'Fn::ImportValue': ref('Text') }), UNKNOWN_MARK],
    ['by an export of no stack', () => ({ 'Fn::ImportValue': 'missing' }), UNKNOWN_MARK],
    ['by its name', () => ({ 'Fn::GetStackOutput': { StackName: 'Two', OutputName: 'Name' } }), 'a'],
    ['by the name of a stack that a parameter gives', () => ({ 'Fn::GetStackOutput': { StackName: ref('Text'), OutputName: 'Name' } }), UNKNOWN_MARK],
    ['by the name of an output that a parameter gives', () => ({ 'Fn::GetStackOutput': { StackName: 'Two', OutputName: ref('Text') } }), UNKNOWN_MARK],
    ['by nothing', () => ({ 'Fn::GetStackOutput': null }), UNKNOWN_MARK],
  ])('%s', (_name, raw, expected) => {
    expect(between(raw())).toStrictEqual(expected);
  });
});

describe('the resources that an expression mentions', () => {
  const truths: Record<string, boolean> = { Yes: true, No: false };

  test.each<[string, () => unknown, string[]]>([
    ['by Ref', () => [ref('A'), { Key: ref('B') }], ['A', 'B']],
    ['by an attribute', () => [att('A'), { 'Fn::GetAtt': 'B.Arn.Part' }], ['A', 'B']],
    ['in a list', () => ({ Items: [ref('A'), ref('B')] }), ['A', 'B']],
    ['in a text', () => sub('${Crls}${ Logs.Arn }${ Root }${!Other}'), ['Crls', 'Logs', 'Root']],
    ['in the variables of a text', () => ({ 'Fn::Sub': ['${A}', { Name: ref('B') }] }), ['A', 'B']],
    ['in a key Ref that is no name', () => ({ Ref: { Key: ref('A') } }), ['A']],
    ['in the branch of a true condition', () => when('Yes', ref('A'), ref('B')), ['A']],
    ['in the branch of a false condition', () => when('No', ref('A'), ref('B')), ['B']],
    ['in both branches of an open condition', () => when('Maybe', ref('A'), ref('B')), ['A', 'B']],
    ['in the branches of a condition that is no name', () => ({ 'Fn::If': [ref('A'), ref('B'), ref('C')] }), ['B', 'C']],
    ['in an Fn::If without a list', () => ({ 'Fn::If': ref('A') }), ['A']],
  ])('%s', (_name, raw, expected) => {
    expect([...mentionsOf(raw(), (condition) => typeof condition === 'string' ? truths[condition] : true)]).toEqual(expected);
  });
});

describe('the rules', () => {
  const found = (sample: ReturnType<typeof inTemplate>) => runRules(new TemplateSet(sourcesOf(sample))).violations
    .map(({ rule, places }) => [rule.id, ...places.map(({ resource, location }) => `${resource.id} ${location}`)]);

  test.each(['UsageMode', 'KeyAlgorithm', 'SigningAlgorithm'])('accept a dynamic reference as the %s of a CA', (property) => {
    const path = `Root/Properties/${property}`;

    expect(found(inTemplate('', change(root(), path, '{{resolve:ssm:/pki/value}}')))).toEqual([]);
    expect(found(inTemplate('', change(root(), path, 'value')))).toEqual([['PCA-ENUM', `Root Properties.${property}`]]);
  });

  test('accept an activation whose CA a dynamic reference names', () => {
    const activation = 'RootActivation/Properties/CertificateAuthorityArn';

    expect(found(inTemplate('', change(root(), activation, '{{resolve:ssm:/pki/arn}}')))).toEqual([]);
    expect(found(inTemplate('', change(root(), activation, 'arn')))).toEqual([['PCA-NOT-ACTIVE', 'Root Type']]);
  });

  test('do not take the bucket of another stack for one whose name begins with the name of its own stack', () => {
    const name = sub('${AWS::StackName}-crls');
    const template = { Resources: change(rootWithCrl({ S3BucketName: name }), 'Crls/Properties/BucketName', name) };
    const Other = { Resources: { Crls: { Type: 'AWS::S3::Bucket', Properties: { BucketName: name } } } };

    expect(found({ name: '', template, others: { Other } })).toEqual([]);
    expect(found({ name: '', template: change(template, 'Resources/CrlsPolicy', undefined), others: { Other } }))
      .toEqual([['PCA-CRL-NO-POLICY', 'Root Properties.RevocationConfiguration.CrlConfiguration.S3BucketName']]);
  });

  test('find the missing permission for a CA that a nested stack gets as a parameter', () => {
    const Nested = (ca: unknown) => ({
      Type: 'AWS::CloudFormation::Stack', Properties: { TemplateURL: 'https://example.com/child.json', Parameters: { Ca: ca } },
    });
    const nested = (ca: unknown) => runRules(new TemplateSet([
      { path: 'parent.json', text: JSON.stringify({ Resources: { ...root(), Nested: Nested(ca) } }), nestedPaths: { 'child.json': 'child' } },
      { path: 'child', text: JSON.stringify({ Resources: { Server: acmCertificate(ref('Ca')) } }), nested: true },
    ])).violations.map(({ rule, places }) => [rule.id, ...places.map(({ resource }) => resource.id)]);

    expect(nested(ref('RootActivation'))).toEqual([['PCA-ACM-RENEWAL', 'Server']]);
    expect(nested(ref('Other'))).toEqual([]);
  });
});

test('the names in a text with thousands of spaces are found', () => {
  const text = `\${ Bucket } \${Key.Arn} \${!Literal} \${${' '.repeat(10_000)}`;

  expect([...mentionsOf({ 'Fn::Sub': text }, () => true)]).toEqual(['Bucket', 'Key']);
});
