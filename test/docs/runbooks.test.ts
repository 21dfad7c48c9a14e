import { readFileSync } from 'fs';
import { join } from 'path';
import { alarms, eventMessages, notified, signals } from '../../build-tools/runbooks/catalog';
import { renderRunbooks, runbookFindings } from '../../build-tools/runbooks/render';
import { SUBJECTS } from '../../build-tools/runbooks/subjects';
import { ALARM_RUNBOOKS } from '../../src/private/runbooks';
import { sourceFiles } from '../architecture/source-files';

const PAGE = readFileSync(join(__dirname, '../../docs/runbooks.md'), 'utf8');

/** The anchors that GitHub gives to the headings of a page. */
function anchorsOf(page: string): string[] {
  return [...page.replace(/^( *)```[^]*?^\1```/gm, '').matchAll(/^#+ (.*)$/gm)]
    .map(([, heading]) => heading.toLowerCase().replace(/[^\w\- ]/g, '').replace(/ /g, '-'));
}

test('every signal, alarm, and event message has a complete runbook, and every runbook belongs to one of them', () => {
  expect(runbookFindings(notified(), SUBJECTS)).toEqual([]);
  expect([signals(), alarms(), eventMessages()].map(({ length }) => length)).toEqual([67, ALARM_RUNBOOKS.length, 36]);
});

test('a missing, an empty, a second, and an unknown runbook are findings', () => {
  const [first, ...others] = SUBJECTS;
  const { 'ca-deleted': deleted, ...remaining } = first.runbooks;
  const with_ = (runbooks: typeof first.runbooks, ...more: typeof others) => runbookFindings(notified(), [{ ...first, runbooks }, ...others, ...more]);

  expect(with_(remaining)).toEqual(['ca-deleted has no runbook']);
  expect(with_({ ...first.runbooks, 'ca-painted': deleted })).toEqual(['the runbook ca-painted has no signal, alarm, or event message']);
  expect(with_({ ...first.runbooks, 'ca-deleted': { ...deleted, contain: [] } })).toEqual(['the runbook ca-deleted has no steps under contain']);
  expect(with_(first.runbooks, { title: 'Again', runbooks: { 'ca-deleted': deleted } })).toEqual(['ca-deleted has two runbooks']);
});

test('each notification has its own anchor on the page, with each part of its runbook', () => {
  const anchors = anchorsOf(PAGE);

  for (const { id } of notified()) {
    expect(anchors.filter((anchor) => anchor === id)).toHaveLength(1);
    const section = PAGE.slice(PAGE.indexOf(`\n### ${id}\n`)).split(/\n##+ /)[1];
    expect(['**What happened:**', '**First step:**', '**Check**', '**Contain**', '**Recover**', '**Close when**']
      .filter((part) => !section.includes(part))).toEqual([]);
  }
  expect(anchors.filter((anchor, index) => anchors.indexOf(anchor) !== index)).toEqual([]);
});

test('every link of the page to one of its sections leads to a heading', () => {
  const links = [...PAGE.matchAll(/\]\(#([^)]+)\)/g)].map(([, anchor]) => anchor);

  expect(links.length).toBeGreaterThan(200);
  expect(links.filter((link) => !anchorsOf(PAGE).includes(link))).toEqual([]);
});

test('the page is as the catalogs and the steps render it', () => {
  expect(PAGE).toContain(`<!-- runbooks -->\n${renderRunbooks()}\n<!-- /runbooks -->`);
});

test('the texts of the catalogs, and no token, are on the page', () => {
  expect(PAGE).toContain('**What happened:** A CA was deleted. It can be restored until its restoration period (7 to 30 days) ends.');
  expect(PAGE).toContain('**What happened:** The AWS Private CA API call DeleteCertificateAuthority succeeded.');
  expect(PAGE).not.toMatch(/\$\{Token|\[object|undefined/);
});

test('every runbook of an alarm belongs to an alarm that a construct creates', () => {
  expect(alarms().map(({ id }) => id)).toEqual([...ALARM_RUNBOOKS]);
});

/** The alarms in a source that are created without a runbook, by their lines. */
function withoutRunbook(text: string): string[] {
  return [...text.matchAll(/^.*new cloudwatch\.(?:Cfn)?(?:Composite)?Alarm\((?!\.)[^]*?^ {2}\}\);/gm)].map(([alarm]) => alarm)
    .filter((alarm) => !/alarmDescription: describe(?:Alarm|WithRunbook)\(/.test(alarm)).map((alarm) => alarm.split('\n')[0].trim());
}

test('every alarm in the sources has a description with a runbook', () => {
  const files = sourceFiles().filter(({ text }) => /new cloudwatch\.\w*Alarm\(/.test(text));
  const code = files.map(({ text }) => text.replace(/^ \*.*$/gm, ''));

  expect(files.length).toBeGreaterThan(10);
  expect(code.flatMap(withoutRunbook)).toEqual([]);
  expect(code.map((text) => text.match(/new cloudwatch\.\w*Alarm\(/g)!.length).reduce((sum, count) => sum + count, 0))
    .toBe(code.map((text) => text.match(/alarmDescription: describe(?:Alarm|WithRunbook)\(/g)!.length).reduce((sum, count) => sum + count, 0));
  expect(withoutRunbook('  return new cloudwatch.Alarm(scope, \'Alarm\', {\n    alarmDescription: \'Mine\',\n  });')).toHaveLength(1);
});

test('every step begins with a capital letter, and ends with a period, a colon, or a link', () => {
  const steps = SUBJECTS.flatMap(({ runbooks }) => Object.values(runbooks))
    .flatMap(({ check, contain, recover, close }) => [...check, ...contain, ...recover, ...close])
    .map((step) => typeof step === 'string' ? step : step[0]);

  expect(steps.filter((text) => !/^[A-Z[`][^]*[.:]$/.test(text))).toEqual([]);
});
