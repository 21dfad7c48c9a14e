import { CASES } from './cases/all';
import { sourcesOf } from './cases/case';
import { runRules } from '../../src/checks/private/engine';
import { TemplateSet } from '../../src/checks/private/template-set';

/** What the rules say about texts, each a template of one app. */
function judge(...texts: string[]): { rules: string[]; notes: readonly string[] } {
  const { violations, notes } = runRules(new TemplateSet(texts.map((text, index) => ({ path: `${index}.json`, text }))));
  return { rules: violations.map(({ rule }) => rule.id), notes };
}

const template = (resources: unknown, more: object = {}) => JSON.stringify({ Resources: resources, ...more });
const CA = { Type: 'AWS::ACMPCA::CertificateAuthority', Properties: { Type: 'ROOT' } };

test.each<[string, string, string]>([
  ['an empty file', '', '0.json: The file is not JSON'],
  ['YAML', 'Resources:\n  A:\n    Type: B', '0.json: The file is not JSON'],
  ['a text that is nested too deeply', `{"Resources":{"A":${'['.repeat(100_000)}`, '0.json: The file is not JSON'],
  ['a list', '[]', '0.json: The file has no Resources section.'],
  ['an object without resources', '{}', '0.json: The file has no Resources section.'],
  ['resources that are a list', '{"Resources":[]}', '0.json: The file has no Resources section.'],
  ['a resource without a type', template({ A: { Properties: {} } }), '0.json: The resource A has no type.'],
  ['a resource that is null', template({ A: null }), '0.json: The resource A has no type.'],
  ['a transform', template({ A: CA }, { Transform: 'Mine' }), '0.json: A transform or a loop can add resources. Rules about missing resources are skipped.'],
  ['a loop', template({ 'Fn::ForEach::Cas': ['N', ['a'], {}] }), '0.json: A transform or a loop can add resources. Rules about missing resources are skipped.'],
])('%s gives a note and no finding', (_name, text, note) => {
  const { rules, notes } = judge(text);

  expect(rules).toEqual([]);
  expect(notes.map((own) => own.slice(0, note.length))).toEqual([note]);
});

test.each<[string, unknown]>([
  ['an unknown function', { 'Fn::Unheard': [1] }],
  ['a reference to a resource that does not exist', { Ref: 'Missing' }],
  ['an attribute of a resource that does not exist', { 'Fn::GetAtt': ['Missing', 'Arn'] }],
  ['functions without their arguments', { 'Fn::Join': 'x' }],
  ['a condition that does not exist', { 'Fn::If': ['Missing', 'a', 'b'] }],
  ['a number in the place of a name', { 'Fn::GetAtt': 3 }],
  ['a mapping that does not exist', { 'Fn::FindInMap': ['a', 'b', 'c'] }],
  ['an import of an unknown name', { 'Fn::ImportValue': 'none' }],
  ['null', null],
  ['a deep list', Array.from({ length: 500 }).reduce<unknown>((inner) => [inner], 'deep')],
])('%s is unknown, wherever it stands', (_name, value) => {
  for (const { wrong: [{ template: { Resources: resources } }] } of Object.values(CASES)) {
    for (const [id, body] of Object.entries(resources)) {
      const properties = (body.Properties ?? {}) as object;
      for (const key of Object.keys(properties)) {
        const { notes } = judge(template({ ...resources, [id]: { ...body, Properties: { ...properties, [key]: value } } }));
        expect(notes.filter((note) => note.includes('could not be judged'))).toEqual([]);
      }
    }
  }
});

test('cycles of references end', () => {
  const cycle = {
    A: { ...CA, DependsOn: 'B' },
    B: { Type: 'AWS::ACMPCA::CertificateAuthorityActivation', DependsOn: ['A', 'B'], Properties: { CertificateAuthorityArn: { Ref: 'C' } } },
    C: { Type: 'AWS::ACMPCA::CertificateAuthorityActivation', Properties: { CertificateAuthorityArn: { Ref: 'B' } } },
    D: { Type: 'AWS::CertificateManager::Certificate', Properties: { CertificateAuthorityArn: { Ref: 'B' } } },
  };
  const conditions = { Conditions: { X: { 'Fn::Not': [{ Condition: 'Y' }] }, Y: { 'Fn::And': [{ Condition: 'X' }, { Condition: 'Y' }] } } };

  expect(judge(template(cycle)).notes).toEqual([]);
  expect(judge(template({ A: { ...CA, Condition: 'X' } }, conditions)).notes).toEqual([]);
});

test('exports of two stacks that go round end, and one name for two exports is unknown', () => {
  const importing = (from: string, to: string) => template({ A: { ...CA, Properties: { Type: { 'Fn::ImportValue': from } } } },
    { Outputs: { O: { Value: { 'Fn::ImportValue': from }, Export: { Name: to } } } });

  expect(judge(importing('a', 'b'), importing('b', 'a')).notes).toEqual([]);
  expect(judge(importing('a', 'b'), importing('b', 'b')).notes).toEqual([]);
});

test('a megabyte of text is judged', () => {
  const text = template({ A: { Type: 'AWS::SSM::Parameter', Properties: { Value: 'x'.repeat(1_000_000) } }, B: CA });

  expect(judge(text)).toEqual({ rules: ['PCA-NOT-ACTIVE'], notes: [] });
});

test('conditions beyond what is worth judging leave branches unknown', () => {
  const names = Array.from({ length: 9 }, (_, index) => `C${index}`);
  const conditions = Object.fromEntries(names.map((name) => [name, { 'Fn::Equals': [{ Ref: name }, 'yes'] }]));
  const sample = CASES['PCA-CHAIN'].wrong[1];
  const resources = { ...sample.template.Resources, ...Object.fromEntries(names.map((name) => [`Extra${name}`, { Type: 'AWS::S3::Bucket', Condition: name }])) };

  expect(judge(template(resources, { Conditions: conditions })).rules).toEqual(['PCA-CHAIN']);
  expect(sourcesOf(sample)).toHaveLength(1);
});
