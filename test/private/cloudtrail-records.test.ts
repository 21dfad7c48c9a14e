import { API_ACTIONS, DENIED, FAILED, REJECTED, SUCCEEDED, eventNames, isWriteCall } from '../../src/private/cloudtrail-records';
import { FieldCondition, FieldTest, recordPatternsOf } from '../../src/private/record-patterns';
import { matches } from '../support/event-matcher';
import { matchesFilter } from '../support/filter-pattern';
import { eventOf } from '../support/signals';
import { LogRecord, RECORDS } from '../support/trail-records';

/** The names of the records that both patterns of the conditions match. Fails if the two patterns differ. */
function matchedBy(conditions: FieldCondition[], records: Readonly<Record<string, LogRecord>> = RECORDS): string[] {
  const { filterPattern, eventPattern: { detailType, ...pattern } } = recordPatternsOf({ service: 'acm-pca', alternatives: [conditions] });
  const byFilter = Object.keys(records).filter((name) => matchesFilter(filterPattern, records[name]));
  const byEvent = Object.keys(records).filter((name) =>
    matches({ ...pattern, 'detail-type': detailType }, eventOf(records[name]) ?? {}));
  expect(byEvent).toEqual(byFilter);
  return byFilter;
}

test('the read-only actions are the actions that the API reference documents as such', () => {
  const readOnly = Object.keys(API_ACTIONS).filter((action) => API_ACTIONS[action].readOnly);

  expect(readOnly).toEqual([
    'DescribeCertificateAuthority', 'DescribeCertificateAuthorityAuditReport', 'GetCertificate', 'GetCertificateAuthorityCertificate',
    'GetCertificateAuthorityCsr', 'GetPolicy', 'ListCertificateAuthorities', 'ListPermissions', 'ListTags',
  ]);
  expect(Object.keys(API_ACTIONS)).toHaveLength(23);
});

test('a call with an unknown verb counts as read-only', () => {
  expect(['PutBucket', 'StopLogging', 'ScheduleKeyDeletion'].filter((name) => !isWriteCall(name))).toEqual([]);
  expect(['GetCertificate', 'RotateKey', ''].filter(isWriteCall)).toEqual([]);
});

test.each<[string, FieldCondition, string[]]>([
  ['succeeded', SUCCEEDED, ['DeletePolicy']],
  ['was denied', DENIED, ['DeletePolicy denied']],
  ['failed', FAILED, ['DeletePolicy failed']],
  ['was denied or failed', REJECTED, ['DeletePolicy denied', 'DeletePolicy failed']],
])('both patterns of the result match only a call that %s', (_name, result, expected) => {
  expect(matchedBy([eventNames('DeletePolicy'), result])).toEqual(expected);
});

test('both error codes of a denied call mean that it was denied', () => {
  expect(matchedBy([eventNames('GetCertificate'), DENIED])).toEqual(['GetCertificate denied']);
  expect(matchedBy([eventNames('PutPolicy'), DENIED])).toEqual(['PutPolicy denied']);
  expect(RECORDS['GetCertificate denied'].errorCode).not.toBe(RECORDS['PutPolicy denied'].errorCode);
});

test.each<[string, FieldTest, string[]]>([
  ['one of two texts', { oneOf: ['abc', 'xyz'] }, ['abc', 'xyz']],
  ['a start', { startingWith: ['ab'] }, ['abc', 'abd']],
  ['an end', { endingWith: ['bc'] }, ['abc']],
  ['a part', { like: ['*b*'] }, ['abc', 'abd']],
  ['a start or an end', { startingWith: ['x'], endingWith: ['d'] }, ['abd', 'xyz']],
  ['another start', { notStartingWith: 'ab' }, ['xyz']],
  ['absence', 'absent', ['nothing']],
  ['presence', 'present', ['abc', 'abd', 'xyz']],
  ['another text than two', { noneOf: ['abc', 'xyz'] }, ['abd']],
  ['a start or a pattern', { startingWith: ['x'], like: ['*bc'] }, ['abc', 'xyz']],
])('both patterns of a field test match the same records: %s', (_name, is, expected) => {
  const recordOf = (text?: string) => ({
    eventSource: 'acm-pca.amazonaws.com', eventName: 'PutPolicy', eventType: 'AwsApiCall', requestParameters: { ...text && { text } },
  });
  const records = { abc: recordOf('abc'), abd: recordOf('abd'), xyz: recordOf('xyz'), nothing: recordOf() };

  expect(matchedBy([{ field: 'requestParameters.text', is }], records)).toEqual(expected);
});

test.each<[string, FieldTest, string[]]>([
  ['true', 'true', ['on']],
  ['false', 'false', ['off']],
  ['absence or false', 'absent or false', ['off', 'nothing']],
])('both patterns of a test of a Boolean field match the same records: %s', (_name, is, expected) => {
  const recordOf = (parameters: object) => ({
    eventSource: 'acm-pca.amazonaws.com', eventName: 'PutPolicy', eventType: 'AwsApiCall', requestParameters: parameters,
  });
  const records = { on: recordOf({ isOn: true }), off: recordOf({ isOn: false }), nothing: recordOf({}) };

  expect(matchedBy([{ field: 'requestParameters.isOn', is }], records)).toEqual(expected);
});

test('both patterns of an end that a field must not have match the same records', () => {
  const recordOf = (eventName: string) => ({ eventSource: 'acm-pca.amazonaws.com', eventName, eventType: 'AwsApiCall' });
  const records = { put: recordOf('PutPolicy'), get: recordOf('GetCertificate') };

  expect(matchedBy([{ field: 'eventName', is: { notEndingWith: 'Policy' } }], records)).toEqual(['get']);
});

test('an empty alternative adds no condition', () => {
  const { filterPattern } = recordPatternsOf({ service: 'acm-pca', always: [eventNames('PutPolicy')], alternatives: [[]] });

  expect(filterPattern).toBe('{ ($.eventSource = "acm-pca.amazonaws.com") && ($.eventName = "PutPolicy") }');
});
