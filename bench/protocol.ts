import { Scenario, Variant } from './fleet/variants';

/* What the benchmark and its child processes tell each other. */

/** One app to create. */
export interface Task {
  readonly variant: Variant;
  readonly scenario: Scenario;
  /** The number of CAs. */
  readonly count: number;
  /** The file with the patterns and messages for hand-written code. */
  readonly texts: string;
  /** The folder for the templates. */
  readonly outdir: string;
}

/** The cost of one process. */
export interface Sample {
  /** The CPU time of the whole process, user and system, in milliseconds. */
  readonly cpu: number;
  /** The CPU time until all constructs exist, without loading aws-cdk-lib, in milliseconds. */
  readonly construct: number;
  /** The CPU time of the synthesis in milliseconds. */
  readonly synth: number;
  /** The wall time of the process in milliseconds. */
  readonly elapsed: number;
  /** The largest resident set of the process in MiB. */
  readonly memory: number;
}
