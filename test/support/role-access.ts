import { runSimulation } from '@cloud-copilot/iam-simulate';
import { mutationsOf } from './mutations';
import { isAllowed, PolicyDocument } from './policy-evaluation';
import { World } from './world';

/* The permissions of a role: its managed and inline policies, as synthesized. */

const EMPTY: PolicyDocument = { Version: '2012-10-17', Statement: [] };

/** A request of a role. */
export interface RoleRequest {
  readonly action: string;
  readonly resource: string;
  readonly context?: Record<string, string>;
  /** The policy of the resource, if the resource has one. */
  readonly resourcePolicy?: PolicyDocument;
}

/** A request with a name for people. */
export type RoleCase = [name: string, request: RoleRequest];

/** A role with all policies that are attached to it. */
export class RoleAccess {
  public readonly arn: string;
  public readonly documents: PolicyDocument[];

  constructor(private readonly world: World, roleId: string) {
    this.arn = world.arnOf(roleId);
    const attached = ['AWS::IAM::ManagedPolicy', 'AWS::IAM::Policy'].flatMap((type) => world.idsOf(type))
      .map((id) => world.propertiesOf<{ Roles?: string[]; PolicyDocument: PolicyDocument }>(id));
    this.documents = attached.filter(({ Roles = [] }) => Roles.includes(this.arn))
      .map((policy) => policy.PolicyDocument);
  }

  /** The trust policy of the role. */
  public trustPolicyOf(roleId: string): PolicyDocument {
    return this.world.propertiesOf<{ AssumeRolePolicyDocument: PolicyDocument }>(roleId).AssumeRolePolicyDocument;
  }

  /** Whether the policies allow a request. */
  public async allows(request: RoleRequest, documents = this.documents): Promise<boolean> {
    if (request.resource === '*') { return this.allowsWithoutResource(request, documents); }
    return isAllowed(request.resourcePolicy ?? EMPTY, {
      principal: this.arn,
      action: request.action,
      resource: request.resource,
      resourceAccount: '111122223333',
      context: request.context,
      identityPolicies: documents,
    });
  }

  /** The names of the policy mutations that give no case a different answer. */
  public async unseenMutations(allowed: RoleCase[], denied: RoleCase[]): Promise<string[]> {
    const unseen: string[] = [];
    for (const [index, document] of this.documents.entries()) {
      for (const mutation of mutationsOf(document).filter(({ name }) => !name.endsWith('for any principal'))) {
        const documents = this.documents.map((own, position) => position === index ? mutation.document : own);
        const seen = await this.anyOther(allowed, true, documents) || await this.anyOther(denied, false, documents);
        if (!seen) { unseen.push(`policy ${index}: ${mutation.name}`); }
      }
    }
    return unseen;
  }

  private async anyOther(cases: RoleCase[], expected: boolean, documents: PolicyDocument[]): Promise<boolean> {
    for (const [, request] of cases) {
      if (await this.allows(request, documents) !== expected) { return true; }
    }
    return false;
  }

  /** The engine gives actions without a resource another kind of result. */
  private async allowsWithoutResource(request: RoleRequest, documents: PolicyDocument[]): Promise<boolean> {
    const outcome = await runSimulation({
      request: {
        principal: this.arn,
        action: request.action,
        resource: { resource: '*', accountId: '111122223333' },
        contextVariables: request.context ?? {},
      },
      identityPolicies: documents.map((policy, index) => ({ name: `identity-${index}`, policy })),
      serviceControlPolicies: [],
      resourceControlPolicies: [],
    }, {});
    if (outcome.resultType === 'error') { throw new Error(JSON.stringify(outcome.errors)); }
    return outcome.overallResult === 'Allowed';
  }
}
