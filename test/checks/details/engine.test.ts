import { Options, runRules } from '../../../src/checks/private/engine';
import { RULES } from '../../../src/checks/private/rules';
import { TemplateSet } from '../../../src/checks/private/template-set';
import { authority, BLOCKED, change, CONDITIONS, Json, NO_VALUE, Resources, rootWithCrl, when } from '../cases/case';

afterEach(() => { jest.restoreAllMocks(); });

const schedule = (expression: string, attributes: Json = {}) => ({
  Type: 'AWS::Scheduler::Schedule',
  Properties: {
    ScheduleExpression: expression,
    Target: { Arn: 'arn:aws:scheduler:::aws-sdk:acmpca:createCertificateAuthorityAuditReport' },
  },
  ...attributes,
});

/** The violations of templates, by their rules, with the places. */
function judge(templates: readonly Resources[], options?: Options): { violations: string[][]; notes: readonly string[] } {
  const sources = templates.map((resources, index) => ({ path: `${index}.json`, text: JSON.stringify({ ...CONDITIONS, Resources: resources }) }));
  const { violations, notes } = runRules(new TemplateSet(sources), options);
  return {
    violations: violations.map(({ rule, places }) => [rule.id, ...places
      .map(({ resource, location }) => `${resource.template.source.path} ${resource.id} ${location}`)]),
    notes,
  };
}

const OFTEN = (...resources: string[]) => ['PCA-SCHEDULE', ...resources.map((resource) => `${resource} Properties.ScheduleExpression`)];
const NO_INPUT = (...resources: string[]) => ['PCA-SCHEDULE', ...resources.map((resource) => `${resource} Properties.Target.Input`)];

test('one rule has a violation for each different effect', () => {
  const resources = { Often: schedule('rate(5 minutes)'), Daily: schedule('rate(1 day)'), Hourly: schedule('rate(1 hour)') };

  expect(judge([resources]).violations).toEqual([OFTEN('0.json Often'), NO_INPUT('0.json Daily', '0.json Hourly')]);
});

test('each template with conditions is judged once', () => {
  const resources = { Often: schedule('rate(5 minutes)', { Condition: 'IsProd' }) };

  expect(judge([resources, resources]).violations).toEqual([OFTEN('0.json Often', '1.json Often')]);
  expect(judge([resources, { Often: schedule('rate(5 minutes)') }]).violations).toEqual([OFTEN('1.json Often', '0.json Often')]);
});

test('a rule that is ignored reports nothing', () => {
  const resources = { Often: schedule('rate(5 minutes)'), Ca: authority('ROOT') };

  expect(judge([resources], { ignore: ['PCA-NOT-ACTIVE'] }).violations).toEqual([OFTEN('0.json Often')]);
  expect(judge([resources], { ignore: ['PCA-SCHEDULE'] }).violations.map(([id]) => id)).toEqual(['PCA-NOT-ACTIVE']);
});

test('a rule that fails becomes one note, and the other rules report', () => {
  jest.spyOn(RULES.find(({ id }) => id === 'PCA-NOT-ACTIVE')!, 'find').mockImplementation(() => { throw new Error('no reason'); });
  const resources = { Ca: authority('ROOT', {}, { Condition: 'IsProd' }), Often: schedule('rate(5 minutes)') };

  expect(judge([resources])).toEqual({
    violations: [OFTEN('0.json Often')],
    notes: ['PCA-NOT-ACTIVE could not be judged (no reason).'],
  });
});

test('the severity is that of the outcome of the conditions in which it is the lowest', () => {
  const crls = (access: unknown) => change(rootWithCrl({ S3ObjectAcl: undefined }), 'Crls/Properties/PublicAccessBlockConfiguration', access);
  const severities = (access: unknown) => runRules(new TemplateSet([{ path: 'one.json', text: JSON.stringify({ ...CONDITIONS, Resources: crls(access) }) }]))
    .violations.map(({ rule, severity }) => `${severity} ${rule.id}`);

  expect(severities(BLOCKED)).toEqual(['error PCA-CRL-ACL']);
  expect([when('IsProd', BLOCKED, NO_VALUE), when('IsProd', NO_VALUE, BLOCKED)].map(severities)).toEqual([['warning PCA-CRL-ACL'], ['warning PCA-CRL-ACL']]);
});

test('a resource that is nested too deeply to find its conditions does not hide the other findings', () => {
  const deep = (levels: number) => `${'{"a":'.repeat(levels)}1${'}'.repeat(levels)}`;
  const text = `{"Resources":{"Often":${JSON.stringify(schedule('rate(5 minutes)'))},`
    + `"Crls":{"Type":"AWS::S3::Bucket","Properties":{"Tags":${deep(100_000)}}}}}`;
  const { violations } = runRules(new TemplateSet([{ path: 'deep.json', text }]));

  expect(violations.map(({ rule }) => rule.id)).toEqual(['PCA-SCHEDULE']);
});

test('conditions that the Region decides don\'t count as conditions that make too many outcomes', () => {
  const Conditions = Object.fromEntries(Array.from({ length: 7 }, (_, index) => [`In${index}`, { 'Fn::Equals': [{ Ref: 'AWS::Region' }, `us-east-${index}`] }]));
  const expression = Object.keys(Conditions).reduce<unknown>((other, name) => when(name, 'rate(1 day)', other), when('IsProd', 'rate(5 minutes)', 'rate(10 minutes)'));
  const text = JSON.stringify({ Conditions: { ...CONDITIONS.Conditions, ...Conditions }, Resources: { Often: schedule(expression as string) } });
  const found = (region?: string) => runRules(new TemplateSet([{ path: 'one.json', text, region }])).violations
    .map(({ rule, places }) => [rule.id, places[0].location]);

  expect(found('eu-west-1')).toEqual([['PCA-SCHEDULE', 'Properties.ScheduleExpression']]);
  expect(found('us-east-1')).toEqual([['PCA-SCHEDULE', 'Properties.Target.Input']]);
});
