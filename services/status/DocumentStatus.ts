import type { StatusReason } from "@sello/api";
import type { AuthorityId } from "@sello/sdk";

export type StatusValue = "valid" | "suspended" | "revoked";

/** A document's status: what the newest act asks for, and whether the chain has it yet. */
export type DocumentStatus = { readonly value: StatusValue; readonly effective: boolean };

/** What is asked of a document now, read under its lock. */
export type LockedStatus = DocumentStatus & {
  /** Why it was revoked; null for one that is not, or that was revoked by an act that is not ours. */
  readonly revokedFor: StatusReason | null;
};

/** A document with the authority that owns it, and its status. */
export type OwnedDocument = LockedStatus & { readonly owner: AuthorityId };
