import type { AuthorityId } from "@sello/sdk";
import type { Transaction, Transactor } from "../platform/database/Transaction.ts";
import type { ApiKey } from "./ApiKey.ts";

/** Keeps API keys. `digest` is the SHA-256 of the secret, 32 bytes: the secret itself is never stored. */
export interface ApiKeyStore extends Transactor {
  insert(tx: Transaction, key: ApiKey, digest: Uint8Array): Promise<void>;
  byDigest(digest: Uint8Array): Promise<ApiKey | null>;
  byId(id: string): Promise<ApiKey | null>;
  /** Newest first, revoked and expired ones included. */
  list(authorities: readonly AuthorityId[]): Promise<readonly ApiKey[]>;
  /** @returns false when it was revoked before */
  revoke(tx: Transaction, id: string, at: number): Promise<boolean>;
  /** Sets how many documents a day may be issued with it, counting what was issued today. @param perDay null: any number */
  setLimit(tx: Transaction, id: string, perDay: number | null): Promise<void>;
  /** Notes that the key was used, unless that was noted less than `intervalSeconds` before `at`. */
  touch(id: string, at: number, intervalSeconds: number): Promise<void>;
}
