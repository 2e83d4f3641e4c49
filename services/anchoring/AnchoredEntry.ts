import type { AuthorityId, DocumentTypeId, Hex } from "@sello/sdk";

/** An entry of the document log, as in the contract's event. */
export type AnchoredEntry = {
  readonly index: number;
  readonly authority: AuthorityId;
  readonly documentType: DocumentTypeId;
  readonly batchRoot: Hex;
  /** Documents in the batch; a bigint where no number holds it, which no batch of ours has. */
  readonly count: number | bigint;
  /** Block timestamp, unix seconds. */
  readonly anchoredAt: number;
  /** RFC 9162 root of the log with this entry as its last. */
  readonly logRoot: Hex;
  readonly blockNumber: bigint;
  readonly transactionHash: Hex;
};

/** A size of the log with its root (32 bytes). */
export type LogHead = { readonly size: number; readonly root: Uint8Array };
