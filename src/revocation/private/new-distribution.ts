import { Aws, Duration, RemovalPolicy, Stack, Token, aws_certificatemanager as acm, aws_cloudfront as cloudfront, aws_s3 as s3 } from 'aws-cdk-lib';
import { Construct } from 'constructs';
import { requireCname } from './cname';
import { deliverDistributionLogs } from './distribution-logs';
import { PrivateCaError } from '../../private/errors';
import { keepRetained } from '../../private/kept-resources';
import { requireLateUnit } from '../../private/late-durations';
import { isUnknown } from '../../private/require';

/* The common parts of CRL and OCSP distributions. */

const CERTIFICATE_REGION = 'us-east-1';
const REGION_PART = 3;

/** The common public properties of distributions. */
export interface NewDistributionProps {
  readonly domainName?: string;
  readonly certificate?: acm.ICertificate;
  readonly logBucket?: s3.IBucket;
  readonly removalPolicy?: RemovalPolicy;
}

/** The content that a distribution serves. */
export interface Served {
  readonly comment: string;
  readonly behavior: Omit<cloudfront.BehaviorOptions, 'viewerProtocolPolicy'>;
}

/** A distribution with the domain name for certificates. */
export interface MadeDistribution {
  readonly distribution: cloudfront.Distribution;
  readonly distributionArn: string;
  readonly domainName: string;
}

/**
 * Creates a distribution that accepts HTTP and HTTPS. URLs in certificates start with `http://`. A redirect to HTTPS
 * would require clients to check another certificate first.
 */
export function newDistribution(scope: Construct, props: NewDistributionProps, served: Served): MadeDistribution {
  const { domainName, certificate } = props;
  requireCloudFront(scope);
  requireCname({ scope, property: 'domainName' }, domainName);
  requireCertificate(scope, domainName, certificate);
  const distribution = new cloudfront.Distribution(scope, 'Resource', {
    comment: served.comment,
    defaultBehavior: { ...served.behavior, viewerProtocolPolicy: cloudfront.ViewerProtocolPolicy.ALLOW_ALL },
    domainNames: domainName === undefined ? undefined : [domainName],
    certificate,
    // The default of CDK depends on a feature flag of the app.
    minimumProtocolVersion: certificate && cloudfront.SecurityPolicyProtocol.TLS_V1_2_2021,
  });
  distribution.applyRemovalPolicy(removalPolicyOf(props));
  keepRetained(scope, distribution);

  // The partition in distribution.distributionArn depends on a feature flag of the app.
  const distributionArn = `arn:${Aws.PARTITION}:cloudfront::${Stack.of(scope).account}:distribution/${distribution.distributionId}`;
  if (props.logBucket) {
    deliverDistributionLogs(scope, distributionArn, props.logBucket, removalPolicyOf(props));
  }
  return { distribution, distributionArn, domainName: domainName ?? distribution.distributionDomainName };
}

/**
 * A distribution is retained, because issued certificates contain its URL. If its first deployment fails, it is
 * deleted. Otherwise, its domain name would not be available for the next deployment.
 */
export function removalPolicyOf({ removalPolicy }: NewDistributionProps): RemovalPolicy {
  return removalPolicy ?? RemovalPolicy.RETAIN_ON_UPDATE_OR_DELETE;
}

/** The maximum cache duration of CRLs: half of the shortest validity period. */
const CACHE_DURATION = { max: Duration.hours(12) };

/** Requires a cache duration that does not exceed the maximum. */
export function requireCacheDuration(scope: Construct, cacheDuration: Duration): void {
  requireLateUnit({ scope, property: 'cacheDuration' }, cacheDuration, 'seconds');
  if (cacheDuration.isUnresolved()) { return; }
  const seconds = cacheDuration.toSeconds({ integral: false });
  if (Number.isInteger(seconds) && seconds <= CACHE_DURATION.max.toSeconds()) { return; }
  throw new PrivateCaError('CacheDuration', {
    scope,
    subject: 'cacheDuration',
    rule: `be 0 to ${CACHE_DURATION.max.toHumanString()} in whole seconds, because clients might otherwise receive an expired CRL`,
    value: cacheDuration.toHumanString(),
    fix: 'Shorten or remove cacheDuration, or round it to seconds',
  });
}

/**
 * CloudFront is not available in AWS GovCloud (US). In the China Regions, it does not support the domain name that it
 * assigns or ACM certificates, and a distribution here needs one of them.
 *
 * @see https://docs.aws.amazon.com/govcloud-us/latest/UserGuide/setting-up-cloudfront.html
 */
function requireCloudFront(scope: Construct): void {
  const { region } = Stack.of(scope);
  if (Token.isUnresolved(region) || !/^(?:us-gov|cn)-/.test(region)) { return; }
  throw new PrivateCaError('DistributionRegion', {
    scope,
    subject: 'A distribution',
    rule: 'be in a Region outside AWS GovCloud (US) and China',
    value: region,
    fix: 'Use your own server, and specify its name with CrlDistributionPoint.customCname() or Revocation.ocsp({ customCname })',
  });
}

function requireCertificate(scope: Construct, domainName?: string, certificate?: acm.ICertificate): void {
  if ((domainName === undefined) !== (certificate === undefined)) {
    throw new PrivateCaError('DistributionCertificate', {
      scope,
      subject: 'domainName and certificate',
      rule: 'be specified together, because CloudFront requires a certificate for a custom domain name',
      value: { domainName, certificate: certificate?.node.path },
      fix: 'Specify both, or remove both to use the domain name that CloudFront assigns',
    });
  }
  const ofArn = certificate?.certificateArn.split(':')[REGION_PART];
  const region = isUnknown(ofArn) ? certificate?.env.region : ofArn;
  if (isUnknown(region) || region === CERTIFICATE_REGION) { return; }
  throw new PrivateCaError('DistributionCertificateRegion', {
    scope,
    subject: 'certificate',
    rule: `be in ${CERTIFICATE_REGION}, because CloudFront supports only certificates in that Region`,
    value: region,
    fix: `Request or import the certificate in ${CERTIFICATE_REGION}`,
  });
}
