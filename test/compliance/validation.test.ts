import { App, CfnResource, Stack } from 'aws-cdk-lib';
import { APPS } from './apps';

/** CDK's own validation of templates, with its findings as errors. */
beforeAll(() => {
  delete process.env.CDK_VALIDATION;
  process.env.CDK_CONTEXT_JSON = JSON.stringify({ '@aws-cdk/core:validateAgainstDefaultRules': true });
});

afterAll(() => {
  process.env.CDK_VALIDATION = 'false';
  delete process.env.CDK_CONTEXT_JSON;
});

test.each(Object.keys(APPS))('%s passes CDK\'s own validation', (name) => {
  expect(() => APPS[name]().synth()).not.toThrow();
});

test('the validation does find a misspelt property', () => {
  const app = new App();
  const stack = new Stack(app, 'Stack');
  new CfnResource(stack, 'Bucket', { type: 'AWS::S3::Bucket', properties: { BucketNam: 'amzn-s3-demo-bucket' } });

  expect(() => app.synth()).toThrow();
});
