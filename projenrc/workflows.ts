import { awscdk, Component, github, JsonPatch, YamlFile } from 'projen';
import { APPS_TO_PREPARE } from './jobs';

/** Options for the workflows. */
export interface WorkflowOptions {
  /** The integration apps that a maintainer can deploy with the workflow `integ`. */
  readonly integrationApps: readonly string[];
  /** The rooms of `src/` that the workflow `mutation` tests. */
  readonly rooms: readonly string[];
}

/**
 * The commits of the versions of actions. A tag can be moved to another commit. To update an action, change the version
 * and the commit, which `git ls-remote --tags` prints for the repository of the action.
 */
const ACTIONS: Record<string, readonly [version: string, commit: string]> = {
  'actions/checkout': ['v7.0.1', '3d3c42e5aac5ba805825da76410c181273ba90b1'],
  'actions/dependency-review-action': ['v5.0.0', 'a1d282b36b6f3519aa1f3fc636f609c47dddb294'],
  'actions/deploy-pages': ['v5.0.0', 'cd2ce8fcbc39b97be8ca5fce6e763baed58fa128'],
  'actions/download-artifact': ['v8.0.1', '3e5f45b2cfb9172054b4087a40e8e0b5a5461e7c'],
  'actions/setup-dotnet': ['v6.0.0', 'a98b56852c35b8e3190ac28c8c2271da59106c68'],
  'actions/setup-go': ['v7.0.0', 'b7ad1dad31e06c5925ef5d2fc7ad053ef454303e'],
  'actions/setup-java': ['v6.0.0', 'dd06d9cba3e5552c54d9f8ea23572deb30010f7c'],
  'actions/setup-node': ['v7.0.0', '820762786026740c76f36085b0efc47a31fe5020'],
  'actions/setup-python': ['v7.0.0', '5fda3b95a4ea91299a34e894583c3862153e4b97'],
  'actions/upload-artifact': ['v7.0.1', '043fb46d1a93c77aae656e7c1c64a875d1fc6a0a'],
  'actions/upload-pages-artifact': ['v5.0.0', 'fc324d3547104276b827a68afc52ff2a11cc49c9'],
  'amannn/action-semantic-pull-request': ['v6.1.1', '48f256284bd46cdaab1048c3721360e808335d50'],
  'aws-actions/configure-aws-credentials': ['v6.3.0', 'e1253824e5c10ff9df46874f81ed3ec929e19cfd'],
  'github/codeql-action/analyze': ['v4.37.6', '5595ccaf912efad79be6eef63a5619ff05969be3'],
  'github/codeql-action/init': ['v4.37.6', '5595ccaf912efad79be6eef63a5619ff05969be3'],
  'github/codeql-action/upload-sarif': ['v4.37.6', '5595ccaf912efad79be6eef63a5619ff05969be3'],
  'ossf/scorecard-action': ['v2.4.3', '4eaacf0543bb3f2c246792bd56e8cdeffafb205a'],
  'peter-evans/create-pull-request': ['v8.1.1', '5f6978faf089d4d20b00c7766989d076bb2fc7f1'],
};

const { JobPermission } = github.workflows;
const action = (name: string) => `${name}@${ACTIONS[name][1]}`;
const RUNS_ON = ['ubuntu-latest'];
const CHECKOUT = { name: 'Check out', uses: action('actions/checkout') };
const NODE = {
  name: 'Set up Node.js', uses: action('actions/setup-node'), with: { 'node-version': '24.x', 'package-manager-cache': false },
};

/** Adds the workflows for security and live deployments, and hardens all workflows. */
export function addWorkflows(project: awscdk.AwsCdkConstructLibrary, options: WorkflowOptions): void {
  const workflows = project.github!;
  Object.keys(ACTIONS).forEach((name) => workflows.actions.set(name, action(name)));
  addCodeQl(workflows);
  addScorecard(workflows);
  addInteg(workflows, options);
  addMutation(workflows, options);
  addSite(workflows);
  addVerify(project);
  addFuzz(workflows);
  restrictTokens(project);
  new Hardening(project, workflows);
}

/** Least privilege: no default permissions, and no credentials of Git after a checkout. */
class Hardening extends Component {
  constructor(project: awscdk.AwsCdkConstructLibrary, private readonly owner: github.GitHub) {
    super(project, 'hardening');
  }

  public preSynthesize(): void {
    for (const workflow of this.owner.workflows) {
      workflow.file!.patch(JsonPatch.add('/permissions', {}));
      for (const [id, job] of Object.entries(workflow.jobs)) {
        if (!('steps' in job)) { throw new Error(`${workflow.name}: the job ${id} has no steps`); }
        // projen makes the steps of some jobs at the end, with a function.
        const steps = job.steps as unknown as github.workflows.Step[] | (() => github.workflows.Step[]);
        const hardened = () => (typeof steps === 'function' ? steps() : steps).map(withoutCredentials);
        workflow.updateJob(id, { ...job, steps: hardened as unknown as github.workflows.Step[] });
      }
    }
  }
}

function withoutCredentials(step: github.workflows.Step): github.workflows.Step {
  return step.uses?.startsWith('actions/checkout@') ? { ...step, with: { ...step.with, 'persist-credentials': false } } : step;
}

function addCodeQl(owner: github.GitHub): void {
  const workflow = owner.addWorkflow('codeql');
  workflow.on({ push: { branches: ['main'] }, pullRequest: {}, schedule: [{ cron: '27 4 * * 1' }] });
  workflow.addJob('analyze', {
    runsOn: RUNS_ON,
    timeoutMinutes: 30,
    permissions: { contents: JobPermission.READ, securityEvents: JobPermission.WRITE },
    steps: [
      CHECKOUT,
      {
        name: 'Initialize CodeQL',
        uses: action('github/codeql-action/init'),
        with: { 'languages': 'javascript-typescript, python, actions', 'build-mode': 'none', 'queries': 'security-extended' },
      },
      { name: 'Analyze', uses: action('github/codeql-action/analyze') },
    ],
  });
}

function addScorecard(owner: github.GitHub): void {
  const workflow = owner.addWorkflow('scorecard');
  workflow.on({ push: { branches: ['main'] }, branchProtectionRule: {}, schedule: [{ cron: '41 4 * * 1' }] });
  workflow.addJob('analyze', {
    runsOn: RUNS_ON,
    timeoutMinutes: 15,
    permissions: { contents: JobPermission.READ, securityEvents: JobPermission.WRITE, idToken: JobPermission.WRITE },
    steps: [
      CHECKOUT,
      {
        name: 'Run OpenSSF Scorecard',
        uses: action('ossf/scorecard-action'),
        with: { results_file: 'results.sarif', results_format: 'sarif', publish_results: true },
      },
      { name: 'Upload the results', uses: action('github/codeql-action/upload-sarif'), with: { sarif_file: 'results.sarif' } },
    ],
  });
}

/** A maintainer starts it. The environment has the role, and reviewers who approve each run. */
function addInteg(owner: github.GitHub, { integrationApps }: WorkflowOptions): void {
  const workflow = new github.GithubWorkflow(owner, 'integ', {
    limitConcurrency: true, concurrencyOptions: { group: 'integ', cancelInProgress: false },
  });
  workflow.on({ workflowDispatch: {} });
  workflow.file!.addOverride('on.workflow_dispatch.inputs.app', {
    description: 'The integration app to deploy, test, and destroy, or all that need no preparation',
    required: true,
    type: 'choice',
    options: [...integrationApps, 'all'],
  });
  // One job for each app, one after another: all apps take longer than the time limit of a job and of its credentials.
  const all = JSON.stringify(integrationApps.filter((app) => !APPS_TO_PREPARE.includes(app)));
  workflow.file!.addOverride('jobs.deploy.strategy', {
    'max-parallel': 1,
    'fail-fast': false,
    'matrix': { app: `\${{ fromJSON(inputs.app == 'all' && '${all}' || format('["{0}"]', inputs.app)) }}` },
  });
  workflow.addJob('deploy', {
    runsOn: RUNS_ON,
    environment: 'integ',
    timeoutMinutes: 120,
    permissions: { contents: JobPermission.READ, idToken: JobPermission.WRITE },
    env: { AWS_REGION: 'us-east-1', INTEG_APP: '${{ matrix.app }}' },
    steps: [
      CHECKOUT,
      NODE,
      { name: 'Install dependencies', run: 'npm ci' },
      {
        name: 'Assume the role',
        uses: action('aws-actions/configure-aws-credentials'),
        with: {
          'role-to-assume': '${{ vars.INTEG_ROLE_ARN }}',
          'aws-region': 'us-east-1',
          'role-duration-seconds': 7200,
          'role-session-name': 'cdk-private-ca-integ',
        },
      },
      { name: 'Deploy, test, and destroy', run: 'npx projen integ:live' },
      {
        name: 'Upload the results',
        if: 'always()',
        uses: action('actions/upload-artifact'),
        with: { 'name': 'integ-results-${{ matrix.app }}', 'path': 'integ/results/', 'if-no-files-found': 'error' },
      },
    ],
  });
}

/** Mutation testing, one job for each room, each week and when a maintainer starts it. */
function addMutation(owner: github.GitHub, { rooms }: WorkflowOptions): void {
  const workflow = new github.GithubWorkflow(owner, 'mutation', {
    limitConcurrency: true, concurrencyOptions: { group: 'mutation', cancelInProgress: false },
  });
  workflow.on({ workflowDispatch: {}, schedule: [{ cron: '13 3 * * 6' }] });
  workflow.file!.addOverride('jobs.room.strategy', { 'fail-fast': false, 'matrix': { room: rooms } });
  workflow.addJob('room', {
    runsOn: RUNS_ON,
    timeoutMinutes: 180,
    permissions: { contents: JobPermission.READ },
    env: { ROOM: '${{ matrix.room }}' },
    steps: [
      CHECKOUT,
      NODE,
      { name: 'Install dependencies', run: 'npm ci' },
      { name: 'Change the room and run its tests', run: 'npm run mutation -- "src/$ROOM"' },
      {
        name: 'Upload the results',
        if: 'always()',
        uses: action('actions/upload-artifact'),
        with: {
          'name': 'mutation-${{ matrix.room }}',
          'path': 'reports/mutation/*.json\nreports/mutation/*.txt\nverify/mutation-*',
          'if-no-files-found': 'error',
        },
      },
    ],
  });
}

/** Builds the site of the documentation and publishes it to GitHub Pages. Only the job that publishes can write. */
function addSite(owner: github.GitHub): void {
  const workflow = new github.GithubWorkflow(owner, 'site', {
    limitConcurrency: true, concurrencyOptions: { group: 'pages', cancelInProgress: false },
  });
  workflow.on({
    push: {
      branches: ['main'],
      paths: ['*.md', 'docs/**', 'examples/**', 'site/**', 'src/**', 'build-tools/**', 'package-lock.json', '.github/workflows/site.yml'],
    },
    workflowDispatch: {},
  });
  workflow.addJob('build', {
    runsOn: RUNS_ON,
    timeoutMinutes: 30,
    permissions: { contents: JobPermission.READ },
    steps: [
      CHECKOUT,
      NODE,
      { name: 'Install dependencies', run: 'npm ci' },
      { name: 'Build the site', run: 'npx projen site' },
      { name: 'Upload the site', uses: action('actions/upload-pages-artifact'), with: { path: '.site/dist' } },
    ],
  });
  workflow.addJob('publish', {
    needs: ['build'],
    runsOn: RUNS_ON,
    timeoutMinutes: 10,
    environment: { name: 'github-pages', url: '${{ steps.deployment.outputs.page_url }}' },
    permissions: { pages: JobPermission.WRITE, idToken: JobPermission.WRITE },
    steps: [{ name: 'Publish to GitHub Pages', id: 'deployment', uses: action('actions/deploy-pages') }],
  });
}

/** The checks by other engines, beside the build of a pull request. */
function addVerify(project: awscdk.AwsCdkConstructLibrary): void {
  project.buildWorkflow!.addPostBuildJob('verify', {
    runsOn: RUNS_ON,
    timeoutMinutes: 45,
    permissions: { contents: JobPermission.READ },
    steps: [
      // The tags name the releases, with which the API and the templates are compared.
      { ...CHECKOUT, with: { 'fetch-depth': 0 } },
      NODE,
      { name: 'Set up Python', uses: action('actions/setup-python'), with: { 'python-version': '3.12' } },
      { name: 'Set up Java', uses: action('actions/setup-java'), with: { 'distribution': 'temurin', 'java-version': '25' } },
      { name: 'Set up Go', uses: action('actions/setup-go'), with: { 'go-version': '1.26', 'cache': false } },
      { name: 'Install dependencies', run: 'npm ci' },
      { name: 'Verify', run: 'npm run verify' },
    ],
  });
}

/** More random apps than `npm run verify`, each week with another seed, or with a seed that a maintainer enters. */
function addFuzz(owner: github.GitHub): void {
  const workflow = owner.addWorkflow('fuzz');
  workflow.on({ schedule: [{ cron: '13 5 * * 6' }], workflowDispatch: {} });
  workflow.file!.addOverride('on.workflow_dispatch.inputs', {
    apps: { description: 'The number of apps', default: '2000', type: 'string' },
    seed: { description: 'The seed of the apps. By default, the number of the run', type: 'string' },
  });
  workflow.addJob('fuzz', {
    runsOn: RUNS_ON,
    timeoutMinutes: 45,
    permissions: { contents: JobPermission.READ },
    env: { FUZZ_RUNS: "${{ inputs.apps || '2000' }}", FUZZ_SEED: '${{ inputs.seed || github.run_number }}' },
    steps: [
      CHECKOUT,
      NODE,
      { name: 'Install dependencies', run: 'npm ci' },
      { name: 'Compile', run: 'npx projen compile' },
      { name: 'Run random apps', run: 'bash verify/run.sh fuzz' },
    ],
  });
}

/** The workflows of projen ask for more than they use. */
function restrictTokens(project: awscdk.AwsCdkConstructLibrary): void {
  // The job that creates the GitHub release pushes the tag, and not this one.
  fileOf(project, 'release').patch(
    JsonPatch.test('/jobs/release/permissions/contents', 'write'),
    JsonPatch.replace('/jobs/release/permissions/contents', 'read'),
    JsonPatch.test('/jobs/release_github/permissions/contents', 'write'),
    JsonPatch.add('/jobs/release_github/steps/-', {
      name: 'Attach the software bill of materials',
      if: '${{ !inputs.dry_run }}',
      env: { GITHUB_TOKEN: '${{ secrets.GITHUB_TOKEN }}' },
      run: 'gh release upload "$(cat dist/releasetag.txt)" dist/sbom.cdx.json --clobber -R "$GITHUB_REPOSITORY"',
    }),
  );
  // The check of the title needs no secrets and writes nothing, so that the event with less privilege is enough.
  fileOf(project, 'pull-request-lint').patch(
    JsonPatch.move('/on/pull_request_target', '/on/pull_request'),
    JsonPatch.replace('/jobs/validate/permissions/pull-requests', 'read'),
  );
}

/** The file of a workflow, for patches. */
export function fileOf(project: awscdk.AwsCdkConstructLibrary, name: string): YamlFile {
  const file = project.github?.tryFindWorkflow(name)?.file;
  if (file === undefined) { throw new Error(`there is no workflow ${name}`); }
  return file;
}
