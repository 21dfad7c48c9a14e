/** How much it matters that something happened to a PKI: who hears of it, and how soon, depends on it. */
export enum Criticality {
  /** The trust root itself, or the record of what is done to it, is in danger: wake somebody. */
  CRITICAL = 'critical',
  /** Somebody does, or tries, what should be rare and announced: look at it today. */
  HIGH = 'high',
  /** It may cause an outage, or it is normal when it was planned: look at it this week. */
  MEDIUM = 'medium',
  /** It is normal: keep it for statistics. */
  LOW = 'low',
}
