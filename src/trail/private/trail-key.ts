import { RemovalPolicy, Stack, Token, TokenComparison, aws_kms as kms } from 'aws-cdk-lib';
import { Construct } from 'constructs';
import { PrivateCaError } from '../../private/errors';
import { keyRemovalPolicyFor, newCustomerManagedKey, requireCustomerManaged, requireKeyRegion, unaliased } from '../../private/kms-key';
import { PrivateCaTrailProps } from '../private-ca-trail-props';

/* The key that encrypts a trail's log files. */

/** The key that was brought along, or a new one. */
export function keyFor(scope: Construct, props: PrivateCaTrailProps, removalPolicy: RemovalPolicy): kms.IKey {
  const bucketRegion = props.bucket?.env.region ?? Stack.of(scope).region;
  if (!props.encryptionKey) {
    requireNewKeyRegion(scope, bucketRegion);
    return newCustomerManagedKey(scope, 'Key', {
      description: `Log files of AWS CloudTrail (${scope.node.path})`,
      removalPolicy: keyRemovalPolicyFor(removalPolicy),
    });
  }
  const key = unaliased(props.encryptionKey);
  requireCustomerManaged(scope, key, {
    user: 'CloudTrail', change: 'leave out encryptionKey for a new one, or pass a key of your own',
  });
  requireKeyRegion(scope, key, bucketRegion);
  return key;
}

/** A new key is of the Region of the stack; that of a bucket that was brought along may be another. */
function requireNewKeyRegion(scope: Construct, bucketRegion: string): void {
  const { region } = Stack.of(scope);
  if (Token.compareStrings(region, bucketRegion) !== TokenComparison.DIFFERENT) { return; }
  throw new PrivateCaError('KeyRegion', {
    scope,
    problem: 'the new KMS key would be in another Region than the bucket',
    value: region,
    allowed: bucketRegion,
    change: 'pass encryptionKey, a key of the bucket\'s Region',
  });
}
