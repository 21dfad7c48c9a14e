import { Criticality } from './criticality';

/** A fact that a notification tells. */
export interface NotificationDetail {
  /** What it is about, for example `Certificate authority`. */
  readonly label: string;

  /** The fact; it may hold fields of the event, for example `events.EventField.time`. */
  readonly value: string;
}

/**
 * A notification for people, made from an event. All texts may hold fields of the event, for example
 * `events.EventField.region`; a field that an event lacks leaves nothing. A `<` or `>` of their own is an error,
 * because EventBridge takes what stands between them for the name of a field.
 */
export interface NotificationMessage {
  /** What happened: one sentence. */
  readonly whatHappened: string;

  /**
   * How much it matters. It is told first.
   *
   * @default - not told
   */
  readonly criticality?: Criticality;

  /**
   * Facts, each on a line of its own.
   *
   * @default - none but account, Region, time and the id of the event, which every notification has
   */
  readonly details?: NotificationDetail[];

  /** What to do next: one or two sentences. */
  readonly whatToDo: string;
}
