import { Fn, Stack, Token, aws_acmpca as acmpca, aws_kms as kms, aws_s3 as s3 } from 'aws-cdk-lib';
import { IConstruct } from 'constructs';
import { canReference, environmentsDiffer } from '../../private/environment';
import { PrivateCaError } from '../../private/errors';
import { aliasNameOf, unaliased } from '../../private/kms-key';
import { Range } from '../../private/require';

/*
 * The resources in a signal. Their number is limited so that the longest names fit in a filter pattern of 1,024
 * characters, because the length of a name that is known only at deployment is unknown.
 */

export const ROOTS: Range = { min: 1, max: 5 };
export const KEYS: Range = { min: 1, max: 10 };
export const BUCKETS: Range = { min: 1, max: 8 };
export const REPORT_BUCKETS: Range = { min: 1, max: 7 };

/** A resource in the patterns of a signal. */
export interface NamedResource {
  readonly construct: IConstruct;
  readonly kind: 'CA' | 'KMS key' | 'bucket';
  /** The name, ID, or ARN in the patterns. */
  readonly identifier: string;
  /** Whether the signal monitors other resources than this one. */
  readonly isExcluded?: boolean;
}

/** The ID of a key, as calls that disable the key contain it. */
export function keyIdOf(given: kms.IKey): string {
  const key = unaliased(given);
  const aliasName = aliasNameOf(key);
  if (aliasName === undefined) { return key.keyId; }
  throw new PrivateCaError('SignalKey', {
    scope: key,
    subject: 'The KMS key',
    rule: 'be identified by its ID or ARN, because calls that disable a key never use the alias',
    value: aliasName,
    fix: 'Use kms.Key.fromKeyArn() or kms.Key.fromLookup()',
  });
}

/** The part after the last slash of an ARN. The ARN of a CA, which can be a token, contains one slash. */
export function lastPartOf(arn: string): string {
  return Token.isUnresolved(arn) ? Fn.select(1, Fn.split('/', arn)) : arn.slice(arn.lastIndexOf('/') + 1);
}

/** Checks the number of resources in a signal. */
export function requireResourceCount(
  scope: IConstruct, what: string, resources: readonly unknown[], range: Range,
): void {
  if (resources.length <= range.max) { return; }
  throw new PrivateCaError('SignalResources', {
    scope,
    subject: 'A signal',
    rule: `contain ${range.min} to ${range.max} ${what}, so that its filter pattern is not too long`,
    value: resources.length,
    fix: 'Create several signals, and rename all except one with withName()',
  });
}

/** Checks that a CA is not known to be a subordinate CA. */
export function requireRoot(certificateAuthority: acmpca.ICertificateAuthorityRef): void {
  const resources = [certificateAuthority, certificateAuthority.node.defaultChild];
  const resource = resources.find((one) => acmpca.CfnCertificateAuthority.isCfnCertificateAuthority(one));
  if (!resource || resource.type !== 'SUBORDINATE') { return; }
  throw new PrivateCaError('SignalRoot', {
    scope: certificateAuthority,
    subject: 'Each CA in PkiSignal.rootCaUsed()',
    rule: 'be a root CA, because a subordinate CA signs certificates as a matter of routine',
    value: resource.type,
    fix: 'Use the root CA. For a subordinate CA, use the signal certificate-issued of PkiSignals.all()',
  });
}

/** Checks that the stack of the alarms can contain the name of a resource in the patterns of a signal. */
export function requireNameable(scope: IConstruct, { construct, kind, identifier }: NamedResource): void {
  const [own, other] = [Stack.of(scope), Stack.of(construct)];
  if (!Token.isUnresolved(identifier) || canReference(own, other)) { return; }
  // CDK renders a physical name in the stacks of other environments.
  const { defaultChild } = construct.node;
  const name = s3.CfnBucket.isCfnBucket(defaultChild) ? defaultChild.bucketName : undefined;
  if (name !== undefined && !Token.isUnresolved(name) && environmentsDiffer(own, other)) { return; }
  throw new PrivateCaError('SignalEnvironment', {
    scope,
    subject: `The ${kind} of a signal`,
    rule: 'be in the Stage, account, and Region of the alarms, or have a name or ARN that is known at synthesis',
    value: construct.node.path,
    fix: kind === 'bucket' ? 'Set bucketName of the bucket, or import the bucket in the stack of the alarms by its name'
      : `Import the ${kind} in the stack of the alarms by its ARN, or create PkiAlarms in the Stage, account, and Region of the ${kind}`,
  });
}
