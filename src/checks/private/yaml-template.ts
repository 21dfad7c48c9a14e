import { App, Stack, cloudformation_include as include } from 'aws-cdk-lib';

/** A YAML template as JSON: aws-cdk-lib includes it in an app that is never deployed. */
export function readYaml(templateFile: string): string {
  const app = new App({ analyticsReporting: false });
  const stack = new Stack(app, 'Template');
  new include.CfnInclude(stack, 'Include', { templateFile });
  return JSON.stringify(app.synth().getStackByName('Template').template);
}
