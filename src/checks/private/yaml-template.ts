import { App, Stack, cloudformation_include as include } from 'aws-cdk-lib';

/**
 * A YAML template as JSON: aws-cdk-lib includes it in an app that is never deployed.
 *
 * The YAML reader of aws-cdk-lib only warns about an unknown tag, such as `!Reff`, and continues with a string.
 * CloudFormation rejects such a template, and so does this function.
 */
export function readYaml(templateFile: string): string {
  const app = new App({ analyticsReporting: false });
  const stack = new Stack(app, 'Template');
  withoutWarnings(() => new include.CfnInclude(stack, 'Include', { templateFile }));
  return JSON.stringify(app.synth().getStackByName('Template').template);
}

/** Runs a task, and throws its first warning. */
function withoutWarnings(task: () => void): void {
  const warnings: string[] = [];
  const { emitWarning } = process;
  process.emitWarning = (warning: string | Error) => {
    warnings.push(warning instanceof Error ? warning.message : String(warning));
  };
  try { task(); } finally { process.emitWarning = emitWarning; }
  if (warnings.length > 0) { throw new Error(warnings[0]); }
}
