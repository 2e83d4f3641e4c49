/** Where time comes from, so that tests can say what time it is. */
export interface Clock {
  /** Unix time in milliseconds. */
  nowMs(): number;
}

export const systemClock: Clock = { nowMs: () => Date.now() };

/** Whole unix seconds, as JWTs and the chain count them. */
export const toSeconds = (ms: number): number => Math.floor(ms / 1000);

/** Of a time as the database gives it. */
export const secondsOf = (date: Date): number => toSeconds(date.getTime());
