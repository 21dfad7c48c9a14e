import { readFileSync } from 'fs';
import { join } from 'path';
import { alarms, eventMessages, notified, signals } from '../../build-tools/runbooks/catalog';
import { PROCEDURES } from '../../build-tools/runbooks/procedures';
import { renderRunbooks, runbookFindings } from '../../build-tools/runbooks/render';
import { SUBJECTS } from '../../build-tools/runbooks/subjects';
import { Step } from '../../build-tools/runbooks/types';
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
    .filter((alarm) => !/alarmDescription: describe(?:Alarm|Signal|WithRunbook)\(/.test(alarm)).map((alarm) => alarm.split('\n')[0].trim());
}

test('every alarm in the sources has a description with a runbook', () => {
  const files = sourceFiles().filter(({ text }) => /new cloudwatch\.\w*Alarm\(/.test(text));
  const code = files.map(({ text }) => text.replace(/^ \*.*$/gm, ''));

  expect(files.length).toBeGreaterThan(10);
  expect(code.flatMap(withoutRunbook)).toEqual([]);
  expect(code.map((text) => text.match(/new cloudwatch\.\w*Alarm\(/g)!.length).reduce((sum, count) => sum + count, 0))
    .toBe(code.map((text) => text.match(/alarmDescription: describe(?:Alarm|Signal|WithRunbook)\(/g)!.length).reduce((sum, count) => sum + count, 0));
  expect(withoutRunbook('  return new cloudwatch.Alarm(scope, \'Alarm\', {\n    alarmDescription: \'Mine\',\n  });')).toHaveLength(1);
});

/** Commands that delete, revoke, or disable something that a PKI can depend on. */
const HARMFUL = new RegExp('aws (?:acm-pca (?:delete-|revoke-|update-certificate-authority .*--status DISABLED)|acm delete-|kms (?:revoke-|disable-|schedule-)'
  + '|ram disassociate-|rolesanywhere (?:delete-|disable-)|s3api (?:delete-bucket|put-public-access-block)|ec2 (?:delete|detach|revoke)-'
  + '|iam (?:delete-(?:role|login)|detach)|sqs purge-)');

/** The steps with such a command that do not begin with the condition under which they apply. */
function withoutCondition(steps: readonly Step[]): string[] {
  return steps.flatMap((step) => {
    const [text, ...commands] = typeof step === 'string' ? [step] : step;
    return commands.some((command) => HARMFUL.test(command)) && !/^(?:If |After |For an IAM user,)/.test(text) ? [text] : [];
  });
}

test('every step that deletes, revokes, or disables something begins with its condition', () => {
  const steps = [
    ...SUBJECTS.flatMap(({ runbooks }) => Object.values(runbooks)).flatMap(({ check, contain, recover }) => [...check, ...contain, ...recover]),
    ...PROCEDURES.flatMap((procedure) => procedure.steps),
  ];
  const harmful = steps.filter((step) => typeof step !== 'string' && step.slice(1).some((command) => HARMFUL.test(command)));

  expect(harmful.length).toBeGreaterThan(30);
  expect(withoutCondition(steps)).toEqual([]);
  expect(withoutCondition([['Revoke the certificate.', 'aws acm-pca revoke-certificate --certificate-serial 01']])).toEqual(['Revoke the certificate.']);
});

test('a check changes nothing', () => {
  const commands = SUBJECTS.flatMap(({ runbooks }) => Object.values(runbooks)).flatMap(({ check }) => check)
    .flatMap((step) => typeof step === 'string' ? [] : step.slice(1)).filter((command) => command.startsWith('aws '));
  const reads = / (?:describe|get|list|lookup|filter|head|receive)-|athena start-query-execution/;

  expect(commands.length).toBeGreaterThan(150);
  expect(commands.filter((command) => !reads.test(command))).toEqual([]);
});

test('a CA is enabled in the same step before a certificate is imported, because a disabled CA rejects it', () => {
  const imports = SUBJECTS.flatMap(({ runbooks }) => Object.values(runbooks)).flatMap(({ contain, recover }) => [...contain, ...recover])
    .filter((step) => typeof step !== 'string' && step.some((text) => text.includes('import-certificate-authority-certificate --')));

  expect(imports.length).toBeGreaterThan(0);
  for (const step of imports) { expect(step[1]).toContain('--status ACTIVE'); }
});

/** The commands of all runbooks. */
const commandsOfRunbooks = () => SUBJECTS.flatMap(({ runbooks }) => Object.values(runbooks))
  .flatMap(({ check, contain, recover }) => [...check, ...contain, ...recover]).flatMap((step) => typeof step === 'string' ? [] : step.slice(1));

test('every request of a certificate names its template, because a permission with templates denies another one', () => {
  const requests = commandsOfRunbooks().filter((command) => command.includes('acm-pca issue-certificate'));

  expect(requests.length).toBeGreaterThan(5);
  expect(requests.filter((command) => !/ --template-arn arn:aws:acm-pca:::template\/\w+\/V1(?: |$)/.test(command))).toEqual([]);
});

test('the runbook of an expiring CA has a way for each kind of parent, and for an imported CA', () => {
  const texts = SUBJECTS.flatMap(({ runbooks }) => runbooks['ca-certificate-expiring']?.recover ?? [])
    .map((step) => typeof step === 'string' ? step : step[0]);

  const only = (part: string) => texts.filter((text) => text.includes(part));
  expect(only('increase `certificateGeneration`')).toHaveLength(1);
  expect(only('increase `certificateGeneration`')[0]).toContain('is a root CA or has a parent (`parent`)');
  expect(only('external parent')[0]).toContain('sign the same certificate signing request (CSR) again');
  expect(only('only imports the CA')).toHaveLength(1);
});

test('the runbook of a deleted CA and its signal agree on the status of a restored CA', () => {
  const { nextStep } = notified().find(({ id }) => id === 'ca-deleted')!;
  const steps = JSON.stringify(SUBJECTS.flatMap(({ runbooks }) => runbooks['ca-deleted']?.contain ?? []));

  expect(nextStep).toContain('A restored CA is disabled until you enable it.');
  expect(steps).toContain('a restored CA is disabled, or waits for its certificate');
});

test('every step begins with a capital letter, and ends with a period, a colon, or a link', () => {
  const steps = SUBJECTS.flatMap(({ runbooks }) => Object.values(runbooks))
    .flatMap(({ check, contain, recover, close }) => [...check, ...contain, ...recover, ...close])
    .map((step) => typeof step === 'string' ? step : step[0]);

  expect(steps.filter((text) => !/^[A-Z[`][^]*[.:]$/.test(text))).toEqual([]);
});
