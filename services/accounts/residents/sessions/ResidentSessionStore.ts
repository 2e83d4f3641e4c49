import type { ResidentLevel } from "@sello/api";
import type { Queryable, Transaction, Transactor } from "../../../platform/database/Transaction.ts";

/** Times are unix seconds. */
export type StoredResidentSession = {
  readonly id: string;
  readonly account: string;
  readonly level: ResidentLevel;
  readonly passkey: string | null;
  readonly browser: string;
  readonly startedAt: number;
  /** Right to about a minute. */
  readonly lastUsedAt: number;
  readonly endsAt: number;
};

/** Keeps residents' sessions. `digest` is the SHA-256 of the token, 32 bytes: the token itself is never stored. */
export interface ResidentSessionStore extends Transactor {
  insert(tx: Transaction, session: StoredResidentSession, digest: Uint8Array): Promise<void>;
  byDigest(digest: Uint8Array): Promise<StoredResidentSession | null>;
  /** Newest first, those that have ended included until they are deleted. */
  ofAccount(account: string, queryable?: Queryable): Promise<readonly StoredResidentSession[]>;
  touch(id: string, at: number): Promise<void>;
  /** To level `desk`, in this account. */
  raise(tx: Transaction, id: string, account: string): Promise<void>;
  /** @returns the ids of those that were there */
  remove(tx: Transaction, ids: readonly string[]): Promise<readonly string[]>;
  /** Deletes all that ended before, or were last used before `idleSince`. */
  forget(tx: Transaction, now: number, idleSince: number): Promise<void>;
}
