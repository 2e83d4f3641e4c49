import { limits } from "@sello/sdk";
import { signatureTypes } from "@sello/sdk/log";
import type { Database } from "../platform/database/Database.ts";
import type { Queryable, Row, Transaction } from "../platform/database/Transaction.ts";
import type { CheckpointStore, Cosignature, SignedCheckpoint } from "./CheckpointStore.ts";
import { toQuorumValues, withQuorum } from "./quorumSql.ts";
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

/** Checkpoints in PostgreSQL. */
export class PgCheckpointStore implements CheckpointStore {
  readonly #database: Database;

  constructor(database: Database) {
    this.#database = database;
  }

  transaction<T>(work: (tx: Transaction) => Promise<T>): Promise<T> {
    return this.#database.transaction(work);
  }

  async tryLock(tx: Transaction): Promise<boolean> {
    const { rows } = await tx.query("select pg_try_advisory_xact_lock($1) as locked", [
      signingLock,
    ]);
    return rows[0]?.locked === true;
  }

  async newest(tx?: Transaction): Promise<SignedCheckpoint | null> {
    const db: Queryable = tx ?? this.#database;
    const { rows } = await db.query(
      "select size, root, note from checkpoints order by size desc limit 1",
    );
    return toCheckpoint(rows[0]);
  }

  async insert(tx: Transaction, { size, root, note }: SignedCheckpoint): Promise<void> {
    await tx.query("insert into checkpoints (size, root, note) values ($1, $2, $3)", [
      size,
      root,
      note,
    ]);
  }

  async addCosignature(size: number, { key, line }: Cosignature): Promise<void> {
    await this.#database.query(
      `insert into checkpoint_cosignatures (size, witness, key_id, type, line) values ($1, $2, $3, $4, $5)
       on conflict (size, witness, key_id) do nothing`,
      [size, key.name, key.keyId, key.type, line],
    );
  }

  async cosigners(size: number): Promise<readonly CosigningKey[]> {
    const { rows } = await this.#database.query(
      "select witness, key_id from checkpoint_cosignatures where size = $1",
      [size],
    );
    return rows.map((row) => ({ name: String(row.witness), keyId: Number(row.key_id) }));
  }

  async prunePostQuantum(checkpointsKept: number): Promise<void> {
    await this.#database.query(
      `delete from checkpoint_cosignatures where type = $1
         and size < (select size from checkpoints order by size desc offset $2 - 1 limit 1)`,
      [signatureTypes.cosignatureMlDsa44, checkpointsKept],
    );
  }

  newestNote(): Promise<string | null> {
    return this.#note(`select ${cosignedNote} from checkpoints c order by c.size desc limit 1`, []);
  }

  noteOf(size: number): Promise<string | null> {
    return this.#note(`select ${cosignedNote} from checkpoints c where c.size = $1`, [size]);
  }

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
