import { Annotations, Token, region_info } from 'aws-cdk-lib';
import { IConstruct } from 'constructs';
import { PrivateCaError } from '../../private/errors';
import { PRIVATE_CA_SERVICE } from '../../private/private-ca-writes';

/* By which principal AWS Private CA writes CRLs to a bucket. */

/**
 * The service principal by which AWS Private CA writes from the Region of the CA to that of the bucket.
 *
 * @see https://docs.aws.amazon.com/privateca/latest/userguide/crl-planning.html#s3-policies
 */
export function crlWriterOf(scope: IConstruct, authorityRegion: string, bucketRegion: string): string {
  if (authorityRegion === bucketRegion) { return PRIVATE_CA_SERVICE; }
  const [authority, bucket] = [authorityRegion, bucketRegion].map(kindOf);
  if (authority === 'default' && bucket === 'default') { return PRIVATE_CA_SERVICE; }
  if (authority === 'opt-in' && bucket === 'default') { return regionalServiceOf(authorityRegion); }
  if (authority === 'default' && bucket === 'opt-in') {
    throw new PrivateCaError('CrlBucketRegion', {
      scope,
      problem: 'the bucket is in an opt-in Region, and AWS Private CA does not write CRLs to it from a Region that is enabled by default',
      value: bucketRegion,
      allowed: `${authorityRegion}, or another Region that is enabled by default`,
      change: 'give the CA a CrlBucket of its own Region',
    });
  }
  const service = authority === 'opt-in' ? regionalServiceOf(authorityRegion) : PRIVATE_CA_SERVICE;
  Annotations.of(scope).addWarningV2('cdk-private-ca:crlBucketRegionUnknown',
    `AWS does not tell, or this app does not know, by which principal AWS Private CA writes CRLs from ${nameOf(authorityRegion)} to a `
    + `bucket in ${nameOf(bucketRegion)}; the policy of the bucket admits ${service}. If the deployment of the CA fails with a permission `
    + 'error, give the CA a CrlBucket of its own Region');
  return service;
}

/** What is known of a Region: whether an account must opt in before it can be used. */
function kindOf(region: string): 'default' | 'opt-in' | 'unknown' {
  if (Token.isUnresolved(region)) { return 'unknown'; }
  if (!region_info.RegionInfo.regions.some(({ name }) => name === region)) { return 'unknown'; }
  return region_info.RegionInfo.get(region).isOptInRegion ? 'opt-in' : 'default';
}

function regionalServiceOf(region: string): string {
  return `acm-pca.${region}.amazonaws.com`;
}

function nameOf(region: string): string {
  return Token.isUnresolved(region) ? 'a Region that is known only at deployment' : region;
}
