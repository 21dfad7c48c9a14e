import { Template } from '../../../src/checks/private/template';

const read = (text: string) => new Template({ path: 'a.json', text });
const NO_RESOURCES = 'The file has no Resources section.';

test('a byte order mark at the beginning of the file is ignored', () => {
  const { notes, readable, resources } = read('\uFEFF{"Resources":{"A":{"Type":"B"}}}');

  expect([notes, readable, [...resources.keys()]]).toEqual([[], true, ['A']]);
});

test('the character of a byte order mark inside a text stays', () => {
  expect(read('{"Resources":{},"Outputs":{"A":{"Value":"x\uFEFFy"}}}').outputs).toEqual({ A: { Value: 'x\uFEFFy' } });
});

test.each([
  ['AWSTemplateFormatVersion', '2010-09-09'], ['Outputs', {}], ['Parameters', {}], ['Rules', {}],
])('a file with %s and nothing else is a template without resources', (section, value) => {
  const { notes, readable, resources } = read(JSON.stringify({ [section]: value }));

  expect([notes, readable, resources.size]).toEqual([[], true, 0]);
});

test.each<[string, object]>([
  ['that has resources in a list', { Resources: [], Outputs: {} }],
  ['whose resources are null', { Resources: null, Parameters: {} }],
  ['that has none of the sections', { Description: 'Something else' }],
])('a file %s is no template', (_name, json) => {
  const { notes, readable, resources } = read(JSON.stringify(json));

  expect([notes, readable, resources.size]).toEqual([[NO_RESOURCES], false, 0]);
});

test.each<[string, unknown, string | undefined]>([
  ['a name', 'IsProd', 'IsProd'], ['absent', undefined, undefined], ['an object', { 'Fn::Equals': ['a', 'b'] }, undefined],
  ['a list', ['IsProd'], undefined],
])('the condition of a resource is its name, if it is %s', (_name, condition, expected) => {
  const { resources } = read(JSON.stringify({ Resources: { A: { Type: 'B', Condition: condition } } }));

  expect(resources.get('A')!.condition).toBe(expected);
});

test.each<[string, boolean, object]>([
  ['a transform', true, { Transform: 'Mine', Resources: {} }],
  ['a loop over resources', true, { Resources: { 'Fn::ForEach::A': [] } }],
  ['a loop over outputs', true, { Resources: {}, Outputs: { 'Fn::ForEach::A': [] } }],
  ['a function in a property', false, { Resources: { A: { Type: 'B', Properties: { C: { 'Fn::Sub': 'd' } } } } }],
])('%s can add resources: %s', (_name, opaque, json) => {
  expect(read(JSON.stringify(json)).opaque).toBe(opaque);
});
