import { readFileSync } from 'fs';
import { join } from 'path';
import { ROOT } from './synth';
import { REPORT_QUERIES } from '../src/audit/private/report-queries';

/* The saved queries in `docs/audit-report-analytics.md`, with sample answers. */

interface Expected {
  readonly columns: Record<string, string[]>;
  readonly rows: Record<string, (string | number | boolean | null)[][]>;
}

/** The number of rows of a sample answer. */
const SHOWN = 3;

/** The IDs and serial numbers of the sample data, in a short form. */
function readable(value: string | number | boolean | null): string {
  if (value === null || value === '') { return ''; }
  const text = String(value).replace(/^C(\d)$/, (_all, digit: string) => `${digit.repeat(8)}-…`)
    .replace(/#(\d+)/g, (_all, number: string) => `00:…:${Number(number).toString(16).padStart(2, '0')}`);
  return `\`${text}\``;
}

/** Every saved query with its question, its SQL, and the first rows that `npm run verify` requires of it. */
export function renderReportQueries(table: (head: string[], rows: string[][]) => string): string {
  const expected = JSON.parse(readFileSync(join(ROOT, 'verify/queries/expected.json'), 'utf8')) as Expected;
  return REPORT_QUERIES.map(({ name, question, sql }) => {
    const rows = expected.rows[name];
    const rest = rows.length > SHOWN ? `\n\n… and ${rows.length - SHOWN} more.` : '';
    const answer = table(expected.columns[name], rows.slice(0, SHOWN).map((row) => row.map(readable)));
    return `**${question}** \`${name}\`\n\n\`\`\`sql\n${sql}\n\`\`\`\n\n${answer}${rest}`;
  }).join('\n\n');
}
