/* A Gantt chart of months, which the renderer of the other diagrams doesn't support. */

interface Task {
  readonly section: string;
  readonly name: string;
  readonly from: number;
  readonly to: number;
  readonly isMilestone: boolean;
}

const ROW = 30;
const LEFT = 90;
const YEAR = 80;

/** Renders `NAME :[milestone,] [id,] YYYY-MM, YYYY-MM` lines below `section NAME` lines. */
export function renderGantt(code: string): string {
  const tasks = tasksOf(code);
  const first = Math.floor(Math.min(...tasks.map(({ from }) => from)));
  const last = Math.ceil(Math.max(...tasks.map(({ to }) => to)));
  const x = (year: number) => LEFT + (year - first) * YEAR;
  const height = ROW * (tasks.length + 1);
  // The text beside the last bar can end after the last year.
  const width = Math.max(x(last), ...tasks.map(({ from, name }) => x(from) + 16 + name.length * 7)) + 20;
  const years = Array.from({ length: last - first + 1 }, (_, index) => first + index).map((year) =>
    `<line x1="${x(year)}" y1="0" x2="${x(year)}" y2="${height - ROW}" stroke="var(--_inner-stroke)" />`
    + text(x(year), height - ROW / 2, String(year), 'middle'));
  const rows = tasks.map((task, index) => rowOf(task, index * ROW, x, task.section !== tasks[index - 1]?.section));
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" width="${width}" height="${height}">`
    + `${years.join('')}${rows.join('')}</svg>`;
}

function tasksOf(code: string): Task[] {
  let section = '';
  return code.split('\n').flatMap((line) => {
    section = /^\s*section (.+)$/.exec(line)?.[1] ?? section;
    const [, name, rest] = /^\s*([^:]+?)\s*:\s*(.*\d{4}-\d{2}.*)$/.exec(line) ?? [];
    if (name === undefined) { return []; }
    const [from, to = from] = [...rest.matchAll(/(\d{4})-(\d{2})/g)].map(([, year, month]) => Number(year) + (Number(month) - 1) / 12);
    return [{ section, name, from, to, isMilestone: rest.includes('milestone') }];
  });
}

function rowOf(task: Task, top: number, x: (year: number) => number, isFirst: boolean): string {
  const middle = top + ROW / 2;
  const label = isFirst ? text(0, middle, task.section, 'start', 600) : '';
  if (task.isMilestone) {
    return `${label}<circle cx="${x(task.from)}" cy="${middle}" r="6" fill="var(--_arrow)" />`
      + text(x(task.from) + 14, middle, task.name, 'start');
  }
  return `${label}<rect x="${x(task.from)}" y="${top + 3}" width="${x(task.to) - x(task.from)}" height="${ROW - 6}" rx="3" `
    + `fill="var(--_node-fill)" stroke="var(--_node-stroke)" />${text(x(task.from) + 8, middle, task.name, 'start')}`;
}

function text(x: number, y: number, value: string, anchor: string, weight = 400): string {
  return `<text x="${x}" y="${y}" dy="4" font-size="12" font-weight="${weight}" text-anchor="${anchor}" fill="var(--_text)">`
    + `${value.replaceAll('&', '&amp;').replaceAll('<', '&lt;')}</text>`;
}
