import { App, Stack, Stage } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import { lazily } from '../support/lazily';
import { loadApp } from '../support/load-app';
import { FEATURE_FLAGS } from '../support/stacks';

/* The reference app with several accounts and Regions: its order, its environments, and its references. */

type Example = typeof import('../../examples/multi-account/app');

const REGIONS = ['us-east-1', 'eu-west-1'];
const ACCOUNTS: Record<string, string> = { Pki: '111122223333', LogArchive: '123456789012', Monitoring: '111122223333', Application: '444455556666' };

function load(flags: Record<string, unknown>): Example {
  const context = process.env.CDK_CONTEXT_JSON;
  process.env.CDK_CONTEXT_JSON = JSON.stringify(flags);
  try { return loadApp<Example>('examples/multi-account/app.ts'); } finally { process.env.CDK_CONTEXT_JSON = context; }
}

const example = lazily(() => load({}));
const stagesOf = (app: App) => app.node.children.filter((node): node is Stage => Stage.isStage(node));
const stacksOf = (stage: Stage) => stage.node.children.filter((node): node is Stack => Stack.isStack(node));
const textOf = (stage: Stage) => stacksOf(stage).map((stack) => JSON.stringify(Template.fromStack(stack).toJSON())).join();

test('each stage is in one account, and each stack is in an explicit environment', () => {
  expect(stagesOf(example().app).map(({ node }) => node.id)).toEqual(Object.keys(ACCOUNTS));
  for (const stage of stagesOf(example().app)) {
    expect(new Set(stacksOf(stage).map(({ account }) => account))).toEqual(new Set([ACCOUNTS[stage.node.id]]));
    expect(new Set(stacksOf(stage).map(({ region }) => region))).toEqual(new Set(REGIONS));
  }
});

test('a stage uses only outputs of earlier stages', () => {
  const outputs = new Set<string>();
  const used: Record<string, string[]> = {};
  for (const stage of stagesOf(example().app)) {
    const text = textOf(stage);
    used[stage.node.id] = Object.entries(example().deployed).flatMap(([region, values]) =>
      Object.entries(values).filter(([, value]) => text.includes(value)).map(([name]) => `${region} ${name}`));
    expect(used[stage.node.id].filter((one) => !outputs.has(one))).toEqual([]);
    for (const stack of stacksOf(stage)) {
      Object.keys(Template.fromStack(stack).toJSON().Outputs ?? {}).forEach((name) => outputs.add(`${stack.region} ${name}`));
    }
  }

  const inBoth = (...names: string[]) => REGIONS.flatMap((region) => names.map((name) => `${region} ${name}`));
  expect(used).toEqual({
    Pki: [],
    LogArchive: inBoth('RootArn', 'IssuingArn'),
    Monitoring: inBoth('RootArn', 'IssuingArn', 'ReportsBucketName'),
    Application: inBoth('IssuingArn'),
  });
});

// Earlier versions of aws-cdk-lib don't have the flag, and export the values.
const RECOMMENDED = '@aws-cdk/core:defaultCrossStackReferences' in FEATURE_FLAGS.recommended ? 'Fn::GetStackOutput' : 'Fn::ImportValue';

test.each([
  ['none', 'Fn::ImportValue'],
  ['recommended', RECOMMENDED],
])('with the feature flags %s, the only references between stacks are the shared CAs (%s)', (flags, reference) => {
  const { app } = load(FEATURE_FLAGS[flags]);
  const found = stagesOf(app).flatMap(stacksOf).flatMap((stack) => {
    const text = JSON.stringify(Template.fromStack(stack).toJSON());
    return [...text.matchAll(/"(Fn::ImportValue|Fn::GetStackOutput)":("[^"]*"|\{[^}]*\})/g)].map(([, name, value]) =>
      [stack.node.path, name, /HierarchyIssuingActivation/.test(value), value.includes(`Pki-Authorities-${stack.region}`)]);
  });

  expect(found).toEqual(['us-east-1', 'eu-west-1'].map((region) => [`Pki/Sharing-${region}`, reference, true, true]));
});

test('CDK deploys the CAs of a Region before their shares, and has no other order in a stage', () => {
  for (const stage of stagesOf(example().app)) {
    const dependencies = stage.synth().stacks.flatMap((artifact) => artifact.dependencies
      .filter(({ manifest }) => manifest.type === 'aws:cloudformation:stack').map(({ id }) => [artifact.id, id]));
    const expected = stage.node.id === 'Pki' ? [['PkiSharingeuwest1', 'PkiAuthoritieseuwest1'], ['PkiSharinguseast1', 'PkiAuthoritiesuseast1']] : [];
    expect(dependencies.map((pair) => pair.map((id) => id.replace(/-|[0-9A-F]{8}$/g, ''))).sort()).toEqual(expected);
  }
});

test('no template of another account contains a resource of the PKI', () => {
  for (const stage of stagesOf(example().app).filter(({ node }) => !['Pki'].includes(node.id))) {
    expect(textOf(stage)).not.toContain('"AWS::ACMPCA::CertificateAuthority"');
  }
});
