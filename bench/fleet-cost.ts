import { differencesOf, resourceCount, unequalStacks } from './fleet/agreement';
import { Scenario, VARIANTS, Variant } from './fleet/variants';
import { Measured, Program, runSample } from './program';
import { Sample } from './protocol';
import { median } from './statistics';

/* The cost of the same fleet in each variant, in interleaved child processes. */

/** The medians of a variant. */
export interface Cost extends Sample {
  readonly resources: number;
  /** The size of all templates in bytes. */
  readonly bytes: number;
}

/** The costs for one number of CAs. */
export interface FleetCosts {
  readonly count: number;
  readonly rounds: number;
  /** Whether aws-cdk-lib validates the templates, as it does by default. */
  readonly validates: boolean;
  readonly costs: Record<string, Cost>;
  /** The medians of the ratios of the library to hand-written code within each round. */
  readonly ratios: Record<string, Ratios>;
}

/** Ratios of the library to another variant. */
export interface Ratios {
  readonly cpu: number;
  readonly construct: number;
  readonly synth: number;
  readonly memory: number;
}

/** What to measure. */
export interface Measurement {
  readonly scenario?: Scenario;
  readonly count: number;
  readonly rounds: number;
  readonly validates: boolean;
  readonly variants?: readonly Variant[];
  /** The program with the library. */
  readonly program: Program;
  /** A program with another version of the library, to compare both. */
  readonly other?: Program;
}

/** Measures all variants in turn, so that other processes on the machine disturb all of them. */
export function measureFleet(measurement: Measurement): FleetCosts {
  const { scenario = 'fleet', count, rounds, validates, program, other, variants = VARIANTS } = measurement;
  const tasks = [
    ...variants.map((variant) => ({ name: variant as string, variant, program })),
    ...other ? [{ name: 'library-other', variant: 'library' as Variant, program: other }] : [],
  ];
  const samples = new Map<string, Measured[]>(tasks.map(({ name }) => [name, []]));
  for (let round = 0; round < rounds; round++) {
    // Each round starts with another variant.
    for (let turn = 0; turn < tasks.length; turn++) {
      const { name, variant, program: used } = tasks[(turn + round) % tasks.length];
      samples.get(name)!.push(runSample(used, { variant, scenario, count }, validates));
    }
    if (round === 0) { requireAgreement(samples); }
  }
  const ours = samples.get('library')!;
  return {
    count,
    rounds,
    validates,
    costs: Object.fromEntries([...samples].map(([name, values]) => [name, costOf(values)])),
    ratios: Object.fromEntries([...samples].filter(([name]) => name !== 'library').map(([name, values]) => [name, {
      cpu: ratio(ours, values, ({ cpu }) => cpu),
      construct: ratio(ours, values, ({ construct }) => construct),
      synth: ratio(ours, values, ({ synth }) => synth),
      memory: ratio(ours, values, ({ memory }) => memory),
    }])),
  };
}

/** Stops if the variants create other templates, because their costs could not be compared. */
function requireAgreement(samples: Map<string, Measured[]>): void {
  const [{ templates }] = samples.get('library')!;
  for (const [name, [other]] of samples) {
    const same = ['l2-nested', 'library-other'].includes(name);
    const differences = same ? unequalStacks(templates, other.templates) : differencesOf(templates, other.templates);
    if (differences.length > 0) {
      throw new Error(`the fleets of the library and of ${name} differ: ${differences.slice(0, 3).join('\n').slice(0, 2000)}`);
    }
  }
}

function costOf(samples: readonly Measured[]): Cost {
  const of = (read: (sample: Measured) => number) => median(samples.map(read));
  return {
    cpu: of(({ cpu }) => cpu),
    construct: of(({ construct }) => construct),
    synth: of(({ synth }) => synth),
    elapsed: of(({ elapsed }) => elapsed),
    memory: of(({ memory }) => memory),
    resources: resourceCount(samples[0].templates),
    bytes: samples[0].bytes,
  };
}

function ratio(ours: readonly Measured[], theirs: readonly Measured[], read: (sample: Measured) => number): number {
  return median(ours.map((sample, index) => read(sample) / read(theirs[index])));
}
