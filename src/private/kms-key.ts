import { Aws, RemovalPolicy, Stack, aws_iam as iam, aws_kms as kms } from 'aws-cdk-lib';
import { Construct } from 'constructs';
import { describeKey } from './description';
import { differs } from './environment';
import { PrivateCaError } from './errors';
import { keepRetained } from './kept-resources';
import { keepKeySettings } from './kept-settings';
import { isUnknown } from './require';

/** The properties of a symmetric encryption key, which are also the defaults. */
const SYMMETRIC = { keySpec: 'SYMMETRIC_DEFAULT', keyUsage: 'ENCRYPT_DECRYPT' };

/** A key as a statement of an identity policy identifies it: by its ARN, or by its alias. */
export interface NamedKey {
  readonly resourceArn: string;
  /** The conditions that limit the statement to this key. */
  readonly conditions: Record<string, Record<string, unknown>>;
}

/** Properties of a new key. */
export interface NewKeyProps {
  /** What the key encrypts. The description of the key also has the path of the construct. */
  readonly description: string;
  readonly removalPolicy: RemovalPolicy;
}

/** The service that uses a key, for error messages. */
export interface KeyUser {
  /** The name of the service. */
  readonly user: string;
  /** The imperative sentence that corrects the mistake. */
  readonly fix: string;
}

/**
 * Creates a customer managed key that rotates every year.
 *
 * The key policy allows the account to delegate permissions, like the default policy of CDK. The default policy is not
 * used, because its partition depends on a feature flag.
 */
export function newCustomerManagedKey(scope: Construct, id: string, props: NewKeyProps): kms.Key {
  const account = new iam.PolicyStatement({
    principals: [new iam.ArnPrincipal(`arn:${Aws.PARTITION}:iam::${Stack.of(scope).account}:root`)],
    actions: ['kms:*'],
    resources: ['*'],
  });
  const key = new kms.Key(scope, id, {
    description: describeKey(scope, props.description),
    removalPolicy: props.removalPolicy,
    enableKeyRotation: true,
    policy: new iam.PolicyDocument({ statements: [account] }),
  });
  keepRetained(scope, key);
  keepKeySettings(scope, key);
  return key;
}

/** Throws an error if the key is known to be one that AWS services cannot use to encrypt resources of this library. */
export function requireServiceKey(scope: Construct, key: kms.IKey, needs: KeyUser): void {
  requireCustomerManaged(scope, key, needs);
  requireSymmetric(scope, key, needs);
}

/** Throws an error if the key is known to be an AWS managed key, whose policy cannot be changed. */
function requireCustomerManaged(scope: Construct, key: kms.IKey, needs: KeyUser): void {
  const aliasName = aliasNameOf(key);
  if (!aliasName?.startsWith('alias/aws/')) { return; }
  throw new PrivateCaError('KeyAwsManaged', {
    scope,
    subject: 'The KMS key',
    rule: `be a customer managed key, because ${needs.user} cannot use AWS managed keys`,
    value: aliasName,
    fix: needs.fix,
  });
}

/** Throws an error if the app creates the key as an asymmetric key or as an HMAC key. */
function requireSymmetric(scope: Construct, key: kms.IKey, { user }: KeyUser): void {
  const { keySpec, keyUsage } = resourceOf(unaliased(key)) ?? {};
  const isSymmetric = (isUnknown(keySpec) || keySpec === SYMMETRIC.keySpec)
    && (isUnknown(keyUsage) || keyUsage === SYMMETRIC.keyUsage);
  if (isSymmetric) { return; }
  throw new PrivateCaError('KeyType', {
    scope,
    subject: 'The KMS key',
    rule: `be a symmetric encryption key, because ${user} cannot use asymmetric keys or HMAC keys`,
    value: { keySpec, keyUsage },
    fix: `Use a key with keySpec ${SYMMETRIC.keySpec} and keyUsage ${SYMMETRIC.keyUsage}`,
  });
}

/** Throws an error if the key is known to be in another Region than the resource that it encrypts. */
export function requireKeyRegion(scope: Construct, key: kms.IKey, region: string, encrypted = 'bucket'): void {
  if (!differs(key.env.region, region)) { return; }
  throw new PrivateCaError('KeyRegion', {
    scope,
    subject: 'The KMS key',
    rule: `be in the Region of the ${encrypted} (${region})`,
    value: key.env.region,
    fix: `Use a key in ${region}`,
  });
}

/** The name of an alias, if the key was specified as an alias or as the ARN of an alias. */
export function aliasNameOf(key: kms.IKey): string | undefined {
  const ofAlias = (key as Partial<kms.IAlias>).aliasName;
  return ofAlias ?? /:(alias\/.*)$/.exec(key.keyArn)?.[1];
}

/** The target key of an alias, if the alias knows it. Otherwise, the given key. */
export function unaliased(key: kms.IKey): kms.IKey {
  if (!('aliasTargetKey' in key)) { return key; }
  try {
    return (key as kms.IAlias).aliasTargetKey;
  } catch {
    // An alias that was imported by its name throws an error.
    return key;
  }
}

/**
 * Whether two keys are known to be different, regardless of their aliases.
 *
 * An alias that is known only by its name, and an ARN that is a token, can identify any key.
 */
export function keysDiffer(one: kms.IKey, other: kms.IKey): boolean {
  const keys = [unaliased(one), unaliased(other)];
  if (keys.some((key) => aliasNameOf(key) !== undefined)) { return false; }
  const [ours, theirs] = keys.map(resourceOf);
  if (ours && theirs) { return ours !== theirs; }
  const [arn, otherArn] = keys.map(({ keyArn }) => keyArn);
  if (ours || theirs) { return !isUnknown(ours ? otherArn : arn); }
  return differs(arn, otherArn);
}

/** The resource of a key that the app creates. Absent for an imported key. */
function resourceOf(key: kms.IKey): kms.CfnKey | undefined {
  // A key of `Key.fromCfnKey()` is a child of its resource.
  return [key.node.defaultChild, key.node.scope].find((node) => kms.CfnKey.isCfnKey(node)) as kms.CfnKey | undefined;
}

/** Identifies a key in an identity policy. AWS KMS does not match alias ARNs, so an alias requires a condition. */
export function nameKey(key: kms.IKey): NamedKey {
  const aliasName = aliasNameOf(key);
  if (aliasName === undefined) {
    return { resourceArn: key.keyArn, conditions: {} };
  }
  return {
    resourceArn: `arn:${Aws.PARTITION}:kms:${key.env.region}:${key.env.account}:key/*`,
    conditions: { 'ForAnyValue:StringEquals': { 'kms:ResourceAliases': aliasName } },
  };
}
