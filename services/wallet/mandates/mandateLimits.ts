/** Of acting for another. */
export const mandateLimits = {
  /** Mandates of one person that go on, whatever they are in them. */
  perPerson: 20,
  /** The longest mandate, but for a child's, which ends at 18. */
  years: 5,
  /** Time for which a delegate's copy counts at most: its end would tell a child's birthday from the first day on. */
  copyDays: 365,
  /** Time after the end of a mandate for which it is kept in view. */
  keptDays: 90,
} as const;
