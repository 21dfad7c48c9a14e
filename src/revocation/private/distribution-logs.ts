import { Aws, CfnResource, RemovalPolicy, Stack, Token, aws_iam as iam, aws_logs as logs, aws_s3 as s3 } from 'aws-cdk-lib';
import { Construct } from 'constructs';
import { requireS3ManagedKeys } from '../../private/access-logs';
import { DELIVER_VENDED_LOG_ACTIONS } from '../../private/actions';
import { dedicateBucket } from '../../private/bucket-purpose';
import { PrivateCaError } from '../../private/errors';
import { keepRetained } from '../../private/kept-resources';
import { namePartsOf } from '../../private/known-name';
import { addToBucketPolicy } from '../../private/resource-policy';

/* The access logs of a distribution, with standard logging v2. Legacy standard logging requires a bucket with ACLs. */

/** The Region of CloudFront log deliveries, for buckets in all Regions. */
const DELIVERY_REGION = 'us-east-1';

/**
 * Delivers the access logs of a distribution to a bucket, with the prefix `AWSLogs/ACCOUNT/CloudFront/`.
 *
 * @see https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/standard-logging.html
 */
export function deliverDistributionLogs(
  scope: Construct, distributionArn: string, target: s3.IBucket, removalPolicy: RemovalPolicy,
): void {
  requireDeliveryRegion(scope);
  requireS3ManagedKeys(scope, 'logBucket', target);
  dedicateBucket(scope, target, 'access logs of a distribution');
  const name = ['pca-cdn', ...namePartsOf(scope, [target])].join('-');
  const { account, region } = Stack.of(scope);
  const source = new logs.CfnDeliverySource(scope, 'LogSource', { name, resourceArn: distributionArn, logType: 'ACCESS_LOGS' });
  const destination = new logs.CfnDeliveryDestination(scope, 'LogDestination', {
    name, destinationResourceArn: target.bucketArn, outputFormat: 'json',
  });
  const delivery = new logs.CfnDelivery(scope, 'LogDelivery', {
    deliverySourceName: source.ref, deliveryDestinationArn: destination.attrArn,
  });
  [source, destination, delivery].forEach((resource: CfnResource) => {
    resource.applyRemovalPolicy(removalPolicy);
    keepRetained(scope, resource);
  });

  const statement = new iam.PolicyStatement({
    principals: [new iam.ServicePrincipal('delivery.logs.amazonaws.com')],
    actions: DELIVER_VENDED_LOG_ACTIONS,
    resources: [target.arnForObjects(`AWSLogs/${account}/*`)],
    conditions: {
      StringEquals: { 'aws:SourceAccount': account, 's3:x-amz-acl': 'bucket-owner-full-control' },
      ArnLike: { 'aws:SourceArn': `arn:${Aws.PARTITION}:logs:${region}:${account}:delivery-source:${name}` },
    },
  });
  addToBucketPolicy(scope, target, 'the access-log bucket', statement);
  // CloudFormation can create the delivery only after the policy allows it to write.
  if (target.policy) { delivery.node.addDependency(target.policy); }
}

function requireDeliveryRegion(scope: Construct): void {
  const { region } = Stack.of(scope);
  if (Token.isUnresolved(region) || region === DELIVERY_REGION) { return; }
  throw new PrivateCaError('DistributionLogsRegion', {
    scope,
    subject: 'The stack of a distribution with logBucket',
    rule: `be in ${DELIVERY_REGION}, because CloudFront logs are delivered from that Region`,
    value: region,
    fix: `Remove logBucket and deliver the logs from a stack in ${DELIVERY_REGION}, or create the distribution in such a stack`,
  });
}
