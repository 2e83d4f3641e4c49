import { type LogEnd, limits, sha256, toBase64 } from "@sello/sdk";
import { signatureTypes } from "@sello/sdk/log";
import { type DeploymentId, firstDeployment } from "../ledger/deployment/Deployment.ts";
import type { Database } from "../platform/database/Database.ts";
import type { Queryable, Row, Transaction, Transactor } from "../platform/database/Transaction.ts";
import { toQuorumValues, withQuorum } from "./quorumSql.ts";
import type { Cosignature, SignedCheckpoint } from "./SignedCheckpoint.ts";
import type { CosigningKey, WitnessQuorum } from "./WitnessQuorum.ts";

/** Advisory lock of those who sign checkpoints. */
const signingLock = 0x5e110002;
/** Between the locks of two deployments: the numbers beside the first are others'. */
const signingLockStride = 0x100;

// Where witnesses change often and the log does not grow, the newest lines are as many as anybody reads.
const cosignedNote = `
  c.note || coalesce((select string_agg(s.line, '' order by s.type, s.received_at, s.witness) from (
    select * from checkpoint_cosignatures where deployment = c.deployment and size = c.size
    order by received_at desc limit ${limits.noteSignaturesMax - 1}) s), '') as note`;

const newestWithQuorum = `
  with ${withQuorum}
  select c.size, c.root,
    c.note || coalesce((select string_agg(s.line, '' order by s.type, s.received_at, s.witness)
      from checkpoint_cosignatures s join named using (witness, key_id)
      where s.deployment = c.deployment and s.size = c.size), '') as note
  from proven join checkpoints c on c.deployment = $5 and c.size = proven.size`;

/** Checkpoints of one deployment's log that were signed, with what witnesses added, in PostgreSQL. */
export class PgCheckpointStore implements Transactor {
  readonly #database: Database;
  readonly #deployment: DeploymentId;

  constructor(database: Database, deployment: DeploymentId = firstDeployment) {
    this.#database = database;
    this.#deployment = deployment;
  }

  get #lock(): number {
    return signingLock + (this.#deployment - firstDeployment) * signingLockStride;
  }

  transaction<T>(work: (tx: Transaction) => Promise<T>): Promise<T> {
    return this.#database.transaction(work);
  }

  /** False when another worker is signing. Held until the transaction ends. */
  async tryLock(tx: Transaction): Promise<boolean> {
    const { rows } = await tx.query("select pg_try_advisory_xact_lock($1) as locked", [this.#lock]);
    return rows[0]?.locked === true;
  }

  /** The largest; null before the first. */
  async newest(tx?: Transaction): Promise<SignedCheckpoint | null> {
    const db: Queryable = tx ?? this.#database;
    const { rows } = await db.query(
      "select size, root, note from checkpoints where deployment = $1 order by size desc limit 1",
      [this.#deployment],
    );
    return toCheckpoint(rows[0]);
  }

  /**
   * Where the log is: what is signed now. Nothing is signed until the transaction ends.
   * @param origin the log's
   */
  async endOf(tx: Transaction, origin: string): Promise<LogEnd> {
    await tx.query("select pg_advisory_xact_lock($1)", [this.#lock]);
    const newest = await this.newest(tx);
    // RFC 9162 §2.1.1: the root of the empty tree is the hash of nothing.
    const { size, root } = newest ?? { size: 0, root: sha256("") };
    return { origin, size, root: toBase64(root) };
  }

  /** Refuses a second checkpoint of one size, whatever its root. */
  async insert(tx: Transaction, { size, root, note }: SignedCheckpoint): Promise<void> {
    await tx.query(
      "insert into checkpoints (size, root, note, deployment) values ($1, $2, $3, $4)",
      [size, root, note, this.#deployment],
    );
  }

  /** Stored once for each key; the first stays. */
  async addCosignature(size: number, { key, line }: Cosignature): Promise<void> {
    await this.#database.query(
      `insert into checkpoint_cosignatures (size, witness, key_id, type, line, deployment)
       values ($1, $2, $3, $4, $5, $6)
       on conflict (deployment, size, witness, key_id) do nothing`,
      [size, key.name, key.keyId, key.type, line, this.#deployment],
    );
  }

  /** Keys that have cosigned, whether or not their witness is still named. */
  async cosigners(size: number): Promise<readonly CosigningKey[]> {
    const { rows } = await this.#database.query(
      "select witness, key_id from checkpoint_cosignatures where deployment = $2 and size = $1",
      [size, this.#deployment],
    );
    return rows.map((row) => ({ name: String(row.witness), keyId: Number(row.key_id) }));
  }

  /** Forgets the post-quantum cosignatures, which are large, of all but the newest checkpoints. */
  async prunePostQuantum(checkpointsKept: number): Promise<void> {
    await this.#database.query(
      `delete from checkpoint_cosignatures where deployment = $3 and type = $1
         and size < (select size from checkpoints where deployment = $3
           order by size desc offset $2 - 1 limit 1)`,
      [signatureTypes.cosignatureMlDsa44, checkpointsKept, this.#deployment],
    );
  }

  /** The note of the largest checkpoint, with its cosignatures. */
  newestNote(): Promise<string | null> {
    return this.#note(
      `select ${cosignedNote} from checkpoints c where c.deployment = $1
       order by c.size desc limit 1`,
      [this.#deployment],
    );
  }

  noteOf(size: number): Promise<string | null> {
    return this.#note(
      `select ${cosignedNote} from checkpoints c where c.deployment = $1 and c.size = $2`,
      [this.#deployment, size],
    );
  }

  /** The largest checkpoint that has the quorum, its note carrying the lines of `quorum.shown`. */
  async newestWithQuorum(quorum: WitnessQuorum): Promise<SignedCheckpoint | null> {
    if (quorum.quorum === 0) return this.newest();
    const { rows } = await this.#database.query(
      newestWithQuorum,
      toQuorumValues(quorum, this.#deployment),
    );
    return toCheckpoint(rows[0]);
  }

  /** The largest checkpoint, its note carrying all lines of these types. */
  async newestCosigned(types: readonly number[]): Promise<SignedCheckpoint | null> {
    const { rows } = await this.#database.query(
      `select c.size, c.root, c.note || coalesce((
         select string_agg(s.line, '' order by s.type, s.received_at, s.witness)
         from checkpoint_cosignatures s
         where s.deployment = c.deployment and s.size = c.size and s.type = any($2)), '') as note
       from checkpoints c where c.deployment = $1 order by c.size desc limit 1`,
      [this.#deployment, types],
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
