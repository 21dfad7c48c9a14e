import { eventPatternOf, FieldCondition, filterPatternOf, RecordChoice } from '../../src/private/record-patterns';

/* The exact texts of both patterns. */

const API_CALL = 'AWS API Call via CloudTrail';
const SERVICE_EVENT = 'AWS Service Event via CloudTrail';
const SOURCE = '($.eventSource = "acm-pca.amazonaws.com")';

const named = (...names: string[]): FieldCondition => ({ field: 'eventName', is: { oneOf: names } });
const choiceOf = (...alternatives: FieldCondition[][]): RecordChoice => ({ service: 'acm-pca', alternatives });

test.each<[string, () => FieldCondition[][], string[]]>([
  ['an API call', () => [[named('PutPolicy')]], [API_CALL]],
  ['a service event', () => [[named('GenerateCRL')]], [SERVICE_EVENT]],
  ['two service events', () => [[named('GenerateCRL')], [named('IssueCertificateDetails')]], [SERVICE_EVENT]],
  ['an API call or a service event', () => [[named('PutPolicy')], [named('GenerateCRL')]], [API_CALL, SERVICE_EVENT]],
  ['the names of both in one alternative', () => [[named('PutPolicy', 'GenerateCRL')]], [SERVICE_EVENT]],
  ['a service event with another condition', () => [[named('GenerateCRL'), { field: 'errorCode', is: 'absent' }]], [SERVICE_EVENT]],
  ['another field with the name of a service event', () => [[{ field: 'userAgent', is: { oneOf: ['GenerateCRL'] } }]], [API_CALL]],
  ['another condition on the event name', () => [[{ field: 'eventName', is: { startingWith: ['GenerateCRL'] } }]], [API_CALL]],
  ['an event name that exists', () => [[{ field: 'eventName', is: 'present' }]], [API_CALL]],
  ['no texts of an event name', () => [[{ field: 'eventName', is: { oneOf: undefined, endingWith: ['Policy'] } }]], [API_CALL]],
  ['no condition', () => [[]], [API_CALL]],
])('the detail types are exact for %s', (_name, alternatives, expected) => {
  expect(eventPatternOf(choiceOf(...alternatives())).detailType).toStrictEqual(expected);
});

test('one alternative is a part of both patterns', () => {
  const choice = { ...choiceOf([named('PutPolicy')]), always: [{ field: 'errorCode', is: 'absent' } as const] };

  expect(filterPatternOf(choice)).toBe(`{ ${SOURCE} && ($.errorCode NOT EXISTS) && ($.eventName = "PutPolicy") }`);
  expect(eventPatternOf(choice)).toStrictEqual({
    source: ['aws.acm-pca'],
    detailType: [API_CALL],
    detail: { eventSource: ['acm-pca.amazonaws.com'], errorCode: [{ exists: false }], eventName: ['PutPolicy'] },
  });
});

test('two alternatives are a choice in both patterns', () => {
  const choice = choiceOf([named('PutPolicy'), { field: 'readOnly', is: 'false' }], [named('TagResource')]);

  expect(filterPatternOf(choice))
    .toBe(`{ ${SOURCE} && ((($.eventName = "PutPolicy") && ($.readOnly IS FALSE)) || (($.eventName = "TagResource"))) }`);
  expect(eventPatternOf(choice)).toStrictEqual({
    source: ['aws.acm-pca'],
    detailType: [API_CALL],
    detail: { eventSource: ['acm-pca.amazonaws.com'], $or: [{ eventName: ['PutPolicy'], readOnly: [false] }, { eventName: ['TagResource'] }] },
  });
});

test('two services are a choice of sources', () => {
  const choice: RecordChoice = { service: ['acm-pca', 'ram'], alternatives: [[]] };

  expect(filterPatternOf(choice)).toBe('{ (($.eventSource = "acm-pca.amazonaws.com") || ($.eventSource = "ram.amazonaws.com")) }');
  expect(eventPatternOf(choice)).toStrictEqual({
    source: ['aws.acm-pca', 'aws.ram'],
    detailType: [API_CALL],
    detail: { eventSource: ['acm-pca.amazonaws.com', 'ram.amazonaws.com'] },
  });
});

test.each<[string, FieldCondition['is'], string, unknown[]]>([
  ['one text', { oneOf: ['a'] }, '($.text = "a")', ['a']],
  ['a start', { startingWith: ['a'] }, '($.text = "a*")', [{ prefix: 'a' }]],
  ['a pattern', { like: ['*a*'] }, '($.text = "*a*")', [{ wildcard: '*a*' }]],
  ['an end', { endingWith: ['a'] }, '($.text = "*a")', [{ suffix: 'a' }]],
  ['all kinds of texts', { oneOf: ['a'], startingWith: ['b'], like: ['*c*'], endingWith: ['d'] },
    '(($.text = "a") || ($.text = "b*") || ($.text = "*c*") || ($.text = "*d"))', ['a', { prefix: 'b' }, { wildcard: '*c*' }, { suffix: 'd' }]],
])('a test of a field has exact terms: %s', (_name, is, term, match) => {
  const choice = choiceOf([{ field: 'text', is }]);

  expect(filterPatternOf(choice)).toBe(`{ ${SOURCE} && ${term} }`);
  expect(eventPatternOf(choice).detail).toStrictEqual({ eventSource: ['acm-pca.amazonaws.com'], text: match });
});

test.each(['resources[0].ARN', 'resources[10].ARN'])('the index in the path %s is only in the filter pattern', (field) => {
  const choice = choiceOf([{ field, is: 'present' }]);

  expect(filterPatternOf(choice)).toBe(`{ ${SOURCE} && ($.${field} = "*") }`);
  expect(eventPatternOf(choice).detail).toStrictEqual({ eventSource: ['acm-pca.amazonaws.com'], resources: { ARN: [{ exists: true }] } });
});
