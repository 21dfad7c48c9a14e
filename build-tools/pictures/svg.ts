import { dotOf, Layout } from './dot';
import { graphviz } from './graphviz';
import { Picture } from './model';
import { DARK, LIGHT, recolored } from './palettes';
import { boxOf, isTidy } from './tidy';

/* Draws a picture. */

const FONTS = 'Helvetica, Arial, \'Liberation Sans\', system-ui, sans-serif';
/** The size of drawn text, as a part of the measured one: other fonts than Helvetica can be wider. */
const DRAWN = 0.92;

/** What fits on a page without scrolling. */
const PAGE = { width: 900, height: 1200 };
const LAYOUTS: readonly Layout[] = ([[], ['use']] as const).flatMap((free): Layout[] =>
  [{ direction: 'LR', free }, { direction: 'TB', free }]);

/** Returns the picture as SVG text with the specified title and description, in two palettes. */
export async function drawn(
  picture: Picture, title: string, description: string,
): Promise<{ light: string; dark: string }> {
  const engine = await graphviz();
  const layouts = LAYOUTS.map((layout) => engine.layout(dotOf(picture, LIGHT, layout), 'svg', 'dot'))
    .filter((svg) => isTidy(svg, picture));
  if (layouts.length === 0) { throw new Error(`no layout of ${title} has all nodes in their frames`); }
  const [svg] = layouts.sort((a, b) => pagesOf(a) - pagesOf(b));
  const light = accessible(svg.slice(svg.indexOf('<svg')), picture, title, description);
  return { light, dark: recolored(light, LIGHT, DARK) };
}

/** Returns how much larger than a page a picture is. */
function pagesOf(svg: string): number {
  const [, width, height] = /<svg width="(\d+)pt" height="(\d+)pt"/.exec(svg)!.map(Number);
  return Math.max(width / PAGE.width, height / PAGE.height);
}

function accessible(svg: string, { nodes, arrows }: Picture, title: string, description: string): string {
  const head = `role="img" aria-label="${escaped(title)}" font-family="${FONTS}"><title>${escaped(title)}</title>\n<desc>${escaped(description)}</desc>\n`;
  return svg
    .replace(/<!--[^]*?-->\n?/g, '')
    .replace(/<svg width="(\d+)pt" height="(\d+)pt"\s+([^>]*)>\n?/, (_all, width, height, rest) => `<svg width="${width}" height="${height}" ${rest} ${head}`)
    .replace(/ xmlns:xlink="[^"]*"/, '')
    .replace(/<title>%3<\/title>\n|<g id="clust[^>]*>\n<title>[^<]*<\/title>/g, (all) => all.startsWith('<g') ? '<g>' : '')
    .replace(/<g id="node\d+" class="node">\n<title>n(\d+)<\/title>/g, (_all, index: string) => `<g><title>${escaped(nodes[Number(index)].lines.join(', '))}</title>`)
    .replace(/<g id="edge(\d+)" class="edge">\n<title>[^<]*<\/title>/g, (_all, index: string) => `<g><title>${escaped(arrows[Number(index) - 1].text.join('\n'))}</title>`)
    .replace(/ font-family="Helvetica,sans-Serif"/g, '')
    .replace(/font-size="([\d.]+)"/g, (_all, size: string) => `font-size="${(Number(size) * DRAWN).toFixed(1)}"`)
    .replace(/<g id="graph0" class="graph"/, '<g')
    .replace(/(\d\.\d)\d+/g, '$1')
    .replace(/<g><title>[^]*?<\/g>/g, (element) => element.includes('<path fill="none"') ? withHalo(element) : centered(element));
}

/** The text of a node is smaller than measured, so it must not begin where the measured text begins. */
function centered(element: string): string {
  const [, path] = /<path [^>]*d="([^"]*)"/.exec(element) ?? [];
  if (!path) { return element; }
  const { left, right } = boxOf(path);
  const middle = ((left + right) / 2).toFixed(2);
  return element.replace(/text-anchor="start" x="[^"]*"/g, `text-anchor="middle" x="${middle}"`);
}

/** The text of an arrow is readable on lines that it crosses. */
function withHalo(element: string): string {
  return element.replace(/<text /g, `<text paint-order="stroke" stroke="${LIGHT.construct.fill}" stroke-width="3" stroke-linejoin="round" `);
}

/** Returns a text for an element or an attribute. */
export function escaped(text: string): string {
  return text.replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/>/g, '&gt;').replace(/"/g, '&quot;');
}
