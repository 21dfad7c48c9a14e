import { mkdirSync, readFileSync, writeFileSync } from 'fs';
import { dirname, join } from 'path';
import { costRows, ezcaRows, filterRows, renderQueries, signalRows } from './alerting-tables';
import { EVIDENCE_TABLES, renderExcerpts } from './audit-evidence/page';
import { checkPages, checkRows } from './check-pages';
import { COST_TABLES } from './cost-page';
import { CPS_TABLES } from './cps-tables';
import { resolveLibrary } from './example-templates';
import { renderExecutionPolicy } from './execution-policy';
import {
  hierarchySteps, offlineRootSteps, renewalAcrossStacksSteps, renewalSteps, reservedDepthSteps, rootSuccessionSteps,
  successionSteps,
} from './life-cycle-steps';
import {
  importRootSteps, importSubordinateSteps, l1Steps, refactorSteps, renameSteps, templateSteps,
} from './migration-steps';
import { COMMITTED, filesOf, pictureTables } from './pictures/committed';
import { replacementTable } from './replacement-table';
import { renderReportQueries } from './report-query-docs';
import { eventMessages } from './runbooks/catalog';
import { renderRunbooks, runbookLink } from './runbooks/render';
import { ROOT } from './synth';
import { STEP_HEAD, stepRows } from './template-steps';
import { Step } from './template-types';
import { UNMONITORED_ACTIONS } from './unmonitored-actions';
import { EVENT_KINDS } from '../src/events/private/catalog';
import { ERROR_CODES } from '../src/private/error-codes';
import { LIMITS, renderSize } from '../src/private/limits';
import { WARNINGS } from '../src/private/warnings';
import { ACKNOWLEDGEMENTS } from '../test/compliance/acknowledgements';
import { retainedRows } from '../test/compliance/retained-resources';
import { matrixRows } from '../test/support/event-matrix';
import { sampleMessages } from '../test/support/event-messages';
import { MISTAKES } from '../test/support/mistakes';

/*
 * `npm run docs`: writes the tables and pictures in `docs/` that are generated from the code, the examples, and the
 * CloudFormation schema.
 */

/** The sequences of deployments, by the name of the table. */
const STEPS: Record<string, [page: string, steps: () => Step[]]> = {
  'hierarchy-steps': ['docs/hierarchy.md', hierarchySteps],
  'reserved-depth-steps': ['docs/hierarchy.md', reservedDepthSteps],
  'renewal-steps': ['docs/renewal.md', renewalSteps],
  'renewal-across-stacks-steps': ['docs/renewal.md', renewalAcrossStacksSteps],
  'offline-root-steps': ['docs/renewal.md', offlineRootSteps],
  'succession-steps': ['docs/renewal.md', successionSteps],
  'root-succession-steps': ['docs/renewal.md', rootSuccessionSteps],
  'l1-steps': ['docs/migrate.md', l1Steps],
  'included-template-steps': ['docs/migrate.md', templateSteps],
  'rename-steps': ['docs/migrate.md', renameSteps],
  'refactor-steps': ['docs/migrate.md', refactorSteps],
  'import-root-steps': ['docs/migrate.md', importRootSteps],
  'import-subordinate-steps': ['docs/migrate.md', importSubordinateSteps],
};

/** The tables, by the name in their markers (`<!-- NAME -->` and `<!-- /NAME -->`). */
export const TABLES: Record<string, { page: string; render: () => string }> = {
  'errors': {
    page: 'docs/errors.md',
    render: () => table(['Code', 'Meaning', 'Example message'], MISTAKES.map(([code, make]) =>
      [`\`${code}\``, ERROR_CODES[code], messageOf(make).replace(` [${code} at `, ' [… at ').replace(/\|/g, '\\|')])),
  },
  'execution-policy': {
    page: 'docs/threat-model.md',
    render: renderExecutionPolicy,
  },
  'warnings': {
    page: 'docs/errors.md',
    render: () => table(['ID', 'When', 'What to do'], Object.entries(WARNINGS).map(([id, { when, whatToDo }]) =>
      [`\`cdk-private-ca:${id}\``, when, whatToDo])),
  },
  'limits': {
    page: 'docs/limits.md',
    render: () => table(['Limit', 'Maximum', 'If it is exceeded'], Object.values(LIMITS).map((limit) =>
      [`[${limit.of[0].toUpperCase()}${limit.of.slice(1)}](${limit.page})`, renderSize(limit.max, limit), limit.beyond])),
  },
  'acknowledgements': {
    page: 'docs/compliance.md',
    render: () => table(['Rule', 'Resources', 'Reason'],
      ACKNOWLEDGEMENTS.map(({ rule, where, reason }) => [`\`${rule}\``, where, reason])),
  },
  'retained-resources': {
    page: 'docs/compliance.md',
    render: () => table(['Resource', 'Deletion policy', 'Fixed name', 'How to deploy again'], retainedRows()),
  },
  'events': {
    page: 'docs/events.md',
    render: () => table(['Event', 'Rule', 'Sent', 'Results', 'Content other than the CA ARN', 'Not included'],
      EVENT_KINDS.map(({ name, detailType, texts, when, additionalFields, notIncluded }) =>
        [`\`${detailType}\``, `\`on${name}()\``, when, texts.failure ? 'success, failure' : 'success', additionalFields, notIncluded])),
  },
  'event-messages': {
    page: 'docs/events.md',
    render: () => sampleMessages().map(([, message]) => ['```text', message, '```'].join('\n')).join('\n\n'),
  },
  'event-runbooks': {
    page: 'docs/events.md',
    render: () => table(['Message', 'Runbook'], eventMessages().map(({ id, meaning }) => [meaning.replace('EVENT_NAME', '`EVENT_NAME`'), runbookLink(id)])),
  },
  'event-matrix': {
    page: 'docs/events.md',
    render: () => table(
      ['Rule', 'Events for one CA', 'Calls that do not name a CA', 'Additional events for all CAs'], matrixRows()),
  },
  'checks': {
    page: 'docs/checks.md',
    render: () => table(['Rule', 'Severity', 'What it detects'], checkRows()),
  },
  'update-behavior': {
    page: 'docs/certificate-authority.md',
    render: () => table(['Property', 'CloudFormation property', 'Update behavior'], replacementTable()),
  },
  'runbooks': {
    page: 'docs/runbooks.md',
    render: renderRunbooks,
  },
  'signals': {
    page: 'docs/alerting.md',
    render: () => table(['Signal', 'Criticality', 'Meaning', 'Next step', 'Source', 'EZCA'], signalRows()),
  },
  'unmonitored-actions': {
    page: 'docs/alerting.md',
    render: () => table(['Service', 'Actions', 'Not monitored, because'], UNMONITORED_ACTIONS.map(({ service, actions, because }) =>
      [`\`${service}\``, [...actions].sort().map((action) => `\`${action}\``).join(', '), because])),
  },
  'filter-patterns': {
    page: 'docs/alerting.md',
    render: () => table(['Signal', 'Filter pattern'], filterRows()),
  },
  'alerting-cost': {
    page: 'docs/alerting.md',
    render: () => table(['Resource', 'Quantity', 'Price', 'Monthly cost'], costRows()),
  },
  'queries': {
    page: 'docs/alerting.md',
    render: () => renderQueries(table),
  },
  'report-queries': {
    page: 'docs/audit-report-analytics.md',
    render: () => renderReportQueries(table),
  },
  'ezca-signals': {
    page: 'docs/external-pki.md',
    render: () => table(['Signal', 'Criticality', 'Meaning', 'Next step', 'Filter pattern'], ezcaRows()),
  },
  ...tablesOf('docs/certification-practice-statement.md', CPS_TABLES),
  ...tablesOf('docs/costs.md', COST_TABLES),
  ...tablesOf('docs/audit-evidence.md', EVIDENCE_TABLES),
  'audit-excerpts': {
    page: 'docs/audit-evidence.md',
    render: renderExcerpts,
  },
  ...Object.fromEntries(Object.entries(STEPS).map(([name, [page, steps]]) =>
    [name, { page, render: () => table(STEP_HEAD, stepRows(steps())) }])),
  ...pictureTables(),
};

/** Returns a page with an updated table. */
export function withTable(page: string, name: string, rendered: string): string {
  const pattern = new RegExp(`(<!-- ${name} -->\\n)[^]*?(<!-- /${name} -->)`);
  if (!pattern.test(page)) { throw new Error(`no markers for the table ${name}`); }
  return page.replace(pattern, (_all, begin: string, end: string) => `${begin}${rendered}\n${end}`);
}

/** Returns the error message of a mistake. */
function messageOf(make: () => unknown): string {
  try {
    make();
  } catch (error) {
    return (error as Error).message;
  }
  throw new Error(`expected an error: ${make}`);
}

/** The tables of a page that consist of a head and rows. */
function tablesOf(page: string, tables: Record<string, [head: string[], rows: () => string[][]]>): typeof TABLES {
  return Object.fromEntries(Object.entries(tables).map(([name, [head, rows]]) =>
    [name, { page, render: () => table(head, rows()) }]));
}

function table(head: string[], rows: string[][]): string {
  return [head, head.map(() => '---'), ...rows].map((row) => `| ${row.join(' | ')} |`).join('\n');
}

async function write(): Promise<void> {
  resolveLibrary();
  const pictures = await Promise.all(Object.keys(COMMITTED).map(filesOf));
  for (const [path, text] of Object.entries<string>(Object.assign({}, checkPages(), ...pictures))) {
    mkdirSync(dirname(join(ROOT, path)), { recursive: true });
    writeFileSync(join(ROOT, path), text);
  }
  for (const [name, { page, render }] of Object.entries(TABLES)) {
    const path = join(ROOT, page);
    writeFileSync(path, withTable(readFileSync(path, 'utf8'), name, render()));
  }
}

if (require.main === module) { void write(); }
