import { Resource } from './template';
import { View } from './view';

/** How serious a finding is: in the words that CDK knows, so that acknowledgments work. */
export type Severity = 'error' | 'warning' | 'info';

/** Something that a rule found. */
export interface Finding {
  readonly resource: Resource;
  /** The place in the resource, for example `Properties.SigningAlgorithm`. */
  readonly location: string;
  /** What happens, where it differs from the rule's own sentence. */
  readonly effect?: string;
  /** The severity, where it differs from the rule's own. */
  readonly severity?: Severity;
}

/** A rule: one entry of the table. */
export interface Rule {
  readonly id: string;
  readonly severity: Severity;
  /** What the rule detects: the title of its page. */
  readonly detects: string;
  /** What happens at deployment, or later: one sentence. */
  readonly effect: string;
  /** What to change: imperative sentences. */
  readonly fix: string;
  /** What the rule doesn't report, for its page. */
  readonly silent: string;
  /** The page of AWS documentation. */
  readonly see: string;
  /** Whether the rule is about something missing, which a transform could add. */
  readonly absence?: boolean;
  readonly find: (view: View) => Finding[];
}
