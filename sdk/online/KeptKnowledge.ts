import type { SelloError } from "../SelloError.ts";

/** Of the newest checkpoint, in a verifier's store. */
export const checkpointName = "checkpoint";

/** What a verifier could judge with if the network were gone now. All times in unix seconds. */
export type KeptKnowledge = {
  readonly trustList: {
    readonly version: number;
    readonly issuedAt: number;
    readonly validUntil: number;
    /** Whether it has every authority and type, so that it serves for any document. */
    readonly isComplete: boolean;
  } | null;
  /** Genuine status lists, each with its own age. */
  readonly statusLists: readonly {
    readonly uri: string;
    readonly issuedAt: number;
  }[];
  /** The newest state of the log that enough witnesses confirmed, and that continues the one kept before. */
  readonly checkpoint: {
    readonly origin: string;
    readonly size: number;
    /** The latest cosignature; null in a network without witnesses. */
    readonly witnessedAt: number | null;
  } | null;
  /** What could not be brought up to date, or be kept, and why. */
  readonly stale: readonly SelloError[];
};
