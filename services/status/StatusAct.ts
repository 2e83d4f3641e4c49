import { fitsAction, isStatusReason, type StatusAction, type StatusReason } from "@sello/api";
import type { AuthorityId, AuthoritySlug, DocumentId, Hex, LocalizedText } from "@sello/sdk";
import { InvalidInput, LimitExceeded } from "../platform/errors.ts";
import { limits } from "../platform/limits.ts";
import type { Authority } from "../registry/Registry.ts";
import type { StatusValue } from "./DocumentStatus.ts";
import type { StatusActState } from "./RecordedAct.ts";

/** What an officer asks for: one act on one or many documents. */
export type StatusActRequest = {
  /** Each once; one given twice is acted on once. */
  readonly documents: readonly DocumentId[];
  readonly action: StatusAction;
  /** One of `statusReasons` that fits the action. */
  readonly reason: string;
  /** The authority for which the officer acts: the documents' own or an ancestor of it. */
  readonly actingAuthority: AuthorityId;
  /** Who acts, as history and audit name them. */
  readonly officer: string;
};

/** A revocation that is part of another change of the document, such as its renewal. */
export type Revocation = {
  readonly document: DocumentId;
  readonly reason: StatusReason;
  /** The authority for which the officer acts: the document's own or an ancestor of it. Not checked again here. */
  readonly actingAuthority: AuthorityId;
  /** Who acts, as the audit names them. */
  readonly officer: string;
};

/** Why nothing is done to one document. */
export type StatusObstacle =
  | "document.unknown"
  | "status.not_entitled"
  | "status.already_suspended"
  | "status.already_revoked"
  | "status.revoked_is_final"
  | "status.not_suspended";

/** What became of the request for one document. */
export type StatusActOutcome =
  | { readonly document: DocumentId; readonly outcome: "requested"; readonly act: string }
  | { readonly document: DocumentId; readonly outcome: "refused"; readonly code: StatusObstacle };

/** An act as history shows it. Times in unix seconds. */
export type StatusActRecord = {
  readonly id: string;
  readonly action: StatusAction;
  readonly reason: { readonly code: StatusReason; readonly text: LocalizedText };
  readonly by: ActingAuthority;
  readonly officer: string;
  readonly state: StatusActState;
  readonly requestedAt: number;
  readonly effectiveAt: number | null;
  readonly transactionHash: Hex | null;
  /** Decimal; null until the transaction is mined. */
  readonly blockNumber: string | null;
  readonly error: Readonly<Record<string, unknown>> | null;
};

/** An authority as verdicts and history name it. */
export type ActingAuthority = {
  readonly id: AuthorityId;
  readonly slug: AuthoritySlug;
  readonly name: LocalizedText;
};

export const toActingAuthority = ({ id, slug, name }: Authority): ActingAuthority => ({
  id,
  slug,
  name,
});

/** Why a document that is `value` cannot take `action`; null when it can. */
export function actionObstacle(value: StatusValue, action: StatusAction): StatusObstacle | null {
  if (value === "revoked") {
    return action === "revoke" ? "status.already_revoked" : "status.revoked_is_final";
  }
  if (action === "suspend" && value === "suspended") return "status.already_suspended";
  if (action === "reinstate" && value === "valid") return "status.not_suspended";
  return null;
}

/**
 * The request's reason, once its form is found good.
 * Throws `InvalidInput` (`status.no_documents`, `status.unknown_reason`, `status.reason_does_not_fit`,
 * `status.officer`) or `LimitExceeded` (`status.too_many_documents`).
 */
export function checkActRequest(request: StatusActRequest): StatusReason {
  const { documents, action, reason, officer } = request;
  if (documents.length === 0)
    throw new InvalidInput("status.no_documents", "No document is named.");
  if (documents.length > limits.statusActs) {
    throw new LimitExceeded("status.too_many_documents", "Too many documents in one request.", {
      limit: limits.statusActs,
      unit: "documents",
    });
  }
  if (officer.length === 0 || officer.length > limits.officerCharacters) {
    throw new InvalidInput("status.officer", "An act needs the name of who acts.");
  }
  if (!isStatusReason(reason)) {
    throw new InvalidInput("status.unknown_reason", "There is no such reason.");
  }
  if (!fitsAction(reason, action)) {
    throw new InvalidInput("status.reason_does_not_fit", "The reason is not one for this act.");
  }
  return reason;
}
