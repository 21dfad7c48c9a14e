import { Criticality } from '../../src/notification/criticality';

test('criticalities are said in words that go into names and messages', () => {
  expect(Object.values(Criticality)).toEqual(['critical', 'high', 'medium', 'low']);
});
