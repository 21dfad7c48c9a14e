import { Cost, FleetCosts, Ratios } from './fleet-cost';

/* The tables of `bench/README.md`. */

/** The results of `npm run bench`. */
export interface Results {
  readonly date: string;
  readonly command: string;
  /** The versions of Node.js and aws-cdk-lib. */
  readonly versions: { readonly node: string; readonly cdk: string };
  readonly fleets: readonly FleetCosts[];
  /** One bucket for the CAs whose ARNs fit in its policy. */
  readonly auditBucket: readonly FleetCosts[];
  /** What the other benchmarks print. */
  readonly others: Readonly<Record<string, readonly string[]>>;
}

const NAMES: Record<string, string> = {
  'library': 'library', 'l2-nested': 'L2 by hand, same nesting', 'l2-flat': 'L2 by hand, flat', 'l1': 'L1 by hand, flat',
};

const FIGURES = ['CPU', 'Construct', 'Synth', 'Memory', 'Resources', 'Template bytes'];

/** The largest ratios that the library should have at each number of CAs. */
const GOALS: { readonly variant: string; readonly figure: 'cpu' | 'memory'; readonly goal: number }[] = [
  { variant: 'l2-nested', figure: 'cpu', goal: 1.05 },
  { variant: 'l2-flat', figure: 'cpu', goal: 1.15 },
  { variant: 'l2-nested', figure: 'memory', goal: 1.1 },
  { variant: 'l2-flat', figure: 'memory', goal: 1.1 },
];

const BEGIN = '<!-- results: begin -->';
const END = '<!-- results: end -->';

/** Returns the page with the results between its markers. */
export function withResults(page: string, results: Results): string {
  const [begin, end] = [page.indexOf(BEGIN), page.indexOf(END)];
  if (begin < 0 || end < begin) { throw new Error('bench/README.md has no markers for the results'); }
  return `${page.slice(0, begin + BEGIN.length)}\n\n${renderResults(results)}\n${page.slice(end)}`;
}

function renderResults({ date, command, versions, fleets, auditBucket, others }: Results): string {
  const apps = [
    ...fleets.map((one) => [nameOf(one), one] as const),
    ...auditBucket.map((one) => [`bucket for ${one.count} CAs`, one] as const),
  ];
  return [
    `Measured on ${date} with \`${command}\`, Node.js ${versions.node}, and aws-cdk-lib ${versions.cdk}.`,
    '',
    '### Goals',
    '',
    ...table(['App', 'Validation', 'Compared with', 'Figure', 'Goal', 'Measured', 'Reached'], fleets.flatMap(goalRows)),
    '### Ratios of the library to hand-written code',
    '',
    ...table(
      ['App', 'Validation', 'Rounds', 'Compared with', ...FIGURES],
      apps.flatMap(([name, one]) => Object.keys(one.ratios).map((variant) => ratioRow(name, one, variant))),
    ),
    '### Medians',
    '',
    ...table(
      ['App', 'Validation', 'Variant', ...FIGURES],
      apps
        .flatMap(([name, one]) => Object.entries(one.costs)
          .map(([variant, cost]) => costRow(name, one, variant, cost))),
    ),
    '### Other benchmarks',
    '',
    ...Object.entries(others).flatMap(([name, lines]) => [`\`${name}\`:`, '', '```text', ...lines, '```', '']),
  ].join('\n');
}

function nameOf({ count }: FleetCosts): string {
  return count === 0 ? 'account-wide events, no CA' : `${count.toLocaleString('en-US')} ${count === 1 ? 'CA' : 'CAs'}`;
}

function goalRows(fleet: FleetCosts): string[][] {
  const measured = GOALS.filter(({ variant }) => variant in fleet.ratios);
  return measured.map(({ variant, figure, goal }) => {
    const ratio = fleet.ratios[variant][figure];
    return [
      nameOf(fleet), fleet.validates ? 'on' : 'off', NAMES[variant], figure === 'cpu' ? 'CPU' : 'memory',
      `at most ${goal.toFixed(2)}`, ratio.toFixed(2), ratio <= goal ? 'yes' : 'no',
    ];
  });
}

function ratioRow(name: string, { costs, ratios, rounds, validates }: FleetCosts, variant: string): string[] {
  const { cpu, construct, synth, memory }: Ratios = ratios[variant];
  const [ours, theirs] = [costs.library, costs[variant]];
  return [
    name, validates ? 'on' : 'off', String(rounds), NAMES[variant] ?? variant,
    ...[cpu, construct, synth, memory, ours.resources / theirs.resources, ours.bytes / theirs.bytes]
      .map((value) => value.toFixed(2)),
  ];
}

function costRow(name: string, { validates }: FleetCosts, variant: string, cost: Cost): string[] {
  const milliseconds = (value: number) => `${value.toFixed(0)} ms`;
  return [
    name, validates ? 'on' : 'off', NAMES[variant] ?? variant,
    ...[cost.cpu, cost.construct, cost.synth].map(milliseconds), `${cost.memory.toFixed(0)} MiB`,
    String(cost.resources), String(cost.bytes),
  ];
}

function table(head: string[], rows: string[][]): string[] {
  const line = (cells: string[]) => `| ${cells.join(' | ')} |`;
  return [line(head), line(head.map(() => '---')), ...rows.map(line), ''];
}
