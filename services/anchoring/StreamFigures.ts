import type { AuthorityId, DocumentTypeId } from "@sello/sdk";

/** What one authority issued of one type, by where it is on its way to the log. */
export type StreamFigures = {
  readonly authority: AuthorityId;
  readonly documentType: DocumentTypeId;
  /** Copies issued, ever. */
  readonly issued: number;
  /** In no batch yet. */
  readonly waiting: number;
  /** In a batch whose transaction is under way. */
  readonly underWay: number;
  /** In a batch that the contract refused. */
  readonly refused: number;
  readonly anchored: number;
  /** Age of the oldest copy that is not in the log; null when all are. */
  readonly oldestAgeMs: number | null;
};
