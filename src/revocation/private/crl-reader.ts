import { Aws, aws_iam as iam, aws_s3 as s3 } from 'aws-cdk-lib';
import { DECRYPT_ACTIONS, DECRYPT_CRL_ACTIONS, SERVE_CRL_ACTIONS } from '../../private/actions';

/* The policy statements that CloudFront needs to serve CRLs from a private bucket. */

const CLOUDFRONT = 'cloudfront.amazonaws.com';

/**
 * The bucket policy statement that allows one distribution to read the specified objects.
 *
 * @see https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/private-content-restricting-access-to-s3.html
 */
export function renderReadStatement(
  bucket: s3.IBucket, objects: string[], distributionArn: string,
): iam.PolicyStatement {
  return new iam.PolicyStatement({
    principals: [new iam.ServicePrincipal(CLOUDFRONT)],
    actions: SERVE_CRL_ACTIONS,
    resources: objects.map((key) => bucket.arnForObjects(key)),
    conditions: { StringEquals: { 'aws:SourceArn': distributionArn } },
  });
}

/** The key policy statement that allows one distribution to decrypt. AWS documentation also allows it to encrypt. */
export function renderDecryptStatement(distributionArn: string): iam.PolicyStatement {
  return new iam.PolicyStatement({
    principals: [new iam.ServicePrincipal(CLOUDFRONT)],
    actions: DECRYPT_CRL_ACTIONS,
    resources: ['*'],
    conditions: { StringEquals: { 'aws:SourceArn': distributionArn } },
  });
}

/** The bucket policy statement of a replica. A distribution in another stack has an ARN that is not known yet. */
export function renderReplicaReadStatement(bucket: s3.IBucket, account: string): iam.PolicyStatement {
  return new iam.PolicyStatement({
    principals: [new iam.ServicePrincipal(CLOUDFRONT)],
    actions: SERVE_CRL_ACTIONS,
    resources: [bucket.arnForObjects('*.crl')],
    conditions: ofDistributionsIn(account),
  });
}

/** The key policy statement of a replica. */
export function renderReplicaDecryptStatement(account: string): iam.PolicyStatement {
  return new iam.PolicyStatement({
    principals: [new iam.ServicePrincipal(CLOUDFRONT)],
    actions: DECRYPT_ACTIONS,
    resources: ['*'],
    conditions: ofDistributionsIn(account),
  });
}

function ofDistributionsIn(account: string): Record<string, Record<string, string>> {
  return {
    ArnLike: { 'aws:SourceArn': `arn:${Aws.PARTITION}:cloudfront::${account}:distribution/*` },
    StringEquals: { 'aws:SourceAccount': account },
  };
}
