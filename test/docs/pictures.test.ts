import { readdirSync, readFileSync, statSync } from 'fs';
import { join } from 'path';
import { COMMITTED, filesOf } from '../../build-tools/pictures/committed';
import { exampleNames, ROOT } from '../../build-tools/synth';

const FOLDER = join(ROOT, 'docs/pictures');
/** A reader loads some of the pictures, but a clone loads all. */
const MAX_BYTES = 2_000_000;
const MAX_WIDTH = 1_600;

test.each(Object.keys(COMMITTED))('the picture %s matches the templates (to update it, run `npm run docs`)', async (name) => {
  const files = await filesOf(name);

  for (const [path, svg] of Object.entries(files)) {
    // The comparison of equal texts is fast, and the difference of two pictures says nothing to a reader.
    expect([path, readFileSync(join(ROOT, path), 'utf8') === svg]).toEqual([path, true]);
  }
}, 120_000);

test('the folder of the pictures contains no other file, and less than two megabytes', () => {
  const names = readdirSync(FOLDER);

  expect(names.sort()).toEqual(Object.keys(COMMITTED).flatMap((name) => [`${name}.dark.svg`, `${name}.light.svg`]).sort());
  expect(names.reduce((sum, name) => sum + statSync(join(FOLDER, name)).size, 0)).toBeLessThan(MAX_BYTES);
});

test('each picture is readable at the width of a page', () => {
  // A page is about 800 pixels wide, and the text of a picture has 11 pixels.
  const tooWide = (width: number) => width > MAX_WIDTH;
  const widths = readdirSync(FOLDER).map((name) => Number(/<svg width="(\d+)/.exec(readFileSync(join(FOLDER, name), 'utf8'))![1]));

  expect(widths.filter(tooWide)).toEqual([]);
  expect(tooWide(2_264)).toBe(true);
});

test('each picture is in its page with alternative text, near the top or in its section', () => {
  const missing = Object.entries(COMMITTED).filter(([name, { page }]) => {
    const text = readFileSync(join(ROOT, page), 'utf8');
    const folder = page.startsWith('docs/') ? 'pictures' : 'docs/pictures';
    return !new RegExp(`<img alt="[^"]{40,}" src="${folder}/${name}\\.light\\.svg">`).test(text)
      || !text.includes(`<source media="(prefers-color-scheme: dark)" srcset="${folder}/${name}.dark.svg">`);
  });

  expect(missing.map(([name]) => name)).toEqual([]);
  expect(Object.values(COMMITTED).filter(({ example }) => !exampleNames().includes(example))).toEqual([]);
});
