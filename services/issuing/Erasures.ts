import type { DocumentId } from "@sello/sdk";
import type { Queryable, Transactor } from "../platform/database/Transaction.ts";
import { Conflict } from "../platform/errors.ts";
import type { LockedStatus } from "../status/DocumentStatus.ts";
import type { Statuses } from "../status/Statuses.ts";
import type { DocumentReader } from "./DocumentReader.ts";
import type { StoredDocument } from "./StoredDocument.ts";

type Parts = {
  readonly database: Queryable & Transactor;
  readonly reader: Pick<DocumentReader, "stored" | "hasExpired">;
  readonly statuses: Pick<Statuses, "lock">;
};

/**
 * Erases what documents say: their keys, and the digests that name them. Nobody can read them again, we included. Their
 * places in the log and in status lists stay, which say nothing of anybody.
 */
export class Erasures {
  readonly #parts: Parts;

  constructor(parts: Parts) {
    this.#parts = parts;
  }

  /**
   * The document, and those whose place it took, which say the same of the same. Erased before: done again, to the same
   * end. Unknown: `NotFound` `document.unknown`. In force: `Conflict` `document.in_force`, for it could be neither
   * renewed nor found again. Not in the log: `Conflict` `document.pending`, for it may have to be signed again.
   */
  async erase(id: DocumentId): Promise<readonly DocumentId[]> {
    const { database, reader, statuses } = this.#parts;
    const document = await reader.stored(id);
    if (document.anchoring !== "anchored")
      throw new Conflict("document.pending", "The document is not in the log yet; try again.", {
        document: id,
      });
    return database.transaction(async (tx) => {
      const status = (await statuses.lock(tx, [id])).get(id);
      if (!this.#hasEnded(document, status))
        throw new Conflict("document.in_force", "The document is in force: revoke it first.", {
          document: id,
        });
      const { rows } = await tx.query<{ id: DocumentId }>(eraseWithPredecessors, [id]);
      return rows.map((row) => row.id);
    });
  }

  #hasEnded(document: StoredDocument, status: LockedStatus | undefined): boolean {
    const isRevoked = status?.value === "revoked" && status.effective;
    return document.replacedBy !== null || isRevoked || this.#parts.reader.hasExpired(document);
  }
}

const eraseWithPredecessors = `
  with recursive line as (
    select id, stream_id, replaces from documents where id = $1
    union
    select d.id, d.stream_id, d.replaces from documents d join line on d.id = line.replaces
  ), noted as (
    insert into erasures (document_id) select id from line on conflict do nothing
  ), forgotten as (
    delete from idempotency_keys k using line where k.document_id = line.id
  )
  update documents d set natural_key = null, claims_digest = null, person_key = null, name_key = null,
    wrapped_key = null, erased_at = coalesce(d.erased_at, now())
  from line where d.id = line.id and d.stream_id = line.stream_id
  returning d.id`;
