import type { DocumentId } from "@sello/sdk";
import type { DocumentReader } from "../../issuing/DocumentReader.ts";
import type { PgDocumentStore } from "../../issuing/PgDocumentStore.ts";
import type { RecordDigests } from "../../issuing/RecordDigests.ts";
import type { StoredDocument } from "../../issuing/StoredDocument.ts";
import type { Queryable } from "../../platform/database/Transaction.ts";
import { NotFound } from "../../platform/errors.ts";
import { limits } from "../../platform/limits.ts";

type Parts = {
  readonly database: Queryable;
  readonly store: Pick<PgDocumentStore, "ofPerson">;
  readonly reader: Pick<DocumentReader, "stored">;
  readonly digests: Pick<RecordDigests, "person">;
};

/** The documents of a person, of whichever office, by the keyed digest of their ID number. */
export class PersonDocuments {
  readonly #parts: Parts;

  constructor(parts: Parts) {
    this.#parts = parts;
  }

  /** Those that no other took the place of, newest first. */
  all(idNumber: string): Promise<readonly StoredDocument[]> {
    const { store, digests } = this.#parts;
    return store.ofPerson(digests.person(idNumber), limits.residentDocuments);
  }

  /** Whether it is this person's, replaced ones too. */
  async has(idNumber: string, id: DocumentId): Promise<boolean> {
    const { database, digests } = this.#parts;
    const { rowCount } = await database.query(
      "select 1 from documents where id = $1 and person_key = any($2::bytea[])",
      [id, digests.person(idNumber)],
    );
    return rowCount > 0;
  }

  /** One, replaced ones too. Not this person's, or unknown: `NotFound` `document.unknown`. */
  async one(idNumber: string, id: DocumentId): Promise<StoredDocument> {
    if (await this.has(idNumber, id)) return this.#parts.reader.stored(id);
    throw new NotFound("document.unknown", "You have no such document.");
  }

  /** It, and those whose place it took, one after the other, itself first. */
  async lineOf(document: StoredDocument): Promise<readonly StoredDocument[]> {
    const line = [document];
    for (let before = document.replaces; before !== null && line.length < limits.revisionsShown; ) {
      const found = await this.#parts.reader.stored(before);
      line.push(found);
      before = found.replaces;
    }
    return line;
  }
}
