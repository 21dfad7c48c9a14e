import { readFileSync } from 'fs';
import { join } from 'path';
import { Results, withResults } from '../../bench/report';

const FOLDER = join(__dirname, '../../bench');

const page = () => readFileSync(join(FOLDER, 'README.md'), 'utf8');
const results = () => JSON.parse(readFileSync(join(FOLDER, 'results.json'), 'utf8')) as Results;

test('the tables of the page about benchmarks are those of the results', () => {
  expect(withResults(page(), results())).toBe(page());
});

test('other results change the page', () => {
  const [first, ...others] = results().fleets;
  const ratios = { ...first.ratios, 'l2-nested': { ...first.ratios['l2-nested'], cpu: 1.054 } };
  const changed = withResults(page(), { ...results(), fleets: [{ ...first, ratios }, ...others] });

  expect(changed).not.toBe(page());
  expect(changed).toContain('| L2 by hand, same nesting | CPU | at most 1.05 | 1.05 | no |');
});

test('outside the results, the page contains no measured figures', () => {
  const [before] = page().split('<!-- results: begin -->');

  expect(before.match(/\b\d+\.\d+\b/g)).toEqual(['1.05', '1.15', '1.10']);
});
