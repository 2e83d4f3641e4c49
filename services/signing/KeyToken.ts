import type { KeyKind, KeyOfKind } from "./keyKinds.ts";
import type { SealedKey } from "./SealedKeyStore.ts";

/** A key that was made in a token: its public half, and what is stored in place of the private one. */
export type KeyInToken = Pick<SealedKey, "public" | "sealed">;

/** A token (HSM, smart card) that makes private keys, keeps them and signs with them. None ever leaves it. */
export interface KeyToken {
  /** Whether it makes keys of this kind. */
  holds(kind: KeyKind): Promise<boolean>;
  /** @param kind one that it holds */
  generate(name: string, kind: KeyKind): Promise<KeyInToken>;
  /** The key as it is used. Whether it still is in the token is found out by who signs. */
  open<K extends KeyKind>(key: SealedKey, kind: K): KeyOfKind[K];
  /** Looks whether the key is there. Errors `token.key_missing`, `token.key_other`. */
  require(key: SealedKey): void;
  /** Takes away a key that is not going to be used. */
  remove(name: string, key: KeyInToken): void;
}
