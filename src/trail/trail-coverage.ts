import { IConstruct } from 'constructs';
import { CoverageConfig } from './private/trail-parts';
import { differs } from '../private/environment';
import { PrivateCaError } from '../private/errors';
import { TEXT, check, checked, withoutNulls } from '../private/kinds';
import { requirePattern } from '../private/require';

/** Options for `TrailCoverage.organization()`. */
export interface OrganizationCoverageOptions {
  /**
   * The account ID of the management account of the organization (12 digits).
   *
   * An organization trail belongs to the management account. If you specify this option, another account of the trail
   * causes an error.
   *
   * @default - the account of the stack, or the account in the ARN of an imported trail
   */
  readonly managementAccount?: string;
}

/** Specifies whether a trail logs one account or every account in an organization. */
export abstract class TrailCoverage {
  /** Only the account of the trail. */
  public static account(): TrailCoverage {
    return new AccountCoverage();
  }

  /**
   * All accounts in an organization in AWS Organizations.
   *
   * The stack must be in the management account. CloudFormation cannot create an organization trail from the account of
   * a delegated administrator. The organization must have trusted access for CloudTrail.
   *
   * @param organizationId The ID of the organization, which is `o-` and 10 to 32 lowercase letters or digits.
   * @param options The options for the organization trail.
   * @see https://docs.aws.amazon.com/awscloudtrail/latest/userguide/creating-trail-organization.html
   */
  public static organization(organizationId: string, options: OrganizationCoverageOptions = {}): TrailCoverage {
    return new OrganizationCoverage(organizationId, withoutNulls(options));
  }

  /** Only this library extends this class. */
  protected constructor() {}

  /**
   * Returns the account of the trail and the names in the paths of its log files.
   *
   * @internal
   */
  public abstract _bind(scope: IConstruct, ownAccount: string): CoverageConfig;
}

class AccountCoverage extends TrailCoverage {
  constructor() {
    super();
  }

  public _bind(_scope: IConstruct, ownAccount: string): CoverageConfig {
    return { account: ownAccount, recordOwners: [ownAccount] };
  }
}

class OrganizationCoverage extends TrailCoverage {
  constructor(private readonly organizationId: string, private readonly options: OrganizationCoverageOptions) {
    super();
  }

  public _check(scope: IConstruct): void {
    check(scope, 'organizationId', TEXT, this.organizationId);
    checked(scope, this.options, { managementAccount: TEXT }, 'coverage');
  }

  public _bind(scope: IConstruct, ownAccount: string): CoverageConfig {
    const { organizationId } = this;
    const account = this.options.managementAccount ?? ownAccount;
    requirePattern({ scope, property: 'organizationId' }, 'OrganizationId', organizationId, /^o-[a-z0-9]{10,32}$/,
      'o- followed by 10 to 32 lowercase letters or digits');
    requirePattern({ scope, property: 'managementAccount' }, 'AccountId', account, /^\d{12}$/, '12 digits');
    requireManagementAccount(scope, account, ownAccount);
    return { account, organizationId, recordOwners: [account, organizationId] };
  }
}

/**
 * CloudFormation creates an organization trail in the management account, and then starts its logging in the account of
 * the stack. From another account, the deployment fails.
 */
function requireManagementAccount(scope: IConstruct, managementAccount: string, ownAccount: string): void {
  if (!differs(managementAccount, ownAccount)) { return; }
  throw new PrivateCaError('OrganizationTrailAccount', {
    scope,
    subject: 'managementAccount',
    rule: `be the account of the trail (${ownAccount}), because an organization trail belongs to the management account, `
      + 'and CloudFormation cannot create it from another account',
    value: managementAccount,
    fix: 'Deploy the stack in the management account, or import an existing organization trail by its ARN',
  });
}
