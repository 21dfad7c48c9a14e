import { dotOf } from './dot';
import { graphviz } from './graphviz';
import { Picture } from './model';
import { DARK, LIGHT, recolored } from './palettes';

/* Draws a picture. */

const FONTS = 'Helvetica, Arial, \'Liberation Sans\', system-ui, sans-serif';
/** The size of drawn text, as a part of the measured one: other fonts than Helvetica can be wider. */
const DRAWN = 0.92;

/** Returns the picture as SVG text with the specified title and description, in two palettes. */
export async function drawn(picture: Picture, title: string, description: string): Promise<{ light: string; dark: string }> {
  const svg = (await graphviz()).layout(dotOf(picture, LIGHT), 'svg', 'dot');
  const light = accessible(svg.slice(svg.indexOf('<svg')), picture, title, description);
  return { light, dark: recolored(light, LIGHT, DARK) };
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
    .replace(/<g id="graph0" class="graph"/, '<g');
}

function escaped(text: string): string {
  return text.replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/>/g, '&gt;').replace(/"/g, '&quot;');
}
