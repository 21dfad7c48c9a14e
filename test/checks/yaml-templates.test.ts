import { mkdtempSync, rmSync, writeFileSync } from 'fs';
import { tmpdir } from 'os';
import { join } from 'path';
import { CASES } from './cases/all';
import { sourcesOf } from './cases/case';
import { toYaml } from './to-yaml';
import { run } from '../../src/checks/private/command-line';
import { runRules } from '../../src/checks/private/engine';
import { readPath } from '../../src/checks/private/read-templates';
import { TemplateSource } from '../../src/checks/private/template';
import { TemplateSet } from '../../src/checks/private/template-set';
import { readYaml } from '../../src/checks/private/yaml-template';
import { APPS } from '../compliance/apps';

const FOLDER = mkdtempSync(join(tmpdir(), 'yaml-'));
afterAll(() => rmSync(FOLDER, { recursive: true }));

function command(name: string, text: string): { code: number; findings: object[]; notes: string[]; unreadable: string[] } {
  let out = '';
  const path = join(FOLDER, name);
  writeFileSync(path, text);
  const code = run(['check', path, '--format', 'json', '--informational'], { out: (more) => { out += more; }, err: () => {}, readYaml });
  return { code, ...JSON.parse(out.split(path).join('FILE')) };
}

function findingsOf(sources: readonly TemplateSource[]): string[] {
  const { violations, notes } = runRules(new TemplateSet(sources), { informational: true });
  return [...notes, ...violations.flatMap(({ rule, severity, places }) => places
    .map(({ resource, location }) => `${severity} ${rule.id}: ${resource.template.source.path} ${resource.id} ${location}`))];
}

function throughYaml(source: TemplateSource): TemplateSource {
  const path = join(FOLDER, 'template.yaml');
  writeFileSync(path, toYaml(JSON.parse(source.text)));
  return { ...source, text: readYaml(path) };
}

test.each(Object.keys(APPS).filter((name) => name.startsWith('examples/')))('the templates of %s have the same findings in YAML', (name) => {
  const { sources } = readPath(APPS[name]().synth().directory);

  expect(sources.length).toBeGreaterThan(0);
  expect(findingsOf(sources.map(throughYaml))).toEqual(findingsOf(sources));
});

test.each(Object.keys(CASES))('the first wrong template of %s has the same findings in YAML', (id) => {
  const sources = sourcesOf(CASES[id].wrong[0]);

  expect(findingsOf(sources).join()).toContain(id);
  expect(findingsOf(sources.map(throughYaml))).toEqual(findingsOf(sources));
});

const BOOTSTRAP = `
Parameters:
  BootstrapVersion:
    Type: AWS::SSM::Parameter::Value<String>
    Default: /cdk-bootstrap/hnb659fds/version
`;
const RULES = `
Rules:
  CheckBootstrapVersion:
    Assertions:
      - Assert: { Fn::Not: [{ Fn::Contains: [["1", "2", "3", "4", "5"], { Ref: BootstrapVersion }] }] }
        AssertDescription: CDK bootstrap stack version 6 required.
`;
const METADATA = `
Resources:
  CDKMetadata: { Type: AWS::CDK::Metadata, Properties: { Analytics: "v2:deflate64:H4sI" }, Condition: CDKMetadataAvailable }
Conditions:
  CDKMetadataAvailable: !Or [!Equals [!Ref AWS::Region, us-east-1], !Equals [!Ref AWS::Region, eu-central-1]]
`;

test('a template that `cdk synth` printed is read', () => {
  expect(command('synth.yaml', `${METADATA}${BOOTSTRAP}${RULES}`)).toEqual({ code: 0, findings: [], notes: [], unreadable: [] });
  expect(Object.keys(JSON.parse(readYaml(join(FOLDER, 'synth.yaml'))) as object).sort())
    .toEqual(['Conditions', 'Parameters', 'Resources', 'Rules']);
});

test.each<[string, string]>([
  ['no resources', 'Resources: {}'],
  ['no resources, in quotes', '"Resources" : { }\n'],
  ['no resources and a description', '{ Description: Nothing, Resources: {} }'],
  ['no resources and an empty section', 'Parameters:\nResources: {}\n'],
  ['only parameters', BOOTSTRAP],
  ['only parameters and rules', `${BOOTSTRAP}${RULES}`],
  ['only a version', 'AWSTemplateFormatVersion: 2010-09-09'],
])('a template in YAML with %s has no findings', (_name, text) => {
  expect(command('own.yaml', text)).toEqual({ code: 0, findings: [], notes: [], unreadable: [] });
});

test.each<[string, string]>([
  ['without content', ''],
  ['with comments only', '---\n# Resources: {}\n\n  # Nothing else'],
  ['with an empty map', '{}'],
  ['with a text', 'Resources'],
  ['with a list', '- Resources'],
  ['of another tool', 'services: { web: { image: nginx } }'],
])('a file in YAML %s is not a template, as in JSON', (_name, text) => {
  expect(command('own.yaml', text))
    .toEqual({ code: 2, findings: [], notes: ['FILE: The file has no Resources section.'], unreadable: ['FILE: not a template'] });
});

test('short forms and texts of several lines are read as their long forms', () => {
  const { findings } = command('own.yaml', `
Resources:
  Audit: { Type: AWS::S3::Bucket }
  AuditPolicy:
    Type: AWS::S3::BucketPolicy
    Properties:
      Bucket: !Ref Audit
      PolicyDocument:
        Statement:
          - Effect: Allow
            Principal: { Service: acm-pca.amazonaws.com }
            Action: [s3:GetBucketAcl, s3:GetBucketLocation, s3:PutObject, s3:PutObjectAcl]
            Resource:
              - !GetAtt Audit.Arn
              - !Sub
                - "\${Bucket}/*"
                - Bucket: !GetAtt Audit.Arn
  Rule:
    Type: AWS::Events::Rule
    Properties:
      EventPattern: !Sub |
        {
          "source": ["aws.acm-pca"],
          "detail-type": ["No Such Event"]
        }
`);

  expect(findings).toEqual([
    expect.objectContaining({ rule: 'PCA-CONFUSED-DEPUTY', logicalId: 'AuditPolicy', location: 'Properties.PolicyDocument.Statement.0' }),
    expect.objectContaining({ rule: 'PCA-EVENT', logicalId: 'Rule' }),
  ]);
});
