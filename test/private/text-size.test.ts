import { region_info } from 'aws-cdk-lib';
import { partitionOf } from '../../src/private/environment';
import { UNKNOWN_PARTS } from '../../src/private/text-size';

/* Facts that the library knows without loading the Regions of aws-cdk-lib. */

const { regions } = region_info.RegionInfo;

test('the partition of each Region is the one that aws-cdk-lib knows', () => {
  expect(Object.fromEntries(regions.map(({ name }) => [name, partitionOf(name)])))
    .toEqual(Object.fromEntries(regions.map(({ name, partition }) => [name, partition])));
});

test('the partition of a Region with an unknown form is unknown', () => {
  expect(['xx-east-1', 'us-new-east-1', ''].map(partitionOf)).toEqual([undefined, undefined, undefined]);
});

test.each(['region', 'partition'] as const)('an unknown %s has the length of the shortest or longest one', (part) => {
  const lengths = regions.map(({ name, partition }) => (part === 'region' ? name : partition!).length);
  expect(UNKNOWN_PARTS.shortest[part]).toHaveLength(Math.min(...lengths));
  expect(UNKNOWN_PARTS.longest[part]).toHaveLength(Math.max(...lengths));
});
