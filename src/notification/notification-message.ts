import { Criticality } from './criticality';

/** A labeled value in a notification. */
export interface NotificationDetail {
  /** The label, for example `Certificate authority`. */
  readonly label: string;

  /** The value. It can contain fields of the event, for example `events.EventField.time`. */
  readonly value: string;
}

/**
 * The text of a notification that EventBridge builds from an event.
 *
 * Each text can contain fields of the event, for example `events.EventField.region`. If the event does not contain a
 * field, the field renders as an empty string. Other uses of `<` or `>` cause an error, because EventBridge uses these
 * characters to mark fields.
 */
export interface NotificationMessage {
  /** The event, in one sentence. */
  readonly whatHappened: string;

  /**
   * The criticality, which is the first word of the notification.
   *
   * @default - the notification contains no criticality
   */
  readonly criticality?: Criticality;

  /**
   * The labeled values, each on a separate line.
   *
   * @default - only the account, Region, time, and event ID, which every notification contains
   */
  readonly details?: NotificationDetail[];

  /** The next step, in one or two sentences. */
  readonly whatToDo: string;

  /**
   * The URL of the runbook, which begins with `https://`.
   *
   * @default - the notification contains no URL
   */
  readonly runbook?: string;
}
