import { TemplateSource } from '../../../src/checks/private/template';
import { activation, att, authority, Json, ref, root, rootWithCrl, sub } from '../cases/case';
import { findingsOf, INHERITED } from '../names';

const source = (json: Json, more: Partial<TemplateSource> = {}): TemplateSource => ({ path: 'one.json', text: JSON.stringify(json), ...more });
const withValue = (resource: string, name: string, value: unknown, resources: Json = root()): Json => {
  const body = resources[resource] as { Properties: Json };
  return { ...resources, [resource]: { ...body, Properties: { ...body.Properties, [name]: value } } };
};
const nested = (url: Json, child: Json, parameters: Json = {}): TemplateSource[] => [
  source({ Resources: { Nested: { Type: 'AWS::CloudFormation::Stack', Properties: { Parameters: parameters, ...url } } } }, { nestedPaths: { Name: 'child', child: 'child' } }),
  source(child, { path: 'child', nested: true }),
];
const active = (arn: unknown) => ({ Root: authority('ROOT'), Active: activation('Root', 'Root', { CertificateAuthorityArn: arn }) });

describe('a name that every JavaScript object inherits means the same as another one', () => {
  const cases: [string, (name: string) => TemplateSource[]][] = [
    ['as a key algorithm', (name) => [source({ Resources: withValue('Root', 'KeyAlgorithm', name) })]],
    ['as the signing algorithm of a CA', (name) => [source({ Resources: withValue('Root', 'SigningAlgorithm', name) })]],
    ['as a logical ID in a text', (name) => [source({ Resources: { ...active({ 'Fn::Sub': [`\${${name}}`, {}] }), [name]: authority('ROOT') } })]],
    ['as a condition that the template doesn\'t have', (name) => [source({ Resources: active({ 'Fn::If': [name, 'a', 'b'] }) })]],
    ['as a mapping that the template doesn\'t have', (name) => [source({ Resources: active({ 'Fn::FindInMap': [name, name, name] }), Mappings: {} })]],
    ['as a key that a mapping doesn\'t have', (name) => [source({ Resources: active({ 'Fn::FindInMap': ['A', name, name] }), Mappings: { A: {} } })]],
    ['as a parameter that a parent doesn\'t pass', (name) => nested({ TemplateURL: 'child' }, { Resources: active(ref(name)) }, { Other: 'a' })],
    ['as an output that a nested stack doesn\'t have', (name) => {
      const [parent, child] = nested({ TemplateURL: 'child' }, { Resources: root() });
      const { Resources } = JSON.parse(parent.text) as { Resources: Json };
      return [{ ...parent, text: JSON.stringify({ Resources: { ...Resources, ...active(att('Nested', `Outputs.${name}`)) } }) }, child];
    }],
    ['as the name of a nested template', (name) => [
      source({
        Resources: {
          Nested: { Type: 'AWS::CloudFormation::Stack', Properties: { TemplateURL: 'a/child' }, Metadata: { 'aws:asset:path': name } },
        },
      }, { nestedPaths: { child: 'child' } }),
      source({ Resources: active('arn') }, { path: 'child', nested: true }),
    ]],
    ['as a type', (name) => [source({ Resources: { ...root(), Other: { Type: name, Properties: { Csr: att('Root', 'CertificateSigningRequest') } } } })]],
    ['as the name of a property', (name) => [source({ Resources: { Root: { Type: 'AWS::ACMPCA::CertificateAuthority', Properties: { [name]: 'a' } } } })]],
    ['as a property that contains the others', (name) => [source({
      Resources: { Root: { Type: 'AWS::ACMPCA::CertificateAuthority', Properties: Object.fromEntries([[name, (authority('ROOT').Properties)]]) } },
    })]],
    ['as a Region', (name) => [source({ Resources: rootWithCrl({ S3BucketName: sub('crls-${AWS::Region}') }) }, { region: name })]],
  ];
  const rows = cases.flatMap(([place, sources]) => INHERITED.map((word) => [word, place, sources] as const));

  test.each(rows)('%s %s', (word, _place, sources) => {
    expect(findingsOf(sources(word))).toBe(findingsOf(sources('Harmless')).replaceAll('Harmless', word));
  });
});

describe('an object in the place of a name can\'t be converted to a text, and is no name', () => {
  const object = { toString: 1, valueOf: 2 };

  test.each<[string, Json]>([
    ['Fn::GetAtt', { 'Fn::GetAtt': object }],
    ['a list of Fn::GetAtt', { 'Fn::GetAtt': [object, object] }],
    ['Fn::Sub', { 'Fn::Sub': object }],
    ['a list of Fn::Sub', { 'Fn::Sub': [object, object] }],
    ['Fn::If', { 'Fn::If': [object, 'a', 'b'] }],
    ['Ref', { Ref: object }],
  ])('in %s', (_name, value) => {
    expect(findingsOf([source({ Resources: active(value) })])).toBe(findingsOf([source({ Resources: active({ 'Fn::Unheard': 1 }) })]));
  });

  test('in DependsOn, in the asset of a nested template, in the type of a parameter, and in a condition on the source', () => {
    const [parent, child] = nested({ TemplateURL: 'a/child' }, { Parameters: { Ca: { Type: object } }, Resources: active(ref('Ca')) }, { Ca: 'arn' });
    const { Resources } = JSON.parse(parent.text) as { Resources: { Nested: Json } };
    const policy = rootWithCrl().CrlsPolicy as { Properties: { PolicyDocument: { Statement: Json[] } } };
    policy.Properties.PolicyDocument.Statement[0].Condition = { Null: { 'aws:SourceArn': object } };
    const text = JSON.stringify({
      Resources: {
        Nested: { ...Resources.Nested, Metadata: { 'aws:asset:path': object }, DependsOn: [object] }, ...rootWithCrl(), CrlsPolicy: policy,
      },
    });

    expect(findingsOf([{ ...parent, text }, child])).not.toContain('could not be judged');
  });
});
