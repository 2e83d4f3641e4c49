import type { StatusReason } from "@sello/api";
import type { AuthorityId, DocumentId } from "@sello/sdk";
import type { Transaction } from "../platform/database/Transaction.ts";

export type StatusValue = "valid" | "suspended" | "revoked";

/** A document's status: what the newest act asks for, and whether the chain has it yet. */
export type DocumentStatus = { readonly value: StatusValue; readonly effective: boolean };

export type Revocation = {
  readonly document: DocumentId;
  readonly reason: StatusReason;
  /** The authority for which the officer acts: the document's own or an ancestor of it. Not checked again here. */
  readonly actingAuthority: AuthorityId;
  /** Who acts, as the audit names them. */
  readonly officer: string;
};

/**
 * Status acts for those who change documents in a transaction of their own. An act on a document covers
 * all its copies: those that stand when the act is taken up, so whoever adds a copy calls `lock` first.
 */
export interface StatusActs {
  /**
   * Locks the documents' rows until `tx` ends, so that no act on them can come in between, and gives
   * what is asked of each now. An id that does not exist is missing from the answer.
   */
  lock(
    tx: Transaction,
    documents: readonly DocumentId[],
  ): Promise<ReadonlyMap<DocumentId, StatusValue>>;
  /** Asks for revocation, to commit with `tx`; the chain follows. A document revoked already stays as it is. */
  revoke(tx: Transaction, revocations: readonly Revocation[]): Promise<void>;
  /** The status of each document that exists. */
  statusOf(documents: readonly DocumentId[]): Promise<ReadonlyMap<DocumentId, DocumentStatus>>;
}
