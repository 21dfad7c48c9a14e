import { exampleNames, synthesizeExample } from './synth';

/* `npm run examples`: synthesizes every example, with the findings of the AWS CDK template validation as errors. */

for (const example of exampleNames()) {
  for (const { name, templatePath, template } of synthesizeExample(example)) {
    const lambdas = Object.values(template.Resources).filter(({ Type }) => Type === 'AWS::Lambda::Function');
    if (lambdas.length > 0) { throw new Error(`examples/${example} has ${lambdas.length} Lambda functions`); }
    process.stdout.write(`examples/${example}: ${name}, ${Object.keys(template.Resources).length} resources, ${templatePath}\n`);
  }
}
