import { existsSync, readFileSync } from 'fs';
import { join } from 'path';
import {
  compare, Explanation, isSlow, keyOf, lowestScoreOf, Mutant, rangesOf, renderPage, resultOf, Scores, Survivor, withoutSurvivors, withSecondRun,
} from '../../build-tools/mutation-report';

const ROOT = join(__dirname, '../..');
const SOURCE = 'const one = 1;\n  return size > 1 ? a\n    : b;\n';

const mutant = (status: string, statusReason?: string): Mutant => ({
  status, statusReason, mutatorName: 'EqualityOperator', replacement: 'size >= 1', location: { start: { line: 2, column: 10 }, end: { line: 2, column: 18 } },
});
const reportOf = (...mutants: Mutant[]) => ({ files: { 'src/audit/a.ts': { source: SOURCE, mutants } } });
const CHANGE = { file: 'src/audit/a.ts', mutator: 'EqualityOperator', code: 'return size > 1 ? a', original: 'size > 1', replacement: 'size >= 1' };

test('the score of a room is the part of the mutants that the tests detect, rounded down', () => {
  const report = reportOf(mutant('Killed'), mutant('Timeout'), mutant('Survived'), mutant('Ignored'), mutant('NoCoverage'), mutant('CompileError'));

  expect(resultOf('audit', report)).toMatchObject({ room: 'audit', mutants: 4, detected: 2, timeouts: 1, ignored: 2, score: 50 });
  expect(resultOf('audit', reportOf(mutant('Killed'), mutant('Killed'), mutant('Survived'))).score).toBe(66.6);
  expect(resultOf('model', { files: {} }).score).toBe(100);
});

test('a test that fails because of a forgotten token detects nothing', () => {
  const forgotten = mutant('Killed', 'Unrecognized token key: TOKEN.9911');

  expect(resultOf('audit', reportOf(mutant('Killed', 'expect(received)'), forgotten))).toMatchObject({ mutants: 2, detected: 1, score: 50 });
  expect(withoutSurvivors(reportOf(forgotten))).toEqual(reportOf());
});

test('a survivor has the code of its line, the original text, and the replacement', () => {
  const block: Mutant = { ...mutant('NoCoverage'), replacement: '{\n}', location: { start: { line: 2, column: 17 }, end: { line: 3, column: 8 } } };

  expect(resultOf('audit', reportOf(mutant('Survived'), block)).survivors).toEqual([
    { ...CHANGE, line: 2, reached: true },
    { ...CHANGE, line: 2, reached: false, original: '1 ? a : b', replacement: '{ }' },
  ]);
});

test('rooms that write policies, patterns, or templates need a higher score', () => {
  expect(lowestScoreOf('trail')).toBeGreaterThan(lowestScoreOf('model'));
});

test('a run that continues the last one tests its survivors again', () => {
  const [killed, timeout, ignored] = ['Killed', 'Timeout', 'Ignored'].map((status) => mutant(status));

  expect(withoutSurvivors(reportOf(killed, mutant('Survived'), timeout, mutant('NoCoverage'), ignored))).toEqual(reportOf(killed, timeout, ignored));
});

describe('a mutant whose tests exceed the time limit', () => {
  const loop = mutant('Timeout', 'Hit limit reached (101/100)');

  test('runs again, unless its code ran too often', () => {
    expect(rangesOf(reportOf(mutant('Timeout'), mutant('Killed')), isSlow)).toEqual(['src/audit/a.ts:2:9-2:17']);
    expect(rangesOf(reportOf(loop), isSlow)).toEqual([]);
  });

  test('has the status of the second run', () => {
    const statusesOf = (second: Mutant) => withSecondRun(reportOf(mutant('Timeout'), loop, mutant('Survived')), reportOf(second), isSlow)
      .files['src/audit/a.ts'].mutants.map(({ status }) => status);

    expect(statusesOf(mutant('Survived'))).toEqual(['Survived', 'Timeout', 'Survived']);
    expect(statusesOf(mutant('Killed'))).toEqual(['Killed', 'Timeout', 'Survived']);
  });
});

describe('explanations', () => {
  const survivor: Survivor = { ...CHANGE, line: 7, reached: true };
  const explanation: Explanation = { ...CHANGE, why: 'Sizes are even.' };

  test('belong to a change in the same code, on any line', () => {
    expect(compare([survivor], [CHANGE.file], [explanation])).toEqual({ unexplained: [], unneeded: [] });
    expect(compare([{ ...survivor, code: 'return size > 1 ? b' }], [CHANGE.file], [explanation]))
      .toEqual({ unexplained: [{ ...survivor, code: 'return size > 1 ? b' }], unneeded: [explanation] });
  });

  test('are reported if no survivor of a file that was tested needs them', () => {
    expect(compare([], [CHANGE.file], [explanation]).unneeded).toEqual([explanation]);
    expect(compare([], ['src/audit/b.ts'], [explanation]).unneeded).toEqual([]);
  });
});

describe('the committed results', () => {
  const read = (name: string) => readFileSync(join(ROOT, 'verify', name), 'utf8');
  const explanations = JSON.parse(read('mutation-survivors.json')) as Explanation[];
  const scores = JSON.parse(read('mutation-scores.json')) as Scores;

  test('are shown in mutation-survivors.md (else run `npm run mutation -- --page`)', () => {
    expect(read('mutation-survivors.md')).toBe(renderPage(scores, explanations));
  });

  test('have a sentence for each survivor', () => {
    expect(explanations.filter(({ why }) => !/^[A-Z].*\.$/.test(why)).map(keyOf)).toEqual([]);
  });

  test('explain code that exists (else remove the explanation)', () => {
    const gone = explanations.filter(({ file, code }) => !existsSync(join(ROOT, file))
      || !readFileSync(join(ROOT, file), 'utf8').split('\n').some((line) => line.trim() === code));

    expect(gone.map(keyOf)).toEqual([]);
  });

  test('are high enough in each room', () => {
    expect(scores.rooms.filter(({ room, score }) => score < lowestScoreOf(room)).map(({ room }) => room)).toEqual([]);
  });
});
