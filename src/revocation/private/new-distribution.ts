import { Aws, Duration, RemovalPolicy, Stack, Token, aws_certificatemanager as acm, aws_cloudfront as cloudfront, aws_s3 as s3 } from 'aws-cdk-lib';
import { Construct } from 'constructs';
import { requireCname } from './cname';
import { deliverDistributionLogs } from './distribution-logs';
import { PrivateCaError } from '../../private/errors';
import { isUnknown } from '../../private/require';

/* What the distributions of CRLs and of OCSP have in common. */

const CERTIFICATE_REGION = 'us-east-1';
const REGION_PART = 3;

/** What shapes a distribution, as the public properties have it. */
export interface NewDistributionProps {
  readonly domainName?: string;
  readonly certificate?: acm.ICertificate;
  readonly logBucket?: s3.IBucket;
  readonly removalPolicy?: RemovalPolicy;
}

/** What a distribution serves. */
export interface Served {
  readonly comment: string;
  readonly behavior: Omit<cloudfront.BehaviorOptions, 'viewerProtocolPolicy'>;
}

/** A distribution with the name that certificates are to carry. */
export interface MadeDistribution {
  readonly distribution: cloudfront.Distribution;
  readonly distributionArn: string;
  readonly domainName: string;
}

/**
 * Makes a distribution that answers over HTTP and HTTPS: the URLs in certificates begin with `http://`, and a client
 * that would follow to HTTPS might have to check another certificate first.
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
    // What CDK defaults to depends on a flag of the app.
    minimumProtocolVersion: certificate && cloudfront.SecurityPolicyProtocol.TLS_V1_2_2021,
  });
  distribution.applyRemovalPolicy(removalPolicyOf(props));

  // Not distribution.distributionArn: how it writes the partition depends on a flag of the app.
  const distributionArn = `arn:${Aws.PARTITION}:cloudfront::${Stack.of(scope).account}:distribution/${distribution.distributionId}`;
  if (props.logBucket) {
    deliverDistributionLogs(scope, distributionArn, props.logBucket, removalPolicyOf(props));
  }
  return { distribution, distributionArn, domainName: domainName ?? distribution.distributionDomainName };
}

/**
 * A distribution is kept, because issued certificates carry its URL. One whose first deployment fails is not: its
 * domain name would be taken at the next try.
 */
export function removalPolicyOf({ removalPolicy }: NewDistributionProps): RemovalPolicy {
  return removalPolicy ?? RemovalPolicy.RETAIN_ON_UPDATE_OR_DELETE;
}

/** For how long CRLs may be cached: half of what the shortest-lived one lives. */
const CACHE_DURATION = { max: Duration.hours(12) };

/** The duration is not longer than a CRL may be cached. */
export function requireCacheDuration(scope: Construct, cacheDuration: Duration): void {
  if (cacheDuration.isUnresolved() || cacheDuration.toSeconds() <= CACHE_DURATION.max.toSeconds()) { return; }
  throw new PrivateCaError('CacheDuration', {
    scope,
    problem: 'cacheDuration is too long: a revocation would become known that much later, and an expired CRL might be served',
    value: cacheDuration.toHumanString(),
    allowed: `0 to ${CACHE_DURATION.max.toHumanString()}`,
    change: 'shorten cacheDuration or leave it out',
  });
}

/**
 * CloudFront is not a service of AWS GovCloud (US); in the China Regions it serves nothing by the distribution's own
 * name and takes no certificate of ACM, which are the two ways that there are here.
 *
 * @see https://docs.aws.amazon.com/govcloud-us/latest/UserGuide/setting-up-cloudfront.html
 */
function requireCloudFront(scope: Construct): void {
  const { region } = Stack.of(scope);
  if (Token.isUnresolved(region) || !/^(?:us-gov|cn)-/.test(region)) { return; }
  throw new PrivateCaError('DistributionRegion', {
    scope,
    problem: 'a distribution is to be made in a Region without it, or without what it needs here',
    value: region,
    allowed: 'a Region outside AWS GovCloud (US) and China',
    change: 'have something of your own answer, and give its name: CrlDistributionPoint.customCname(), or customCname of Revocation.ocsp()',
  });
}

function requireCertificate(scope: Construct, domainName?: string, certificate?: acm.ICertificate): void {
  if ((domainName === undefined) !== (certificate === undefined)) {
    throw new PrivateCaError('DistributionCertificate', {
      scope,
      problem: 'domainName and certificate are not given together',
      value: { domainName, certificate: certificate?.node.path },
      allowed: 'both, or none of them for the distribution\'s own name',
      change: 'CloudFront demands a certificate for a name, also where URLs begin with http://: add the missing one',
    });
  }
  const ofArn = certificate?.certificateArn.split(':')[REGION_PART];
  const region = isUnknown(ofArn) ? certificate?.env.region : ofArn;
  if (isUnknown(region) || region === CERTIFICATE_REGION) { return; }
  throw new PrivateCaError('DistributionCertificateRegion', {
    scope,
    problem: 'the certificate of the distribution is in another Region than CloudFront takes certificates from',
    value: region,
    allowed: CERTIFICATE_REGION,
    change: `request or import the certificate in ${CERTIFICATE_REGION}`,
  });
}
