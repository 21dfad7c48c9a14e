import { App, BootstraplessSynthesizer, FileSystem, Stack, Stage, cloudformation_include as include } from 'aws-cdk-lib';

/**
 * A YAML template as JSON: aws-cdk-lib includes it in an app that is never deployed.
 *
 * The YAML reader of aws-cdk-lib only warns about an unknown tag, such as `!Reff`, and continues with a string.
 * CloudFormation rejects such a template, and so does this function.
 */
export function readYaml(templateFile: string): string {
  // Without a folder of its own, the app would leave one behind, or write into that of the app that runs this one.
  const outdir = FileSystem.mkdtemp('cdk-private-ca-');
  try {
    // aws-cdk-lib validates the templates of an app, and prints what it finds, but not those of a stage alone.
    const stage = new Stage(new App({ outdir, autoSynth: false, analyticsReporting: false }), 'Stage');
    // Other synthesizers add the parameter BootstrapVersion, which the output of `cdk synth` already contains.
    const stack = new Stack(stage, 'Template', { synthesizer: new BootstraplessSynthesizer() });
    withoutWarnings(() => new include.CfnInclude(stack, 'Include', { templateFile }));
    return JSON.stringify(stage.synth().stacks[0].template);
  } finally {
    FileSystem.rmrf(outdir);
  }
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
