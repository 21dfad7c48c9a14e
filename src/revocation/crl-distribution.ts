import {
  Duration, RemovalPolicy, Resource, Stack, aws_certificatemanager as acm, aws_cloudfront as cloudfront,
  aws_cloudfront_origins as origins, aws_s3 as s3,
} from 'aws-cdk-lib';
import { Construct } from 'constructs';
import { CrlBucket } from './crl-bucket';
import { newDistribution, removalPolicyOf, requireCacheDuration } from './private/new-distribution';
import { knownNameOf } from '../private/bucket-name';
import { PrivateCaError } from '../private/errors';
import { uniqueNameOf } from '../private/known-name';

const DEFAULT_CACHE_DURATION = Duration.minutes(5);

/** Properties of a `CrlDistribution`. */
export interface CrlDistributionProps {
  /** The bucket that the CRLs lie in, of the same stack. Its policy and that of its key get what CloudFront needs. */
  readonly bucket: CrlBucket;

  /**
   * A domain name of yours for the distribution, which certificates then carry. Point it to the distribution by DNS. A
   * change does not reach certificates that are issued already.
   *
   * @default - the name that CloudFront gives the distribution
   */
  readonly domainName?: string;

  /**
   * The certificate for `domainName`, in `us-east-1`. CloudFront demands it, also though CRLs are fetched over HTTP.
   *
   * @default - none: needed together with domainName
   */
  readonly certificate?: acm.ICertificate;

  /**
   * For how long CloudFront answers from its cache: a new CRL becomes known that much later. 0 to 12 hours.
   *
   * @default Duration.minutes(5)
   */
  readonly cacheDuration?: Duration;

  /**
   * The bucket that takes the access logs of the distribution (standard logging v2), under
   * `AWSLogs/ACCOUNT/CloudFront/`, with SSE-S3. The access-log bucket of the CRL bucket will do. In stacks in
   * `us-east-1` alone, because CloudFront's logs are delivered from there.
   *
   * @default - none; what the cache does not answer stands in the access logs of the CRL bucket
   */
  readonly logBucket?: s3.IBucket;

  /**
   * What becomes of the distribution when it leaves the stack.
   *
   * @default RemovalPolicy.RETAIN_ON_UPDATE_OR_DELETE - kept, because issued certificates carry its URL, unless its
   * first deployment fails
   */
  readonly removalPolicy?: RemovalPolicy;
}

/**
 * An Amazon CloudFront distribution that serves certificate revocation lists (CRLs) from a private bucket to everybody:
 * what lies under `crl/` and under the custom paths of the certificate authorities, and nothing else.
 *
 * It answers over HTTP, because the URLs in certificates begin with `http://`, and fetches over TLS: CloudFront does so
 * where it signs every request, as it does here. One distribution serves any number of certificate authorities.
 *
 * @see https://docs.aws.amazon.com/privateca/latest/userguide/crl-planning.html#s3-bpa
 */
export class CrlDistribution extends Construct {
  /** The bucket that the CRLs lie in. */
  public readonly bucket: CrlBucket;

  /** The distribution, for DNS records, metrics and web ACLs. */
  public readonly distribution: cloudfront.Distribution;

  /** The name that certificates carry: your domain name, or the one that CloudFront gives. */
  public readonly domainName: string;

  /**
   * @param scope the construct that the distribution belongs to, in the stack of the bucket
   * @param id the id within the scope; the distribution, and so its name, depends on it
   * @param props which bucket, and by what name
   */
  constructor(scope: Construct, id: string, props: CrlDistributionProps) {
    super(scope, id);
    const cacheDuration = props.cacheDuration ?? DEFAULT_CACHE_DURATION;
    requireCacheDuration(this, cacheDuration);
    requireOneStack(this, props.bucket);

    const { distribution, distributionArn, domainName } = newDistribution(this, props, {
      comment: 'Certificate revocation lists of AWS Private CA',
      behavior: {
        // There is no other behavior: what is served is decided by the policy of the bucket, which knows one
        // distribution.
        origin: this.originOf(props.bucket, removalPolicyOf(props)),
        cachePolicy: this.newCachePolicy(cacheDuration, removalPolicyOf(props)),
        compress: false,
      },
    });
    this.bucket = props.bucket;
    this.distribution = distribution;
    this.domainName = domainName;
    props.bucket._serveThrough(distributionArn);
  }

  private originOf(crlBucket: CrlBucket, removalPolicy: RemovalPolicy): cloudfront.IOrigin {
    const accessControl = new cloudfront.S3OriginAccessControl(this, 'OriginAccessControl', {
      originAccessControlName: uniqueNameOf(this, 'pca-crl'),
      // Always signed, CloudFront always fetches over TLS, as the bucket demands, also what it is asked for over HTTP.
      signing: cloudfront.Signing.SIGV4_ALWAYS,
    });
    accessControl.applyRemovalPolicy(removalPolicy);
    return origins.S3BucketOrigin.withBucketDefaults(unreferenced(this, crlBucket), {
      originAccessControlId: accessControl.originAccessControlId,
    });
  }

  private newCachePolicy(cacheDuration: Duration, removalPolicy: RemovalPolicy): cloudfront.ICachePolicy {
    const cachePolicy = new cloudfront.CachePolicy(this, 'CachePolicy', {
      cachePolicyName: uniqueNameOf(this, 'pca-crl'),
      comment: 'As long as a CRL may be late',
      minTtl: Duration.seconds(0),
      defaultTtl: cacheDuration,
      maxTtl: cacheDuration,
    });
    cachePolicy.applyRemovalPolicy(removalPolicy);
    return cachePolicy;
  }
}

/**
 * The bucket without a reference to it, where its key is made by the app: bucket, key, distribution and bucket again
 * would be a cycle.
 */
function unreferenced(scope: Construct, { bucket, _ownedKey }: CrlBucket): s3.IBucket {
  const bucketName = _ownedKey && knownNameOf(bucket);
  if (bucketName === undefined) { return bucket; }
  return s3.Bucket.fromBucketAttributes(scope, 'Origin', { bucketName, region: bucket.env.region });
}

/** Policies in one stack and a distribution in another, each of which names the other, would be a cycle of stacks. */
function requireOneStack(scope: Construct, { bucket, _ownedKey }: CrlBucket): void {
  const own = Stack.of(scope);
  const foreign = [...(Resource.isOwnedResource(bucket) ? [bucket] : []), ...(_ownedKey ? [_ownedKey] : [])]
    .find((resource) => Stack.of(resource) !== own);
  if (!foreign) { return; }
  throw new PrivateCaError('DistributionStack', {
    scope,
    subject: 'The bucket and its KMS key',
    rule: `be in the stack of the distribution (${own.node.path || own.stackName})`,
    value: foreign.node.path,
    fix: 'Create the distribution in the stack of the bucket, or import the bucket and add the policy statements yourself',
  });
}
