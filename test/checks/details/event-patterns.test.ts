import { viewOf } from './view-of';
import { runRules } from '../../../src/checks/private/engine';
import { acceptedBy, concernsPrivateCa, isAboutPrivateCa, patternOf, targetsOf } from '../../../src/checks/private/event-patterns';
import { TemplateSet } from '../../../src/checks/private/template-set';
import { att, inTemplate, Json, ref, Resources, root, sourcesOf, sub } from '../cases/case';

const rule = (properties: Json) => ({ Type: 'AWS::Events::Rule', Properties: properties });
const ABOUT = { source: ['aws.acm-pca'] };

function ruleIn(properties: Json) {
  const view = viewOf({ ...root(), Rule: rule(properties) });
  return { view, resource: view.all('AWS::Events::Rule')[0] };
}

describe('the pattern of a rule', () => {
  const pattern = (properties: Json) => {
    const { view, resource } = ruleIn(properties);
    return patternOf(view, resource);
  };

  test.each([
    ['an object', ABOUT],
    ['text', JSON.stringify(ABOUT)],
    ['text with a reference elsewhere', { 'Fn::Join': ['', ['{"source":["aws.acm-pca"]', '}']] }],
  ])('can be %s', (_name, EventPattern) => {
    expect(pattern({ EventPattern })).toEqual(ABOUT);
  });

  test('as text keeps its references', () => {
    const accepted = pattern({ EventPattern: sub('{"source":["aws.acm-pca"],"resources":["${Root.Arn}"]}') });

    expect(acceptedBy(accepted!, 'source')).toEqual(['aws.acm-pca']);
    expect(acceptedBy(accepted!, 'resources')).toBeUndefined();
  });

  test.each([
    ['a rule with a schedule', { ScheduleExpression: 'rate(1 day)' }],
    ['a parameter', { EventPattern: ref('Text') }],
    ['text that is not JSON', { EventPattern: 'aws.acm-pca' }],
    ['text that is not an object', { EventPattern: '["aws.acm-pca"]' }],
    ['a list', { EventPattern: ['aws.acm-pca'] }],
  ])('is not known for %s', (_name, properties) => {
    expect(pattern(properties)).toBeUndefined();
  });

  test('as text is judged as an object is', () => {
    const judge = (EventPattern: unknown) => runRules(new TemplateSet(sourcesOf(inTemplate('', { Rule: rule({ EventPattern }) }))))
      .violations.map((violation) => [violation.rule.id, violation.effect]);
    const wrong = { ...ABOUT, 'detail-type': ['AWS Private CA Creation'] };

    expect(judge(JSON.stringify(wrong))).toEqual([
      ['PCA-EVENT', 'The rule never matches, because the detail type of these events is "ACM Private CA Creation".'],
    ]);
    expect(judge(wrong)).toEqual(judge(JSON.stringify(wrong)));
  });
});

test.each([
  ['literal texts', ['a', 'b'], ['a', 'b']],
  ['a number', [1], ['1']],
  ['nothing', [], []],
  ['a filter', [{ prefix: 'a' }], undefined],
  ['a text beside a filter', ['a', { prefix: 'b' }], undefined],
  ['a text beside null', ['a', null], undefined],
  ['no list', 'a', undefined],
])('a field that accepts %s', (_name, result, texts) => {
  expect(acceptedBy({ detail: { result } }, 'detail.result')).toEqual(texts);
});

test('a field that a pattern does not have accepts everything', () => {
  expect(acceptedBy({}, 'detail.result')).toBeUndefined();
});

test.each([
  ['its source', ABOUT, true],
  ['the source of its API', { detail: { eventSource: ['acm-pca.amazonaws.com'] } }, true],
  ['the source of its API, by all CloudTrail events', { source: [{ exists: true }], detail: { eventSource: ['acm-pca.amazonaws.com'] } }, true],
  ['another source', { source: ['aws.s3'] }, false],
  ['another source of an API', { detail: { eventSource: ['s3.amazonaws.com'] } }, false],
  ['two sources', { source: ['aws.acm-pca', 'aws.s3'] }, false],
  ['two sources of APIs', { detail: { eventSource: ['acm-pca.amazonaws.com', 's3.amazonaws.com'] } }, false],
  ['a filter', { source: [{ prefix: 'aws.acm-pca' }] }, false],
  ['no source', { 'detail-type': ['ACM Private CA Creation'] }, false],
])('whether a pattern is only about AWS Private CA: %s', (_name, pattern, about) => {
  expect(isAboutPrivateCa(pattern)).toBe(about);
});

describe('an app concerns AWS Private CA', () => {
  test.each([
    ['a CA beside something else', { Bucket: { Type: 'AWS::S3::Bucket' }, ...root() }, true],
    ['a rule for its events', { Rule: rule({ EventPattern: ABOUT }) }, true],
    ['a rule for its API calls', { Rule: rule({ EventPattern: { detail: { eventSource: ['acm-pca.amazonaws.com'] } } }) }, true],
    ['a rule for its events beside another one', { Other: rule({ EventPattern: { source: ['aws.s3'] } }), Rule: rule({ EventPattern: ABOUT }) }, true],
    ['a rule for other events', { Rule: rule({ EventPattern: { source: ['aws.s3'] } }) }, false],
    ['a rule with a schedule', { Rule: rule({ ScheduleExpression: 'rate(1 day)' }) }, false],
    ['nothing of it', { Bucket: { Type: 'AWS::S3::Bucket' } }, false],
  ])('if it has %s', (_name, resources, concerns) => {
    const view = viewOf(resources);

    expect(concernsPrivateCa(view)).toBe(concerns);
    expect(concernsPrivateCa(view)).toBe(concerns);
  });

  test('and its trails are judged, also if it only has a rule for the events', () => {
    const judge = (resources: Resources) => {
      const trail = { Type: 'AWS::CloudTrail::Trail', Properties: { IsLogging: true, S3BucketName: 'amzn-s3-demo-bucket', KMSKeyId: ref('Text') } };
      const { violations, notes } = runRules(new TemplateSet(sourcesOf(inTemplate('', { Trail: trail, ...resources }))));
      return [...notes, ...violations.flatMap(({ rule: { id }, places }) => places.map(({ resource }) => `${id} ${resource.id}`))];
    };

    expect(judge({ Rule: rule({ EventPattern: ABOUT }) })).toEqual(['PCA-TRAIL-BASICS Trail']);
    expect(judge({ Rule: rule({ EventPattern: { source: ['aws.s3'] } }) })).toEqual([]);
    expect(judge({ Rule: rule({ ScheduleExpression: 'rate(1 day)' }) })).toEqual([]);
  });
});

test.each([
  ['two targets', [{ Id: 'a', Arn: 'A' }, { Id: 'b', Arn: 'B' }], [{ Id: 'a', Arn: 'A' }, { Id: 'b', Arn: 'B' }]],
  ['no targets', undefined, []],
])('a rule with %s', (_name, Targets, targets) => {
  const { view, resource } = ruleIn({ EventPattern: { ...ABOUT, resources: [att('Root')] }, Targets });

  expect(targetsOf(view, resource)).toEqual(targets);
});
