import type { AuthorityId, DocumentTypeId, Hex } from "@sello/sdk";
import type { DeploymentId } from "../ledger/deployment/Deployment.ts";
import type { Revert } from "../ledger/Settled.ts";

/** The closed batch that a copy is in. */
export type CopyBatch = {
  readonly id: number;
  /** In whose log it is, or will be. */
  readonly deployment: DeploymentId;
  /** The copy's leaf in its tree. Batches of before migration 0121 have them in the order of issue. */
  readonly leafIndex: number;
  readonly count: number;
  readonly root: Hex;
  readonly state: "closed" | "refused" | "anchored";
  readonly error: Revert | null;
  /** Null until it is in the log. */
  readonly logIndex: number | null;
  readonly anchoredAt: number | null;
};

/** The transaction that appended a batch to the log. */
export type AppendedBy = {
  readonly transactionHash: Hex;
  /** Decimal. */
  readonly blockNumber: string;
};

/** A copy on its way to the log. */
export type CopyPlace = {
  readonly authority: AuthorityId;
  readonly documentType: DocumentTypeId;
  readonly seq: number;
  /** RFC 9162 leaf hash of the copy's JWT, 32 bytes. */
  readonly leafHash: Uint8Array;
  readonly batch: CopyBatch | null;
  /**
   * From the leaf's sibling to the root of its batch, as stored: not verified. Empty for a batch of one, and
   * until the batch is anchored.
   */
  readonly path: readonly Uint8Array[];
};
