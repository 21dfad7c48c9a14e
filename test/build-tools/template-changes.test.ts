import { changesBetween, recordOf, unannounced } from '../../build-tools/template-changes';

const stack = (resources: Record<string, object>) => [{ name: 'Stack', template: { Resources: resources as never } }];
const bucket = (name: string) => ({ Type: 'AWS::S3::Bucket', Properties: { BucketName: name } });
const LAST = recordOf('first-ca', stack({ Kept: bucket('one'), Changed: bucket('two'), Removed: bucket('three') }));
const NOW = {
  ...recordOf('first-ca', stack({ Kept: bucket('one'), Changed: bucket('other'), Added: bucket('three') })),
  ...recordOf('new-example', stack({ Bucket: bucket('one') })),
};

test('a change of a resource is found, and a new example is not a change', () => {
  expect(changesBetween(LAST, NOW)).toEqual([
    { example: 'first-ca', logicalId: 'Added', kind: 'added' },
    { example: 'first-ca', logicalId: 'Changed', kind: 'changed' },
    { example: 'first-ca', logicalId: 'Removed', kind: 'removed' },
  ]);
});

test('the order of keys is not a change', () => {
  const { Type, Properties } = bucket('one');

  expect(recordOf('a', stack({ Bucket: { Properties, Type } }))).toEqual(recordOf('a', stack({ Bucket: { Type, Properties } })));
});

test('a change must be in the section Templates of the newest entry of the changelog', () => {
  const entry = (version: string, text: string) => `## ${version}\n\n### Templates\n\n${text}\n\n### Fixes\n\n- \`first-ca\`: \`Removed\`\n\n`;
  const changelog = `# Changelog\n\n${entry('0.2.0', '- `first-ca`: `Added`, `Changed`')}${entry('0.1.0', '- `first-ca`: `Removed`')}`;

  expect(unannounced(changesBetween(LAST, NOW), changelog)).toEqual([{ example: 'first-ca', logicalId: 'Removed', kind: 'removed' }]);
  expect(unannounced(changesBetween(LAST, NOW), '# Changelog\n')).toHaveLength(3);
});
