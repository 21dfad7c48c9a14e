import { CrlDistribution } from './crl-distribution';

/**
 * Where certificates say that the certificate revocation list (CRL) of their CA is to be had.
 *
 * @see https://docs.aws.amazon.com/privateca/latest/userguide/crl-planning.html
 */
export class CrlDistributionPoint {
  /**
   * A distribution of this library. The CRLs go to its bucket, and certificates carry its domain name.
   *
   * @param distribution the distribution
   */
  public static distribution(distribution: CrlDistribution): CrlDistributionPoint {
    return new CrlDistributionPoint({ distribution });
  }

  /**
   * A name of your own, behind which something of yours serves what lies in the bucket.
   *
   * @param cname a domain name without protocol, port and path, at most 253 characters
   */
  public static customCname(cname: string): CrlDistributionPoint {
    return new CrlDistributionPoint({ cname });
  }

  /**
   * The plain URL of the bucket in S3. From a `CrlBucket` nobody gets an object by it, because the bucket is private
   * and takes TLS alone: for CRLs that their readers get by other ways, with permissions of their own.
   */
  public static bucketUrl(): CrlDistributionPoint {
    return new CrlDistributionPoint({});
  }

  /** None: certificates do not say where the CRL is. Made for Matter, whose devices know it by other ways. */
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
   * The name, as it stands in certificates; absent for the URL of the bucket.
   *
   * @internal
   */
  public readonly _cname?: string;

  /**
   * Whether certificates say nothing.
   *
   * @internal
   */
  public readonly _omitted: boolean;

  private constructor(kind: { distribution?: CrlDistribution; cname?: string; omitted?: boolean }) {
    this._distribution = kind.distribution;
    this._cname = kind.cname ?? kind.distribution?.domainName;
    this._omitted = kind.omitted ?? false;
  }
}
