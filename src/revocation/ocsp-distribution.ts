import {
  Aws, RemovalPolicy, Stack, aws_certificatemanager as acm, aws_cloudfront as cloudfront,
  aws_cloudfront_origins as origins, aws_s3 as s3,
} from 'aws-cdk-lib';
import { Construct } from 'constructs';
import { newDistribution } from './private/new-distribution';

/** Properties of an `OcspDistribution`. */
export interface OcspDistributionProps {
  /**
   * A domain name of yours for the distribution, which certificates then carry. Point it to the distribution by DNS. A
   * change does not reach certificates that are issued already.
   *
   * @default - the name that CloudFront gives the distribution
   */
  readonly domainName?: string;

  /**
   * The certificate for `domainName`, in `us-east-1`. CloudFront demands it, also though OCSP goes over HTTP.
   *
   * @default - none: needed together with domainName
   */
  readonly certificate?: acm.ICertificate;

  /**
   * The Region of the certificate authorities, whose responder answers. A distribution has no Region itself, and may be
   * made in another stack than they are, for example in `us-east-1` beside its certificate.
   *
   * @default - the Region of the stack
   */
  readonly certificateAuthorityRegion?: string;

  /**
   * The bucket that takes the access logs of the distribution (standard logging v2), under
   * `AWSLogs/ACCOUNT/CloudFront/`, with SSE-S3. In stacks in `us-east-1` alone, because CloudFront's logs are delivered
   * from there.
   *
   * @default - none
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
 * An Amazon CloudFront distribution that hands requests of the Online Certificate Status Protocol (OCSP) on to the
 * responder of AWS Private CA in their Region, so that certificates can carry a name of yours.
 *
 * It caches nothing and takes every method over HTTP and HTTPS. Answers are signed by the certificate authority:
 * whoever stands in between cannot change them.
 *
 * @see https://docs.aws.amazon.com/privateca/latest/userguide/ocsp-customize.html
 */
export class OcspDistribution extends Construct {
  /** The distribution, for DNS records, metrics and web ACLs. */
  public readonly distribution: cloudfront.Distribution;

  /** The name that certificates carry: your domain name, or the one that CloudFront gives. */
  public readonly domainName: string;

  /**
   * @param scope the construct that the distribution belongs to
   * @param id the id within the scope; the distribution, and so its name, depends on it
   * @param props by what name
   */
  constructor(scope: Construct, id: string, props: OcspDistributionProps = {}) {
    super(scope, id);
    const region = props.certificateAuthorityRegion ?? Stack.of(this).region;
    const { distribution, domainName } = newDistribution(this, props, {
      comment: 'OCSP of AWS Private CA',
      behavior: {
        origin: new origins.HttpOrigin(`ocsp.acm-pca.${region}.${Aws.URL_SUFFIX}`, {
          // As certificates themselves name the responder.
          protocolPolicy: cloudfront.OriginProtocolPolicy.HTTP_ONLY,
        }),
        cachePolicy: cloudfront.CachePolicy.CACHING_DISABLED,
        allowedMethods: cloudfront.AllowedMethods.ALLOW_ALL,
        compress: false,
      },
    });
    this.distribution = distribution;
    this.domainName = domainName;
  }
}
