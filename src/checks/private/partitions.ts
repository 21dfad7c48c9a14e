/* Partitions by the Region. */

const PREFIXES: readonly (readonly [string, string])[] = [
  ['cn-', 'aws-cn'], ['us-gov-', 'aws-us-gov'], ['eusc-', 'aws-eusc'], ['us-iso-', 'aws-iso'], ['us-isob-', 'aws-iso-b'],
  ['eu-isoe-', 'aws-iso-e'], ['us-isof-', 'aws-iso-f'],
];

/** The partition of a Region. */
export function partitionOf(region: string): string {
  return PREFIXES.find(([prefix]) => region.startsWith(prefix))?.[1] ?? 'aws';
}
