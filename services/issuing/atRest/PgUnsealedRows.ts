import { authorityIdFrom, type DocumentId, documentTypeIdFrom } from "@sello/sdk";
import type { Database } from "../../platform/database/Database.ts";
import type { Row, Transaction } from "../../platform/database/Transaction.ts";
import { limits } from "../../platform/limits.ts";
import type { SealedRow, UnsealedCopy, UnsealedDocument } from "./UnsealedDocument.ts";

type DocumentRow = Row & {
  id: DocumentId;
  authority_id: Buffer;
  document_type_id: Buffer;
  digest_generation: number;
};
type CopyRow = Row & {
  document_id: DocumentId;
  stream_id: number;
  seq: string;
  status_list: number;
  status_index: number;
  jwt: string;
  disclosures: string;
};

/** Rows of before migration 0098, whose claims lie in the open. */
export class PgUnsealedRows {
  readonly #database: Database;

  constructor(database: Database) {
    this.#database = database;
  }

  /** How many documents wait; null: the tables are gone. */
  async waiting(): Promise<number | null> {
    return orGone(async () => {
      const { rows } = await this.#database.query<{ n: string }>(
        "select count(*) as n from documents_unsealed",
      );
      return Number(rows[0]?.n);
    });
  }

  /**
   * Moves some documents with their copies, in one transaction: killed at any point, a document is in one place.
   * @returns how many were moved; null: the tables are gone
   */
  movePiece(
    seal: (documents: readonly UnsealedDocument[]) => Promise<readonly SealedRow[]>,
  ): Promise<number | null> {
    const move = async (tx: Transaction): Promise<number> => {
      const documents = await selectPiece(tx);
      if (documents.length === 0) return 0;
      const ids = documents.map(({ id }) => id);
      const sealed = await seal(documents);
      await insertDocuments(tx, sealed);
      await insertCopies(tx, sealed);
      await tx.query("select mark_documents($1::uuid[])", [ids]);
      await tx.query("delete from copies_unsealed where document_id = any($1::uuid[])", [ids]);
      await tx.query("delete from documents_unsealed where id = any($1::uuid[])", [ids]);
      return documents.length;
    };
    return orGone(() => this.#database.transaction(move));
  }

  /** Once nothing is in them. */
  async drop(): Promise<void> {
    await this.#database.query("drop table if exists documents_unsealed, copies_unsealed");
  }
}

const undefinedTable = "42P01";

/** Null when another process was done first, and the tables are gone. */
async function orGone(work: () => Promise<number>): Promise<number | null> {
  try {
    return await work();
  } catch (error) {
    if (error instanceof Error && "code" in error && error.code === undefinedTable) return null;
    throw error;
  }
}

async function selectPiece(tx: Transaction): Promise<readonly UnsealedDocument[]> {
  const { rows } = await tx.query<DocumentRow>(
    `select d.id, s.authority_id, s.document_type_id, d.digest_generation
     from documents_unsealed d join streams s on s.id = d.stream_id
     order by d.id limit $1 for update of d skip locked`,
    [limits.unsealedPerPiece],
  );
  const copies = await tx.query<CopyRow>(
    `select document_id, stream_id, seq, status_list, status_index, jwt, disclosures from copies_unsealed
     where document_id = any($1::uuid[]) order by document_id, copy_number`,
    [rows.map(({ id }) => id)],
  );
  const byDocument = Map.groupBy(copies.rows, ({ document_id }) => document_id);
  return rows.map((row) => ({
    id: row.id,
    authority: authorityIdFrom(row.authority_id),
    documentType: documentTypeIdFrom(row.document_type_id),
    generation: row.digest_generation,
    copies: (byDocument.get(row.id) ?? []).map(toCopy),
  }));
}

const toCopy = (row: CopyRow): UnsealedCopy => ({
  stream: row.stream_id,
  seq: row.seq,
  place: { list: row.status_list, index: row.status_index },
  jwt: row.jwt,
  disclosures: row.disclosures === "" ? [] : row.disclosures.split("~"),
});

async function insertDocuments(tx: Transaction, sealed: readonly SealedRow[]): Promise<void> {
  await tx.query(
    `insert into documents (id, created_at, expires_at, stream_id, revision, digest_generation,
       person_generation, natural_key, claims_digest, person_key, name_key, wrapped_key, replaces, replaced_by)
     select d.id, d.created_at, d.expires_at, d.stream_id, d.revision, d.digest_generation,
       d.person_generation, d.natural_key, d.claims_digest, d.person_key, n.name_key, n.wrapped_key,
       d.replaces, d.replaced_by
     from unnest($1::uuid[], $2::bytea[], $3::bytea[]) as n (id, name_key, wrapped_key)
     join documents_unsealed d on d.id = n.id`,
    [
      sealed.map(({ id }) => id),
      sealed.map(({ nameKey }) => nameKey),
      sealed.map(({ wrappedKey }) => wrappedKey),
    ],
  );
}

async function insertCopies(tx: Transaction, sealed: readonly SealedRow[]): Promise<void> {
  const copies = sealed.flatMap((document) => document.copies);
  await tx.query(
    `insert into copies (seq, created_at, document_id, stream_id, header, copy_number, status_list,
       status_index, leaf, content)
     select c.seq, c.created_at, c.document_id, c.stream_id, n.header, c.copy_number, c.status_list,
       c.status_index, n.leaf, n.content
     from unnest($1::int[], $2::bigint[], $3::int[], $4::bytea[], $5::bytea[])
       as n (stream_id, seq, header, leaf, content)
     join copies_unsealed c on c.stream_id = n.stream_id and c.seq = n.seq`,
    [
      copies.map(({ stream }) => stream),
      copies.map(({ seq }) => seq),
      copies.map(({ header }) => header),
      copies.map(({ leaf }) => Buffer.from(leaf)),
      copies.map(({ content }) => content),
    ],
  );
}
