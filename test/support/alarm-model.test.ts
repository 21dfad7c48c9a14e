import { AlarmState, Point, Treatment, simulate, stateAfter } from './alarm-model';

/*
 * The model of alarm evaluation against the examples of AWS, with their headings.
 *
 * https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/alarms-and-missing-data.html
 */

const RETAINED = 'retained';
type Expected = AlarmState | typeof RETAINED;
const INSUFFICIENT = 'INSUFFICIENT_DATA';

/** The points, and the states if missing data is missing, ignored, breaching, or not breaching. */
type Row = readonly [points: string, missing: Expected, ignore: Expected, breaching: Expected, notBreaching: Expected];

/** "Datapoints to Alarm and Evaluation Periods are both 3." */
const THREE_OF_THREE: readonly Row[] = [
  ['0 - X - X', 'OK', 'OK', 'OK', 'OK'],
  ['0 - - - -', 'OK', 'OK', 'OK', 'OK'],
  ['- - - - -', INSUFFICIENT, RETAINED, 'ALARM', 'OK'],
  ['0 X X - X', 'ALARM', 'ALARM', 'ALARM', 'ALARM'],
  ['- - X - -', 'ALARM', RETAINED, 'ALARM', 'OK'],
  // "Avoiding premature transitions to alarm state" has these points with missing data missing. The other states follow
  // from the rules above the tables.
  ['- - - - X', INSUFFICIENT, RETAINED, 'ALARM', 'OK'],
  ['- - - X -', INSUFFICIENT, RETAINED, 'ALARM', 'OK'],
  ['- - - X 0', 'OK', 'OK', 'OK', 'OK'],
  ['- - X - 0', 'OK', 'OK', 'OK', 'OK'],
];

/** "This is a 2 out of 3, M out of N alarm." */
const TWO_OF_THREE: readonly Row[] = [
  ['0 - X - X', 'ALARM', 'ALARM', 'ALARM', 'ALARM'],
  ['0 0 X 0 X', 'ALARM', 'ALARM', 'ALARM', 'ALARM'],
  ['0 - X - -', 'OK', 'OK', 'ALARM', 'OK'],
  ['- - - - 0', 'OK', 'OK', 'ALARM', 'OK'],
  ['- - - X -', 'ALARM', RETAINED, 'ALARM', 'OK'],
];

const TREATMENTS: readonly Treatment[] = ['missing', 'ignore', 'breaching', 'notBreaching'];
const CASES = [...THREE_OF_THREE.map((row) => [3, row] as const), ...TWO_OF_THREE.map((row) => [2, row] as const)]
  .flatMap(([datapointsToAlarm, [points, ...states]]) =>
    states.map((state, index) => [datapointsToAlarm, points, TREATMENTS[index], state] as const));

test.each(CASES)('%i of 3 with the points %s and missing data %s: %s', (datapointsToAlarm, points, treatMissingData, expected) => {
  const evaluation = { evaluationPeriods: 3, datapointsToAlarm, treatMissingData };

  for (const current of ['OK', 'ALARM', INSUFFICIENT] as const) {
    expect(stateAfter(points.split(' ') as Point[], evaluation, current)).toBe(expected === RETAINED ? current : expected);
  }
});

test('the examples distinguish the treatments from each other', () => {
  const columns = TREATMENTS.map((treatment) => CASES.filter(([, , one]) => one === treatment).map(([, , , state]) => state).join());

  expect(new Set(columns).size).toBe(4);
});

test('a simulation evaluates the statistic of each period', () => {
  const alarm = {
    Period: 300, EvaluationPeriods: 1, Threshold: 3, ComparisonOperator: 'GreaterThanOrEqualToThreshold', TreatMissingData: 'notBreaching',
  } as const;
  const samples = [[1, 2], [4, 1], [6, 2]] as const;
  const at = (Statistic: 'Sum' | 'Maximum' | 'Minimum' | 'SampleCount', Threshold: number) =>
    simulate({ ...alarm, Statistic, Threshold }, samples, 10, { extraPoints: 0 });

  expect(at('Sum', 3)).toEqual([[5, 'ALARM'], [10, 'OK']]);
  expect(at('Maximum', 3)).toEqual([[5, 'OK']]);
  expect(at('Minimum', 2)).toEqual([[5, 'OK'], [10, 'ALARM']]);
  expect(at('SampleCount', 2)).toEqual([[5, 'ALARM'], [10, 'OK']]);
});
