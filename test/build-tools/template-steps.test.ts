import { changesOf, stepRows } from '../../build-tools/template-steps';
import { Step, TemplateJson, TemplateResource } from '../../build-tools/template-types';

/* The steps of small templates, each of which shows one rule. */

const KEPT = { DeletionPolicy: 'RetainExceptOnCreate', UpdateReplacePolicy: 'Retain' };
const topic = (Properties: Record<string, unknown> = {}, more: Partial<TemplateResource> = {}): TemplateResource =>
  ({ Type: 'AWS::SNS::Topic', Properties, ...more });
const subscription = (TopicArn: unknown): TemplateResource =>
  ({ Type: 'AWS::SNS::Subscription', Properties: { Protocol: 'email', TopicArn } });
const template = (Resources: TemplateJson['Resources'], Outputs?: TemplateJson['Outputs']): TemplateJson => ({ Resources, Outputs });
const step = (title: string, templates: Step['templates'], more: Partial<Step> = {}): Step => ({ title, templates, ...more });
const inOneStack = (...all: TemplateJson['Resources'][]) => all.map((resources, index) => step(`Step ${index}`, { Pki: template(resources) }));
const actionsOf = (steps: Step[]) => changesOf(steps).map((changes) =>
  changes.map(({ name, action, properties, kept }) => [action, name, ...properties, ...kept === undefined ? [] : [kept ? 'kept' : 'deleted']].join(' ')));

test('the first step creates all resources, and a step without a difference changes none', () => {
  const resources = { Alerts: topic() };

  expect(actionsOf(inOneStack(resources, resources))).toEqual([['create Alerts'], []]);
});

test('a property that can change is updated, and a create-only property replaces the resource', () => {
  expect(actionsOf(inOneStack({ Alerts: topic() }, { Alerts: topic({ DisplayName: 'PKI' }) }, { Alerts: topic({ TopicName: 'pki' }) })))
    .toEqual([['create Alerts'], ['update Alerts DisplayName'], ['replace Alerts TopicName deleted']]);
});

test('the replacement of a resource changes each resource that refers to it', () => {
  const after = (name: string) => ({ Mail: subscription({ Ref: 'Alerts' }), Alerts: topic({ TopicName: name }) });

  expect(actionsOf(inOneStack(after('one'), after('two')))[1])
    .toEqual(['replace Alerts TopicName deleted', 'replace Mail TopicArn deleted']);
});

test('a resource that is removed or replaced is kept if its policies say so', () => {
  expect(actionsOf(inOneStack({ Alerts: topic({}, KEPT) }, { Alerts: topic({ TopicName: 'two' }, KEPT) }, {})))
    .toEqual([['create Alerts'], ['replace Alerts TopicName kept'], ['remove Alerts kept']]);
  expect(actionsOf(inOneStack({ Alerts: topic() }, {}))[1]).toEqual(['remove Alerts deleted']);
});

test('a change of only a removal policy is an update', () => {
  expect(actionsOf(inOneStack({ Alerts: topic({}, KEPT) }, { Alerts: topic({}, { ...KEPT, DeletionPolicy: 'Delete' }) }, {})).slice(1))
    .toEqual([['update Alerts DeletionPolicy'], ['remove Alerts deleted']]);
});

test('a resource that is moved keeps its identity', () => {
  const before = step('Before', { One: template({ Old: topic() }) });
  const after = { Two: template({ New: topic(), Mail: subscription({ Ref: 'New' }) }) };

  expect(actionsOf([before, step('After', after, { moved: { 'One.Old': 'Two.New' } })])[1]).toEqual(['create Mail']);
  expect(actionsOf([before, step('After', after)])[1]).toEqual(['create New', 'create Mail', 'remove Old deleted']);
});

test('a resource that is imported is not created', () => {
  expect(actionsOf([step('Import', { Pki: template({ Alerts: topic() }) }, { imported: ['Pki.Alerts'] })])).toEqual([['import Alerts']]);
});

describe('a value of another stack', () => {
  const producer = (name: string, isExported = true) => template(
    { Alerts: topic({ TopicName: name }) },
    { Arn: { Value: { Ref: 'Alerts' }, ...isExported ? { Export: { Name: 'alerts' } } : {} } },
  );
  const read = { 'Fn::GetStackOutput': { StackName: 'One', OutputName: 'Arn' } };

  test('that is exported and imported can\'t change', () => {
    const Two = template({ Mail: subscription({ 'Fn::ImportValue': 'alerts' }) });

    expect(() => changesOf([step('Before', { One: producer('one'), Two }), step('After', { One: producer('two'), Two })]))
      .toThrow('One.Arn: CloudFormation can\'t change an exported value while a stack imports it');
  });

  test('that is an output reaches the stack only if the template of that stack changes', () => {
    const two = (variable: string) => template({ Mail: subscription({ 'Fn::Sub': [`\${${variable}}`, { [variable]: read }] }) });
    const steps = (variable: string) => [
      step('Before', { One: producer('one', false), Two: two('A') }), step('After', { One: producer('two', false), Two: two(variable) }),
    ];

    expect(actionsOf(steps('A'))[1]).toEqual(['replace Alerts TopicName deleted']);
    expect(actionsOf(steps('B'))[1]).toEqual(['replace Alerts TopicName deleted', 'replace Mail TopicArn deleted']);
  });

  test('that no stack has is an error', () => {
    expect(() => changesOf([step('Import', { Two: template({ Mail: subscription({ 'Fn::ImportValue': 'other' }) }) })]))
      .toThrow('no stack exports "other"');
    expect(() => changesOf([step('Read', { One: template({}), Two: template({ Mail: subscription(read) }) })])).toThrow('no output One.Arn');
  });
});

test('the resolved text decides, and not the function that makes it', () => {
  const forms = [
    { 'Fn::Join': ['', [{ Ref: 'Alerts' }]] }, { 'Fn::Sub': '${Alerts}' }, { Ref: 'Alerts' }, { 'Fn::Sub': ['${One}', { One: { Ref: 'Alerts' } }] },
  ];

  expect(actionsOf(inOneStack(...forms.map((form) => ({ Alerts: topic(), Mail: subscription(form) })))).slice(1)).toEqual([[], [], []]);
});

test('a type can\'t change', () => {
  expect(() => changesOf(inOneStack({ Alerts: topic() }, { Alerts: subscription('arn') }))).toThrow('can\'t change the type');
});

test('an unknown type is an error if it changes', () => {
  const unknown = (Name: string) => ({ One: { Type: 'AWS::No::Such', Properties: { Name } } });

  expect(() => changesOf(inOneStack(unknown('a'), unknown('b')))).toThrow('the schema has no AWS::No::Such');
});

test('the table has one row for each step, with the reasons', () => {
  const named = (TopicName: string) => topic({ TopicName }, { ...KEPT, Metadata: { 'aws:cdk:path': 'Pki/Alerts/Resource' } });

  expect(stepRows(inOneStack({ A: named('one'), B: topic() }, { A: named('two'), B: topic({ DisplayName: 'B' }), C: topic() }, {}))).toEqual([
    ['1. Step 0', '`Alerts`, `B`', '–', '–', '–'],
    ['2. Step 1', '`C`', '`B` (DisplayName)', '`Alerts` (TopicName; former one kept)', '–'],
    ['3. Step 2', '–', '–', '–', '`Alerts` (kept); `B`, `C` (deleted)'],
  ]);
});
