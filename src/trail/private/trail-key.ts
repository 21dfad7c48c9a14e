import { RemovalPolicy, Stack, aws_kms as kms } from 'aws-cdk-lib';
import { Construct } from 'constructs';
import { differs } from '../../private/environment';
import { PrivateCaError } from '../../private/errors';
import { newCustomerManagedKey, requireKeyRegion, requireServiceKey, unaliased } from '../../private/kms-key';
import { PrivateCaTrailProps } from '../private-ca-trail-props';

/* The key that encrypts the log files of a trail. */

/** Returns the existing key, or creates a new one. */
export function keyFor(scope: Construct, props: PrivateCaTrailProps, removalPolicy: RemovalPolicy): kms.IKey {
  const bucketRegion = props.bucket?.env.region ?? Stack.of(scope).region;
  if (!props.encryptionKey) {
    requireNewKeyRegion(scope, bucketRegion);
    return newCustomerManagedKey(scope, 'Key', {
      description: 'Encrypts CloudTrail log files',
      removalPolicy,
    });
  }
  const key = unaliased(props.encryptionKey);
  requireServiceKey(scope, key, {
    user: 'CloudTrail', fix: 'Omit encryptionKey for a new key, or use a customer managed key',
  });
  requireKeyRegion(scope, key, bucketRegion);
  return key;
}

/** A new key is in the Region of the stack. An existing bucket can be in another Region. */
function requireNewKeyRegion(scope: Construct, bucketRegion: string): void {
  const { region } = Stack.of(scope);
  if (!differs(region, bucketRegion)) { return; }
  throw new PrivateCaError('KeyRegion', {
    scope,
    subject: 'The new KMS key',
    rule: `be in the Region of the bucket (${bucketRegion})`,
    value: region,
    fix: `Set encryptionKey to a key in ${bucketRegion}`,
  });
}
