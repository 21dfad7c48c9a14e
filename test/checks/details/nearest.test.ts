import { nearestOf, suggestionOf } from '../../../src/checks/private/nearest';
import { RULES } from '../../../src/checks/private/rules';

test.each<[string, string, string[], string]>([
  ['the name itself', 'PCA-TAGS', ['PCA-TAG', 'PCA-TAGS', 'PCA-TAGGED'], 'PCA-TAGS'],
  ['the name that a person shortened at its end', 'PCA-CRL', ['PCA-ACL', 'PCA-CRL-ORDER'], 'PCA-CRL-ORDER'],
  ['the name that differs in the last letter only', 'ab', ['ac', 'xb', 'cc'], 'ac'],
  ['the name with the right last letter', 'ab', ['acc', 'acb'], 'acb'],
  ['the name with the right first letter', 'ab', ['xa', 'ax'], 'ax'],
  ['the name with the letters in the right places', 'abc', ['bca', 'cab', 'abx'], 'abx'],
  ['the name without an extra letter', 'PCA-KMSS', ['PCA-KEY', 'PCA-KMS'], 'PCA-KMS'],
  ['the name in other capitals', 'pca-kms', ['PCA-KEY', 'PCA-KMS'], 'PCA-KMS'],
  ['the name in other small letters', 'PCA-KMS', ['pca-key', 'pca-kms'], 'pca-kms'],
  ['a longer name rather than one with a wrong letter', 'pca', ['pcb', 'pca-order'], 'pca-order'],
  ['a name with one wrong letter rather than one with two', 'abcd', ['axxd', 'abxd'], 'abxd'],
  ['the first of equally near names', 'b', ['a', 'c'], 'a'],
])('%s is the nearest one', (_name, misspelled, names, nearest) => {
  expect(nearestOf(misspelled, names)).toBe(nearest);
});

test.each([
  ['PCA-CHAINS', 'PCA-CHAIN'], ['PCA-ORDR', 'PCA-ORDER'], ['pca-kms', 'PCA-KMS'], ['CHAIN', 'PCA-CHAIN'], ['PCA-CRL-ACLS', 'PCA-CRL-ACL'],
  ['PKA-CHAIN', 'PCA-CHAIN'], ['PCA-CRL', 'PCA-CRL-ACL'], ['PCA-TAG', 'PCA-TAGS'], ['PCA-OBJECTLOCK', 'PCA-OBJECT-LOCK'],
])('%s is probably meant as %s', (misspelled, meant) => {
  expect(suggestionOf(misspelled, RULES.map(({ id }) => id))).toBe(meant);
});

test.each(['PCA-FOO', 'PCA-RULES', 'PCA-', '', 'AwsSolutions-S1', 'XYZ'])('%p is near no rule', (unknown) => {
  expect(suggestionOf(unknown, RULES.map(({ id }) => id))).toBeUndefined();
});
