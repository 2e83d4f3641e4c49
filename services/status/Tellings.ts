import { fitsStatus, type HolderMessage } from "@sello/api";
import { type AuthorityId, type DocumentId, fromHex } from "@sello/sdk";
import type { AuditLog } from "../audit/AuditLog.ts";
import type { Transaction } from "../platform/database/Transaction.ts";
import type { Registry } from "../registry/Registry.ts";
import type { OwnedDocument } from "./DocumentStatus.ts";
import type { PgStatusStore } from "./PgStatusStore.ts";
import type { StatusObstacle } from "./StatusAct.ts";
import { ownerObstacle, subordinateOwners } from "./subordinateOwners.ts";

/** What became of the telling of one document. */
export type TellingOutcome =
  | { readonly document: DocumentId; readonly outcome: "requested" }
  | {
      readonly document: DocumentId;
      readonly outcome: "refused";
      readonly code: StatusObstacle | "telling.not_true";
    };

export type TellingRequest = {
  /** Each once. */
  readonly documents: readonly DocumentId[];
  readonly message: HolderMessage;
  /** The documents' own authority, or one above it. */
  readonly authority: AuthorityId;
  /** The bulk act that it is part of: by it, a document is told once. */
  readonly act: string;
  /** Who tells, as the audit names them. */
  readonly officer: string;
};

/**
 * Notes what the holders of documents are told. Who they are is not known here: each sees it with their own documents. A message
 * that is not true of a document is not told of it.
 */
export class Tellings {
  readonly #store: Pick<PgStatusStore, "lock">;
  readonly #registry: Registry;
  readonly #audit: AuditLog;

  constructor(parts: {
    readonly store: Pick<PgStatusStore, "lock">;
    readonly registry: Registry;
    readonly audit: AuditLog;
  }) {
    this.#store = parts.store;
    this.#registry = parts.registry;
    this.#audit = parts.audit;
  }

  /** To commit with `tx`. @returns one outcome a document, in the order given */
  async tellIn(tx: Transaction, asked: TellingRequest): Promise<readonly TellingOutcome[]> {
    const { documents, message, authority, act, officer } = asked;
    const owned = await this.#store.lock(tx, documents);
    const subordinate = await subordinateOwners(this.#registry, authority, owned);
    const outcomes = documents.map((document) =>
      judge(document, owned.get(document), message, subordinate),
    );
    const told = outcomes.filter(({ outcome }) => outcome === "requested");
    if (told.length === 0) return outcomes;
    await tx.query(
      `insert into document_tellings (document_id, bulk_act_id, authority_id, message)
       select document, $2, $3, $4 from unnest($1::uuid[]) as told (document)
       on conflict (document_id, bulk_act_id) do nothing`,
      [told.map(({ document }) => document), act, fromHex(authority), message],
    );
    const line = { actor: officer, action: "document.tell", subject: `bulk-act:${act}` };
    await this.#audit.record({ ...line, authority, data: { message, documents: told.length } }, tx);
    return outcomes;
  }
}

function judge(
  document: DocumentId,
  owned: OwnedDocument | undefined,
  message: HolderMessage,
  subordinate: ReadonlySet<AuthorityId>,
): TellingOutcome {
  const isTrue = owned !== undefined && fitsStatus(message, owned.value);
  const code = ownerObstacle(owned, subordinate) ?? (isTrue ? null : "telling.not_true");
  return code === null
    ? { document, outcome: "requested" }
    : { document, outcome: "refused", code };
}
