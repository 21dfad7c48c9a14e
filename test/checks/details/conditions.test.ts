import { truthOfCondition, Truths, worldsOf } from '../../../src/checks/private/conditions';
import { Template } from '../../../src/checks/private/template';
import { Json, ref, when } from '../cases/case';

const literal = (raw: unknown) => typeof raw === 'string' ? raw : undefined;
const equals = (...sides: unknown[]): Json => ({ 'Fn::Equals': sides });
const not = (condition: unknown): Json => ({ 'Fn::Not': [condition] });
const and = (...conditions: unknown[]): Json => ({ 'Fn::And': conditions });
const or = (...conditions: unknown[]): Json => ({ 'Fn::Or': conditions });
const condition = (name: string): Json => ({ Condition: name });
const [TRUE, FALSE] = [equals('a', 'a'), equals('a', 'b')];
const stage = (name: string) => equals(ref('Stage'), name);
const UNKNOWN = stage('prod');

const templateOf = (Conditions: Json, Resources: Json = {}) =>
  new Template({ path: 'Stack.template.json', text: JSON.stringify({ Conditions, Resources }) });

describe('the truth of a condition', () => {
  const truth = (expression: unknown, truths?: Truths, others: Json = {}) =>
    truthOfCondition(templateOf({ It: expression, ...others }), 'It', truths, literal);

  test.each([
    ['equal texts', TRUE, true],
    ['different texts', FALSE, false],
    ['a text and a parameter', UNKNOWN, undefined],
    ['a parameter and a text', equals('prod', ref('Stage')), undefined],
    ['two parameters', equals(ref('A'), ref('B')), undefined],
    ['a negation', not(FALSE), true],
    ['a negation of what is true', not(TRUE), false],
    ['a negation of the unknown', not(UNKNOWN), undefined],
    ['a conjunction', and(TRUE, TRUE), true],
    ['a conjunction with something false', and(TRUE, FALSE), false],
    ['a conjunction with something false and something unknown', and(UNKNOWN, FALSE), false],
    ['a conjunction with something unknown', and(TRUE, UNKNOWN), undefined],
    ['a disjunction', or(FALSE, TRUE), true],
    ['a disjunction of what is false', or(FALSE, FALSE), false],
    ['a disjunction with something true and something unknown', or(UNKNOWN, TRUE), true],
    ['a disjunction with something unknown', or(FALSE, UNKNOWN), undefined],
    ['another condition', condition('True'), true],
    ['the negation of another condition', not(condition('True')), false],
    ['a condition that does not exist', condition('Missing'), undefined],
    ['a condition that is made of itself', condition('It'), undefined],
    ['a disjunction of itself and something true', or(condition('It'), condition('True')), true],
    ['an expression that is not a condition', ref('Stage'), undefined],
    ['three texts', equals('a', 'a', 'b'), undefined],
    ['one text', equals('a'), undefined],
    ['a text in the place of a list', { 'Fn::Equals': 'aa' }, undefined],
    ['a condition in the place of a list of them', { 'Fn::And': TRUE }, undefined],
    ['a condition in the place of a negated list', { 'Fn::Not': TRUE }, undefined],
    ['text', 'true', undefined],
    ['a list', [TRUE], undefined],
  ])('that is %s', (_name, expression, expected) => {
    expect(truth(expression, undefined, { True: TRUE })).toBe(expected);
  });

  test('is absent if the template has no such condition', () => {
    expect(truthOfCondition(templateOf({}), 'It', undefined, literal)).toBeUndefined();
  });

  test.each([true, false])('is the one of the world, where the template does not say it: %s', (prod) => {
    const worlds = worldsOf(templateOf({ Prod: UNKNOWN }, { Bucket: { Type: 'AWS::S3::Bucket', Condition: 'Prod' } }), literal)!;
    const truths = worlds[prod ? 0 : 1];

    expect(truth(UNKNOWN, truths)).toBe(prod);
    expect(truth(not(UNKNOWN), truths)).toBe(!prod);
    expect(truth(and(TRUE, UNKNOWN), truths)).toBe(prod);
    expect(truth(or(FALSE, condition('Prod')), truths, { Prod: UNKNOWN })).toBe(prod);
    expect(truth(equals('prod', ref('Stage')), truths)).toBe(prod);
    expect(truth(TRUE, truths)).toBe(true);
    expect(truth(stage('dev'), truths)).toBeUndefined();
  });
});

describe('the worlds of a template', () => {
  const [PROD, DEV, A] = [UNKNOWN, stage('dev'), equals(ref('A'), 'a')];
  const REVERSED = equals('prod', ref('Stage'));
  const IN_BUCKET = { Type: 'AWS::S3::Bucket', Condition: 'It' };

  /** The truth of a condition in each world of a template that uses it. */
  function truths(expression: unknown, others: Json = {}, resource: Json = IN_BUCKET): (boolean | undefined)[] | undefined {
    const template = templateOf({ It: expression, ...others }, { Resource: resource });
    return worldsOf(template, literal)?.map((world) => truthOfCondition(template, 'It', world, literal));
  }

  const bucket = (properties: Json) => ({ Type: 'AWS::S3::Bucket', Properties: properties });

  test.each([
    ['the existence of a resource', () => truths(PROD), [true, false]],
    ['a property', () => truths(PROD, {}, bucket({ BucketName: when('It', 'a', 'b') })), [true, false]],
    ['an element of a list', () => truths(PROD, {}, bucket({ Tags: [when('It', 'a', 'b')] })), [true, false]],
    ['a property in a branch of another one', () => truths(PROD, {}, bucket({ BucketName: when('Other', when('It', 'a', 'b'), 'b') })), [true, false]],
    ['a negation', () => truths(not(PROD)), [false, true]],
    ['a conjunction', () => truths(and(PROD, TRUE)), [true, false]],
    ['a disjunction', () => truths(or(FALSE, PROD)), [true, false]],
    ['another condition', () => truths(condition('Prod'), { Prod: PROD }), [true, false]],
    ['another condition in an expression', () => truths(not(condition('Prod')), { Prod: PROD }), [false, true]],
    ['two conditions with one expression', () => truths(and(condition('Prod'), condition('Same')), { Prod: PROD, Same: PROD }), [true, false]],
    ['a condition that is compared in both orders', () => truths(and(PROD, REVERSED)), [true, false]],
    ['a condition or its opposite in another order', () => truths(or(PROD, not(REVERSED))), [true, true]],
    ['conditions that are made of each other', () => truths(or(condition('Other'), PROD), { Other: condition('It') }), [true, undefined]],
  ])('are two if one comparison decides %s', (_name, actual, expected) => {
    expect(actual()).toEqual(expected);
  });

  test.each([
    ['no resource uses the condition', () => truths(PROD, {}, bucket({})), undefined],
    ['only a resource that no rule judges uses the condition', () => truths(PROD, {}, { Type: 'AWS::DynamoDB::Table', Condition: 'It' }), undefined],
    ['the template decides the condition', () => truths(TRUE), true],
    ['the template decides it by other conditions', () => truths(and(condition('Yes'), not(condition('No'))), { Yes: TRUE, No: FALSE }), true],
    ['the condition does not exist', () => truths(PROD, {}, { ...IN_BUCKET, Condition: 'Missing' }), undefined],
    ['the condition is only text', () => truths('true'), undefined],
    ['the condition is made of itself', () => truths(condition('It')), undefined],
    ['a property is called Condition', () => truths(PROD, {}, bucket({ Condition: ['It'] })), undefined],
    ['the first part of Fn::If is not a name', () => truths(PROD, {}, bucket({ BucketName: { 'Fn::If': [['It'], 'a', 'b'] } })), undefined],
  ])('are one if %s', (_name, actual, expected) => {
    expect(actual()).toEqual([expected]);
  });

  test.each([
    ['two parameters with texts', PROD, A],
    ['a parameter with another one, and with a text', equals(ref('Stage'), ref('A')), PROD],
    ['a parameter with a text, beside something that is not a comparison', PROD, ref('A')],
  ])('are four for the comparison of %s', (_name, left, right) => {
    expect(truths(and(left, right))).toEqual([true, false, false, false]);
    expect(truths(or(left, right))).toEqual([true, true, true, false]);
  });

  test.each([
    ['after the parameter', PROD, DEV],
    ['before the parameter', REVERSED, equals('dev', ref('Stage'))],
    ['before and after the parameter', REVERSED, DEV],
  ])('are three if one parameter is compared with two texts %s', (_name, left, right) => {
    expect(truths(left, { Right: right }, bucket({ Tags: [when('It', 1, 2), when('Right', 1, 2)] }))).toEqual([true, false, false]);
    expect(truths(or(left, right))).toEqual([true, true, false]);
    expect(truths(and(left, right))).toEqual([false, false, false]);
  });

  test('are not listed if there are more than six comparisons', () => {
    const many = (count: number) => Array.from({ length: count }, (_, index) => equals(ref(`P${index}`), 'x'));

    expect(truths(and(...many(6)))).toHaveLength(64);
    expect(truths(and(...many(7)))).toBeUndefined();
  });
});
