import { limits } from "./limits.ts";

/** What one process allows one caller. */
export type CallerShares = {
  readonly rateLimits: {
    readonly perAddressMinute: number | null;
    readonly perKeyMinute: number | null;
    readonly failuresPerAddressMinute: number | null;
  };
  /** Held at once. */
  readonly shares: {
    readonly connectionsPerAddress: number;
    readonly streams: { readonly perAddress: number; readonly perKey: number };
  };
};

/**
 * A process's part of what all of them together allow a caller: whole numbers, and at least one.
 * @param processes those with the role api
 * @param perAddressMinute requests a minute of all processes together; 0: without limit
 */
export function toCallerShares(all: {
  readonly processes: number;
  readonly perAddressMinute: number;
  readonly perKeyMinute: number;
}): CallerShares {
  const part = (whole: number) => Math.ceil(whole / all.processes);
  return {
    rateLimits: {
      perAddressMinute: part(all.perAddressMinute) || null,
      perKeyMinute: part(all.perKeyMinute) || null,
      // Guessing is held back harder.
      failuresPerAddressMinute: all.perAddressMinute === 0 ? null : part(limits.badKeysPerMinute),
    },
    shares: {
      connectionsPerAddress: part(limits.connectionsPerAddress),
      streams: {
        perAddress: part(limits.eventStreamsPerAddress),
        perKey: part(limits.eventStreamsPerKey),
      },
    },
  };
}
