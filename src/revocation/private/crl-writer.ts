import { Annotations, Token, region_info } from 'aws-cdk-lib';
import { IConstruct } from 'constructs';
import { partitionOf, partitionsDiffer } from '../../private/environment';
import { PrivateCaError } from '../../private/errors';
import { PRIVATE_CA_SERVICE } from '../../private/private-ca-writes';

/* The service principal with which AWS Private CA writes CRLs to a bucket. */

/**
 * The service principal with which AWS Private CA writes from the Region of the CA to the Region of the bucket.
 *
 * @see https://docs.aws.amazon.com/privateca/latest/userguide/crl-planning.html#s3-policies
 */
export function crlWriterOf(scope: IConstruct, authorityRegion: string, bucketRegion: string): string {
  if (authorityRegion === bucketRegion) { return PRIVATE_CA_SERVICE; }
  const [authority, bucket] = [authorityRegion, bucketRegion].map(kindOf);
  if (authority === 'default' && bucket === 'default') { return PRIVATE_CA_SERVICE; }
  if (authority === 'opt-in' && bucket === 'default') { return regionalServiceOf(authorityRegion); }
  const service = authority === 'opt-in' ? regionalServiceOf(authorityRegion) : PRIVATE_CA_SERVICE;
  Annotations.of(scope).addWarningV2('cdk-private-ca:crlBucketRegionUnknown',
    `The service principal that writes CRLs from ${nameOf(authorityRegion)} to a bucket in ${nameOf(bucketRegion)} is not documented or `
    + `not known. The bucket policy grants access to ${service}. If CA deployment fails with a permission error, use a CrlBucket in the `
    + 'Region of the CA.');
  return service;
}

/** Throws an error if AWS Private CA does not write from a Region to the Region of a bucket. */
export function requireCrlWriter(scope: IConstruct, authorityRegion: string, bucketRegion: string): void {
  if (partitionsDiffer(authorityRegion, bucketRegion)) {
    throw new PrivateCaError('CrlBucketRegion', {
      scope,
      subject: 'The CRL bucket',
      rule: `be in the partition of the CA (${partitionOf(authorityRegion)} for ${authorityRegion})`,
      value: `${bucketRegion} (${partitionOf(bucketRegion)})`,
      fix: 'Use a CrlBucket in the Region of the CA',
    });
  }
  if (authorityRegion === bucketRegion || kindOf(authorityRegion) !== 'default' || kindOf(bucketRegion) !== 'opt-in') { return; }
  throw new PrivateCaError('CrlBucketRegion', {
    scope,
    subject: 'The CRL bucket',
    rule: `be in a Region that is enabled by default, because AWS Private CA does not write from ${authorityRegion} to an opt-in Region`,
    value: bucketRegion,
    fix: 'Use a CrlBucket in the Region of the CA',
  });
}

/** Whether an account must opt in to a Region before it can use the Region, or `undefined` if that is not known. */
function kindOf(region: string): 'default' | 'opt-in' | undefined {
  if (!region_info.RegionInfo.regions.some(({ name }) => name === region)) { return undefined; }
  return region_info.RegionInfo.get(region).isOptInRegion ? 'opt-in' : 'default';
}

function regionalServiceOf(region: string): string {
  return `acm-pca.${region}.amazonaws.com`;
}

function nameOf(region: string): string {
  return Token.isUnresolved(region) ? 'a Region that is known only at deployment' : region;
}
