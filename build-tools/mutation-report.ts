/* The results of mutation testing: scores, survivors, and their explanations. */

/** The rooms that write no policy, pattern, or template. */
const ROOMS_WITHOUT_TEMPLATES: readonly string[] = ['model', 'checks'];

/** The lowest score of a room, in percent. */
export const lowestScoreOf = (room: string) => ROOMS_WITHOUT_TEMPLATES.includes(room) ? 85 : 90;

interface Position { readonly line: number; readonly column: number }

/** A mutant in the report of Stryker. */
export interface Mutant {
  readonly status: string;
  readonly statusReason?: string;
  readonly mutatorName: string;
  readonly replacement?: string;
  readonly location: { readonly start: Position; readonly end: Position };
}

/** The report of Stryker for a room. */
export interface Report {
  readonly files: Readonly<Record<string, { readonly source: string; readonly mutants: readonly Mutant[] }>>;
}

/** What identifies a mutant after its line moves: the text of the line, and the change. */
export interface Change {
  readonly file: string;
  readonly mutator: string;
  /** The line in which the changed code starts. */
  readonly code: string;
  readonly original: string;
  readonly replacement: string;
}

/** A change that no test can detect, and the reason. */
export interface Explanation extends Change { readonly why: string }

/** A change that no test detected. */
export interface Survivor extends Change { readonly line: number; readonly reached: boolean }

/** The result of a room. A mutant is detected if a test fails or does not end. */
export interface RoomResult {
  readonly room: string;
  readonly mutants: number;
  readonly detected: number;
  readonly recorded: number;
  readonly timeouts: number;
  readonly ignored: number;
  readonly survivors: readonly Survivor[];
  readonly score: number;
}

/** Whether the tests exceeded the time limit, although no code ran too often (an endless loop). */
export function isSlow({ status, statusReason }: Mutant): boolean {
  return status === 'Timeout' && !statusReason?.startsWith('Hit limit reached');
}

/**
 * Whether no test detected the mutant. A test that fails because the process forgot a token (build-tools/mocha) says
 * nothing about the mutant.
 */
export function isSurvivor({ status, statusReason }: Mutant): boolean {
  return ['Survived', 'NoCoverage'].includes(status) || status === 'Killed' && !!statusReason?.includes('Unrecognized token key');
}

/** Returns the report without the survivors, so that Stryker tests them again. */
export function withoutSurvivors(report: Report): Report {
  const files = Object.entries(report.files).map(([file, { mutants, ...others }]) =>
    [file, { ...others, mutants: mutants.filter((mutant) => !isSurvivor(mutant)) }]);
  return { ...report, files: Object.fromEntries(files) as Report['files'] };
}

export function resultOf(room: string, report: Report): RoomResult {
  const all = Object.entries(report.files)
    .flatMap(([file, { source, mutants }]) => mutants.map((mutant) => ({ file, source, mutant })));
  const counted = all.filter(({ mutant }) => !['Ignored', 'CompileError', 'RuntimeError'].includes(mutant.status));
  const detected = counted.filter(({ mutant }) => ['Killed', 'Timeout'].includes(mutant.status) && !isSurvivor(mutant));
  return {
    room,
    mutants: counted.length,
    detected: detected.length,
    recorded: 0,
    timeouts: detected.filter(({ mutant }) => mutant.status === 'Timeout').length,
    ignored: all.length - counted.length,
    survivors: counted.filter((each) => !detected.includes(each)).map(({ file, source, mutant }) => ({
      ...changeOf(file, source, mutant), line: mutant.location.start.line, reached: mutant.status !== 'NoCoverage',
    })),
    score: scoreOf(detected.length, counted.length),
  };
}

/** The ranges of mutants, as Stryker expects them. */
export function rangesOf(report: Report, isIncluded: (mutant: Mutant) => boolean): string[] {
  return Object.entries(report.files).flatMap(([file, { mutants }]) => mutants.filter(isIncluded)
    .map(({ location: { start, end } }) => `${file}:${start.line}:${start.column - 1}-${end.line}:${end.column - 1}`));
}

/** A report in which these mutants have the status of a second run. */
export function withSecondRun(first: Report, second: Report, isIncluded: (mutant: Mutant) => boolean): Report {
  const files = Object.entries(first.files).map(([file, { source, mutants }]) => {
    const again = second.files[file]?.mutants ?? [];
    const latest = (mutant: Mutant) => {
      const other = again.find((each) => keyOfMutant(each) === keyOfMutant(mutant)) ?? mutant;
      return isSurvivor(mutant) && isSurvivor(other) ? mutant : other;
    };
    return [file, { source, mutants: mutants.map((mutant) => isIncluded(mutant) ? latest(mutant) : mutant) }] as const;
  });
  return { files: Object.fromEntries(files) };
}

/** What `compare` finds. */
export interface Comparison {
  readonly unexplained: readonly Survivor[];
  readonly unneeded: readonly Explanation[];
}

/** The survivors without an explanation, and the explanations of these files that no survivor needs. */
export function compare(
  survivors: readonly Survivor[], files: readonly string[], explanations: readonly Explanation[],
): Comparison {
  const [known, found] = [new Set(explanations.map(keyOf)), new Set(survivors.map(keyOf))];
  return {
    unexplained: survivors.filter((survivor) => !known.has(keyOf(survivor))),
    unneeded: explanations.filter((explanation) => files.includes(explanation.file) && !found.has(keyOf(explanation))),
  };
}

/** The score of a room in `verify/mutation-scores.json`. */
export interface RoomScore {
  readonly room: string;
  readonly mutants: number;
  readonly detected: number;
  readonly explained: number;
  /** The detected mutants in percent. */
  readonly score: number;
  /** The mutants whose tests do not end. They are detected. */
  readonly timeouts: number;
  /** The mutants that only the comparison with recorded templates and tables detects. */
  readonly recorded: number;
  /** The mutants that are left out, because their code runs only when its module loads. */
  readonly ignored: number;
  readonly cpuSeconds: number;
  readonly date: string;
  readonly commit: string;
}

/** The content of `verify/mutation-scores.json`. */
export interface Scores { readonly date: string; readonly commit: string; readonly rooms: readonly RoomScore[] }

/** The page `verify/mutation-survivors.md`. */
export function renderPage({ rooms }: Scores, explanations: readonly Explanation[]): string {
  const inRoom = (room: string) => explanationsOf(room, explanations);
  const sections = rooms.filter(({ room }) => inRoom(room).length > 0).map(({ room }) => [
    `## ${room}`,
    table(['File', 'Code', 'Change', 'Why no test detects it'], inRoom(room).map((each) => [
      each.file.slice(`src/${room}/`.length), renderCode(each.code),
      `${renderCode(each.original)} → ${renderCode(each.replacement)}`, each.why,
    ])),
  ].join('\n\n'));
  return `${[INTRODUCTION, renderScores(rooms), ...sections].join('\n\n')}\n`;
}

export function explanationsOf(room: string, explanations: readonly Explanation[]): Explanation[] {
  return explanations.filter(({ file }) => file.startsWith(`src/${room}/`));
}

const INTRODUCTION = `<!-- Generated by \`npm run mutation\`. To change it, edit mutation-survivors.json. -->
# Mutation testing

\`npm run mutation\` changes the code of each room piece by piece, and runs the tests of the room that reach the change. A change is
detected if a test fails or does not end. The survivors are the changes that no test detects. The tables below explain why no test can
detect them. A survivor without an explanation is open: it needs a test, or its code can be removed.

The survivors then run again with the comparisons of what the repository records: the snapshots of the integration apps, and the tables
in \`docs/\`. These are also a part of \`npm test\`. They show that an output changes, and don't show that the change is wrong, so the
table counts them separately.

Changes of code that runs only when its module loads, for example constants, are left out, because all tests run in one process.

Tests of other rooms also test \`private\`. For each of its survivors, these tests have ten seconds, and the shortest ones go first.`;

/** The survivors without an explanation. */
export const openOf = ({ mutants, detected, explained }: RoomScore) => mutants - detected - explained;

function renderScores(rooms: readonly RoomScore[]): string {
  return table(
    ['Room', 'Score', 'Changes', 'Detected', 'By recordings only', 'Endless', 'Explained', 'Open', 'Left out', 'CPU time', 'Date', 'Commit'],
    rooms.map((each) => [
      each.room, `${each.score.toFixed(1)} %`, each.mutants, each.detected, each.recorded, each.timeouts, each.explained, openOf(each), each.ignored,
      `${each.cpuSeconds} s`, each.date, `\`${each.commit}\``,
    ].map(String)),
  );
}

/** A percentage with one decimal. */
export const scoreOf = (detected: number, all: number) => all === 0 ? 100 : Math.floor(1000 * detected / all) / 10;

export const keyOf = ({ file, mutator, code: line, original, replacement }: Change) =>
  JSON.stringify([file, mutator, line, original, replacement]);

function keyOfMutant({ mutatorName, replacement, location: { start, end } }: Mutant): string {
  return JSON.stringify([mutatorName, replacement, start.line, start.column, end.line, end.column]);
}

function changeOf(file: string, source: string, { mutatorName, replacement, location }: Mutant): Change {
  const { start, end } = location;
  const lines = source.split('\n').slice(start.line - 1, end.line);
  const firstLine = lines[0].trim();
  lines[lines.length - 1] = lines[lines.length - 1].slice(0, end.column - 1);
  lines[0] = lines[0].slice(start.column - 1);
  const original = oneLine(lines.join('\n'));
  return { file, mutator: mutatorName, code: firstLine, original, replacement: oneLine(replacement) };
}

function oneLine(text = ''): string {
  const line = text.trim().replace(/\s+/g, ' ');
  return line.length > 80 ? `${line.slice(0, 77)}...` : line;
}

function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  return [head, head.map(() => '---'), ...rows].map((row) => `| ${row.join(' | ')} |`).join('\n');
}

/** Code in a cell of a table. */
function renderCode(text: string): string {
  const fence = text.includes('`') ? '``' : '`';
  const padding = fence === '``' ? ' ' : '';
  return `${fence}${padding}${text.replace(/\|/g, '\\|')}${padding}${fence}`;
}
