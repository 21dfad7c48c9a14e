import { runSimulation, Simulation } from '@cloud-copilot/iam-simulate';

/** A policy document, synthesized and resolved. */
export interface PolicyDocument {
  readonly Version: string;
  readonly Statement: PolicyStatement[];
}

/** A statement of a policy document. */
export interface PolicyStatement {
  Sid?: string;
  Effect: string;
  Principal?: unknown;
  Action: string | string[];
  Resource: string | string[];
  Condition?: Record<string, Record<string, string | string[]>>;
}

/** Who asks for what, in which circumstances. */
export interface AccessRequest {
  /** A service principal, the ARN of a principal, or `anonymous`. */
  readonly principal: string;
  readonly action: string;
  readonly resource: string;
  readonly resourceAccount: string;
  /** Context keys. */
  readonly context?: Record<string, string | string[]>;
  /** Identity policies of the principal. */
  readonly identityPolicies?: PolicyDocument[];
  /** Service control policies of the principal's account, beside one that allows everything. */
  readonly serviceControlPolicies?: PolicyDocument[];
}

const FULL_ACCESS: PolicyDocument = { Version: '2012-10-17', Statement: [{ Effect: 'Allow', Action: '*', Resource: '*' }] };

/**
 * The engine knows the encryption context by this literal key alone, and ignores every other one (also in a Deny). The
 * one key that these tests are about takes its name, in policy and request alike.
 */
const ENGINE_KEY = 'kms:EncryptionContext:${EncryptionContextKey}';
const ENCRYPTION_CONTEXT_KEY = /kms:EncryptionContext:aws:(?:s3|cloudtrail|logs):arn/g;

/** Whether AWS's evaluation logic lets a request through, as iam-simulate has it. What it cannot judge is an error. */
export async function isAllowed(policy: PolicyDocument, request: AccessRequest): Promise<boolean> {
  const simulation: Simulation = {
    request: {
      principal: request.principal === 'anonymous' ? { type: 'Anonymous' } : request.principal,
      action: request.action,
      resource: { resource: request.resource, accountId: request.resourceAccount },
      contextVariables: renamed(request.context ?? {}),
    },
    identityPolicies: (request.identityPolicies ?? [])
      .map((document, index) => ({ name: `identity-${index}`, policy: renamed(document) })),
    serviceControlPolicies: (request.serviceControlPolicies ?? []).map((document, index) => ({
      orgIdentifier: `o-${index}`,
      policies: [{ name: 'FullAWSAccess', policy: FULL_ACCESS }, { name: `scp-${index}`, policy: renamed(document) }],
    })),
    resourceControlPolicies: [],
    resourcePolicy: renamed(policy),
  };
  const outcome = await runSimulation(simulation, {});
  if (outcome.resultType === 'error') { throw new Error(JSON.stringify(outcome.errors)); }
  if (outcome.resultType !== 'single') { throw new Error(`a wildcard request: ${request.resource}`); }
  const ignored = outcome.result.ignoredContextKeys ?? [];
  if (ignored.length > 0) { throw new Error(`the engine ignored ${ignored.join()}`); }
  return outcome.overallResult === 'Allowed';
}

function renamed<T>(value: T): T {
  return JSON.parse(JSON.stringify(value).replace(ENCRYPTION_CONTEXT_KEY, ENGINE_KEY)) as T;
}
