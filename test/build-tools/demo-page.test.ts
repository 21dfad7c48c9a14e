import { App, Stack } from 'aws-cdk-lib';
import { demoPageOf, demoPageOfStacks } from '../../build-tools/demo-page/demo-page';
import { escaped } from '../../build-tools/demo-page/html';
import { loadExample, stacksOfApp } from '../../build-tools/pictures/load-example';
import { SynthesizedStack } from '../../build-tools/synth';
import { DistinguishedName } from '../../src/model/distinguished-name';
import { CertificateAuthorityHierarchy } from '../../src/pattern/certificate-authority-hierarchy';
import { Revocation } from '../../src/revocation/revocation';

/** Apps with a hierarchy, CRLs, a share, alarms, and a parent outside the app. */
const EXAMPLES = ['audit-loop', 'crl-cloudfront', 'events', 'external-parent', 'first-ca', 'hierarchy', 'share'];
/** The elements without an end tag. */
const EMPTY_ELEMENTS = ['br', 'img', 'meta', 'source'];

interface Policy {
  readonly Statement: { readonly Effect: string; readonly Principal: { readonly Service?: unknown } }[];
}

const pages = new Map<string, Promise<string>>();

/** Returns the page of an example. Each page is written once. */
function pageOf(example: string): Promise<string> {
  const page = pages.get(example) ?? demoPageOf(example);
  pages.set(example, page);
  return page;
}

/** Returns the faults of the elements in a page: attributes without quotes, and tags without their counterpart. */
function faultsIn(html: string): string[] {
  const open: string[] = [];
  const faults: string[] = [];
  const body = html.replace(/^<!doctype html>\n/, '').replace(/<style>[^<]*<\/style>/, '');
  for (const [tag, slash, name, attributes] of body.matchAll(/<(\/?)([a-z0-9]+)((?:[^>"]|"[^"]*")*)>/g)) {
    if (slash) {
      if (open.pop() !== name) { faults.push(tag); }
    } else {
      if (!/^(?: [a-z-]+="[^"<]*")*$/.test(attributes)) { faults.push(tag.slice(0, 80)); }
      if (!EMPTY_ELEMENTS.includes(name)) { open.push(name); }
    }
  }
  const text = body.replace(/<\/?[a-z0-9]+(?:[^>"]|"[^"]*")*>/g, '');
  return [...faults, ...open, ...text.match(/[<>]|&(?!amp;|lt;|gt;|quot;|#39;)/g) ?? []];
}

/** Returns the texts of a property of the subjects, and the services in the policies of buckets and keys. */
function expectedTexts(stacks: SynthesizedStack[]): string[] {
  const resources = stacks.flatMap(({ template }) => Object.values(template.Resources));
  const subjects = resources.filter(({ Type }) => Type === 'AWS::ACMPCA::CertificateAuthority')
    .map(({ Properties }) => (Properties!.Subject as { CommonName: string }).CommonName);
  const policies = resources.filter(({ Type }) => Type === 'AWS::S3::BucketPolicy' || Type === 'AWS::KMS::Key')
    .flatMap(({ Properties }) => ((Properties!.PolicyDocument ?? Properties!.KeyPolicy) as Policy).Statement);
  const services = policies.filter(({ Effect, Principal }) => Effect === 'Allow' && typeof Principal.Service === 'string').map(({ Principal }) => Principal.Service as string);
  return [...subjects, ...services];
}

test.each(EXAMPLES)('the page of examples/%s names each CA, and each service that can use a bucket or key', async (example) => {
  const page = (await pageOf(example)).replace(/"data:[^"]*"/g, '""');
  const texts = expectedTexts(loadExample(example));

  expect(texts.filter((text) => !page.includes(escaped(text)))).toEqual([]);
});

test.each(EXAMPLES)('the page of examples/%s loads nothing from another site, has no script, and is well-formed', async (example) => {
  const page = await pageOf(example);

  expect(page.match(/(?:src|srcset|action|poster|data)="(?!data:)[^"]*"/g)).toBeNull();
  expect(page).not.toMatch(/<script|<link|<iframe|<object|@import|url\(|\son[a-z]+="/);
  expect(page).toMatch(/^<!doctype html>\n<html lang="en">/);
  expect(faultsIn(page)).toEqual([]);
});

test.each(EXAMPLES)('the page of examples/%s has headings, alternative text, table headers, and regions that the keyboard scrolls', async (example) => {
  const page = await pageOf(example);

  expect(page.match(/<h1>/g)).toHaveLength(1);
  expect(page).toMatch(/<img alt="[^"]{20,}" width="\d+" height="\d+" src="data:image\/svg\+xml;base64,/);
  expect(page.match(/<table>/g)).toHaveLength(page.match(/<caption>/g)!.length);
  expect(page.match(/<(?:table|picture)>/g)).toHaveLength(page.match(/class="scroll" tabindex="0" role="region" aria-label="[^"]+"/g)!.length);
  expect([...page.matchAll(/ href="#([^"]+)"/g)].filter(([, id]) => !page.includes(` id="${id}"`))).toEqual([]);
});

test('a page has a fault if an element has no end tag or a text is not escaped', async () => {
  const page = await pageOf('first-ca');

  expect(faultsIn(page.replace('</table>', ''))).not.toEqual([]);
  expect(faultsIn(page.replace('</h1>', ' & more</h1>'))).not.toEqual([]);
});

test('each CA is below its issuer', async () => {
  const page = await pageOf('hierarchy');
  const tree = page.slice(page.indexOf('<ul class="tree">'), page.indexOf('id="access"'));
  const depths: Record<string, number> = {};
  let depth = 0;
  for (const [text] of tree.matchAll(/<ul|<\/ul>|CN=[^,<]+/g)) {
    if (text.startsWith('CN=')) { depths[text] = depth; } else { depth += text === '<ul' ? 1 : -1; }
  }

  expect(depths).toEqual({
    'CN=Example Corp Root CA G1': 1, 'CN=Example Corp Policy CA G1': 2, 'CN=Example Corp Web CA G1': 3, 'CN=Example Corp Device CA G1': 3,
  });
});

test('the page shows validity periods, conditions, alarms by criticality, and costs with their source and date', async () => {
  const page = await pageOf('audit-loop');

  expect(page).toContain('valid for 10 years');
  expect(page).toContain('aws:SourceArn StringEquals Example Corp Root CA G1');
  expect(page).toContain('>High (7 alarms)</th>');
  expect(page).toContain('<caption>Fixed monthly cost: $402.90</caption>');
  expect(page).toContain('<a href="https://aws.amazon.com/kms/pricing/">aws.amazon.com/kms/pricing/</a></td><td>2026-11</td>');
});

test('the page escapes the texts of the template', async () => {
  const app = new App();
  new CertificateAuthorityHierarchy(new Stack(app, 'Pki'), 'Pki', {
    root: { name: 'Root', subject: DistinguishedName.of({ commonName: '<script>"A" & \'B\'</script>' }) }, revocation: Revocation.none(),
  });
  const page = await demoPageOfStacks('<b>', stacksOfApp(app));

  expect(page).not.toContain('<script>');
  expect(page).toContain('CN=&lt;script&gt;&quot;A&quot; &amp; &#39;B&#39;&lt;/script&gt;');
  expect(page).toContain('<title>&lt;b&gt;: what it creates</title>');
  expect(faultsIn(page)).toEqual([]);
});
