import { CfnResource, Stack } from 'aws-cdk-lib';
import { IConstruct } from 'constructs';
import { OWN } from './assembly';
import { AppPlan, Expression } from './expressions';
import { METHODS, missing } from './members';
import { Oracle, outcomeOf } from './oracles';
import { RootCertificateAuthority } from '../../src/authority/root-certificate-authority';
import { DistinguishedName } from '../../src/model/distinguished-name';
import { PrivateCaError } from '../../src/private/errors';

/* A planted fault for each oracle: it must be noticed, and only while it is planted. */

const scope: Expression = { is: 'scope' };
const id: Expression = { is: 'id' };
const object = (entries: Record<string, Expression>): Expression => ({ is: 'object', entries });
const subject: Expression = {
  is: 'static', type: `${OWN}DistinguishedName`, method: 'of', args: [object({ commonName: { is: 'value', value: 'Root CA' } })],
};
const PLAN: AppPlan = {
  stacks: [{ env: 0 }, { env: 0 }],
  flags: 'none',
  steps: [{ stack: 0, do: { is: 'new', type: `${OWN}RootCertificateAuthority`, args: [scope, id, object({ subject })] } }],
};

type Render = (scope: IConstruct) => unknown;

function policyIn(construct: IConstruct, statement: object): object {
  const PolicyDocument = { Statement: [{ Effect: 'Allow', Action: 's3:GetObject', Resource: '*', ...statement }] };
  new CfnResource(construct as never, 'Planted', { type: 'AWS::S3::BucketPolicy', properties: { PolicyDocument } });
  return { commonName: 'Root CA' };
}

/** The faults, each in the place of the method that renders a distinguished name. */
const PLANTED: Record<Exclude<Oracle, 'not deterministic'>, Render> = {
  'raw error': () => { throw new TypeError('Cannot read properties of undefined'); },
  'error text': (construct) => {
    throw new PrivateCaError('CommonNameLength', { scope: construct, subject: 'subject', rule: 'be short', value: 1, fix: '' });
  },
  'half done': (construct) => {
    new CfnResource(Stack.of(construct), 'Planted', { type: 'AWS::SNS::Topic' });
    throw new PrivateCaError('CommonNameLength', { scope: construct, subject: 'subject', rule: 'be short', value: 1, fix: 'Shorten it' });
  },
  'cycle': (construct) => {
    const [one, other] = construct.node.root.node.children.filter((child) => Stack.isStack(child));
    one.addDependency(other);
    other.addDependency(one);
    return { commonName: 'Root CA' };
  },
  'lost value': () => ({ commonName: 'CA of undefined' }),
  'unresolved token': () => ({ commonName: ['$', '{Token[TOKEN.1'].join('') }),
  'empty policy': (construct) => policyIn(construct, { Action: [] }),
  'open policy': (construct) => policyIn(construct, { Principal: { AWS: '*' } }),
};

function planted<T>(render: Render, run: () => T): T {
  const prototype = DistinguishedName.prototype as unknown as { _render: Render };
  const original = prototype._render;
  prototype._render = render;
  try { return run(); } finally { prototype._render = original; }
}

/** A method that fails only when the app makes the same call again. */
function isRepetitionNoticed(): boolean {
  const prototype = RootCertificateAuthority.prototype as { applyRemovalPolicy: (policy: unknown) => void };
  const original = prototype.applyRemovalPolicy;
  let calls = 0;
  prototype.applyRemovalPolicy = () => { if (calls++ > 0) { throw new TypeError('Cannot read properties of undefined'); } };
  const type = `${OWN}RootCertificateAuthority`;
  const of: Expression = { is: 'made', type, index: 0, otherwise: { is: 'value', value: undefined } };
  const args: Expression[] = [{ is: 'member', type: 'aws-cdk-lib.RemovalPolicy', name: 'RETAIN' }];
  const steps = [...PLAN.steps, { stack: 0, again: true, do: { is: 'method', of, type, method: 'applyRemovalPolicy', args } as Expression }];
  try {
    return outcomeOf({ ...PLAN, steps }).faults.some(({ oracle }) => oracle === 'raw error');
  } finally { prototype.applyRemovalPolicy = original; }
}

/** The oracles that do not notice their fault. */
export function unnoticed(): string[] {
  const isNoticed = (oracle: string, render: Render) =>
    planted(render, () => outcomeOf(PLAN)).faults.some((fault) => fault.oracle === oracle);
  const missed = Object.entries(PLANTED).filter(([oracle, render]) => !isNoticed(oracle, render))
    .map(([oracle]) => oracle);
  const [first, second] = [0, 1].map(() => planted(() => ({ commonName: `CA ${Math.random()}` }), () => outcomeOf(PLAN)).hash);
  if (first === second) { missed.push('not deterministic'); }
  if (!isRepetitionNoticed()) { missed.push('repeated call'); }
  if (missing(new Set(), new Set()).length !== METHODS.length) { missed.push('method that is not called'); }
  const sound = outcomeOf(PLAN);
  if (sound.faults.length > 0 || outcomeOf(PLAN).hash !== sound.hash) { missed.push('no fault'); }
  return missed;
}
