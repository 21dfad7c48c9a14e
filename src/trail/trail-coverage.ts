import { Construct } from 'constructs';
import { CoverageConfig } from './private/trail-parts';
import { requirePattern } from '../private/require';

/** Options of `TrailCoverage.organization()`. */
export interface OrganizationCoverageOptions {
  /**
   * The id of the organization's management account, 12 digits. The trail belongs to it, also when a delegated
   * administrator makes it.
   *
   * @default - the account of the stack; for an imported trail, that of its ARN
   */
  readonly managementAccount?: string;
}

/** Whose API calls a trail records: those of one account, or those of all accounts of an organization. */
export abstract class TrailCoverage {
  /** The account of the trail. */
  public static account(): TrailCoverage {
    return new AccountCoverage();
  }

  /**
   * All accounts of an AWS Organizations organization, whose management account or delegated administrator for
   * CloudTrail makes the trail. Trusted access of CloudTrail must be enabled in the organization.
   *
   * @param organizationId the id of the organization, `o-` and 10 to 32 lowercase letters or digits
   * @param options whose trail it is
   * @see https://docs.aws.amazon.com/awscloudtrail/latest/userguide/creating-trail-organization.html
   */
  public static organization(organizationId: string, options: OrganizationCoverageOptions = {}): TrailCoverage {
    return new OrganizationCoverage(organizationId, options);
  }

  /** For the kinds of coverage of this library alone. */
  protected constructor() {}

  /**
   * Who owns the trail, and under which names its records come.
   *
   * @internal
   */
  public abstract _bind(scope: Construct, ownAccount: string): CoverageConfig;
}

class AccountCoverage extends TrailCoverage {
  constructor() {
    super();
  }

  public _bind(_scope: Construct, ownAccount: string): CoverageConfig {
    return { account: ownAccount, recordOwners: [ownAccount] };
  }
}

class OrganizationCoverage extends TrailCoverage {
  constructor(private readonly organizationId: string, private readonly options: OrganizationCoverageOptions) {
    super();
  }

  public _bind(scope: Construct, ownAccount: string): CoverageConfig {
    const { organizationId } = this;
    const account = this.options.managementAccount ?? ownAccount;
    requirePattern({ scope, property: 'organizationId' }, 'OrganizationId', organizationId, /^o-[a-z0-9]{10,32}$/,
      'o- followed by 10 to 32 lowercase letters or digits');
    requirePattern({ scope, property: 'managementAccount' }, 'AccountId', account, /^\d{12}$/, '12 digits');
    return { account, organizationId, recordOwners: [account, organizationId] };
  }
}
