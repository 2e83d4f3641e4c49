import type { AuthorityId } from "@sello/sdk";
import type { KeyKind } from "./keyKinds.ts";

/** A private key at rest, with its public half in the clear; of a key in a token the place where it is. */
export type SealedKey = {
  readonly name: string;
  readonly kind: KeyKind;
  /** Whose signing key it is; null for keys of the service and of officers. */
  readonly authority: AuthorityId | null;
  readonly public: Readonly<Record<string, unknown>>;
  /** As `KeySealer` seals it, or a place in a token (`token/TokenReference.ts`). */
  readonly sealed: Uint8Array;
  /** How often all keys have been sealed with another secret; 0 where that does not happen. */
  readonly generation?: number;
};

export interface SealedKeyStore {
  find(name: string): Promise<SealedKey | null>;
  /** The key sealed first, of those that are in no token; null before the first. */
  oldest(): Promise<SealedKey | null>;
  /** Oldest first. */
  ofAuthority(authority: AuthorityId): Promise<readonly SealedKey[]>;
  /**
   * Stores the key, unless one of this name exists: a second call gets the first one's.
   * @returns null when the sealed keys that are there are of another generation: nothing was stored
   */
  keepFirst(key: SealedKey): Promise<SealedKey | null>;
}
