import type { SharedClaims, ShareTerms } from "@sello/sdk/share";

/** A share as it is kept, without what is encrypted. Times are unix seconds; hashes are base64url. */
export type StoredShare = ShareTerms & {
  readonly id: string;
  /** The resident's account. */
  readonly owner: string;
  readonly digest: string;
  readonly what: SharedClaims;
  readonly sealedSha256: string;
  readonly receiptSha256: string;
  readonly madeAt: number;
  /** When the resident ended it. */
  readonly endedAt: number | null;
  /** How often it was opened. */
  readonly openings: number;
};

/** `used`: it could be opened once, and was. */
export type ShareState = "open" | "used" | "ended" | "expired";

export type ShareOpening = {
  readonly at: number;
  /** The kind of browser, without its version. */
  readonly browser: string;
};

/** With its openings, the newest first. */
export type Share = StoredShare & {
  readonly state: ShareState;
  readonly opened: readonly ShareOpening[];
};

/** What a resident ended stays ended, and what was used stays used, after its end too. */
export function stateOf({ endedAt, once, openings, endsAt }: StoredShare, now: number): ShareState {
  if (endedAt !== null) return "ended";
  if (once && openings > 0) return "used";
  return endsAt <= now ? "expired" : "open";
}
