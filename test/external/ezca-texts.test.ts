import { PkiSignals } from '../../src/alerting/pki-signals';
import { EzcaSignals } from '../../src/external/ezca-signals';
import { newStack } from '../support/stacks';

test('the text of every signal of EZCA names EZCA, and that of a signal for AWS does not', () => {
  const meanings = (signals: PkiSignals) => signals._bind(newStack()).map(({ meaning }) => meaning);

  expect(meanings(EzcaSignals.all())).toHaveLength(11);
  expect(meanings(EzcaSignals.all()).filter((meaning) => !meaning.startsWith('In EZCA, '))).toEqual([]);
  expect(meanings(PkiSignals.all()).filter((meaning) => meaning.includes('EZCA'))).toEqual([]);
});
