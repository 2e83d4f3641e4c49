import type { StatusAction, StatusReason } from "@sello/api";
import type { AuthorityId, DocumentId, Hex } from "@sello/sdk";
import type { StatusPlace } from "./StatusPlaces.ts";

export type StatusActState = "requested" | "sent" | "effective" | "refused";

export type NewStatusAct = {
  readonly id: string;
  readonly document: DocumentId;
  readonly action: StatusAction;
  readonly reason: StatusReason;
  readonly actingAuthority: AuthorityId;
  readonly officer: string;
  /** Of a mandate that ended: the act is on its copies alone, and none on the document. */
  readonly mandate?: string;
};

/** The current state of an act. Times in unix seconds. */
export type RecordedAct = NewStatusAct & {
  readonly state: StatusActState;
  readonly requestedAt: number;
  readonly effectiveAt: number | null;
  /** The chain transaction that carried it, once it was signed. */
  readonly transactionHash: Hex | null;
  /** Decimal; null until the transaction is mined. */
  readonly blockNumber: string | null;
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
