/**
 * The jobs of `npm test` and `npm run verify`, with their commands and their order.
 *
 * One table serves the tasks (`.projenrc.ts`) and the job runner (`build-tools/run-jobs.ts`).
 */

/** A command that the job runner starts. */
export interface Job {
  readonly name: string;
  readonly command: string;
  readonly env?: Readonly<Record<string, string>>;
  /** The jobs that must succeed before this one starts. */
  readonly needs?: readonly string[];
  /** Whether the job gets the arguments of the runner. */
  readonly takesArguments?: boolean;
}

/** A TypeScript program of `build-tools/`, without a type check. */
export const tool = (script: string) => `ts-node build-tools/${script}.ts`;

/** Everything under this folder can be deleted at any time. */
export const CACHE = 'node_modules/.cache';

// The newest integ-runner of the registry reads cloud assemblies up to schema 53. The patch lets it read schema 55.
export const PATCH_INTEG_RUNNER = 'patch-package --patch-dir integ/patches';
export const INTEG_RUNNER = 'integ-runner --directory integ --language typescript --parallel-regions us-east-1';

/** The integration apps with resources to replace, or for an account with more than a bootstrap stack. */
export const APPS_TO_PREPARE: readonly string[] = [
  'consumer-acm-alb', 'consumer-client-vpn', 'consumer-ecs-service-connect', 'consumer-eks', 'consumer-msk',
  'consumer-mutual-tls', 'external-parent-signed', 'guardrails', 'guardrails-policy', 'share',
];

export const INTEG_ENV = {
  TS_NODE_TRANSPILE_ONLY: 'true',
  AWS_REGION: 'us-east-1',
  AWS_EC2_METADATA_DISABLED: 'true',
  CDK_VALIDATION: 'false', // test/compliance validates the same apps
};

/** The runner searches seven seconds for credentials if there are none. It deploys nothing with these. */
export const OFFLINE_ENV = { ...INTEG_ENV, AWS_ACCESS_KEY_ID: 'none', AWS_SECRET_ACCESS_KEY: 'none' };

export const COMPILE = tool('compile');
export const JEST = 'jest --ci --maxWorkers=100%';
export const TYPECHECK = `tsc --noEmit -p tsconfig.json --incremental --tsBuildInfoFile ${CACHE}/tsc/tsconfig.tsbuildinfo`;
/** Writes the pages of the site, and builds it. */
export const SITE: readonly string[] = [tool('site/assemble'), 'vitepress build site'];

/** `npm test`: everything that needs only Node.js. The first job that can start goes first. */
export const TEST_JOBS: readonly Job[] = [
  { name: 'compile', command: COMPILE },
  { name: 'jest', command: JEST, needs: ['compile'], takesArguments: true },
  { name: 'typecheck', command: TYPECHECK },
  { name: 'eslint', command: 'projen eslint' },
  { name: 'integ', command: `${PATCH_INTEG_RUNNER} && ${INTEG_RUNNER}`, env: OFFLINE_ENV },
];

const section = (name: string, ...needs: string[]): Job => ({ name, command: `bash verify/run.sh ${name}`, needs });

/**
 * `npm run verify`: the checks by other engines. Each is a function of `verify/run.sh`. Downloads go first, then the
 * long jobs.
 */
export const VERIFY_JOBS: readonly Job[] = [
  section('tools'),
  { name: 'compile', command: COMPILE },
  section('floor-install', 'tools'),
  section('python-packages', 'tools'),
  section('event-ruler', 'tools'),
  section('properties', 'tools'),
  section('floor-tests', 'floor-install'),
  section('fuzz', 'compile'),
  section('examples', 'tools'),
  section('samples', 'compile'),
  section('site', 'compile', 'tools'),
  section('floor-policies', 'floor-install'),
  section('floor-types', 'floor-install'),
  section('language-packages', 'samples'),
  section('language-go', 'language-packages', 'tools'),
  section('language-java', 'language-packages', 'tools'),
  section('language-python', 'language-packages', 'tools'),
  section('languages', 'language-go', 'language-java', 'language-python'),
  section('release', 'language-packages', 'python-packages'),
  section('compatibility', 'compile'),
  section('templates', 'examples'),
  section('cfn-lint', 'python-packages', 'examples'),
  section('certificates', 'python-packages', 'examples'),
  section('signed-certificates', 'python-packages'),
  section('committed-files', 'compile'),
  section('report-queries', 'python-packages'),
  section('event-patterns', 'event-ruler'),
  section('report-events', 'event-ruler'),
  section('state-machines', 'python-packages'),
  section('signal-rules', 'event-ruler'),
  section('service-model', 'python-packages'),
  section('filter-patterns', 'python-packages'),
  section('guides', 'python-packages', 'tools'),
];
