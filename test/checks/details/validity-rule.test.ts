import { findingsIn } from './findings';
import { VALIDITY } from '../../../src/checks/private/validity-rule';
import { change, root, subordinate } from '../cases/case';

const LONGER = ['error SubCertificate Properties.Validity'];

test.each<[string, number, string, number, string, string[]]>([
  ['is certain to end later', 429, 'DAYS', 14, 'MONTHS', LONGER],
  ['can end together', 428, 'DAYS', 14, 'MONTHS', []],
  ['is certain to end later', 14, 'MONTHS', 420, 'DAYS', LONGER],
  ['can end together', 14, 'MONTHS', 421, 'DAYS', []],
  ['is certain to end later', 733, 'DAYS', 2, 'YEARS', LONGER],
  ['can end together', 732, 'DAYS', 2, 'YEARS', []],
  ['is issued later and so ends later', 2, 'YEARS', 2, 'YEARS', LONGER],
  ['ends earlier', 1, 'YEARS', 2, 'YEARS', []],
  ['has no period', 0, 'DAYS', 0, 'DAYS', []],
  ['has an unknown period', 9, 'CENTURIES', 1, 'YEARS', []],
])('a certificate %s: %i %s below a CA of %i %s', (_name, value, type, limit, unit, expected) => {
  const resources = change({ ...root(), ...subordinate() }, 'SubCertificate/Properties/Validity', { Type: type, Value: value });

  expect(findingsIn(VALIDITY, change(resources, 'RootCertificate/Properties/Validity', { Type: unit, Value: limit }))).toEqual(expected);
});
