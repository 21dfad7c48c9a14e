import * as fc from 'fast-check';
import { CASES } from './cases/all';
import { Case, Json, sourcesOf } from './cases/case';
import { disguised } from './cases/disguise';
import { findingsOf, INHERITED, renamedTo, wordsIn } from './names';
import { runRules } from '../../src/checks/private/engine';
import { TemplateSet } from '../../src/checks/private/template-set';

const RUNS = { numRuns: Number(process.env.PROPERTY_RUNS ?? 100) };

function judge(sample: Case): string[] {
  const { violations, notes } = runRules(new TemplateSet(sourcesOf(sample)));
  expect(notes.filter((note) => note.includes('could not be judged'))).toEqual([]);
  return violations.map(({ rule, severity }) => `${severity} ${rule.id}`);
}

const ALONE = Object.entries(CASES).flatMap(([id, { wrong, right }]) => [
  ...wrong.map((sample) => ({ id, sample, kind: 'wrong' })), ...right.map((sample) => ({ id, sample, kind: 'right' })),
]).filter(({ sample }) => !sample.others && !sample.region && !('Transform' in sample.template) && !('Outputs' in sample.template));
const WRONG = ALONE.filter(({ kind, sample }) => kind === 'wrong' && !sample.template.Conditions);
const RIGHT = ALONE.filter(({ kind, sample }) => kind === 'right' && !sample.template.Conditions && !sample.also);

/** The resources of a case under names that no other case has. */
function renamed(sample: Case, prefix: string): Record<string, Json> {
  const text = JSON.stringify(sample.template.Resources);
  const ids = Object.keys(sample.template.Resources).sort((a, b) => b.length - a.length);
  const names = new RegExp(`(?<=["{])(${ids.join('|')})(?=["}.])`, 'g');
  const safe = text.replace(names, (id) => `${prefix}${id}`);
  return JSON.parse(safe.replaceAll(`"${prefix}Policy":"`, '"Policy":"')) as Record<string, Json>;
}

/** Types whose mere presence another rule takes into account. */
const GLOBAL = /AWS::IAM|Custom::|CloudTrail|Logs::|Lambda|"Ref":"Text"|\$\{Text\}|amzn-s3-demo-bucket/;
const isolated = (list: typeof RIGHT) => list.filter(({ sample }) => !GLOBAL.test(JSON.stringify(sample.template)));

test('random templates never stop the rules', () => {
  const types = ['AWS::ACMPCA::CertificateAuthority', 'AWS::ACMPCA::Certificate', 'AWS::ACMPCA::CertificateAuthorityActivation',
    'AWS::S3::Bucket', 'AWS::S3::BucketPolicy', 'AWS::KMS::Key', 'AWS::Events::Rule', 'AWS::CloudTrail::Trail', 'AWS::Scheduler::Schedule',
    'AWS::CertificateManager::Certificate', 'AWS::SNS::Topic', 'AWS::RAM::ResourceShare', 'AWS::CloudWatch::Alarm'];
  const keys = fc.constantFrom('Ref', 'Fn::If', 'Fn::Sub', 'Fn::GetAtt', 'Fn::Join', 'Fn::Select', 'Fn::Split', 'Fn::Transform', 'Statement',
    'Principal', 'Service', 'Action', 'Condition', 'CertificateAuthorityArn', 'CrlConfiguration', 'RevocationConfiguration', 'Enabled', 'source',
    'detail', 'PolicyDocument', 'Bucket', 'S3BucketName', 'Targets', 'Arn', 'EventPattern', 'TemplateArn', 'Validity', 'Type', 'Value');
  const texts = fc.constantFrom('A', 'B', 'A.Arn', '${A}', '${A.Arn}/*', 'X', 'acm-pca.amazonaws.com', 'aws.acm-pca', '{"a":1}', 'true', '');
  const { value } = fc.letrec((tie) => ({
    value: fc.oneof({ depthSize: 'small' }, texts, fc.boolean(), fc.integer(), fc.constant(null), fc.array(tie('value'), { maxLength: 3 }),
      fc.dictionary(keys, tie('value'), { maxKeys: 3 })),
  }));
  const resource = fc.record({ Type: fc.constantFrom(...types), Properties: value, DependsOn: value, Condition: value }, { requiredKeys: ['Type'] });
  const template = fc.record({ Resources: fc.dictionary(fc.constantFrom('A', 'B', 'C'), resource), Conditions: value, Outputs: value, Mappings: value }, { requiredKeys: ['Resources'] });

  fc.assert(fc.property(template, template, (first, second) => {
    const set = new TemplateSet([first, second].map((json, index) => ({ path: `${index}`, text: JSON.stringify(json) })));
    expect(runRules(set, { informational: true }).notes.filter((note) => note.includes('could not be judged'))).toEqual([]);
  }), RUNS);
});

test('a mistake in a correct template is found, whatever stands beside it', () => {
  fc.assert(fc.property(fc.constantFrom(...isolated(WRONG)), fc.subarray(isolated(RIGHT), { maxLength: 3 }), (mistake, beside) => {
    const alone = judge(mistake.sample);
    const resources = Object.assign({}, ...beside.map(({ sample }, index) => renamed(sample, `R${index}`)), renamed(mistake.sample, 'W'));

    expect(judge({ name: '', template: { Resources: resources } })).toEqual(expect.arrayContaining(alone));
  }), RUNS);
});

test('correct templates together are not reported, in any order, under other names, and in other forms', () => {
  fc.assert(fc.property(fc.shuffledSubarray(isolated(RIGHT), { minLength: 1, maxLength: 6 }), fc.boolean(), (samples, disguise) => {
    const resources = Object.assign({}, ...samples.map(({ sample }, index) => renamed(sample, `R${index}`)));
    const merged: Case = { name: '', template: { Resources: resources } };

    expect(judge(disguise ? disguised(merged) : merged)).toEqual([]);
  }), RUNS);
});

test('names that every JavaScript object inherits mean no more in a template than other names', () => {
  const samples = Object.values(CASES).flatMap(({ wrong, right }) => [...wrong, ...right]).map(sourcesOf);
  const named = fc.constantFrom(...samples).chain((sources) => fc.record({
    sources: fc.constant(sources), name: fc.constantFrom(...wordsIn(sources)), word: fc.constantFrom(...INHERITED),
  }));

  fc.assert(fc.property(named, ({ sources, name, word }) => {
    expect(findingsOf(renamedTo(sources, name, word))).toEqual(findingsOf(renamedTo(sources, name, 'Harmless')).replaceAll('Harmless', word));
  }), RUNS);
});
