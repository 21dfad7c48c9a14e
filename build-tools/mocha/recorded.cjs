/*
 * What is recorded in the repository is what the code makes: the templates of the integration apps, and the tables in
 * `docs/`. For the second run of mutation testing. `npm test` compares both, the templates in another process
 * (integ-runner), which would load everything again for each mutant.
 */
const { mkdtempSync, readdirSync, readFileSync, rmSync } = require('fs');
const { tmpdir } = require('os');
const { join } = require('path');

const INTEG = join(__dirname, '../../integ');
const { TABLES, withTable } = require('../write-docs');

const APPS = [`${INTEG}/`, join(__dirname, '../../examples/')];

/** The context with which integ-runner records the templates. */
const CONTEXT = {
  ...JSON.parse(readFileSync(join(__dirname, '../../node_modules/@aws-cdk/integ-runner/lib/recommended-feature-flags.json'), 'utf8')),
  'aws:cdk:enable-path-metadata': false,
  'aws:cdk:enable-asset-metadata': false,
  'aws:cdk:disable-stack-trace': true,
  'aws:cdk:disable-creation-stack-traces': true,
};

function templatesIn(folder) {
  const names = readdirSync(folder, { recursive: true }).filter((name) => /\.template\.json$/.test(name) && !/DeployAssert/.test(name));
  return Object.fromEntries(names.sort().map((name) => [name, JSON.parse(readFileSync(join(folder, name), 'utf8'))]));
}

for (const name of readdirSync(INTEG).filter((file) => /^integ\..*\.ts$/.test(file))) {
  test(`the templates of ${name} are those in its snapshot`, () => {
    const output = mkdtempSync(join(tmpdir(), 'snapshot-'));
    const { CDK_CONTEXT_JSON, CDK_OUTDIR } = process.env;
    Object.assign(process.env, { CDK_CONTEXT_JSON: JSON.stringify(CONTEXT), CDK_OUTDIR: output });
    try {
      // An app that another test loaded is already synthesized.
      Object.keys(require.cache).filter((file) => APPS.some((folder) => file.startsWith(folder))).forEach((file) => { delete require.cache[file]; });
      require(join(INTEG, name)).app.synth();
      expect(templatesIn(output)).toEqual(templatesIn(join(INTEG, `${name}.snapshot`)));
    } finally {
      Object.assign(process.env, { CDK_CONTEXT_JSON: CDK_CONTEXT_JSON ?? '{}' });
      if (CDK_OUTDIR === undefined) { delete process.env.CDK_OUTDIR; } else { process.env.CDK_OUTDIR = CDK_OUTDIR; }
      rmSync(output, { recursive: true, force: true });
    }
  });
}

for (const [name, { page, render }] of Object.entries(TABLES)) {
  test(`the table ${name} in ${page} matches the code`, () => {
    const text = readFileSync(join(__dirname, '../..', page), 'utf8');
    expect(text).toBe(withTable(text, name, render()));
  });
}
