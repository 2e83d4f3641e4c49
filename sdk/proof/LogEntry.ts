import type { AuthorityId, DocumentTypeId } from "../ids.ts";

/** What the document log keeps of one batch: 112 bytes as leaf data. */
export interface LogEntry {
  readonly authority: AuthorityId;
  readonly documentType: DocumentTypeId;
  /** 32 bytes. */
  readonly batchRoot: Uint8Array;
  /** Documents in the batch, ≥ 1. */
  readonly count: number;
  /** Block timestamp, unix seconds. */
  readonly anchoredAt: number;
}
