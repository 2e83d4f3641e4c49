import type {
  AuthorityId,
  AuthoritySlug,
  DocumentTypeId,
  LocalizedText,
  ValidatorTerm,
} from "@sello/sdk";
import type { AuthorityRecord, AuthorityTree, Fault } from "@sello/sdk/trust";

/** An authority with its history, as the registry contract's events tell it. */
export type Authority = AuthorityRecord & {
  readonly slug: AuthoritySlug;
  readonly name: LocalizedText;
  /** What of it no reader represents, and so is in no trust list; its keys of `key.time` are not in `keys` either. */
  readonly faults: readonly Fault[];
};

/** All authorities as of one block, with every question about a time that the contract answers too. */
export type RegistrySnapshot = AuthorityTree<Authority> & {
  /** Beginnings of issuers' URLs that the city ever granted beside its own. */
  readonly grantedPrefixes: readonly string[];
  /** Of the chain's validators, as the registry records them; no contract asks for them. */
  readonly validators: readonly ValidatorTerm[];
};

/** Why an authority may not issue a type at a time; null when it may. */
export type IssuingObstacle =
  | { readonly code: "authority.inactive"; readonly authority: AuthorityId }
  | { readonly code: "authority.unaccredited"; readonly authority: AuthorityId }
  /** No trust list has it, so nobody could verify what it issues. */
  | { readonly code: "authority.left_out"; readonly authority: AuthorityId };

/** The tree of authorities, read from the chain's events. All reads are of one consistent block. */
export interface Registry {
  /** Unknown: `NotFound` `authority.unknown`. */
  bySlug(slug: AuthoritySlug): Promise<Authority>;
  byId(id: AuthorityId): Promise<Authority>;
  /** The authority and all above it, the city last. Unknown: `NotFound` `authority.unknown`. */
  lineage(id: AuthorityId): Promise<readonly Authority[]>;
  all(): Promise<readonly Authority[]>;
  /** @param at unix seconds */
  issuingObstacle(
    id: AuthorityId,
    type: DocumentTypeId,
    at: number,
  ): Promise<IssuingObstacle | null>;
}

/** A registry that follows the chain: one process may be a moment behind another one. */
export interface FollowingRegistry extends Registry {
  /** Takes in all that was recorded before the call. */
  catchUp(): Promise<void>;
}
