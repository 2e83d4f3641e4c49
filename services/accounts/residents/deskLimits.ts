/** Of desks, linked wallets, and what the register notes of persons. */
export const deskLimits = {
  /** Wallets that are linked to one account. */
  residentWallets: 5,
  /** Time after which what was noted of a person's life is tried again, after it was begun. */
  lifeEventLeaseSeconds: 60,
  /** Time for which it is kept that it was done, and for which its work waits in offices' queues. */
  lifeEventKeptSeconds: 7_776_000,
  /** Of one office, the newest. */
  lifeEventsShown: 100,
  /** Time in which a second officer has to confirm that a person's devices end. */
  deviceEndingSeconds: 3_600,
  /** Time for which it is kept who asked and who confirmed. */
  deviceEndingKeptSeconds: 7_776_000,
  /** Such requests that are shown at once. */
  deviceEndingsShown: 100,
} as const;
