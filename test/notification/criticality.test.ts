import { Criticality } from '../../src/notification/criticality';

test('criticalities are words that can be used in names and messages', () => {
  expect(Object.values(Criticality)).toEqual(['critical', 'high', 'medium', 'low']);
});
