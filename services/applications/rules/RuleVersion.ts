import type { RuleVersionState } from "@sello/api";
import type { AuthorityId, DocumentId, Hex } from "@sello/sdk";
import type { RuleSignature } from "@sello/sdk/decision";

/** A version of the rules of an item. Times are unix seconds. */
export type RuleVersion = {
  readonly id: string;
  readonly item: string;
  /** Null: a draft that nobody is asked to sign. */
  readonly number: number | null;
  readonly authority: AuthorityId;
  /** Rules and cases as canonical JSON. */
  readonly rules: string;
  readonly cases: string;
  /** SHA-256 of `rules`, in base64url. */
  readonly rulesSha256: string;
  readonly state: RuleVersionState;
  readonly from: number;
  /** The first second at which it does not decide any more; null: until another does. */
  readonly until: number | null;
  /** Counts changes of a draft. */
  readonly revision: number;
  readonly changedBy: string;
  readonly changedAt: number;
  readonly document: DocumentId | null;
  readonly publishedAt: number | null;
};

/** An officer's signature under a version, or under a grant, and when it was given. */
export type KeptSignature = RuleSignature & { readonly at: number };

/** A version may decide without a person at this authority, until that ends. */
export type RuleGrant = {
  readonly id: string;
  readonly version: string;
  readonly authority: AuthorityId;
  readonly account: Hex;
  readonly grantedAt: number;
  readonly endedAt: number | null;
  readonly endedBy: string | null;
};
