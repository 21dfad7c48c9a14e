import { Names, aws_iam as iam } from 'aws-cdk-lib';
import { Construct, Dependable, IConstruct } from 'constructs';
import { GENERATE_AUDIT_REPORT_ACTIONS } from '../../private/actions';
import { restoreGranteeOnError } from '../../private/grants';
import { limitIdentityPolicies } from '../../private/policy-size';
import { restoreOnError } from '../../private/undone-on-error';

/**
 * The number of CAs in the policy of the principal itself, by the limit of its inline policies. Other statements need
 * space, too.
 */
const FIRST_CERTIFICATE_AUTHORITIES = { user: 10, group: 40, other: 50 };

/** The number of CAs in a managed policy (6,144 characters, and up to 107 characters for the ARN of a CA). */
const CERTIFICATE_AUTHORITIES = 50;

/**
 * The permission of a principal to request audit reports from a growing number of CAs.
 *
 * The first CAs are in the policy of the principal. A user, a group, or a role gets a managed policy for each group of
 * further CAs, because its inline policies have a limit. Any other principal gets further statements.
 */
export class ReportRequests {
  private readonly grants: iam.Grant[] = [];
  private readonly certificateAuthorityArns = new Set<string>();
  /** The number of CAs that the last statement can still name. */
  private remaining = 0;

  /**
   * @param scope the audit report bucket
   * @param principal the principal that requests audit reports
   */
  constructor(private readonly scope: IConstruct, private readonly principal: iam.IGrantable) {}

  /** Adds CAs, and returns the grant of all CAs. */
  public add(certificateAuthorityArns: readonly string[]): iam.Grant {
    for (const arn of certificateAuthorityArns.filter((one) => !this.certificateAuthorityArns.has(one))) {
      const statement = this.grants.at(-1)?.principalStatements[0];
      restoreOnError(this, this.certificateAuthorityArns, this.grants, ...statement ? [statement] : []);
      this.certificateAuthorityArns.add(arn);
      if (statement && this.remaining > 0) {
        statement.addResources(arn);
        this.remaining -= 1;
      } else if (this.grants.length === 0 || statement) {
        this.addGrant(arn);
      }
    }
    return this.grants.reduce((all, grant) => all.combine(grant));
  }

  private addGrant(arn: string): void {
    restoreGranteeOnError(this.principal);
    const isFirst = this.grants.length === 0;
    const { grantPrincipal } = this.principal;
    const grantee = isFirst || !this.hasOwnPolicy ? this.principal : this.newManagedPolicy(grantPrincipal as Identity);
    const permission = { actions: GENERATE_AUDIT_REPORT_ACTIONS, resourceArns: [arn] };
    this.grants.push(iam.Grant.addToPrincipal({ grantee, ...permission }));
    limitIdentityPolicies(this.principal);
    const capacity = isFirst ? FIRST_CERTIFICATE_AUTHORITIES[kindOf(grantPrincipal)] : CERTIFICATE_AUTHORITIES;
    this.remaining = capacity - 1;
  }

  /** Whether the app can attach policies to the principal. An immutable role only appears to accept the statement. */
  private get hasOwnPolicy(): boolean {
    const { grantPrincipal } = this.principal;
    return Construct.isConstruct(grantPrincipal) && isIdentity(grantPrincipal)
      && Dependable.of(this.grants[0]).dependencyRoots.length > 0;
  }

  private newManagedPolicy(identity: Identity): iam.ManagedPolicy {
    const id = `${Names.nodeUniqueId(this.scope.node)}Requests${this.grants.length + 1}`;
    const policy = new iam.ManagedPolicy(identity as unknown as Construct, id, {
      description: 'Allows requests for audit reports from more CAs than the policy of the principal can contain',
    });
    if ('roleName' in identity) { policy.attachToRole(identity); }
    if ('userName' in identity) { policy.attachToUser(identity); }
    if ('groupName' in identity) { policy.attachToGroup(identity); }
    return policy;
  }
}

type Identity = iam.IRole | iam.IUser | iam.IGroup;

function isIdentity(principal: iam.IPrincipal): boolean {
  return ['roleName', 'userName', 'groupName'].some((name) => name in principal);
}

function kindOf(principal: iam.IPrincipal): keyof typeof FIRST_CERTIFICATE_AUTHORITIES {
  if ('userName' in principal) { return 'user'; }
  return 'groupName' in principal ? 'group' : 'other';
}
