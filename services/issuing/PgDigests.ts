import { type DocumentId, type DocumentTypeId, documentTypeIdFrom } from "@sello/sdk";
import type { Queryable, Row, Transaction, Transactor } from "../platform/database/Transaction.ts";
import { type SealedCopy, sealedColumns, toSealedCopy } from "./atRest/selectSealed.ts";
import { type DigestPurpose, nameOfSecret } from "./DigestGenerations.ts";
import type { RecordName } from "./DocumentDraft.ts";

/** A document by its digests of before, and what it says. */
export type NamedDocument = {
  readonly id: DocumentId;
  readonly documentType: DocumentTypeId;
  readonly naturalKey: Buffer;
  readonly claimsDigest: Buffer;
  readonly generation: number;
  readonly personKey: Buffer | null;
  readonly personGeneration: number;
  /** Its first copy. */
  readonly copy: SealedCopy;
};

/** New digests of a document; those that are null stay as they are. */
export type NewDigests = {
  readonly id: DocumentId;
  readonly name: Pick<RecordName, "naturalKey" | "claimsDigest" | "nameKey"> | null;
  readonly personKey: Buffer | null;
};

type NamedRow = Row &
  Parameters<typeof toSealedCopy>[0] & {
    id: DocumentId;
    document_type_id: Buffer;
    natural_key: Buffer;
    claims_digest: Buffer;
    digest_generation: number;
    person_key: Buffer | null;
    person_generation: number;
  };

/** Generations of the secrets that digests are keyed with, and the documents that are named with each. */
export class PgDigests {
  readonly #database: Queryable & Transactor;

  constructor(database: Queryable & Transactor) {
    this.#database = database;
  }

  transaction<T>(work: (tx: Transaction) => Promise<T>): Promise<T> {
    return this.#database.transaction(work);
  }

  async newest(): Promise<number> {
    const { rows } = await this.#database.query<{ newest: number }>(
      "select max(generation)::int as newest from digest_generations",
    );
    return rows[0]?.newest ?? 0;
  }

  /** Begins a generation for both purposes; once is enough. */
  async begin(generation: number): Promise<void> {
    await this.#database.query(
      `insert into digest_generations (purpose, generation)
       values ('records', $1), ('requests', $1) on conflict do nothing`,
      [generation],
    );
  }

  /** New documents of every stream are named with it from now on. Each stream by itself: an import holds its lock for long. */
  async switchStreams(generation: number): Promise<void> {
    const { rows } = await this.#database.query<{ id: number }>(
      "select id from streams where digest_generation < $1 order by id",
      [generation],
    );
    for (const { id } of rows)
      await this.#database.query("update streams set digest_generation = $2 where id = $1", [
        id,
        generation,
      ]);
  }

  /** Documents in the order of their ids, those of before alone; locked until the transaction ends. */
  async page(
    tx: Transaction,
    generation: number,
    after: DocumentId | null,
    limit: number,
  ): Promise<readonly NamedDocument[]> {
    const { rows } = await tx.query<NamedRow>(
      `select d.id, s.document_type_id, d.natural_key, d.claims_digest, d.digest_generation,
         d.person_key, d.person_generation, ${sealedColumns}
       from documents d
       join streams s on s.id = d.stream_id
       join copies c on c.document_id = d.id and c.stream_id = d.stream_id and c.copy_number = 0
       join jwt_headers h on h.id = c.header
       where ($2::uuid is null or d.id > $2) and d.erased_at is null
         and (d.digest_generation < $1 or (d.person_key is not null and d.person_generation < $1))
       order by d.id limit $3
       for update of d`,
      [generation, after, limit],
    );
    return rows.map(toDocument);
  }

  async rename(tx: Transaction, generation: number, named: readonly NewDigests[]): Promise<void> {
    const names = named.flatMap(({ id, name }) => (name === null ? [] : [{ id, ...name }]));
    await tx.query(
      `update documents d
       set natural_key = n.natural_key, claims_digest = n.claims_digest, name_key = n.name_key,
         digest_generation = $1
       from unnest($2::uuid[], $3::bytea[], $4::bytea[], $5::bytea[])
         as n (id, natural_key, claims_digest, name_key)
       where d.id = n.id`,
      [
        generation,
        names.map(({ id }) => id),
        names.map(({ naturalKey }) => naturalKey),
        names.map(({ claimsDigest }) => claimsDigest),
        names.map(({ nameKey }) => nameKey),
      ],
    );
    const persons = named.filter(({ personKey }) => personKey !== null);
    await tx.query(
      `update documents d set person_key = p.person_key, person_generation = $1
       from unnest($2::uuid[], $3::bytea[]) as p (id, person_key) where d.id = p.id`,
      [generation, persons.map(({ id }) => id), persons.map(({ personKey }) => personKey)],
    );
  }

  /** Generations before this one with which no record is named any more are kept for persons alone. */
  async keepForPersons(before: number): Promise<void> {
    await this.#database.query(
      `update digest_generations g set persons_only = true
       where purpose = 'records' and generation < $1
         and not exists (select from documents where digest_generation <= g.generation and erased_at is null)`,
      [before],
    );
  }

  /** Ends the generations before one with which neither a record nor a person is named any more. */
  endRecords(before: number): Promise<number> {
    return this.#end("records", before);
  }

  /** Ends generations of requests with which nothing is remembered any more, but for the newest. */
  endRequests(): Promise<number> {
    return this.#end("requests", null);
  }

  /**
   * Who writes under a generation holds the lock of a stream that names its documents with that one, or with one of
   * before. So once all streams are past it, what was written under it is seen here.
   * @returns how many secrets were erased
   */
  #end(purpose: DigestPurpose, before: number | null): Promise<number> {
    return this.#database.transaction(async (tx) => {
      const { rows } = await tx.query<{ generation: number }>(
        `delete from digest_generations g
         where purpose = $1 and ($2::int is null or generation < $2)
           and generation < (select max(generation) from digest_generations where purpose = $1)
           and not exists (select from streams where digest_generation <= g.generation)
           and not exists (select from idempotency_keys
             where $1 = 'requests' and keyed and digest_generation <= g.generation)
           and not exists (select from documents where $1 = 'records' and erased_at is null and (
             digest_generation <= g.generation
             or (person_key is not null and person_generation <= g.generation)))
         returning generation`,
        [purpose, before],
      );
      const names = rows.map(({ generation }) => nameOfSecret(purpose, generation));
      await tx.query("delete from sealed_keys where name = any($1)", [names]);
      return rows.length;
    });
  }
}

const toDocument = (row: NamedRow): NamedDocument => ({
  id: row.id,
  documentType: documentTypeIdFrom(row.document_type_id),
  naturalKey: row.natural_key,
  claimsDigest: row.claims_digest,
  generation: row.digest_generation,
  personKey: row.person_key,
  personGeneration: row.person_generation,
  copy: toSealedCopy(row),
});
