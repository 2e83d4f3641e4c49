import { fromBase64, type LogEnd, type QuorumTerm, toBase64 } from "@sello/sdk";
import type {
  Queryable,
  Row,
  Transaction,
  Transactor,
} from "../../platform/database/Transaction.ts";
import type { LogKeyTerm, SignerTerm, Terms, WitnessKeyTerm } from "./Terms.ts";

type SignerRow = TermRow & Pick<SignerTerm, "name" | "key" | "sealed" | "introduced">;
type EndRow = { end_origin: string | null; end_size: string | null; end_root: Buffer | null };
type TermRow = Row & EndRow & { term_from: string; term_until: string | null };
type KeyRow = TermRow & {
  role: "log" | "witness";
  key: string;
  name: string;
  sealed: string | null;
  url: string | null;
  retiring: boolean;
  distrusted_from: string | null;
};

/** A key that begins. */
export type NewNoteKey = {
  readonly role: "log" | "witness";
  /** C2SP vkey. */
  readonly key: string;
  /** Of a log's key the origin. */
  readonly name: string;
  readonly sealed?: string;
  readonly url?: string;
  /** Unix seconds. */
  readonly from: number;
};

/** Terms in PostgreSQL. Every change raises the revision. */
export class PgTerms {
  readonly #database: Queryable & Transactor;

  constructor(database: Queryable & Transactor) {
    this.#database = database;
  }

  transaction<T>(work: (tx: Transaction) => Promise<T>): Promise<T> {
    return this.#database.transaction(work);
  }

  async revision(): Promise<number> {
    const { rows } = await this.#database.query("select revision from network_terms");
    return Number(rows[0]?.revision);
  }

  /** @param tx also keeps others from changing them until it ends */
  async read(tx?: Transaction): Promise<Terms> {
    const db = tx ?? this.#database;
    const lock = tx ? " for update" : "";
    const { rows } = await db.query(`select revision from network_terms${lock}`);
    const keys = await db.query<KeyRow>("select * from note_key_terms order by term_from, place");
    const quorums = await db.query<TermRow & { needed: number }>(
      "select * from quorum_terms order by term_from, place",
    );
    const signers = await db.query<SignerRow>(
      "select *, null as end_origin from signer_terms order by term_from, place",
    );
    return {
      revision: Number(rows[0]?.revision),
      logKeys: keys.rows.filter(({ role }) => role === "log").map(toLogKey),
      witnessKeys: keys.rows.filter(({ role }) => role === "witness").map(toWitnessKey),
      quorums: quorums.rows.map(toQuorum),
      signers: signers.rows.map(toSigner),
    };
  }

  /** One that is there stays as it is, but for where its witness is asked. */
  async addKeys(tx: Transaction, keys: readonly NewNoteKey[]): Promise<void> {
    for (const { role, key, name, sealed = null, url = null, from } of keys)
      await tx.query(
        `insert into note_key_terms (role, key, name, sealed, url, term_from)
         values ($1, $2, $3, $4, $5, $6) on conflict (key) do update set url = $5`,
        [role, key, name, sealed, url, from],
      );
    await raise(tx);
  }

  /** Nothing is signed or counted with them any more, in any process that has noticed. */
  async retireKeys(tx: Transaction, keys: readonly string[]): Promise<void> {
    await tx.query("update note_key_terms set retiring = true where key = any($1)", [keys]);
    await raise(tx);
  }

  /** Ends those that have not ended. An end never moves. */
  async endKeys(
    tx: Transaction,
    keys: readonly string[],
    until: number,
    end: LogEnd,
  ): Promise<void> {
    await tx.query(
      `update note_key_terms set term_until = greatest($2, term_from + 1), end_origin = $3,
         end_size = $4, end_root = $5
       where key = any($1) and term_until is null`,
      [keys, until, end.origin, end.size, fromBase64(end.root)],
    );
    await raise(tx);
  }

  /** From then on what the keys signed does not count; an earlier time stays. */
  async distrustKeys(tx: Transaction, keys: readonly string[], from: number): Promise<void> {
    await tx.query(
      `update note_key_terms set distrusted_from = least(coalesce(distrusted_from, $2), $2)
       where key = any($1)`,
      [keys, from],
    );
    await raise(tx);
  }

  /** Another quorum from then on; nothing when it is this one already. */
  async setQuorum(tx: Transaction, needed: number, from: number, end: LogEnd): Promise<void> {
    const open = "select needed from quorum_terms where term_until is null";
    const { rows } = await tx.query<{ needed: number }>(open);
    if (rows[0]?.needed === needed) return;
    await tx.query(
      `update quorum_terms set term_until = greatest($1, term_from + 1), end_origin = $2,
         end_size = $3, end_root = $4
       where term_until is null`,
      [from, end.origin, end.size, fromBase64(end.root)],
    );
    const last = "select coalesce(max(term_until), 0) from quorum_terms";
    await tx.query(
      `insert into quorum_terms (needed, term_from) values ($1, case when exists (
         select 1 from quorum_terms) then greatest($2, (${last})) else 0 end)`,
      [needed, from],
    );
    await raise(tx);
  }

  /** Another signer, in the place of the one of its name. */
  async replaceSigner(
    tx: Transaction,
    signer: Pick<SignerTerm, "name" | "key" | "sealed" | "introduced">,
    from: number,
  ): Promise<void> {
    await tx.query(
      `update signer_terms set term_until = greatest($3, term_from + 1)
       where name = $1 and key <> $2 and term_until is null`,
      [signer.name, signer.key, from],
    );
    await tx.query(
      `insert into signer_terms (name, key, sealed, introduced, term_from)
       values ($1, $2, $3, $4, $5) on conflict (key) do nothing`,
      [signer.name, signer.key, signer.sealed, signer.introduced, from],
    );
    await raise(tx);
  }

  /** The office has the key now, and the service forgets it. */
  async handOverSigner(tx: Transaction, { key, sealed }: Pick<SignerTerm, "key" | "sealed">) {
    await tx.query("delete from sealed_keys where name = $1", [sealed]);
    await tx.query("update signer_terms set sealed = null where key = $1", [key]);
    await raise(tx);
  }
}

const raise = (tx: Transaction) => tx.query("update network_terms set revision = revision + 1");

const toInterval = (row: TermRow) => ({
  from: Number(row.term_from),
  until: toNumber(row.term_until),
});

const toNumber = (text: string | null): number | null => (text === null ? null : Number(text));

const toEnd = ({ end_origin, end_size, end_root }: EndRow): LogEnd | null =>
  end_origin === null || end_root === null
    ? null
    : { origin: end_origin, size: Number(end_size), root: toBase64(end_root) };

const toNoteKey = (row: KeyRow) => ({
  key: row.key,
  ...toInterval(row),
  end: toEnd(row),
  distrustedFrom: toNumber(row.distrusted_from),
  retiring: row.retiring,
});

const toLogKey = (row: KeyRow): LogKeyTerm => ({
  ...toNoteKey(row),
  origin: row.name,
  sealed: row.sealed ?? "",
});

const toWitnessKey = (row: KeyRow): WitnessKeyTerm => ({
  ...toNoteKey(row),
  name: row.name,
  url: row.url,
});

const toQuorum = (row: TermRow & { needed: number }): QuorumTerm => ({
  needed: row.needed,
  ...toInterval(row),
  end: toEnd(row),
});

const toSigner = (row: SignerRow): SignerTerm => ({
  name: row.name,
  key: row.key,
  sealed: row.sealed,
  introduced: row.introduced,
  ...toInterval(row),
});
