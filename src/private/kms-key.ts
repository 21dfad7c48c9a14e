import { Aws, aws_kms as kms } from 'aws-cdk-lib';

/** A key that a permission can name: by its ARN, or by the alias that is all we know of it. */
export interface NamedKey {
  readonly resourceArn: string;
  /** What the permission must also ask for, so that it is about this key and no other. */
  readonly conditions: Record<string, Record<string, unknown>>;
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
