import type { MandateRelation } from "@sello/api";
import { authorityIdFrom, type DocumentId, fromHex } from "@sello/sdk";
import type { ResidentSecrets } from "../../accounts/residents/ResidentSecrets.ts";
import type {
  Queryable,
  Row,
  Transaction,
  Transactor,
} from "../../platform/database/Transaction.ts";
import { limits } from "../../platform/limits.ts";
import type { Happening } from "../notices/Happenings.ts";
import type { Mandate, MandateEnd } from "./Mandate.ts";

type MandateRow = Row & {
  id: string;
  principal: Buffer;
  delegate: Buffer;
  relation: MandateRelation;
  types: string[] | null;
  purpose: string | null;
  authority: Buffer;
  madeAt: number;
  until: number;
  endedAt: number | null;
  endedBy: MandateEnd | null;
};

const time = (column: string, name: string) =>
  `floor(extract(epoch from ${column}))::float8 as "${name}"`;
const columns = `id, principal, delegate, relation, types, purpose, authority_id as authority,
  ${time("made_at", "madeAt")}, ${time("until", "until")}, ${time("ended_at", "endedAt")}, ended_by as "endedBy"`;

const placeOf = (id: string, role: string): string => `mandate ${id} ${role}`;

/** Tables `mandates` and `delegated_copies`. Persons are kept as accounts keep them: sealed, and found by keyed digests. */
export class PgMandates implements Transactor {
  readonly #database: Queryable & Transactor;
  readonly #secrets: ResidentSecrets;

  constructor(database: Queryable & Transactor, secrets: ResidentSecrets) {
    this.#database = database;
    this.#secrets = secrets;
  }

  transaction<T>(work: (tx: Transaction) => Promise<T>): Promise<T> {
    return this.#database.transaction(work);
  }

  /** Those who make mandates of a person take turns until `tx` ends. */
  async takeTurns(tx: Transaction, persons: readonly string[]): Promise<void> {
    const digests = await Promise.all(persons.map((each) => this.#digest(each)));
    // In one order, so that two that take the same ones do not wait for each other.
    for (const digest of digests.toSorted(Buffer.compare))
      await tx.query("select pg_advisory_xact_lock($1)", [digest.readBigInt64BE().toString()]);
  }

  /** One of the same persons and relation goes on: false, and nothing is written. */
  async insert(tx: Transaction, mandate: Mandate): Promise<boolean> {
    const { id, principal, delegate } = mandate;
    const { rowCount } = await tx.query(
      `insert into mandates (id, principal_digest, principal, delegate_digest, delegate, relation, types, purpose,
         authority_id, made_at, until)
       values ($1, $2, $3, $4, $5, $6, $7, $8, $9, to_timestamp($10), to_timestamp($11))
       on conflict (principal_digest, delegate_digest, relation) where ended_at is null do nothing`,
      [
        id,
        await this.#digest(principal),
        await this.#secrets.seal(placeOf(id, "principal"), principal),
        await this.#digest(delegate),
        await this.#secrets.seal(placeOf(id, "delegate"), delegate),
        mandate.relation,
        mandate.types,
        mandate.purpose,
        fromHex(mandate.authority),
        mandate.madeAt,
        mandate.until,
      ],
    );
    return rowCount > 0;
  }

  /** Notes the end of those that are over by themselves: their copies end by their own time. */
  async endOver(tx: Queryable, now: number): Promise<void> {
    await tx.query(
      `update mandates set ended_at = until, ended_by = 'time'
       where ended_at is null and until <= to_timestamp($1)`,
      [now],
    );
  }

  /** How many go on of a person, whatever they are in them. */
  async countOpen(tx: Transaction, person: string, now: number): Promise<number> {
    const { rows } = await tx.query<{ n: number }>(
      `select count(*)::int as n from mandates
       where (principal_digest = $1 or delegate_digest = $1) and ended_at is null and until > to_timestamp($2)`,
      [await this.#digest(person), now],
    );
    return rows[0]?.n ?? 0;
  }

  async byId(id: string): Promise<Mandate | null> {
    const [found] = await this.#select("id = $1", [id]);
    return found ?? null;
  }

  /** Newest first. */
  async ofPerson(person: string): Promise<readonly Mandate[]> {
    return this.#select("principal_digest = $1 or delegate_digest = $1", [
      await this.#digest(person),
    ]);
  }

  /** Those that go on in which the person acts; the oldest first, so that what counts does not change with a new one. */
  async heldBy(person: string, now: number): Promise<readonly Mandate[]> {
    const found = await this.#select(
      "delegate_digest = $1 and ended_at is null and until > to_timestamp($2)",
      [await this.#digest(person), now],
    );
    return found.toReversed();
  }

  /** False: it had ended. It waits for those that hold it. */
  async end(tx: Transaction, id: string, by: MandateEnd, now: number): Promise<boolean> {
    const { rowCount } = await tx.query(
      `update mandates set ended_at = to_timestamp($3), ended_by = $2
       where id = $1 and ended_at is null and until > to_timestamp($3)`,
      [id, by, now],
    );
    return rowCount > 0;
  }

  /** Keeps it from ending until `tx` ends; false: it has ended. */
  async hold(tx: Transaction, id: string, now: number): Promise<boolean> {
    const { rows } = await tx.query(
      "select 1 from mandates where id = $1 and ended_at is null and until > to_timestamp($2) for share",
      [id, now],
    );
    return rows.length > 0;
  }

  async addCopies(
    tx: Transaction,
    mandate: string,
    document: DocumentId,
    numbers: readonly number[],
  ): Promise<void> {
    await tx.query(
      `insert into delegated_copies (document_id, copy_number, mandate)
       select $1, number, $2 from unnest($3::int[]) as number`,
      [document, mandate, numbers],
    );
  }

  /** How many copies of these documents were made for mandates; those without any are missing. */
  async countCopies(
    documents: readonly DocumentId[],
  ): Promise<readonly { document: DocumentId; mandate: string; copies: number }[]> {
    const { rows } = await this.#database.query<{
      document: DocumentId;
      mandate: string;
      copies: number;
    }>(
      `select document_id as document, mandate, count(*)::int as copies from delegated_copies
       where document_id = any($1::uuid[]) group by document_id, mandate`,
      [documents],
    );
    return rows;
  }

  /** For which mandate a copy was made; null: it is the holder's. */
  async ofCopy(document: DocumentId, number: number): Promise<string | null> {
    const { rows } = await this.#database.query<{ mandate: string }>(
      "select mandate from delegated_copies where document_id = $1 and copy_number = $2",
      [document, number],
    );
    return rows[0]?.mandate ?? null;
  }

  /** What a person is told of their mandates since a time, and of copies of their documents that were made for one. */
  async happenings(person: string, since: number): Promise<readonly Happening[]> {
    const { rows } = await this.#database.query<
      Row & Omit<Happening, "authority"> & { authority: Buffer | null }
    >(
      `with mine as (select * from mandates where principal_digest = $1 or delegate_digest = $1)
       select source, kind, floor(extract(epoch from at))::float8 as at, document, authority,
         null as reason, 'mandate' as action
       from (
         select 'mandate-made:' || id as source, 'mandate.made' as kind, made_at as at, null::uuid as document,
           authority_id as authority from mine
         union all
         select 'mandate-ended:' || id, 'mandate.ended', ended_at, null, null from mine where ended_at is not null
         union all
         select 'mandate-used:' || m.id || ':' || c.document_id || ':' || extract(epoch from c.made_at),
           'mandate.used', c.made_at, c.document_id, null
         from mine m join delegated_copies c on c.mandate = m.id
         where m.principal_digest = $1 group by m.id, c.document_id, c.made_at
       ) as told
       where at > to_timestamp($2) order by at desc limit $3`,
      [await this.#digest(person), since, limits.noticesKept],
    );
    return rows.map(({ authority, ...told }) => ({
      ...told,
      authority: authority && authorityIdFrom(authority),
    }));
  }

  /** Notes which are over, and deletes those that ended before. */
  async forget(now: number, before: number): Promise<void> {
    await this.endOver(this.#database, now);
    await this.#database.query("delete from mandates where ended_at < to_timestamp($1)", [before]);
  }

  #digest(idNumber: string): Promise<Buffer> {
    return this.#secrets.digest("identity", idNumber);
  }

  async #select(condition: string, values: readonly unknown[]): Promise<readonly Mandate[]> {
    const { rows } = await this.#database.query<MandateRow>(
      `select ${columns} from mandates where ${condition} order by made_at desc, id`,
      values,
    );
    return Promise.all(
      rows.map(async ({ principal, delegate, authority, ...mandate }) => ({
        ...mandate,
        principal: await this.#secrets.open(placeOf(mandate.id, "principal"), principal),
        delegate: await this.#secrets.open(placeOf(mandate.id, "delegate"), delegate),
        authority: authorityIdFrom(authority),
      })),
    );
  }
}
