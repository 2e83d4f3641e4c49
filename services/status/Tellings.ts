import { fitsStatus, type HolderMessage } from "@sello/api";
import { type AuthorityId, type DocumentId, fromHex } from "@sello/sdk";
import type { AuditLog } from "../audit/AuditLog.ts";
import type { Transaction } from "../platform/database/Transaction.ts";
import { isSubordinate } from "../registry/isSubordinate.ts";
import type { Registry } from "../registry/Registry.ts";
import type { OwnedDocument } from "./DocumentStatus.ts";
import type { PgStatusStore } from "./PgStatusStore.ts";
import type { StatusObstacle } from "./StatusAct.ts";

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
    const outcomes = await Promise.all(
      documents.map((document) => this.#judge(document, owned.get(document), asked)),
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

  async #judge(
    document: DocumentId,
    owned: OwnedDocument | undefined,
    { authority, message }: TellingRequest,
  ): Promise<TellingOutcome> {
    const refused = (code: StatusObstacle | "telling.not_true") =>
      ({ document, outcome: "refused", code }) as const;
    if (owned === undefined) return refused("document.unknown");
    if (!(await isSubordinate(this.#registry, owned.owner, authority)))
      return refused("status.not_entitled");
    if (!fitsStatus(message, owned.value)) return refused("telling.not_true");
    return { document, outcome: "requested" };
  }
}
