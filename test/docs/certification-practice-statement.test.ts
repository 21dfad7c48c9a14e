import { readFileSync } from 'fs';
import { join } from 'path';
import { RFC_3647_OUTLINE } from '../../build-tools/rfc3647';

const PAGE = readFileSync(join(__dirname, '../../docs/certification-practice-statement.md'), 'utf8');

/** The headings of chapters and sections of a page, in order. */
function headingsOf(page: string): string[] {
  return [...page.matchAll(/^###? (\d+\.(?:\d+\.)? .*)$/gm)].map(([, heading]) => heading);
}

const EXPECTED = RFC_3647_OUTLINE.flatMap(([chapter, sections], index) => [
  `${index + 1}. ${chapter}`, ...sections.map((section, at) => `${index + 1}.${at + 1}. ${section}`),
]);

test('the outline has nine chapters, and the sections 1.1 to 9.17', () => {
  expect(RFC_3647_OUTLINE.map(([, sections]) => sections.length)).toEqual([6, 4, 4, 12, 8, 8, 3, 6, 17]);
  expect(EXPECTED[1]).toMatch(/^1\.1\. /);
  expect(EXPECTED[EXPECTED.length - 1]).toMatch(/^9\.17\. /);
});

test('the page has all chapters and sections of RFC 3647, in order', () => {
  expect(headingsOf(PAGE)).toEqual(EXPECTED);
});

test('a missing section and a wrong order are noticed', () => {
  expect(headingsOf(PAGE.replace(/^### 5\.6\. .*$/m, ''))).not.toEqual(EXPECTED);
  expect(headingsOf(PAGE.replace('### 6.7.', '### 6.8.'))).not.toEqual(EXPECTED);
});

test('each section states what the organization must write, and sections without anything filled in are marked the same way', () => {
  const sections = PAGE.split(/^### /m).slice(1);

  expect(sections).toHaveLength(EXPECTED.length - RFC_3647_OUTLINE.length);
  for (const section of sections) {
    expect(section).toMatch(/^\*\*Your organization:\*\* \S/m);
    const paragraphs = section.split(/\n\n/).slice(1).filter((text) => !/^(<!--|## |$)/.test(text.trim()));
    expect(paragraphs.filter((text) => !/^\*\*(Filled in|Your organization):\*\* /.test(text))).toEqual([]);
  }
});
