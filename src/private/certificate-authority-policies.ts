import { aws_iam as iam } from 'aws-cdk-lib';
import { Construct, Dependable, DependencyGroup } from 'constructs';
import { restoreOnError } from './undone-on-error';

/**
 * How many ARNs one managed policy contains. A managed policy can have 6,144 characters, and an ARN of a CA has about
 * 100.
 *
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_iam-quotas.html
 */
const ARNS_PER_POLICY = 50;

/** The permissions of a role on certificate authorities (CAs), in as many managed policies as the ARNs need. */
export class CertificateAuthorityPolicies {
  private readonly policies: iam.ManagedPolicy[] = [];
  private readonly all = new DependencyGroup();
  private statement = new iam.PolicyStatement();

  constructor(private readonly scope: Construct, private readonly role: iam.IRole, private readonly actions: string[]) {
    const roots = () => Dependable.of(this.all).dependencyRoots;
    // A dependency on this object is one on all policies, including those that are added later.
    Dependable.implement(this, { get dependencyRoots() { return roots(); } });
  }

  /** Adds a CA, and returns the policy that contains it. */
  public add(certificateAuthorityArn: string): iam.ManagedPolicy {
    const last = this.policies.at(-1);
    restoreOnError(this, this.policies, this.all, this.statement);
    if (last && this.statement.resources.length < ARNS_PER_POLICY) {
      this.statement.addResources(certificateAuthorityArn);
      return last;
    }
    this.statement = new iam.PolicyStatement({ actions: this.actions, resources: [certificateAuthorityArn] });
    const policy = new iam.ManagedPolicy(this.scope, `Policy${this.policies.length + 1}`, {
      description: 'Permissions on certificate authorities of AWS Private CA',
      roles: [this.role],
      // A feature flag would sort the ARNs, so that another CA would move other ARNs.
      document: new iam.PolicyDocument({ minimize: false, statements: [this.statement] }),
    });
    this.policies.push(policy);
    this.all.add(policy);
    return policy;
  }
}
