import type { Jws } from "../sdjwt/Jws.ts";

/** What an entry of our status lists says. */
export const documentStatuses = { valid: 0, revoked: 1, suspended: 2 } as const;

/** IETF Token Status List: one list, taken apart. Nobody has verified its signature. */
export interface StatusList {
  readonly token: Jws;
  /** `sub`: the uri that documents name. */
  readonly uri: string;
  /** Unix seconds. */
  readonly issuedAt: number;
  readonly expiresAt: number | null;
  /** Seconds that a copy may be kept before asking again. */
  readonly ttl: number | null;
  readonly bits: 1 | 2 | 4 | 8;
  /** Inflated; entry i is at bit `i * bits`, least significant first. */
  readonly entries: Uint8Array;
}
