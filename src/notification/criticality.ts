/** The criticality of a signal, which determines where notifications are sent. */
export enum Criticality {
  /** A risk to the root of trust, or to the record of its activity. Respond immediately. */
  CRITICAL = 'critical',
  /** A rare activity that requires an announcement, or an attempt at one. Investigate within one day. */
  HIGH = 'high',
  /** A possible cause of an outage, or an activity that is normal if it was planned. Investigate within one week. */
  MEDIUM = 'medium',
  /** A normal activity, for statistics. */
  LOW = 'low',
}
