import { Stack, Stage, Token, TokenComparison, region_info } from 'aws-cdk-lib';

/* Accounts, Regions, and partitions, as far as they are known at synthesis. */

/** The account and Region of a stack or resource. Each of them can be a token. */
export interface AccountAndRegion {
  readonly account: string;
  readonly region: string;
}

/** Whether two values are known to be different. A token can have any value. */
export function differs(one: string, other: string): boolean {
  return Token.compareStrings(one, other) === TokenComparison.DIFFERENT;
}

/** Whether two environments are known to have different accounts or Regions. */
export function environmentsDiffer(one: AccountAndRegion, other: AccountAndRegion): boolean {
  return differs(one.account, other.account) || differs(one.region, other.region);
}

/** Whether the account and the Region are known at synthesis. */
export function environmentIsKnown({ account, region }: AccountAndRegion): boolean {
  return !Token.isUnresolved(account) && !Token.isUnresolved(region);
}

/** Renders an environment for an error message, such as `111122223333/us-east-1`. */
export function renderEnvironment({ account, region }: AccountAndRegion): string {
  return [account, region].map((part) => Token.isUnresolved(part) ? 'unknown' : part).join('/');
}

/** The names of Regions in the partition `aws`. The names in other partitions have other prefixes or more parts. */
const COMMERCIAL_REGION = /^(af|ap|ca|eu|il|me|mx|sa|us)-[a-z]+-\d+$/;

/**
 * The partition of a Region, or `undefined` if the Region is a token.
 *
 * The facts about Regions in aws-cdk-lib take much time to load, so they are read only for other partitions.
 */
export function partitionOf(region: string): string | undefined {
  if (Token.isUnresolved(region)) { return undefined; }
  return COMMERCIAL_REGION.test(region) ? 'aws' : region_info.RegionInfo.get(region).partition;
}

/** Whether two Regions are known to be in different partitions. */
export function partitionsDiffer(one: string, other: string): boolean {
  const [partition, another] = [one, other].map(partitionOf);
  return partition !== undefined && another !== undefined && partition !== another;
}

/**
 * Whether some supported version of CDK renders an attribute of a resource of another stack. Newer versions read it at
 * deployment, also from another account or Region.
 */
export function canRender(consumer: Stack, producer: Stack): boolean {
  if (canReference(consumer, producer)) { return true; }
  const areKnown = ![consumer.region, producer.region].some((region) => Token.isUnresolved(region));
  return areKnown && Stage.of(consumer) === Stage.of(producer);
}

/**
 * Whether a stack can contain an attribute of a resource in another stack. CDK requires the same Stage and the same
 * environment, which can be unknown in both stacks.
 */
export function canReference(consumer: Stack, producer: Stack): boolean {
  if (consumer === producer) { return true; }
  if (Stage.of(consumer) !== Stage.of(producer)) { return false; }
  // With crossRegionReferences, CDK copies values to the other Region.
  const { _crossRegionReferences: copiesValues } = consumer as { readonly _crossRegionReferences?: boolean };
  const areKnown = ![consumer.region, producer.region].some((region) => Token.isUnresolved(region));
  return consumer.environment === producer.environment
    || (copiesValues === true && areKnown && consumer.account === producer.account);
}
