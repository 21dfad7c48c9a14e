/* HTML without a template engine: every text is escaped, and an element is a string. */

/** Returns a text for an element or an attribute. */
export function escaped(text: string): string {
  return text.replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/>/g, '&gt;').replace(/"/g, '&quot;').replace(/'/g, '&#39;');
}

/** A cell: a text, or several lines. */
export type Cell = string | readonly string[];

/** A table whose rows have a header for each group. */
export interface Table {
  readonly caption: string;
  readonly head: readonly string[];
  readonly groups: readonly { readonly header: string; readonly rows: readonly (readonly Cell[])[] }[];
}

/** Returns a table in a region that scrolls by itself, also with the keyboard. */
export function tableOf({ caption, head, groups }: Table): string {
  const headRow = `<tr>${head.map((name) => `<th scope="col">${escaped(name)}</th>`).join('')}</tr>`;
  const bodies = groups.map(({ header, rows }) => `<tbody>\n${rows.map((row, index) => {
    const first = index === 0 ? `<th scope="rowgroup" rowspan="${rows.length}">${escaped(header)}</th>` : '';
    return `<tr>${first}${row.map((cell) => `<td>${cellOf(cell)}</td>`).join('')}</tr>`;
  }).join('\n')}\n</tbody>`);
  return scrolling(caption, `<table>\n<caption>${escaped(caption)}</caption>\n<thead>${headRow}</thead>\n${bodies.join('\n')}\n</table>`);
}

/** Returns a region that scrolls horizontally by itself. */
export function scrolling(label: string, content: string): string {
  return `<div class="scroll" tabindex="0" role="region" aria-label="${escaped(label)}">\n${content}\n</div>`;
}

/** Returns a link if the text is the address of a page. */
function linked(text: string): string {
  return /^https:\/\/[^\s"<>]+$/.test(text) ? `<a href="${escaped(text)}">${escaped(text.replace('https://', ''))}</a>` : escaped(text);
}

function cellOf(cell: Cell): string {
  return typeof cell === 'string' ? linked(cell) : cell.map(linked).join('<br>');
}
