/* The hand-written parts of the runbooks. The rest of `docs/runbooks.md` comes from the catalogs in `src`. */

/** An instruction, with the commands that it needs. */
export type Step = string | readonly [instruction: string, ...commands: string[]];

/** The steps of one runbook, in the order in which an engineer follows them. */
export interface Runbook {
  /** How to find out what happened, without changes. */
  readonly check: readonly Step[];
  /** How to limit the damage. */
  readonly contain: readonly Step[];
  /** How to return to normal operation. */
  readonly recover: readonly Step[];
  /** The conditions under which the incident is over. */
  readonly close: readonly string[];
}

/** The runbooks about one subject. */
export interface Subject {
  readonly title: string;
  /** The runbooks by their IDs, which are the anchors of the page. */
  readonly runbooks: Readonly<Record<string, Runbook>>;
}

/** A procedure that several runbooks refer to. */
export interface Procedure {
  readonly title: string;
  readonly steps: readonly Step[];
}
