import type { AuthorityId, AuthoritySlug, DocumentId } from "../domain/ids.ts";
import type { Claims } from "../registry/DocumentTypes.ts";

/** `pending` until the batch is in the log; `held` while its authority may not issue. */
export type DocumentState = "pending" | "held" | "anchored";

export type IssueRequest = {
  readonly authority: AuthorityId;
  /** Name of the document type, such as `driving-licence`. */
  readonly type: string;
  readonly claims: Claims;
  /** Public key of the holder, if the document is to be bound to one (`cnf`, RFC 7800). */
  readonly holderKey?: Readonly<Record<string, unknown>>;
};

export type IssuedDocument = {
  readonly id: DocumentId;
  readonly authority: AuthoritySlug;
  readonly type: string;
  readonly state: DocumentState;
  readonly revision: number;
  readonly issuedAt: number;
  readonly expiresAt: number | null;
  readonly replaces: DocumentId | null;
  readonly replacedBy: DocumentId | null;
  /** What the status acts say: `valid`, `suspended` or `revoked`, and whether the chain has it yet. */
  readonly status: {
    readonly value: "valid" | "suspended" | "revoked";
    readonly effective: boolean;
  };
};
