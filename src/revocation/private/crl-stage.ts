import { Annotations, Stack } from 'aws-cdk-lib';
import { Construct, IConstruct } from 'constructs';
import { environmentIsKnown, renderEnvironment } from '../../private/environment';
import { PrivateCaError } from '../../private/errors';

/* A CA whose CRL bucket is in another stage. */

/**
 * Requires the account and Region of the CA to be known.
 *
 * The bucket policy contains them. In the template of the bucket, the account and Region of a stack without `env` are
 * those of the bucket, and not those of the CA.
 */
export function requireKnownEnvironment(certificateAuthority: Construct): void {
  const stack = Stack.of(certificateAuthority);
  if (environmentIsKnown(stack)) { return; }
  throw new PrivateCaError('CrlBucketEnvironment', {
    scope: certificateAuthority,
    subject: 'The account and Region of the CA',
    rule: 'be known at synthesis, because the policy of a CRL bucket in another stage contains them',
    value: renderEnvironment(stack),
    fix: 'Set env of the stack of the CA, or create the bucket and the CA in the same stage',
  });
}

/** Warns that CDK cannot deploy the bucket before the CA. */
export function warnOfOtherStage(certificateAuthority: Construct, crlBucket: IConstruct): void {
  Annotations.of(certificateAuthority).addWarningV2('cdk-private-ca:crlBucketInOtherStage',
    `The CRL bucket ${crlBucket.node.path} is in another stage, and CDK cannot make this CA depend on it. Deploy that stage first. `
    + 'Otherwise, AWS Private CA cannot write to the bucket, and CA creation fails.');
}
