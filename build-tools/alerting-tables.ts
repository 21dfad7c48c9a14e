import { App, Stack, aws_logs as logs } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import { EZCA_EVENTS } from './ezca-mapping';
import { PRICES } from './prices';
import { runbookLink } from './runbooks/render';
import { PkiAlarms } from '../src/alerting/pki-alarms';
import { PkiSignal } from '../src/alerting/pki-signal';
import { PkiSignals } from '../src/alerting/pki-signals';
import { SignalSource } from '../src/alerting/signal-source';
import { EzcaSignals } from '../src/external/ezca-signals';
import { AlarmRouting } from '../src/notification/alarm-routing';
import { TRAIL_QUERIES } from '../src/queries/private/query-catalog';
import { runQuery } from '../test/support/insights';
import { namedSignals } from '../test/support/signals';
import { RECORDS } from '../test/support/trail-records';

/* The tables in `docs/alerting.md` and `docs/external-pki.md` that are generated from the catalogs. */

const newStack = () => new Stack(new App(), 'Stack');

/** The sources that contain a signal: `log`, `event`, `metric`. */
function waysOf({ filterPattern, eventPattern, metricsQuery }: PkiSignal): string {
  return [filterPattern && 'log', eventPattern && 'event', metricsQuery && 'metric'].filter(Boolean).join(', ');
}

/** Every signal for AWS Private CA: name, criticality, meaning, next step, sources, and events of EZCA. */
export function signalRows(): string[][] {
  const scope = newStack();
  const recommended = PkiSignals.recommended()._bind(scope).map(({ name }) => name);
  const named = namedSignals(scope);
  return [...PkiSignals.all()._bind(scope), ...named].map((signal) => [
    `${runbookLink(signal.name)}${named.includes(signal) ? ' ²' : recommended.includes(signal.name) ? '' : ' ¹'}`,
    signal.criticality, signal.meaning, signal.nextStep, waysOf(signal), (EZCA_EVENTS[signal.name] ?? []).join(', '),
  ]);
}

/** The filter pattern of every signal that has one. */
export function filterRows(): string[][] {
  return PkiSignals.all().merge(PkiSignals.cisFoundations())._bind(newStack()).flatMap(({ name, filterPattern }) =>
    filterPattern ? [[`\`${name}\``, `\`${filterPattern.replace(/\|/g, '\\|')}\``]] : []);
}

/** The events of EZCA. */
export function ezcaRows(): string[][] {
  return EzcaSignals.all()._bind(newStack()).map(({ name, criticality, meaning, nextStep, filterPattern }) =>
    [runbookLink(name), criticality, meaning, nextStep, `\`${filterPattern}\``]);
}

/** The monthly cost of the recommended signals. */
export function costRows(): string[][] {
  const stack = newStack();
  const logGroup = logs.LogGroup.fromLogGroupName(stack, 'Trail', 'trail');
  new PkiAlarms(stack, 'Alarms', { source: SignalSource.logs(logGroup), routing: AlarmRouting.byCriticality({ low: [] }) });
  const template = Template.fromStack(stack);
  const alarms = Object.values(template.findResources('AWS::CloudWatch::Alarm'));
  const onMetrics = alarms.filter(({ Properties }) => Properties.MetricName);
  const price = PRICES.find(({ item }) => item === 'alarm on one metric')!;
  const composites = Object.keys(template.findResources('AWS::CloudWatch::CompositeAlarm')).length;
  return [
    ['Metric filters', `${Object.keys(template.findResources('AWS::Logs::MetricFilter')).length}`, 'No charge for the filters. Each custom metric is billed for the hours in which it reports. Without `reportZeros`, these are only the hours with a match', ''],
    ['Alarms on one metric', `${onMetrics.length}`, `$${price.dollarsPerMonth.toFixed(2)} each`, `**$${(onMetrics.length * price.dollarsPerMonth).toFixed(2)}**`],
    ['Alarms on a Metrics Insights query', `${alarms.length - onMetrics.length}`, 'Billed by the number of metrics that the query analyzes: one for each CA with a CRL', ''],
    ['Composite alarms', `${composites}`, 'See the pricing page', ''],
  ];
}

/** Every saved query with its question and its result for the sample records. */
export function renderQueries(table: (head: string[], rows: string[][]) => string): string {
  const trail = Object.values(RECORDS).filter((record) => 'eventName' in record);
  return TRAIL_QUERIES.map(({ name, question, query }) => {
    const text = new logs.QueryString(query).toString();
    const answer = runQuery(text, trail);
    const shown = answer.slice(0, 3);
    const columns = Object.keys(answer[0]);
    const rest = answer.length > shown.length ? `\n\n… and ${answer.length - shown.length} more.` : '';
    const rows = shown.map((row) => columns.map((column) => row[column] === undefined ? '' : `\`${row[column]}\``));
    return `**${question}** \`${name}\`\n\n\`\`\`text\n${text}\n\`\`\`\n\n${table(columns, rows)}${rest}`;
  }).join('\n\n');
}
