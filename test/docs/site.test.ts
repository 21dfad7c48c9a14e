import { readFileSync } from 'fs';
import { join } from 'path';
import { Member, Type } from '../../build-tools/site/api-model';
import { memberNames, snakeCase, typeNames } from '../../build-tools/site/api-names';
import { renderGantt } from '../../build-tools/site/gantt';
import { anchorOf, descriptionOf, forSite, plainText, withWidths } from '../../build-tools/site/markdown';
import { addressOf, isCore, pagesWithoutGroup, termsOf } from '../../build-tools/site/menu';
import { linkTo, pagePaths } from '../../build-tools/site/paths';
import { linkToPart, partsOf } from '../../build-tools/site/split';
import { NAVIGATION, QUESTIONS } from '../../site/navigation';

const ROOT = join(__dirname, '../..');
const PAGES = pagePaths();

const onSite = (markdown: string, source = 'docs/renewal.md') => forSite(markdown, {
  source,
  linkTo: (target) => linkTo(target, PAGES),
  apiOf: (code) => (code === 'Revocation' ? '/api/Revocation' : undefined),
});

describe('navigation of the site', () => {
  test('every page of docs is in a group', () => {
    expect(pagesWithoutGroup(PAGES.keys())).toEqual([]);
  });

  test('a page in no group is noticed', () => {
    expect(pagesWithoutGroup(['docs/renewal.md', 'docs/decisions/0099-new.md', 'docs/new.md'])).toEqual(['docs/new.md']);
  });

  test('no page is twice in a group, and every group has a page', () => {
    for (const { core = [], advanced = [] } of NAVIGATION) {
      const pages = [...core, ...advanced].map(({ page }) => page);
      expect(new Set(pages).size).toBe(pages.length);
      expect(pages.some((page) => addressOf(page, PAGES) !== undefined)).toBe(true);
    }
  });

  test('the pages of the core features in the README are core pages', () => {
    const readme = readFileSync(join(ROOT, 'README.md'), 'utf8');
    const [section] = readme.slice(readme.indexOf('\n## Core features\n')).split('\n## Before');
    const pages = [...section.matchAll(/\]\((docs\/[\w-]+\.md)/g)].map(([, page]) => page);
    expect(pages.length).toBeGreaterThan(5);
    expect(pages.filter((page) => !isCore(page) && page !== 'docs/features.md')).toEqual([]);
    expect(isCore('docs/silence.md')).toBe(false);
  });

  test('ten questions of new users have different pages', () => {
    expect(new Set(QUESTIONS.map(({ page }) => page)).size).toBe(10);
    expect(termsOf('docs/renewal.md')).toContain('renew');
  });
});

describe('pages of the repository on the site', () => {
  test.each([
    ['a page', '[a](grants.md)', '[a](/grants)'],
    ['an anchor of a page', '[a](grants.md#issue)', '[a](/grants#issue)'],
    ['an anchor of the same page', '[a](#issue)', '[a](#issue)'],
    ['a page with a folder of its name', '[a](checks.md)', '[a](/checks/)'],
    ['a page in a folder', '[a](checks/pca-kms.md)', '[a](/checks/pca-kms)'],
    ['the README', '[a](../README.md#languages)', '[a](/#languages)'],
    ['the API', '[a](../API.md)', '[a](/api/)'],
    ['an example', '[a](../examples/first-ca/app.ts)', '[a](/examples/first-ca)'],
    ['a folder of the repository', '[a](../examples/python)', '[a](https://github.com/cdk-private-ca/cdk-private-ca/tree/main/examples/python)'],
    ['a file of the repository', '[a](../src/index.ts)', '[a](https://github.com/cdk-private-ca/cdk-private-ca/blob/main/src/index.ts)'],
    ['another site', '[a](https://example.com/x.md)', '[a](https://example.com/x.md)'],
  ])('a link to %s leads to the right place', (_name, markdown, expected) => {
    expect(onSite(markdown)).toBe(expected);
  });

  test('a link to a missing file is an error', () => {
    expect(() => onSite('[a](no-such-page.md)')).toThrow('there is no docs/no-such-page.md');
  });

  test('the first name of a class in a section is a link to the API, and code stays as it is', () => {
    expect(onSite('Use `Revocation` and `Revocation`.\n\n## `Revocation`\n\n`Revocation`\n\n```ts\n`Revocation` [a](grants.md)\n```\n'))
      .toBe('Use [`Revocation`](/api/Revocation) and `Revocation`.\n\n## `Revocation`\n\n[`Revocation`](/api/Revocation)\n\n'
        + '```ts\n`Revocation` [a](grants.md)\n```\n');
  });

  test('Vue compiles neither placeholders nor interpolations', () => {
    expect(onSite('Run it with <ARN> or <br> and {{x}} or `{{y}}`. <!-- stays --> 1 < 2'))
      .toBe('Run it with &lt;ARN> or <br> and &#123;&#123;x}} or <code v-pre>{{y}}</code>. <!-- stays --> 1 &lt; 2');
  });

  test('the marks of generated tables are removed', () => {
    expect(onSite('a\n\n<!-- signals -->\n| a |\n<!-- /signals -->\n')).toBe('a\n\n| a |\n');
  });

  test('a picture for two themes follows the theme of the site', () => {
    const picture = '<picture><source media="(prefers-color-scheme: dark)" srcset="pictures/x.dark.svg"><img alt="A CA" src="pictures/x.light.svg"></picture>';
    const shown = onSite(picture);
    expect(shown).toContain('class="only-light" href="/cdk-private-ca/pictures/x.light.svg" target="_self"><img src="/pictures/x.light.svg" alt="A CA">');
    expect(shown).toContain('class="only-dark" href="/cdk-private-ca/pictures/x.dark.svg" target="_self"><img src="/pictures/x.dark.svg" alt="A CA">');
  });

  test('a wide picture keeps three quarters of its width', () => {
    expect(withWidths('<img src="/pictures/x.light.svg" alt="A">', (path) => (path === '/pictures/x.light.svg' ? 2_000 : 0)))
      .toBe('<img src="/pictures/x.light.svg" style="min-width: 1500px" alt="A">');
  });

  test('anchors are those of the repository', () => {
    expect(anchorOf('Delete a CA')).toBe('delete-a-ca');
    expect(anchorOf('Who can do what? (`grants`)')).toBe('who-can-do-what-grants');
    expect(anchorOf('A – B')).toBe('a--b');
  });

  test('the description is the first paragraph as text, at most 160 characters', () => {
    expect(descriptionOf('# Title\n\n```mermaid\nx\n```\n\n`PkiAlarms` notifies [you](a.md).\n\nMore.')).toBe('PkiAlarms notifies you.');
    expect(descriptionOf(`# T\n\n${'word '.repeat(60)}`)).toHaveLength(161);
    expect(plainText('**a** <b>c</b>')).toBe('a c');
  });
});

describe('a long page in parts', () => {
  const text = '# Runbooks\n\nIntroduction.\n\n## By criticality\n\n[a](#ca-deleted)\n\n## Keys\n\n### ca-deleted\n\n#### More\n\n'
    + '[b](#by-criticality)\n\n## See also\n\n- c\n';
  const parts = partsOf('docs/runbooks.md', '/runbooks/', text);

  test('each section with subsections is a page, and the first page lists them', () => {
    expect(parts.map(({ path }) => path)).toEqual(['/runbooks/', '/runbooks/keys']);
    expect(parts[0].markdown).toBe('# Runbooks\n\nIntroduction.\n\n## By criticality\n\n[a](runbooks.md#ca-deleted)\n\n'
      + '## By topic\n\n- [Keys](/runbooks/keys)\n\n## See also\n\n- c\n');
    expect(parts[1].markdown).toBe('# Runbooks: Keys\n\nThis page contains [ca-deleted](#ca-deleted). See also [all pages of Runbooks](runbooks.md).\n\n'
      + '## ca-deleted\n\n### More\n\n[b](runbooks.md#by-criticality)\n');
  });

  test('every runbook has a page, and a link to it leads to this page', () => {
    const anchors = [...readFileSync(join(ROOT, 'docs/runbooks.md'), 'utf8').matchAll(/^### (.+)$/gm)].map(([, heading]) => anchorOf(heading));
    expect(anchors.length).toBeGreaterThan(100);
    expect(new Set(anchors).size).toBe(anchors.length);
    expect(anchors.filter((anchor) => !/^\/runbooks\/[\w-]+#/.test(linkToPart(`docs/runbooks.md#${anchor}`, PAGES) ?? ''))).toEqual([]);
    expect(linkToPart('docs/runbooks.md#ca-deleted', PAGES)).toBe('/runbooks/certificate-authorities#ca-deleted');
    expect(linkToPart('docs/runbooks.md#by-criticality', PAGES)).toBe('/runbooks/#by-criticality');
    expect(linkToPart('docs/runbooks.md#event-messages', PAGES)).toBe('/runbooks/event-messages');
  });

  test.each(['docs/runbooks.md', 'docs/runbooks.md#no-such-runbook', 'docs/renewal.md#renew-a-ca-certificate'])('%s is no part', (target) => {
    expect(linkToPart(target, PAGES)).toBeUndefined();
    expect(partsOf('docs/renewal.md', '/renewal')).toEqual([]);
  });
});

describe('names of the API in each language', () => {
  const targets = {
    dotnet: { namespace: 'CdkPrivateCa' },
    go: { packageName: 'cdkprivateca' },
    java: { package: 'io.github.cdkprivateca' },
    python: { module: 'cdk_private_ca' },
  };
  const type = (name: string, more: Partial<Type> = {}): Type => ({
    fqn: `cdk-private-ca.${name}`, name, kind: 'class', isStruct: false, isAbstract: false, docs: {}, room: 'audit', file: 'src/audit/x', bases: [], members: [], ...more,
  });
  const member = (name: string, kind: Member['kind'], isStatic = false): Member => ({ name, kind, isStatic, isOptional: false, docs: {}, parameters: [] });
  const rowOf = (names: object) => Object.values(names).join(' ');

  test('types have the name of their package or module', () => {
    const made = type('AuditReportBucket', { initializer: { parameters: [], docs: {} } });
    expect(rowOf(typeNames({ targets, types: new Map() }, made))).toBe('AuditReportBucket cdk_private_ca.AuditReportBucket '
      + 'io.github.cdkprivateca.AuditReportBucket CdkPrivateCa.AuditReportBucket cdkprivateca.NewAuditReportBucket');
  });

  test.each([
    ['a property of a struct', type('Props', { kind: 'interface', isStruct: true }), member('s3KeyPrefix', 'property'), 's3KeyPrefix s3_key_prefix s3KeyPrefix() S3KeyPrefix S3KeyPrefix'],
    ['an attribute', type('Ca'), member('certificatePem', 'property'), 'certificatePem certificate_pem getCertificatePem() CertificatePem CertificatePem'],
    ['a static method', type('Revocation'), member('crl', 'method', true), 'Revocation.crl() Revocation.crl() Revocation.crl() Revocation.Crl() Revocation_Crl()'],
    ['a constant', type('CrlType'), member('COMPLETE', 'property', true), 'CrlType.COMPLETE CrlType.COMPLETE CrlType.COMPLETE CrlType.COMPLETE CrlType_COMPLETE()'],
    ['a value', type('Part', { kind: 'enum' }), member('TRAIL', 'value'), 'Part.TRAIL Part.TRAIL Part.TRAIL Part.TRAIL Part_TRAIL'],
  ])('%s has the name that jsii gives it', (_name, owner, named, expected) => {
    expect(rowOf(memberNames(owner, named))).toBe(expected);
  });

  test('the names in Python are those of the code generator', () => {
    const assembly = JSON.parse(readFileSync(join(ROOT, '.jsii'), 'utf8')) as { types: Record<string, Record<'methods' | 'properties', { name: string }[]>> };
    const names = Object.values(assembly.types).flatMap(({ methods = [], properties = [] }) => [...methods, ...properties]).map(({ name }) => name)
      .filter((name) => !/^[A-Z\d_]+$/.test(name));
    const { toSnakeCase } = jest.requireActual<{ toSnakeCase: (name: string) => string }>('codemaker');
    expect(names.length).toBeGreaterThan(300);
    expect(names.filter((name) => snakeCase(name) !== toSnakeCase(name))).toEqual([]);
  });
});

test('a Gantt chart has a bar for each task and a circle for a milestone', () => {
  const svg = renderGantt('gantt\n  dateFormat YYYY-MM\n  section G1\n  Issues :g1, 2027-01, 2030-01\n  Delete :milestone, 2031-02, 0d\n');
  expect(svg.match(/<rect/g)).toHaveLength(1);
  expect(svg).toContain('width="240"');
  expect(svg.match(/<circle/g)).toHaveLength(1);
  expect(svg).toContain('>2031<');
});
