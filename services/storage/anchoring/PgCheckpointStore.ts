import type { Queryable, Row, Transaction } from "../../domain/Transaction.ts";
import type {
  CheckpointStore,
  Cosignature,
  SignedCheckpoint,
} from "../../ledger/anchoring/CheckpointStore.ts";
import type { Database } from "../Database.ts";

/** Advisory lock of those who sign checkpoints. */
const signingLock = 0x5e110002;

const cosignedNote = `
  c.note || coalesce((select string_agg(s.line, '' order by s.received_at, s.witness)
    from checkpoint_cosignatures s where s.size = c.size), '') as note`;

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

  async addCosignature(size: number, { witness, line }: Cosignature): Promise<void> {
    await this.#database.query(
      `insert into checkpoint_cosignatures (size, witness, line) values ($1, $2, $3)
       on conflict (size, witness) do nothing`,
      [size, witness, line],
    );
  }

  async cosignatures(size: number): Promise<number> {
    const { rows } = await this.#database.query(
      "select count(*) from checkpoint_cosignatures where size = $1",
      [size],
    );
    return Number(rows[0]?.count);
  }

  newestNote(): Promise<string | null> {
    return this.#note(`select ${cosignedNote} from checkpoints c order by c.size desc limit 1`, []);
  }

  noteOf(size: number): Promise<string | null> {
    return this.#note(`select ${cosignedNote} from checkpoints c where c.size = $1`, [size]);
  }

  async newestWithQuorum(quorum: number): Promise<SignedCheckpoint | null> {
    const { rows } = await this.#database.query(
      `select c.size, c.root, ${cosignedNote} from checkpoints c
       where (select count(*) from checkpoint_cosignatures s where s.size = c.size) >= $1
       order by c.size desc limit 1`,
      [quorum],
    );
    return toCheckpoint(rows[0]);
  }

  async #note(text: string, values: readonly unknown[]): Promise<string | null> {
    const { rows } = await this.#database.query(text, values);
    return (rows[0]?.note as string | undefined) ?? null;
  }
}

const toCheckpoint = (row: Row | undefined): SignedCheckpoint | null =>
  row ? { size: Number(row.size), root: row.root as Buffer, note: row.note as string } : null;
