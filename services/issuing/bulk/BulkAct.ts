import type { BulkAction, BulkActState, BulkReason } from "@sello/api";
import type { AuthorityId, DocumentId } from "@sello/sdk";
import type { PageCursor, Selection } from "../StoredDocument.ts";

/** Which documents are asked for, as `DocumentSelection` of the API; those named one by one apart. */
export type ShownSelection = { readonly by: "documents" | "filter" | "reach" } & Readonly<
  Record<string, unknown>
>;

export type NewBulkAct = {
  readonly id: string;
  readonly authority: AuthorityId;
  readonly requestedBy: string;
  readonly action: BulkAction;
  readonly reason: BulkReason;
  readonly selection: ShownSelection;
  /** Which documents are to be noted; null: they were named, and are noted already. */
  readonly request: Selection | null;
  readonly callerId: string;
  readonly idempotencyKey: string;
  /** SHA-256 of the body. */
  readonly bodyDigest: Buffer;
};

/** An act on many documents and how far it is. Times are Unix seconds. */
export type BulkAct = Omit<NewBulkAct, "callerId" | "idempotencyKey"> & {
  readonly cursor: PageCursor | null;
  readonly step: "collecting" | "acting";
  readonly state: BulkActState;
  readonly error: { readonly code: string } | null;
  readonly documents: number;
  readonly requested: number;
  readonly refused: number;
  readonly createdAt: number;
  readonly finishedAt: number | null;
};

export type BulkOutcome = {
  readonly document: DocumentId;
  readonly outcome: "waiting" | "requested" | "refused";
  /** Why it was refused. */
  readonly code: string | null;
};
