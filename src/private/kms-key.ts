import { Aws, RemovalPolicy, Stack, Token, TokenComparison, aws_iam as iam, aws_kms as kms } from 'aws-cdk-lib';
import { Construct } from 'constructs';
import { PrivateCaError } from './errors';


/** A key that a permission can name: by its ARN, or by the alias that is all we know of it. */
export interface NamedKey {
  readonly resourceArn: string;
  /** What the permission must also ask for, so that it is about this key and no other. */
  readonly conditions: Record<string, Record<string, unknown>>;
}

/** What shapes a new key. */
export interface NewKeyProps {
  readonly description: string;
  readonly removalPolicy: RemovalPolicy;
}

/**
 * A new customer managed key that rotates every year. Its policy lets the account delegate, as CDK's own default does,
 * but does not depend on the flag that makes partitions literal.
 */
export function newCustomerManagedKey(scope: Construct, id: string, props: NewKeyProps): kms.Key {
  const account = new iam.PolicyStatement({
    principals: [new iam.ArnPrincipal(`arn:${Aws.PARTITION}:iam::${Stack.of(scope).account}:root`)],
    actions: ['kms:*'],
    resources: ['*'],
  });
  return new kms.Key(scope, id, {
    ...props,
    enableKeyRotation: true,
    policy: new iam.PolicyDocument({ statements: [account] }),
  });
}

/** Kept data needs its key; a key that nothing was encrypted with may go with a failed first deployment. */
export function keyRemovalPolicyFor(dataRemovalPolicy: RemovalPolicy): RemovalPolicy {
  return dataRemovalPolicy === RemovalPolicy.RETAIN ? RemovalPolicy.RETAIN_ON_UPDATE_OR_DELETE : dataRemovalPolicy;
}

/**
 * The key is not known to be one that AWS manages, whose policy nobody can change.
 *
 * @param needs which service needs the key, and what to do instead
 */
export function requireCustomerManaged(scope: Construct, key: kms.IKey, needs: { user: string; change: string }): void {
  const aliasName = aliasNameOf(key);
  if (!aliasName?.startsWith('alias/aws/')) { return; }
  throw new PrivateCaError('KeyAwsManaged', {
    scope,
    problem: `the KMS key is managed by AWS, and ${needs.user} cannot use it`,
    value: aliasName,
    allowed: 'a customer managed key',
    change: needs.change,
  });
}

/** The key is not known to be in another Region than what it encrypts. */
export function requireKeyRegion(scope: Construct, key: kms.IKey, region: string, encrypted = 'bucket'): void {
  if (Token.compareStrings(key.env.region, region) !== TokenComparison.DIFFERENT) { return; }
  throw new PrivateCaError('KeyRegion', {
    scope,
    problem: `the KMS key is in another Region than the ${encrypted}`,
    value: key.env.region,
    allowed: region,
    change: `pass a key of the ${encrypted}'s Region`,
  });
}

/** The name of an alias, if that is what the key was given as; also for an ARN of an alias. */
export function aliasNameOf(key: kms.IKey): string | undefined {
  const ofAlias = (key as Partial<kms.IAlias>).aliasName;
  return ofAlias ?? /:(alias\/.*)$/.exec(key.keyArn)?.[1];
}

/** The key itself where an alias knows it, else what was given. */
export function unaliased(key: kms.IKey): kms.IKey {
  if (!('aliasTargetKey' in key)) { return key; }
  try {
    return (key as kms.IAlias).aliasTargetKey;
  } catch {
    // An alias that was imported by its name alone says so by an error.
    return key;
  }
}

/** KMS does not match the ARN of an alias: a key that is known by its alias alone is named by a condition. */
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
