import { type LogEnd, limits, sha256, toBase64 } from "@sello/sdk";
import { signatureTypes } from "@sello/sdk/log";

import type { Database } from "../platform/database/Database.ts";
import type { Queryable, Row, Transaction, Transactor } from "../platform/database/Transaction.ts";
import { toQuorumValues, withQuorum } from "./quorumSql.ts";
import type { Cosignature, SignedCheckpoint } from "./SignedCheckpoint.ts";
import type { CosigningKey, WitnessQuorum } from "./WitnessQuorum.ts";

/** Advisory lock of those who sign checkpoints. */
const signingLock = 0x5e110002;

// Where witnesses change often and the log does not grow, the newest lines are as many as anybody reads.
const cosignedNote = `
  c.note || coalesce((select string_agg(s.line, '' order by s.type, s.received_at, s.witness) from (
    select * from checkpoint_cosignatures where size = c.size
    order by received_at desc limit ${limits.noteSignaturesMax - 1}) s), '') as note`;

const newestWithQuorum = `
  with ${withQuorum}
  select c.size, c.root,
    c.note || coalesce((select string_agg(s.line, '' order by s.type, s.received_at, s.witness)
      from checkpoint_cosignatures s join named using (witness, key_id) where s.size = c.size), '') as note
  from proven join checkpoints c using (size)`;

/** Checkpoints that were signed, with what witnesses added, in PostgreSQL. */
export class PgCheckpointStore implements Transactor {
  readonly #database: Database;

  constructor(database: Database) {
    this.#database = database;
  }

  transaction<T>(work: (tx: Transaction) => Promise<T>): Promise<T> {
    return this.#database.transaction(work);
  }

  /** False when another worker is signing. Held until the transaction ends. */
  async tryLock(tx: Transaction): Promise<boolean> {
    const { rows } = await tx.query("select pg_try_advisory_xact_lock($1) as locked", [
      signingLock,
    ]);
    return rows[0]?.locked === true;
  }

  /** The largest; null before the first. */
  async newest(tx?: Transaction): Promise<SignedCheckpoint | null> {
    const db: Queryable = tx ?? this.#database;
    const { rows } = await db.query(
      "select size, root, note from checkpoints order by size desc limit 1",
    );
    return toCheckpoint(rows[0]);
  }

  /**
   * Where the log is: what is signed now. Nothing is signed until the transaction ends.
   * @param origin the log's
   */
  async endOf(tx: Transaction, origin: string): Promise<LogEnd> {
    await tx.query("select pg_advisory_xact_lock($1)", [signingLock]);
    const newest = await this.newest(tx);
    // RFC 9162 §2.1.1: the root of the empty tree is the hash of nothing.
    const { size, root } = newest ?? { size: 0, root: sha256("") };
    return { origin, size, root: toBase64(root) };
  }

  /** Refuses a second checkpoint of one size, whatever its root. */
  async insert(tx: Transaction, { size, root, note }: SignedCheckpoint): Promise<void> {
    await tx.query("insert into checkpoints (size, root, note) values ($1, $2, $3)", [
      size,
      root,
      note,
    ]);
  }

  /** Stored once for each key; the first stays. */
  async addCosignature(size: number, { key, line }: Cosignature): Promise<void> {
    await this.#database.query(
      `insert into checkpoint_cosignatures (size, witness, key_id, type, line) values ($1, $2, $3, $4, $5)
       on conflict (size, witness, key_id) do nothing`,
      [size, key.name, key.keyId, key.type, line],
    );
  }

  /** Keys that have cosigned, whether or not their witness is still named. */
  async cosigners(size: number): Promise<readonly CosigningKey[]> {
    const { rows } = await this.#database.query(
      "select witness, key_id from checkpoint_cosignatures where size = $1",
      [size],
    );
    return rows.map((row) => ({ name: String(row.witness), keyId: Number(row.key_id) }));
  }

  /** Forgets the post-quantum cosignatures, which are large, of all but the newest checkpoints. */
  async prunePostQuantum(checkpointsKept: number): Promise<void> {
    await this.#database.query(
      `delete from checkpoint_cosignatures where type = $1
         and size < (select size from checkpoints order by size desc offset $2 - 1 limit 1)`,
      [signatureTypes.cosignatureMlDsa44, checkpointsKept],
    );
  }

  /** The note of the largest checkpoint, with its cosignatures. */
  newestNote(): Promise<string | null> {
    return this.#note(`select ${cosignedNote} from checkpoints c order by c.size desc limit 1`, []);
  }

  noteOf(size: number): Promise<string | null> {
    return this.#note(`select ${cosignedNote} from checkpoints c where c.size = $1`, [size]);
  }

  /** The largest checkpoint that has the quorum, its note carrying the lines of `quorum.shown`. */
  async newestWithQuorum(quorum: WitnessQuorum): Promise<SignedCheckpoint | null> {
    if (quorum.quorum === 0) return this.newest();
    const { rows } = await this.#database.query(newestWithQuorum, toQuorumValues(quorum));
    return toCheckpoint(rows[0]);
  }

  async #note(text: string, values: readonly unknown[]): Promise<string | null> {
    const { rows } = await this.#database.query(text, values);
    return (rows[0]?.note as string | undefined) ?? null;
  }
}

const toCheckpoint = (row: Row | undefined): SignedCheckpoint | null =>
  row ? { size: Number(row.size), root: row.root as Buffer, note: row.note as string } : null;
