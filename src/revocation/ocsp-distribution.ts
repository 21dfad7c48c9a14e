import {
  Aws, RemovalPolicy, Stack, aws_certificatemanager as acm, aws_cloudfront as cloudfront,
  aws_cloudfront_origins as origins, aws_s3 as s3,
} from 'aws-cdk-lib';
import { Construct } from 'constructs';
import { OCSP_DISTRIBUTION_KINDS } from './private/kinds';
import { newDistribution } from './private/new-distribution';
import { checked } from '../private/kinds';
import { requireRegionName } from '../private/region-name';
import { removedOnError } from '../private/removed-on-error';

/** Properties for `OcspDistribution`. */
export interface OcspDistributionProps {
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
   * The Region of the certificate authorities and their OCSP responder.
   *
   * The distribution is global. Its stack can be in another Region, for example in us-east-1 with the ACM certificate.
   *
   * @default - the Region of the stack
   */
  readonly certificateAuthorityRegion?: string;

  /**
   * The destination bucket for access logs of the distribution (standard logging v2).
   *
   * Log files have the prefix `AWSLogs/ACCOUNT/CloudFront/`. The bucket must use SSE-S3. The stack must be in
   * us-east-1, because CloudFront logs are delivered from that Region.
   *
   * @default - no access logs are delivered
   */
  readonly logBucket?: s3.IBucket;

  /**
   * The removal policy of the distribution and its log delivery.
   *
   * The distribution is retained by default, because issued certificates contain its URL. If its first deployment
   * fails, CloudFormation deletes it.
   *
   * @default RemovalPolicy.RETAIN_ON_UPDATE_OR_DELETE
   */
  readonly removalPolicy?: RemovalPolicy;
}

/**
 * A CloudFront distribution that forwards OCSP requests to the AWS Private CA responder.
 *
 * With a distribution, certificates can contain a custom domain name for the Online Certificate Status Protocol (OCSP).
 *
 * The distribution caches no responses and accepts all HTTP methods over HTTP and HTTPS. The certificate authority
 * signs the responses, so clients detect a changed response.
 *
 * @see https://docs.aws.amazon.com/privateca/latest/userguide/ocsp-customize.html
 *
 * @example
 * const ocsp = new OcspDistribution(this, 'OcspDistribution');
 * const revocation = Revocation.ocsp({ customCname: ocsp.domainName });
 */
@removedOnError
export class OcspDistribution extends Construct {
  /** The CloudFront distribution, for use in DNS records, metrics, and web ACLs. */
  public readonly distribution: cloudfront.Distribution;

  /**
   * The domain name in certificates.
   *
   * This is the custom domain name, or the domain name that CloudFront assigns.
   */
  public readonly domainName: string;

  /**
   * @param scope The parent construct.
   * @param id The construct ID. Changing it replaces the distribution.
   * @param props The properties of the distribution.
   */
  constructor(scope: Construct, id: string, props: OcspDistributionProps = {}) {
    super(scope, id);
    props = checked(this, props, OCSP_DISTRIBUTION_KINDS);
    requireRegionName({ scope: this, property: 'certificateAuthorityRegion' }, props.certificateAuthorityRegion);
    const region = props.certificateAuthorityRegion ?? Stack.of(this).region;
    const { distribution, domainName } = newDistribution(this, props, {
      comment: 'OCSP of AWS Private CA',
      behavior: {
        origin: new origins.HttpOrigin(`ocsp.acm-pca.${region}.${Aws.URL_SUFFIX}`, {
          // The responder URL in certificates also starts with http://.
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
