import { AUTHORITY_EVIDENCE } from './authority-evidence';
import { Framework, FrameworkName, FRAMEWORKS } from './controls';
import { Evidence, excerptOf } from './evidence';
import { MONITORING_EVIDENCE } from './monitoring-evidence';
import { STORAGE_EVIDENCE } from './storage-evidence';
import { templatesOfExample } from '../example-templates';

/* The tables and the excerpts of `docs/audit-evidence.md`. */

export const EVIDENCE: readonly Evidence[] = [...AUTHORITY_EVIDENCE, ...STORAGE_EVIDENCE, ...MONITORING_EVIDENCE];

type Table = [head: string[], rows: () => string[][]];

const HEAD = ['Control', 'Title', 'Construct', 'Property', 'Test', 'Template excerpt'];

/** The tables: the frameworks, and one for the controls of each. */
export const EVIDENCE_TABLES: Record<string, Table> = {
  'audit-frameworks': [['Framework', 'Revision', 'IDs and titles compared with', 'What remains for the organization'], frameworkRows],
  ...Object.fromEntries((Object.keys(FRAMEWORKS) as FrameworkName[]).map((name): [string, Table] =>
    [`audit-${name}`, [HEAD, () => controlRows(name)]])),
};

/** The evidence of a control. */
export function evidenceOf(framework: FrameworkName, control: string): Evidence[] {
  return EVIDENCE.filter(({ controls }) => (controls[framework] as readonly string[] | undefined)?.includes(control));
}

/** Every excerpt, with what it shows. */
export function renderExcerpts(): string {
  return EVIDENCE.map((evidence) => {
    const { title, shows, example } = evidence;
    const { id, value } = excerptOf(evidence, templatesOfExample(example))!;
    const place = `\`${id}\` (\`${evidence.type}\`), \`${evidence.path.join('.')}\``;
    return [
      `### ${title}`, '', shows, '', `[examples/${example}](../examples/${example}/app.ts), ${place}:`, '',
      '```json', JSON.stringify(value, null, 2), '```',
    ].join('\n');
  }).join('\n\n');
}

function frameworkRows(): string[][] {
  return Object.values<Framework>(FRAMEWORKS)
    .map(({ name, revision, source, compared, organization }) => [`[${name}](${source})`, revision, compared, organization]);
}

function controlRows(framework: FrameworkName): string[][] {
  return Object.entries(FRAMEWORKS[framework].controls).flatMap(([control, title]) =>
    evidenceOf(framework, control).map(({ api: [type, member], test: [file, name], title: anchor }, index) => [
      index === 0 ? control : '', index === 0 ? title : '', `\`${type.replace(/Props$/, '').replace('CertificateAuthorityOptions', 'RootCertificateAuthority')}\``, `\`${member}\``,
      `[${name.replace(/\|/g, '\\|')}](../${file})`, `[${anchor}](#${anchorOf(anchor)})`,
    ]));
}

function anchorOf(heading: string): string {
  return heading.toLowerCase().replace(/[^\w\s-]/g, '').trim().replace(/\s/g, '-');
}
