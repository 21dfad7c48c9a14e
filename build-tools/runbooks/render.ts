import { Notified, notified } from './catalog';
import { PROCEDURES } from './procedures';
import { SUBJECTS } from './subjects';
import { Procedure, Runbook, Step, Subject } from './types';

/* Renders `docs/runbooks.md`. The catalogs in `src` give the anchors and their texts, and the tables here the steps. */

const URGENCY = ['critical', 'high', 'medium', 'low'];

/** The headings of the steps of a runbook. */
const PARTS: readonly [heading: string, part: 'check' | 'contain' | 'recover'][] = [
  ['Check', 'check'], ['Contain', 'contain'], ['Recover', 'recover'],
];

/** The link to a runbook, for the tables of other pages. */
export function runbookLink(id: string): string {
  return `[\`${id}\`](runbooks.md#${id})`;
}

/** What is wrong with runbooks: a notification without one, a runbook without a notification, and empty parts. */
export function runbookFindings(notifications: readonly Notified[], subjects: readonly Subject[]): string[] {
  const entries = subjects.flatMap(({ runbooks }) => Object.entries(runbooks));
  const ids = entries.map(([id]) => id);
  const known = new Set(notifications.map(({ id }) => id));
  return [
    ...[...known].filter((id) => !ids.includes(id)).map((id) => `${id} has no runbook`),
    ...ids.filter((id) => !known.has(id)).map((id) => `the runbook ${id} has no signal, alarm, or event message`),
    ...ids.filter((id, index) => ids.indexOf(id) !== index).map((id) => `${id} has two runbooks`),
    ...entries.flatMap(([id, runbook]) => (['check', 'contain', 'recover', 'close'] as const)
      .filter((part) => runbook[part].length === 0).map((part) => `the runbook ${id} has no steps under ${part}`)),
  ];
}

/** The page between its markers. */
export function renderRunbooks(): string {
  const all = notified();
  const findings = runbookFindings(all, SUBJECTS);
  if (findings.length > 0) { throw new Error(findings.join('\n')); }
  const byId = new Map(all.map((one) => [one.id, one]));
  return [
    renderIndex(byId),
    '## Procedures', 'Several runbooks refer to these procedures.', ...PROCEDURES.map(renderProcedure),
    ...SUBJECTS.map((subject) => renderSubject(subject, byId)),
  ].join('\n\n');
}

/** The runbooks by criticality, and by subject within it. */
function renderIndex(byId: Map<string, Notified>): string {
  const lines = URGENCY.map((criticality) => {
    const ids = SUBJECTS.flatMap((subject) => idsOf(subject, byId))
      .filter((id) => byId.get(id)!.criticality === criticality);
    return `- **${capitalized(criticality)}**: ${ids.map((id) => `[${id}](#${id})`).join(', ')}`;
  });
  return [
    '## By criticality', lines.join('\n'),
    'Event messages have no criticality: see [Event messages](#event-messages) and [API call messages](#api-call-messages).',
  ].join('\n\n');
}

/** The runbooks of a subject, from the most to the least urgent. */
function idsOf({ runbooks }: Subject, byId: Map<string, Notified>): string[] {
  const rank = (id: string) => URGENCY.indexOf(byId.get(id)!.criticality ?? '');
  return Object.keys(runbooks).sort((one, other) => rank(one) - rank(other));
}

function renderSubject(subject: Subject, byId: Map<string, Notified>): string {
  return [`## ${subject.title}`, ...idsOf(subject, byId).map((id) => renderRunbook(byId.get(id)!, subject.runbooks[id]))].join('\n\n');
}

function renderRunbook({ id, kind, criticality, meaning, nextStep }: Notified, runbook: Runbook): string {
  const what = criticality ? `${capitalized(criticality)} ${kind}` : capitalized(kind);
  return [
    `### ${id}`,
    `*${what}.* **What happened:** ${escaped(meaning)}`,
    `**First step:** ${escaped(nextStep)}`,
    ...PARTS.flatMap(([heading, part]) => [`**${heading}**`, renderSteps(runbook[part])]),
    '**Close when**',
    runbook.close.map((condition) => `- ${condition}`).join('\n'),
  ].join('\n\n');
}

function renderProcedure({ title, steps }: Procedure): string {
  return `### ${title}\n\n${renderSteps(steps)}`;
}

function renderSteps(steps: readonly Step[]): string {
  return steps.map((step, index) => {
    const [text, ...commands] = typeof step === 'string' ? [step] : step;
    const number = `${index + 1}. `;
    const block = ['```sh', ...commands.flatMap((command) => command.split('\n')), '```'].map((line) => line && `${' '.repeat(number.length)}${line}`);
    return `${number}${text}${commands.length > 0 ? `\n\n${block.join('\n')}` : ''}`;
  }).join('\n');
}

function capitalized(text: string): string {
  return `${text[0].toUpperCase()}${text.slice(1)}`;
}

/** Text of a catalog is not Markdown: an asterisk or an underscore in it has no meaning. */
function escaped(text: string): string {
  return text.replace(/([*_])/g, '\\$1');
}
