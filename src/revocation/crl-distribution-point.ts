import { IConstruct } from 'constructs';
import { CrlDistribution } from './crl-distribution';
import { TEXT, check, instanceOf } from '../private/kinds';

/**
 * The CRL distribution point (CDP) that issued certificates contain.
 *
 * Clients use it to find the certificate revocation list (CRL) of the CA.
 *
 * @see https://docs.aws.amazon.com/privateca/latest/userguide/crl-planning.html
 */
export class CrlDistributionPoint {
  /**
   * The domain name of a `CrlDistribution`.
   *
   * AWS Private CA publishes the CRLs to the bucket of the distribution.
   *
   * @param distribution The distribution that serves the CRLs.
   */
  public static distribution(distribution: CrlDistribution): CrlDistributionPoint {
    return new CrlDistributionPoint({ distribution }, (scope) => check(scope, 'distribution', instanceOf(CrlDistribution), distribution));
  }

  /**
   * A custom domain name.
   *
   * Your own server at this name must serve the objects in the CRL bucket.
   *
   * @param cname A domain name without protocol, port, or path (1–253 characters).
   */
  public static customCname(cname: string): CrlDistributionPoint {
    return new CrlDistributionPoint({ cname }, (scope) => check(scope, 'cname', TEXT, cname));
  }

  /**
   * The S3 URL of the bucket.
   *
   * A new `CrlBucket` is private and requires TLS, so clients cannot download a CRL from this URL. Use it if clients
   * read the CRL from S3 with their own permissions.
   */
  public static bucketUrl(): CrlDistributionPoint {
    return new CrlDistributionPoint({});
  }

  /**
   * No CRL distribution point in certificates.
   *
   * Use it for Matter, because Matter devices find the CRL without a CDP.
   */
  public static omitted(): CrlDistributionPoint {
    return new CrlDistributionPoint({ omitted: true });
  }

  /**
   * The distribution.
   *
   * @internal
   */
  public readonly _distribution?: CrlDistribution;

  /**
   * The domain name in certificates. It is undefined for the S3 URL of the bucket.
   *
   * @internal
   */
  public readonly _cname?: string;

  /**
   * Whether certificates contain no CRL distribution point.
   *
   * @internal
   */
  public readonly _omitted: boolean;

  /**
   * Checks the types of the parts.
   *
   * @internal
   */
  public readonly _check?: (scope: IConstruct) => void;

  private constructor(
    kind: { distribution?: CrlDistribution; cname?: string; omitted?: boolean },
    checkParts?: (scope: IConstruct) => void,
  ) {
    this._check = checkParts;
    this._distribution = kind.distribution;
    this._cname = kind.cname ?? kind.distribution?.domainName;
    this._omitted = kind.omitted ?? false;
  }
}
