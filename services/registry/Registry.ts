import type { AuthorityId, AuthoritySlug, DocumentTypeId, Hex } from "../platform/ids.ts";
import type { LocalizedText } from "../platform/LocalizedText.ts";

export type AuthorityKind = "city" | "district" | "industry" | "department";
export type AuthorityState = "active" | "suspended" | "retired";

/** Holds from `from` (inclusive) until `until` (exclusive; null: still). Unix seconds. */
export type Interval = { readonly from: number; readonly until: number | null };

type StateInterval = Interval & { readonly state: AuthorityState };
type AccreditationInterval = Interval & {
  readonly documentType: DocumentTypeId;
  readonly delegate: boolean;
};
/** A signing key as the contract knows it: by RFC 7638 thumbprint (32 bytes). */
export type KeyInterval = Interval & { readonly thumbprint: Hex };
type OfficerInterval = Interval & { readonly address: Hex; readonly roles: number };

/** An authority with its history, as told by the registry contract's events. */
export type Authority = {
  readonly id: AuthorityId;
  readonly slug: AuthoritySlug;
  readonly issuer: string;
  readonly name: LocalizedText;
  readonly kind: AuthorityKind;
  readonly parent: AuthorityId | null;
  readonly states: readonly StateInterval[];
  readonly keys: readonly KeyInterval[];
  readonly accreditations: readonly AccreditationInterval[];
  readonly officers: readonly OfficerInterval[];
};

/** Why an authority may not issue a type at a time; null when it may. */
export type IssuingObstacle =
  | { readonly code: "authority.inactive"; readonly authority: AuthorityId }
  | { readonly code: "authority.unaccredited"; readonly authority: AuthorityId };

/** The tree of authorities, read from the chain's events. All reads are of one consistent block. */
export interface Registry {
  /** Unknown: `NotFound` `authority.unknown`. */
  bySlug(slug: AuthoritySlug): Promise<Authority>;
  byId(id: AuthorityId): Promise<Authority>;
  all(): Promise<readonly Authority[]>;
  /** @param at unix seconds */
  issuingObstacle(
    id: AuthorityId,
    type: DocumentTypeId,
    at: number,
  ): Promise<IssuingObstacle | null>;
}
