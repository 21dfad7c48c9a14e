import {
  Duration, RemovalPolicy, Resource, Stack, aws_certificatemanager as acm, aws_cloudfront as cloudfront,
  aws_cloudfront_origins as origins, aws_s3 as s3,
} from 'aws-cdk-lib';
import { Construct } from 'constructs';
import { CrlBucket } from './crl-bucket';
import { CrlReplica } from './crl-replica';
import { DISTRIBUTION_KINDS } from './private/kinds';
import { newDistribution, removalPolicyOf, requireCacheDuration } from './private/new-distribution';
import { knownNameOf } from '../private/bucket-name';
import { PrivateCaError } from '../private/errors';
import { keepRetained } from '../private/kept-resources';
import { DURATION, checked, instanceOf, required } from '../private/kinds';
import { uniqueNameOf } from '../private/known-name';
import { removedOnError } from '../private/removed-on-error';

const DEFAULT_CACHE_DURATION = Duration.minutes(5);

/** The responses of the CRL bucket after which CloudFront reads the replica. */
const FAILOVER_STATUS_CODES = [403, 404, 500, 502, 503, 504];

const CRL_DISTRIBUTION_KINDS = {
  ...DISTRIBUTION_KINDS, bucket: required(instanceOf(CrlBucket)), cacheDuration: DURATION,
};

/** Properties for `CrlDistribution`. */
export interface CrlDistributionProps {
  /**
   * The CRL bucket.
   *
   * The bucket must be in the same stack. The library adds statements for CloudFront to the bucket and key policies.
   */
  readonly bucket: CrlBucket;

  /**
   * The custom domain name of the distribution.
   *
   * Certificates contain this name. Create a DNS record that points to the distribution.
   *
   * IMPORTANT: A change does not affect issued certificates.
   *
   * @default - the domain name that CloudFront assigns
   */
  readonly domainName?: string;

  /**
   * The ACM certificate for `domainName`.
   *
   * The certificate must be in us-east-1. CloudFront requires it even if clients use HTTP.
   *
   * @default - no certificate; required with `domainName`
   */
  readonly certificate?: acm.ICertificate;

  /**
   * The cache duration of CRLs (0–12 hours).
   *
   * Clients can receive a new CRL after this time.
   *
   * @default Duration.minutes(5)
   */
  readonly cacheDuration?: Duration;

  /**
   * The destination bucket for access logs of the distribution (standard logging v2).
   *
   * Log files have the prefix `AWSLogs/ACCOUNT/CloudFront/`. The bucket must use SSE-S3, and can be the access log
   * bucket of the CRL bucket. The stack must be in us-east-1, because CloudFront logs are delivered from that Region.
   * Requests that CloudFront does not answer from its cache are also in the server access logs of the CRL bucket.
   *
   * @default - no access logs are delivered
   */
  readonly logBucket?: s3.IBucket;

  /**
   * The removal policy of the distribution and its dependent resources.
   *
   * The distribution is retained by default, because issued certificates contain its URL. If its first deployment
   * fails, CloudFormation deletes it.
   *
   * @default RemovalPolicy.RETAIN_ON_UPDATE_OR_DELETE
   */
  readonly removalPolicy?: RemovalPolicy;
}

/**
 * A CloudFront distribution that serves certificate revocation lists (CRLs) from a private bucket.
 *
 * The distribution serves only the objects under `crl/`, and the `.crl` objects under the custom paths of the
 * certificate authorities (CAs). Multiple CAs can share one distribution.
 *
 * If the bucket has a `replica`, CloudFront reads a CRL from the replica when the bucket returns an error, or does not
 * respond.
 *
 * The distribution accepts HTTP, because URLs in certificates start with `http://`. CloudFront signs every request to
 * the bucket, and therefore uses TLS for it.
 *
 * @see https://docs.aws.amazon.com/privateca/latest/userguide/crl-planning.html#s3-bpa
 *
 * @example
 * const bucket = new CrlBucket(this, 'Crls');
 * const distribution = new CrlDistribution(this, 'CrlDistribution', { bucket });
 * const revocation = Revocation.crl({ distributionPoint: CrlDistributionPoint.distribution(distribution) });
 */
@removedOnError
export class CrlDistribution extends Construct {
  /** The CRL bucket. */
  public readonly bucket: CrlBucket;

  /** The CloudFront distribution, for use in DNS records, metrics, and web ACLs. */
  public readonly distribution: cloudfront.Distribution;

  /**
   * The domain name in certificates.
   *
   * This is the custom domain name, or the domain name that CloudFront assigns.
   */
  public readonly domainName: string;

  /**
   * @param scope The parent construct, in the stack of the bucket.
   * @param id The construct ID. Changing it replaces the distribution.
   * @param props The properties of the distribution.
   */
  constructor(scope: Construct, id: string, props: CrlDistributionProps) {
    super(scope, id);
    props = checked(this, props, CRL_DISTRIBUTION_KINDS);
    const cacheDuration = props.cacheDuration ?? DEFAULT_CACHE_DURATION;
    requireCacheDuration(this, cacheDuration);
    requireOneStack(this, props.bucket);

    const { distribution, distributionArn, domainName } = newDistribution(this, props, {
      comment: 'Certificate revocation lists of AWS Private CA',
      behavior: {
        // There is no other behavior. The bucket policy determines the objects that the distribution can serve.
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
      // CloudFront sends signed requests over TLS, which the bucket requires, even if the client uses HTTP.
      signing: cloudfront.Signing.SIGV4_ALWAYS,
    });
    accessControl.applyRemovalPolicy(removalPolicy);
    keepRetained(this, accessControl);
    const { originAccessControlId } = accessControl;
    const originOf = (bucket: s3.IBucket) =>
      origins.S3BucketOrigin.withBucketDefaults(bucket, { originAccessControlId });
    const primaryOrigin = originOf(unreferenced(this, crlBucket));
    if (!crlBucket._replica) { return primaryOrigin; }
    return new origins.OriginGroup({
      primaryOrigin,
      fallbackOrigin: originOf(replicaOf(this, crlBucket._replica)),
      fallbackStatusCodes: FAILOVER_STATUS_CODES,
    });
  }

  private newCachePolicy(cacheDuration: Duration, removalPolicy: RemovalPolicy): cloudfront.ICachePolicy {
    const cachePolicy = new cloudfront.CachePolicy(this, 'CachePolicy', {
      cachePolicyName: uniqueNameOf(this, 'pca-crl'),
      comment: 'Cache duration of CRLs',
      minTtl: Duration.seconds(0),
      defaultTtl: cacheDuration,
      maxTtl: cacheDuration,
    });
    cachePolicy.applyRemovalPolicy(removalPolicy);
    keepRetained(this, cachePolicy);
    return cachePolicy;
  }
}

/**
 * The bucket without a reference to it, if the app creates its key. Otherwise, the bucket would depend on the key, the
 * key on the distribution, and the distribution on the bucket.
 */
function unreferenced(scope: Construct, { bucket, _ownedKey }: CrlBucket): s3.IBucket {
  const bucketName = _ownedKey && knownNameOf(bucket);
  if (bucketName === undefined) { return bucket; }
  return s3.Bucket.fromBucketAttributes(scope, 'Origin', { bucketName, region: bucket.env.region });
}

/** The replica in another Region. The distribution contains its name without a reference. */
function replicaOf(scope: Construct, { _replica: replica }: CrlReplica): s3.IBucket {
  const bucketName = replica.nameFor(Stack.of(scope));
  return s3.Bucket.fromBucketAttributes(scope, 'Replica', { bucketName, region: replica.env.region });
}

/** If the policies and the distribution were in different stacks, the stacks would depend on each other. */
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
    fix: 'Create the distribution in the stack of the bucket, or import the bucket or key and add the policy statements yourself',
  });
}
