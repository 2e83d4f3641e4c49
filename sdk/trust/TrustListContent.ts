import type { Hex } from "../ids.ts";
import type { Authority, AuthorityKey, DocumentType } from "./TrustList.ts";

// List 1: all of it in one signed text. It is read into the same shape as list 2 (contentToHead).

/** A key under a name for people; `key` is a C2SP vkey. */
export interface NamedKey {
  readonly name: string;
  readonly key: string;
}

/** A witness: `key` is a vkey of type 0x04. */
export interface NamedWitness extends NamedKey {
  /** vkey of type 0x06 under the same key name; missing for a witness that has none. */
  readonly postQuantumKey?: string;
}

/** An authority of list 1, which knows of no distrusted keys. */
export type ListedAuthority = Omit<Authority, "keys"> & {
  readonly keys: readonly Omit<AuthorityKey, "distrustedFrom">[];
};

/** The JSON members of a trust list 1, as they are written. */
export interface TrustListContent {
  readonly version: number;
  readonly issuedAt: number;
  readonly validUntil: number;
  readonly publicUrl: string;
  readonly chain: {
    readonly id: number;
    readonly registry: Hex;
    readonly log: Hex;
    readonly statusLists: Hex;
  };
  readonly log: { readonly origin: string; readonly key: string };
  readonly witnesses: readonly NamedWitness[];
  readonly quorum: number;
  readonly signers: readonly NamedKey[];
  readonly signerQuorum: number;
  readonly authorities: readonly ListedAuthority[];
  readonly documentTypes: readonly DocumentType[];
}
