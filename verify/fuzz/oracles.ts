import { createHash } from 'crypto';
import { rmSync } from 'fs';
import { App } from 'aws-cdk-lib';
import { evaluateApp } from './evaluation';
import { AppPlan } from './expressions';
import { ERROR_CODES } from '../../src/private/error-codes';
import { PrivateCaError } from '../../src/private/errors';

/* What must hold of every app: a template or a coded error, and no sign of a lost value in the template. */

type Json = Record<string, unknown>;

/** The kinds of faults. Each has a control. */
export const ORACLES = [
  'raw error', 'error text', 'half done', 'cycle', 'lost value', 'unresolved token', 'empty policy', 'open policy', 'not deterministic',
] as const;

export type Oracle = typeof ORACLES[number];

/** A fault of an app. */
export interface Fault {
  readonly oracle: Oracle;
  readonly text: string;
}

/** The result of an app. */
export interface Outcome {
  readonly faults: Fault[];
  readonly codes: string[];
  /** The hash of all templates, or of the error. */
  readonly hash: string;
  readonly synthesized: boolean;
  readonly resources: number;
  /** The templates without those that contain certificates with random keys. */
  readonly templates: readonly object[];
  readonly used: ReadonlySet<string>;
  /** The names of the methods that returned without an error. */
  readonly accepted: ReadonlySet<string>;
}

const LOST_VALUE = /undefined|\bNaN\b|\[object |Infinity/;
const UNRESOLVED = /\$\{Token\[|#\{Token\[|-1\.888154589\d+e\+?289/;
/** What CDK says of references between environments. Random apps also make them outside the library. */
export const OTHER_ENVIRONMENT = /^«(?:CannotUseCrossEnvironment|CrossRegionReferencesRequireExplicitRegion|CrossEnvironment\w*|NoCrossStageDependency)»|cross-environment fashion|cross stack references? |across (?:accounts|regions|environments)/i;

const text = (value: unknown) => JSON.stringify(value) ?? '';

/** Runs and synthesizes an app. */
export function outcomeOf(plan: AppPlan): Outcome {
  const { app, rejected, failed, halfDone, used, accepted } = evaluateApp(plan);
  const faults = rejected.flatMap(faultsOfError);
  faults.push(...halfDone.map((path): Fault => ({ oracle: 'half done', text: `${path} remains after an error` })));
  const mixed = new Set(plan.stacks.map(({ env }) => env)).size > 1;
  const isKnown = ({ text: message }: Fault) => mixed && OTHER_ENVIRONMENT.test(message.replace(/^[^:]*: /, ''));
  if (failed) { faults.push(...faultsOfRaw(failed.error, `step ${failed.step}`).filter((fault) => !isKnown(fault))); }
  const codes = rejected.map(({ code }) => code as string);
  const end = (result: unknown, synthesized: boolean, resources = 0, templates: Json[] = []): Outcome => {
    const hash = createHash('sha256').update(text(result)).digest('hex');
    return { faults, codes, hash, synthesized, resources, templates, used, accepted };
  };
  if (failed) { return end([codes, failed.error.message], false); }
  try {
    const templates = synthesize(app);
    faults.push(...templates.flatMap(faultsOfTemplate));
    const resources = templates.reduce((sum, { Resources = {} }) => sum + Object.keys(Resources).length, 0);
    // The stacks that only use a value contain certificates with random keys.
    const others = synthesize(app, /Use\d+$/);
    return end([rejected.map(({ message }) => message), others], true, resources, others);
  } catch (error) {
    faults.push(...error instanceof PrivateCaError ? faultsOfError(error) : faultsOfRaw(error as Error, 'synthesis').filter((fault) => !isKnown(fault)));
    return end([codes, (error as Error).message], false);
  }
}

/** The templates of an app. */
export function synthesize(app: App, except?: RegExp): (Json & { Resources?: Json })[] {
  const assembly = app.synth();
  const templates = assembly.stacks.filter(({ stackName }) => !except?.test(stackName))
    .map(({ template }) => template as Json);
  rmSync(assembly.directory, { recursive: true, force: true });
  return templates;
}

/** The faults of statements that can be rejected, or `accepted`. */
export function faultsOfRun(app: App, run: () => void): Fault[] | 'accepted' {
  try {
    run();
    // An empty object of conditions leaves the policy of an endpoint as it is. Random apps put it into an endpoint.
    const faults = synthesize(app).flatMap(faultsOfTemplate).filter(({ oracle, text: at }) => oracle !== 'open policy' || !at.includes('PkiRetriev'));
    return faults.length > 0 ? faults : 'accepted';
  } catch (error) {
    return error instanceof PrivateCaError ? faultsOfError(error) : faultsOfRaw(error as Error, 'run');
  }
}

/** The message of a coded error has all its parts. */
export function faultsOfError(error: PrivateCaError): Fault[] {
  const { code, constructPath, message } = error;
  const isWhole = code in ERROR_CODES && /^\S[^]* must [^]+; got [^]+\. Fix: [A-Z][^]+\. \[/.test(message)
    && message.endsWith(`[${code} at ${constructPath}]`) && constructPath !== '';
  const isClean = !/\[object |\bNaN must|undefined must|\$\{Token|-1\.88815458\d+e\+289/.test(message);
  return isWhole && isClean ? [] : [{ oracle: 'error text', text: message }];
}

function faultsOfRaw(error: Error, where: string): Fault[] {
  const { message } = error;
  const oracle = /cyclic reference|circular dependency|dependency cycle/i.test(message) ? 'cycle' : 'raw error';
  return [{ oracle, text: `${where}: ${error.stack ?? message}` }];
}

/** Whether a template has a sign of a lost value, or a policy that AWS rejects or that is too open. */
export function faultsOfTemplate(template: Json): Fault[] {
  const faults: Fault[] = [];
  // The policy of a VPC endpoint allows no access: it restricts what principals can do through the endpoint.
  const endpoints = Object.entries((template.Resources ?? {}) as Record<string, Json>)
    .filter(([, { Type }]) => Type === 'AWS::EC2::VPCEndpoint').map(([id]) => `.Resources.${id}.`);
  walk(template, '', (node, path) => {
    if (typeof node === 'string') {
      if (UNRESOLVED.test(node)) { faults.push({ oracle: 'unresolved token', text: `${path}: ${node}` }); }
      if (LOST_VALUE.test(node)) { faults.push({ oracle: 'lost value', text: `${path}: ${node}` }); }
    }
    if (node === null) { faults.push({ oracle: 'lost value', text: `${path}: null` }); }
    const isOfEndpoint = endpoints.some((endpoint) => path.startsWith(endpoint));
    if (isStatement(node) && !isOfEndpoint) { faults.push(...faultsOfStatement(node, path)); }
  });
  return faults;
}

function walk(node: unknown, path: string, visit: (node: unknown, path: string) => void): void {
  visit(node, path);
  if (typeof node === 'object' && node !== null) {
    for (const [name, value] of Object.entries(node)) { walk(value, `${path}.${name}`, visit); }
  }
}

function isStatement(node: unknown): node is Json {
  return typeof node === 'object' && node !== null && 'Effect' in node
    && ('Action' in node || 'NotAction' in node || 'Principal' in node);
}

function faultsOfStatement(statement: Json, path: string): Fault[] {
  const faults: Fault[] = [];
  for (const part of ['Action', 'NotAction', 'Resource', 'NotResource', 'Principal', 'NotPrincipal', 'Condition']) {
    walk(statement[part], part, (node, at) => {
      if (at.includes('Fn::')) { return; }
      const isEmpty = typeof node === 'object' && node !== null && Object.keys(node).length === 0;
      if (isEmpty || node === '') { faults.push({ oracle: 'empty policy', text: `${path}: ${at} is ${text(node)}` }); }
    });
  }
  const isOpen = [statement.Principal, (statement.Principal as Json | undefined)?.AWS].flat().includes('*');
  if (statement.Effect === 'Allow' && (isOpen || 'NotPrincipal' in statement) && statement.Condition === undefined) {
    faults.push({ oracle: 'open policy', text: `${path}: ${text(statement)}` });
  }
  return faults;
}
