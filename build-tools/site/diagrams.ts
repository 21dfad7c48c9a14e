import { renderGantt } from './gantt';
import { replaceParts } from './markdown';

/* Diagrams in Mermaid as SVG elements. The theme of the site has their colors. */

type Render = (text: string, options: Record<string, unknown>) => string;

/** Replaces the diagrams of a page. */
export async function withDiagrams(page: string): Promise<string> {
  // Only an ESM package, which this program loads when it needs it.
  const { renderMermaidSVG } = await import('beautiful-mermaid') as { renderMermaidSVG: Render };
  let count = 0;
  let heading = '';
  return replaceParts(page, (text) => {
    heading = [...text.matchAll(/^#+ (.+)$/gm)].at(-1)?.[1] ?? heading;
    return text;
  }, (all, info, code) => {
    if (info !== 'mermaid') { return all; }
    count += 1;
    const name = (/^\s*(?:%% |title:? )(.+)$/m.exec(code)?.[1] ?? heading).replaceAll('`', '');
    const svg = code.trimStart().startsWith('gantt') ? renderGantt(code) : renderMermaidSVG(code, { transparent: true });
    return `<div class="diagram" tabindex="0" v-pre>${inlineSvg(svg, name, `d${count}-`)}</div>`;
  });
}

/** An SVG element that can stand in a page: no style sheet, no line breaks, and IDs that are unique in the page. */
function inlineSvg(svg: string, label: string, prefix: string): string {
  return svg
    .replace(/<style>[^]*?<\/style>/, '')
    .replace(/<svg ([^>]*?) style="[^"]*"/, '<svg $1')
    .replace('<svg ', `<svg role="img" aria-label="Diagram: ${label.replaceAll('"', '')}" `)
    .replace(/ id="([^"]+)"/g, ` id="${prefix}$1"`)
    .replace(/url\(#([^)]+)\)/g, `url(#${prefix}$1)`)
    .replace(/\s*\n\s*/g, ' ');
}
