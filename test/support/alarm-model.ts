/*
 * A model of how CloudWatch evaluates an alarm on a metric, after its documentation. `test/support/alarm-model.test.ts`
 * compares it with the tables of the documentation. What the documentation leaves open is a parameter: how many data
 * points beyond the evaluation periods an alarm retrieves.
 *
 * https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/alarms-and-missing-data.html
 */

export type AlarmState = 'OK' | 'ALARM' | 'INSUFFICIENT_DATA';

/** How an alarm treats missing data, in the words of CloudFormation. */
export type Treatment = 'missing' | 'ignore' | 'breaching' | 'notBreaching';

/** A data point: breaching, not breaching, or missing. */
export type Point = 'X' | '0' | '-';

/** M out of N. */
export interface Evaluation {
  readonly evaluationPeriods: number;
  readonly datapointsToAlarm: number;
  readonly treatMissingData: Treatment;
}

/** The state after the evaluation of the points of an evaluation range, the oldest first. */
export function stateAfter(points: readonly Point[], alarm: Evaluation, current: AlarmState): AlarmState {
  const { evaluationPeriods, datapointsToAlarm, treatMissingData } = alarm;
  const existing = points.filter((point) => point !== '-');
  const breaching = (some: readonly Point[]) => some.filter((point) => point === 'X').length;
  if (existing.length >= evaluationPeriods) {
    return breaching(existing.slice(-evaluationPeriods)) >= datapointsToAlarm ? 'ALARM' : 'OK';
  }
  const filled = evaluationPeriods - existing.length;
  if (treatMissingData === 'breaching') { return breaching(existing) + filled >= datapointsToAlarm ? 'ALARM' : 'OK'; }
  if (breaching(existing) >= datapointsToAlarm) { return 'ALARM'; }
  if (treatMissingData === 'notBreaching' || existing.includes('0')) { return 'OK'; }
  if (treatMissingData === 'ignore') { return current; }
  // A premature alarm: only breaching points exist, and the oldest one is old enough.
  const age = points.length - points.indexOf('X');
  return breaching(existing) > 0 && age >= datapointsToAlarm ? 'ALARM' : 'INSUFFICIENT_DATA';
}

/** The properties of a synthesized alarm on one metric. */
export interface AlarmProperties {
  readonly Period: number;
  readonly Statistic: 'Sum' | 'Maximum' | 'Minimum' | 'SampleCount';
  readonly EvaluationPeriods: number;
  readonly DatapointsToAlarm?: number;
  readonly Threshold: number;
  readonly ComparisonOperator: string;
  readonly TreatMissingData: Treatment;
}

/** A value of a metric, at a number of minutes after the start of the simulation. */
export type Sample = readonly [minute: number, value: number];

/** How an evaluation retrieves data. */
export interface Retrieval {
  /** The data points beyond the evaluation periods. The examples of the documentation have two. */
  readonly extraPoints?: number;
  /** The minutes between two evaluations. */
  readonly everyMinutes?: number;
  /** The minutes after which a sample is visible. */
  readonly delay?: number;
}

const STATISTICS: Record<AlarmProperties['Statistic'], (values: number[]) => number> = {
  Sum: (values) => values.reduce((sum, value) => sum + value, 0),
  Maximum: (values) => Math.max(...values),
  Minimum: (values) => Math.min(...values),
  SampleCount: (values) => values.length,
};

const COMPARISONS: Record<string, (value: number, threshold: number) => boolean> = {
  LessThanThreshold: (value, threshold) => value < threshold,
  LessThanOrEqualToThreshold: (value, threshold) => value <= threshold,
  GreaterThanThreshold: (value, threshold) => value > threshold,
  GreaterThanOrEqualToThreshold: (value, threshold) => value >= threshold,
};

/** The changes of the state of an alarm, with their minutes. It starts with insufficient data. */
export function simulate(
  alarm: AlarmProperties, samples: readonly Sample[], minutes: number, retrieval: Retrieval = {},
): [minute: number, state: AlarmState][] {
  const { extraPoints = 2, everyMinutes = 5, delay = 0 } = retrieval;
  const period = alarm.Period / 60;
  const evaluation = {
    evaluationPeriods: alarm.EvaluationPeriods,
    datapointsToAlarm: alarm.DatapointsToAlarm ?? alarm.EvaluationPeriods,
    treatMissingData: alarm.TreatMissingData,
  };
  const pointAt = (end: number, now: number): Point => {
    const values = samples.filter(([at]) => at >= end - period && at < end && at + delay <= now).map(([, value]) => value);
    if (values.length === 0) { return '-'; }
    return COMPARISONS[alarm.ComparisonOperator](STATISTICS[alarm.Statistic](values), alarm.Threshold) ? 'X' : '0';
  };
  const changes: [number, AlarmState][] = [];
  let state: AlarmState = 'INSUFFICIENT_DATA';
  for (let now = everyMinutes; now <= minutes; now += everyMinutes) {
    const count = alarm.EvaluationPeriods + extraPoints;
    const points = Array.from({ length: count }, (_, index) => pointAt(now - (count - 1 - index) * period, now));
    const next = stateAfter(points, evaluation, state);
    if (next !== state) { changes.push([now, next]); }
    state = next;
  }
  return changes;
}
