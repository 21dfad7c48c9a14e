import { lowestScoreOf, scoreOf } from '../../build-tools/mutation';

const mutant = (status: string, line = 1) => ({ status, mutatorName: 'BooleanLiteral', replacement: 'false', location: { start: { line } } });

test('the score of a room is the part of the mutants that the tests detect', () => {
  const report = {
    files: {
      'src/audit/a.ts': { mutants: [mutant('Killed'), mutant('Timeout'), mutant('Survived', 7), mutant('Ignored')] },
      'src/audit/b.ts': { mutants: [mutant('NoCoverage', 9), mutant('CompileError')] },
    },
  };

  expect(scoreOf('audit', report)).toEqual({
    room: 'audit',
    mutants: 4,
    detected: 2,
    ignored: 2,
    score: 50,
    survivors: [
      'src/audit/a.ts:7 BooleanLiteral, survived: false',
      'src/audit/b.ts:9 BooleanLiteral, no test reaches it: false',
    ],
  });
});

test('a room without mutants has the full score', () => {
  expect(scoreOf('model', { files: {} }).score).toBe(100);
});

test('rooms that write policies, patterns, or templates need a higher score', () => {
  expect(lowestScoreOf('trail')).toBeGreaterThan(lowestScoreOf('model'));
});
