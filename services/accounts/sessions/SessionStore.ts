import type { Hex } from "@sello/sdk";
import type { Transaction, Transactor } from "../../platform/database/Transaction.ts";

/** Times are unix seconds; `account` is lowercase. */
export type StoredSession = {
  readonly id: string;
  readonly account: Hex;
  readonly browser: string;
  readonly startedAt: number;
  /** Right to about a minute. */
  readonly lastUsedAt: number;
  readonly endsAt: number;
  /** When the account was last signed in before this session; null: never. It does not change while the session goes on. */
  readonly beforeAt: number | null;
};

/** Keeps sessions. `digest` is the SHA-256 of the token, 32 bytes: the token itself is never stored. */
export interface SessionStore extends Transactor {
  insert(tx: Transaction, session: StoredSession, digest: Uint8Array): Promise<void>;
  byDigest(digest: Uint8Array): Promise<StoredSession | null>;
  byId(id: string): Promise<StoredSession | null>;
  /** Newest first, those that have ended included until they are deleted. */
  ofAccount(account: Hex): Promise<readonly StoredSession[]>;
  /** Notes that the session, and with it its account, was there. */
  touch(id: string, at: number): Promise<void>;
  /** Notes that the account was there. @returns when it was before; null: never */
  visit(tx: Transaction, account: Hex, at: number): Promise<number | null>;
  /** @returns the ids of those that were there */
  remove(tx: Transaction, ids: readonly string[]): Promise<readonly string[]>;
  /** Deletes all that ended before, or were last used before `idleSince`. */
  forget(tx: Transaction, now: number, idleSince: number): Promise<void>;
}
