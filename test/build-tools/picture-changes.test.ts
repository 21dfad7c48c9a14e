import { App, Stack, aws_iam as iam } from 'aws-cdk-lib';
import { stacksOfApp } from '../../build-tools/pictures/load-example';
import { Picture, PictureArrow } from '../../build-tools/pictures/model';
import { overviewOf } from '../../build-tools/pictures/overview';
import { colorsOf, DARK, LIGHT } from '../../build-tools/pictures/palettes';
import { pictureOfStacks } from '../../build-tools/pictures/picture';
import { picturesOfStacks } from '../../build-tools/pictures/pictures-of';
import { SynthesizedStack } from '../../build-tools/synth';
import { AuditReportBucket } from '../../src/audit/audit-report-bucket';
import { PrivateCaBucketEncryption } from '../../src/model/private-ca-bucket-encryption';
import { newRoot } from '../support/stacks';

interface Statement {
  Effect: string;
  Principal: { Service?: string };
  Condition: Record<string, Record<string, unknown>>;
}

/** Returns the stack of a CA and its audit report bucket. */
function auditStacks(): SynthesizedStack[] {
  const app = new App();
  const stack = new Stack(app, 'Pki');
  const audit = new AuditReportBucket(stack, 'Audit', { certificateAuthorities: [newRoot(stack)], encryption: PrivateCaBucketEncryption.kms() });
  audit.grants.read(new iam.Role(stack, 'Auditor', { assumedBy: new iam.AccountPrincipal('444455556666') }));
  return stacksOfApp(app);
}

/** Returns the statement that allows AWS Private CA to write to the bucket, and the list with it. */
function writeStatement([{ template }]: SynthesizedStack[]): { statements: Statement[]; statement: Statement } {
  const policies = Object.values(template.Resources).filter(({ Type }) => Type === 'AWS::S3::BucketPolicy');
  const lists = policies.map(({ Properties }) => (Properties!.PolicyDocument as { Statement: Statement[] }).Statement);
  const statements = lists.find((list) => list.some(({ Principal }) => Principal.Service === 'acm-pca.amazonaws.com'))!;
  return { statements, statement: statements.find(({ Principal }) => Principal.Service === 'acm-pca.amazonaws.com')! };
}

/** Returns the arrow from AWS Private CA to the bucket. */
function writeArrow({ nodes, arrows }: Picture): PictureArrow | undefined {
  const id = (line: string, last: string) => nodes.find(({ lines }) => lines[0] === line && lines[lines.length > 1 ? 1 : 0] === last)?.id;
  return arrows.find(({ kind, from, to }) => kind === 'access' && from === id('acm-pca.amazonaws.com', 'acm-pca.amazonaws.com') && to === id('Bucket', 'Audit'));
}

test('an arrow has the actions and the conditions of its statement', () => {
  expect(writeArrow(pictureOfStacks(auditStacks()))?.label).toEqual([
    'GetBucketAcl, GetBucketLocation, PutObject +1',
    'if aws:SourceAccount = this account',
    'if aws:SourceArn = Example Corp Root CA G1',
  ]);
});

test('a role has an arrow to each resource that its policy allows, and from each principal that assumes it', () => {
  const { nodes, arrows } = pictureOfStacks(auditStacks());
  const names = new Map(nodes.map(({ id, name }) => [id, name]));
  const shown = arrows.filter(({ kind }) => kind === 'access').map(({ from, to }) => `${names.get(from)} -> ${names.get(to)}`);

  expect(shown).toEqual(expect.arrayContaining([
    'account 444455556666 -> IAM role Auditor', 'IAM role Auditor -> bucket Audit', 'IAM role Auditor -> KMS key Audit/Key',
  ]));
});

test('the arrow of a removed statement is not in the picture', () => {
  const stacks = auditStacks();
  const { statements, statement } = writeStatement(stacks);
  statements.splice(statements.indexOf(statement), 1);

  expect(writeArrow(pictureOfStacks(auditStacks()))).toBeDefined();
  expect(writeArrow(pictureOfStacks(stacks))).toBeUndefined();
});

test('a Deny statement has no arrow', () => {
  const stacks = auditStacks();
  writeStatement(stacks).statement.Effect = 'Deny';

  expect(writeArrow(pictureOfStacks(stacks))).toBeUndefined();
});

test.each<[string, Record<string, Record<string, unknown>>, string[]]>([
  ['another value', { StringEquals: { 'aws:SourceAccount': '123456789012' } }, ['if aws:SourceAccount = 123456789012']],
  ['another operator', { StringNotEquals: { 'aws:SourceAccount': '123456789012' } }, ['if aws:SourceAccount ≠ 123456789012']],
  ['another key', { Bool: { 'aws:SecureTransport': 'true' } }, ['if aws:SecureTransport = true']],
  ['no condition', {}, []],
])('a statement with %s in its condition has another label', (_change, condition, lines) => {
  const stacks = auditStacks();
  writeStatement(stacks).statement.Condition = condition;

  expect(writeArrow(pictureOfStacks(stacks))?.label.slice(1)).toEqual(lines);
});

test('the pictures have a title, a description, and no request to another site', async () => {
  const { light, dark, alt } = await picturesOfStacks(auditStacks());

  for (const svg of [light, dark]) {
    expect(svg).toContain('<title>Resources and permissions of the stack Pki</title>');
    expect(svg).toContain(`<desc>${alt}</desc>`);
    expect(svg.replace('xmlns="http://www.w3.org/2000/svg"', '')).not.toMatch(/https?:|@import|<script|<image|url\(/);
  }
  expect(alt).toContain('1 root CA');
  expect(alt).toContain('acm-pca.amazonaws.com');
  expect(await picturesOfStacks(auditStacks())).toEqual({ light, dark, alt });
});

test('both palettes have a different color for each use, and no color of a light picture stays in the dark one', async () => {
  const { dark } = await picturesOfStacks(auditStacks());

  for (const palette of [LIGHT, DARK]) { expect(new Set(colorsOf(palette)).size).toBe(colorsOf(palette).length); }
  expect(colorsOf(LIGHT).filter((color) => dark.includes(color))).toEqual([]);
});

test('an overview has one node for a construct, and keeps each CA', () => {
  const { nodes } = overviewOf(pictureOfStacks(auditStacks()));

  expect(nodes.map(({ lines }) => lines[0])).toEqual(expect.arrayContaining(['Audit', 'Root CA', 'IAM role']));
  expect(nodes.filter(({ lines }) => lines[0] === 'Bucket')).toEqual([]);
});
