import 'tsconfig-paths/register';

/*
 * Integration apps import this file before an example. It resolves the name of the library to its sources, and disables
 * stack traces, because they add local file paths to the snapshot.
 */

process.env.CDK_CONTEXT_JSON = JSON.stringify({
  ...JSON.parse(process.env.CDK_CONTEXT_JSON ?? '{}') as object,
  'aws:cdk:disable-stack-trace': true,
  'aws:cdk:disable-creation-stack-traces': true,
});
