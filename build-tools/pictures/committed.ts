import { altOf, titleOf } from './alternative-text';
import { loadExample } from './load-example';
import { Picture } from './model';
import { overviewOf } from './overview';
import { pictureOfStacks } from './picture';
import { drawn, escaped } from './svg';

/* The pictures in `docs/pictures/`, and the pages that show them. */

/** A picture in the repository. */
interface Committed {
  readonly page: string;
  readonly example: string;
  /** Whether the picture shows each construct as one node. */
  readonly isOverview?: true;
}

/** The pictures, by name. */
export const COMMITTED: Readonly<Record<string, Committed>> = {
  'overview': { page: 'README.md', example: 'baseline', isOverview: true },
  'archive': { page: 'docs/archive.md', example: 'archive', isOverview: true },
  'audit-loop': { page: 'docs/audit-report-analytics.md', example: 'audit-loop', isOverview: true },
  'audit-reports': { page: 'docs/audit-reports.md', example: 'first-ca' },
  'baseline': { page: 'docs/baseline.md', example: 'baseline', isOverview: true },
  'consumers': { page: 'docs/consumers.md', example: 'consumer-acm-alb' },
  'crl-cloudfront': { page: 'docs/revocation.md', example: 'crl-cloudfront' },
  'events': { page: 'docs/events.md', example: 'events' },
  'external-parent': { page: 'docs/external-parent.md', example: 'external-parent' },
  'external-pki': { page: 'docs/external-pki.md', example: 'ezca-logs' },
  'grants': { page: 'docs/grants.md', example: 'grants' },
  'guardrails': { page: 'docs/guardrails.md', example: 'guardrails' },
  'hierarchy': { page: 'docs/hierarchy.md', example: 'hierarchy' },
  'issued-certificate': { page: 'docs/issued-certificates.md', example: 'issued-certificate' },
  'multi-account': { page: 'docs/stacks-and-accounts.md', example: 'multi-account', isOverview: true },
  'ocsp': { page: 'docs/revocation.md', example: 'ocsp' },
  'region-loss': { page: 'docs/region-loss.md', example: 'region-loss', isOverview: true },
  'roles-anywhere': { page: 'docs/roles-anywhere.md', example: 'roles-anywhere' },
  'share': { page: 'docs/sharing.md', example: 'share' },
  'silence': { page: 'docs/silence.md', example: 'silence', isOverview: true },
  'succession': { page: 'docs/renewal.md', example: 'succession' },
  'trail': { page: 'docs/trail.md', example: 'trail' },
  'two-tier': { page: 'docs/certificate-authority.md', example: 'two-tier' },
  'watched-pki': { page: 'docs/alerting.md', example: 'watched-pki' },
};

/** Returns what the pages show, by the name in their markers. */
export function pictureTables(): Record<string, { page: string; render: () => string }> {
  return Object.fromEntries(Object.entries(COMMITTED).map(([name, { page }]) =>
    [`picture-${name}`, { page, render: () => embedded(name) }]));
}

/** Returns the files of a picture, by their paths. */
export async function filesOf(name: string): Promise<Record<string, string>> {
  const { example, isOverview } = COMMITTED[name];
  const picture = pictureOf(example);
  const { light, dark } = await drawn(isOverview ? overviewOf(picture) : picture, titleOf(picture), altOf(picture));
  return { [`docs/pictures/${name}.light.svg`]: light, [`docs/pictures/${name}.dark.svg`]: dark };
}

const pictures = new Map<string, Picture>();

/** Returns the picture of an example. No caller changes it. */
function pictureOf(example: string): Picture {
  const picture = pictures.get(example) ?? pictureOfStacks(loadExample(example));
  pictures.set(example, picture);
  return picture;
}

function embedded(name: string): string {
  const { page, example, isOverview } = COMMITTED[name];
  const [folder, up] = page.startsWith('docs/') ? ['pictures', '../'] : ['docs/pictures', ''];
  const detail = isOverview ? ', with one node for each construct' : '';
  return [
    '<picture>',
    `  <source media="(prefers-color-scheme: dark)" srcset="${folder}/${name}.dark.svg">`,
    `  <img alt="${escaped(altOf(pictureOf(example)))}" src="${folder}/${name}.light.svg">`,
    '</picture>',
    '',
    `This picture is generated from the templates of [examples/${example}](${up}examples/${example})${detail}.`,
  ].join('\n');
}
