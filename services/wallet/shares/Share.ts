import type { Consent, SharedClaims, ShareTerms } from "@sello/sdk/share";

/** A share as it is kept, without what is encrypted. Times are unix seconds; hashes are base64url. */
export type StoredShare = ShareTerms & {
  readonly id: string;
  /** The resident's account. */
  readonly owner: string;
  readonly digest: string;
  readonly what: SharedClaims;
  readonly sealedSha256: string;
  /** Of its consent receipt. */
  readonly recordId: string;
  /** What for, in its owner's words, for their receipt. */
  readonly purpose: string | null;
  readonly madeAt: number;
  readonly endedAt: number | null;
  /** `device`: it ended with the device that it came from. Null: it was not ended. */
  readonly endedBy: "owner" | "device" | null;
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

/** What was ended stays ended, and what was used stays used, after its end too. */
export function stateOf({ endedAt, once, openings, endsAt }: StoredShare, now: number): ShareState {
  if (endedAt !== null) return "ended";
  if (once && openings > 0) return "used";
  return endsAt <= now ? "expired" : "open";
}

/** What its owner agreed to. */
export const toConsent = (share: StoredShare): Consent => {
  const { recordId, what, audience, purpose, madeAt, endsAt, once, sealedSha256 } = share;
  const terms = { purpose, madeAt, endsAt, once };
  return {
    recordId,
    method: "link",
    what,
    recipient: audience,
    ...terms,
    shownSha256: sealedSha256,
  };
};
