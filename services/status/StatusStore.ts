import type { StatusAction, StatusReason } from "@sello/api";
import type { AuthorityId, DocumentId, Hex } from "@sello/sdk";
import type { Transaction, Transactor } from "../platform/database/Transaction.ts";
import type { DocumentStatus } from "./StatusActs.ts";
import type { StatusPlace } from "./StatusPlaces.ts";

export type StatusActState = "requested" | "sent" | "effective" | "refused";

/** A document with the authority that owns it, and its status. */
export type OwnedDocument = DocumentStatus & { readonly owner: AuthorityId };

export type NewStatusAct = {
  readonly id: string;
  readonly document: DocumentId;
  readonly action: StatusAction;
  readonly reason: StatusReason;
  readonly actingAuthority: AuthorityId;
  readonly officer: string;
};

/** An act as it stands. Times in unix seconds. */
export type RecordedAct = NewStatusAct & {
  readonly state: StatusActState;
  readonly requestedAt: number;
  readonly effectiveAt: number | null;
  /** The chain transaction that carried it, once it was signed. */
  readonly transactionHash: Hex | null;
  /** Why it was refused: the contract's error, decoded, or a code of ours. */
  readonly error: Readonly<Record<string, unknown>> | null;
};

/** An act to be written to the chain, with the places of all the document's copies. */
export type OpenAct = {
  readonly id: string;
  readonly action: StatusAction;
  readonly owner: AuthorityId;
  readonly actingAuthority: AuthorityId;
  readonly places: readonly StatusPlace[];
  /** The chain has one of the copies as revoked. */
  readonly revoked: boolean;
};

export type Settlement = { readonly effective: number; readonly refused: number };

/** Keeps status acts. */
export interface StatusStore extends Transactor {
  /**
   * Locks the documents until `tx` ends and reads them after, so that what is read stays true.
   * Ids that do not exist are missing from the answer.
   */
  lock(
    tx: Transaction,
    documents: readonly DocumentId[],
  ): Promise<ReadonlyMap<DocumentId, OwnedDocument>>;
  statusOf(documents: readonly DocumentId[]): Promise<ReadonlyMap<DocumentId, OwnedDocument>>;
  /** The documents must be locked: their acts are numbered in the order of these calls. */
  insert(tx: Transaction, acts: readonly NewStatusAct[]): Promise<void>;
  /** The acts on a document, oldest first. */
  history(document: DocumentId): Promise<readonly RecordedAct[]>;
  /**
   * Locks up to `limit` requested acts, oldest first, skipping those that another worker holds and those
   * whose document has an older act that is not settled: that keeps the order of acts on one document.
   */
  takeRequested(tx: Transaction, limit: number): Promise<readonly OpenAct[]>;
  markSent(tx: Transaction, acts: readonly string[], transactionId: bigint): Promise<void>;
  refuse(
    tx: Transaction,
    acts: readonly string[],
    error: Readonly<Record<string, unknown>>,
  ): Promise<void>;
  /**
   * Settles sent acts whose block the indexer has read: refused with the contract's error if the transaction
   * reverted; refused with `status.revoked_is_final` if the document was revoked by then, so that the act
   * meant nothing; else effective.
   */
  settle(): Promise<Settlement>;
  /** Back to `sent`: after a reorganisation, the acts of this transaction are to be settled again. */
  reopen(tx: Transaction, transactionId: bigint): Promise<void>;
}
