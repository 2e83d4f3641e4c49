import type { AuthorityId } from "@sello/sdk";

export type StatusValue = "valid" | "suspended" | "revoked";

/** A document's status: what the newest act asks for, and whether the chain has it yet. */
export type DocumentStatus = { readonly value: StatusValue; readonly effective: boolean };

/** A document with the authority that owns it, and its status. */
export type OwnedDocument = DocumentStatus & { readonly owner: AuthorityId };
