import { IConstruct } from 'constructs';
import { CoverageConfig } from './private/trail-parts';
import { TEXT, check, checked, withoutNulls } from '../private/kinds';
import { requirePattern } from '../private/require';

/** Options for `TrailCoverage.organization()`. */
export interface OrganizationCoverageOptions {
  /**
   * The account ID of the management account of the organization (12 digits).
   *
   * The trail belongs to the management account, even if a delegated administrator creates it.
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
   * The stack must be in the management account or in the delegated administrator account for CloudTrail. The
   * organization must have trusted access for CloudTrail.
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
    return { account, organizationId, recordOwners: [account, organizationId] };
  }
}
