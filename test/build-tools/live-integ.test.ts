import { chosenApps, integrationApps, runLive } from '../../build-tools/live-integ';
import { APPS_TO_PREPARE } from '../../projenrc/jobs';

test('a choice is one integration app, or all that need no preparation', () => {
  expect(integrationApps()).toEqual(expect.arrayContaining(['first-ca', 'trail']));
  expect([...chosenApps('all'), ...APPS_TO_PREPARE].sort()).toEqual(integrationApps());
  expect(chosenApps('all')).toContain('trail');
  expect(chosenApps('share')).toEqual(['share']);
  expect(chosenApps('trail')).toEqual(['trail']);
  expect(() => chosenApps('trail; rm -rf /')).toThrow(/^INTEG_APP must be all or one of .*trail.*; got trail; rm -rf/);
  expect(() => chosenApps(undefined)).toThrow('got nothing');
});

test.each([[0, 'passed'], [1, 'failed'], [null, 'failed']])('a run that ends with %s has %s', (status, result) => {
  const commands: string[] = [];
  const times = [new Date('2026-11-26T12:00:00Z'), new Date('2026-11-26T12:10:30Z')];

  expect(runLive('trail', (command) => { commands.push(command); return status; }, () => times.shift()!)).toEqual({
    app: 'trail', result, commit: process.env.GITHUB_SHA ?? 'unknown', started: '2026-11-26T12:00:00.000Z', seconds: 630,
  });
  expect(commands).toEqual([expect.stringMatching(/ --force .* integ\.trail\.ts$/)]);
});
