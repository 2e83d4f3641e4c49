import type { BulkAction, BulkActState, BulkReason } from "@sello/api";
import { type AuthorityId, authorityIdFrom, type DocumentId, fromHex } from "@sello/sdk";
import { secondsOf } from "../../platform/Clock.ts";
import type {
  Queryable,
  Row,
  Transaction,
  Transactor,
} from "../../platform/database/Transaction.ts";
import { limits } from "../../platform/limits.ts";
import type { StatusActOutcome } from "../../status/StatusAct.ts";
import type { TellingOutcome } from "../../status/Tellings.ts";
import type { PageCursor, Selection } from "../StoredDocument.ts";
import type { BulkAct, BulkOutcome, NewBulkAct, ShownSelection } from "./BulkAct.ts";

type ActRow = Row & {
  id: string;
  authority_id: Buffer;
  requested_by: string;
  action: BulkAction;
  reason: BulkReason;
  selection: ShownSelection;
  request: Selection | null;
  cursor: { stream: number; seq: string } | null;
  step: BulkAct["step"];
  state: BulkActState;
  error: BulkAct["error"];
  documents: number;
  requested: number;
  refused: number;
  body_digest: Buffer;
  created_at: Date;
  finished_at: Date | null;
};

/** Advisory lock of those who begin a bulk act. */
const beginningLock = 0x5e110006;

/** Tables `bulk_acts` and `bulk_act_documents`. */
export class PgBulkActs implements Transactor {
  readonly #database: Queryable & Transactor;

  constructor(database: Queryable & Transactor) {
    this.#database = database;
  }

  transaction<T>(work: (tx: Transaction) => Promise<T>): Promise<T> {
    return this.#database.transaction(work);
  }

  /** What came with this idempotency key before. */
  async byKey(callerId: string, key: string): Promise<BulkAct | null> {
    return this.#one("where caller_id = $1 and idempotency_key = $2", [callerId, key]);
  }

  async byId(id: string): Promise<BulkAct | null> {
    return this.#one("where id = $1", [id]);
  }

  /** Newest first. */
  async newest(authority: AuthorityId, limit: number): Promise<readonly BulkAct[]> {
    const { rows } = await this.#database.query<ActRow>(
      "select * from bulk_acts where authority_id = $1 order by created_at desc, id limit $2",
      [fromHex(authority), limit],
    );
    return rows.map(toAct);
  }

  async runningIds(): Promise<readonly string[]> {
    const { rows } = await this.#database.query<{ id: string }>(
      "select id from bulk_acts where state = 'running' order by created_at, id",
    );
    return rows.map(({ id }) => id);
  }

  /**
   * @returns `key` when the idempotency key is taken, `many` when the authority has as many that go on as it may, else null
   */
  async insert(
    tx: Transaction,
    act: NewBulkAct,
    documents: readonly DocumentId[],
  ): Promise<"key" | "many" | null> {
    await tx.query("select pg_advisory_xact_lock($1)", [beginningLock]);
    const { rows } = await tx.query<{ taken: boolean; open: number }>(
      `select exists (select from bulk_acts where caller_id = $1 and idempotency_key = $2) as taken,
         (select count(*)::int from bulk_acts where authority_id = $3 and state = 'running') as open`,
      [act.callerId, act.idempotencyKey, fromHex(act.authority)],
    );
    if (rows[0]?.taken) return "key";
    if ((rows[0]?.open ?? 0) >= limits.bulkActsOpen) return "many";
    await tx.query(
      `insert into bulk_acts (id, authority_id, requested_by, action, reason, selection, request, step, caller_id,
         idempotency_key, body_digest)
       values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)`,
      [
        act.id,
        fromHex(act.authority),
        act.requestedBy,
        act.action,
        act.reason,
        JSON.stringify(act.selection),
        act.request === null ? null : JSON.stringify(act.request),
        act.request === null ? "acting" : "collecting",
        act.callerId,
        act.idempotencyKey,
        act.bodyDigest,
      ],
    );
    await this.note(tx, act.id, documents);
    return null;
  }

  /** The act, if it goes on and nobody else works on it; nobody will until the transaction ends. */
  async lock(tx: Transaction, id: string): Promise<BulkAct | null> {
    const { rows } = await tx.query<ActRow>(
      "select * from bulk_acts where id = $1 and state = 'running' for update skip locked",
      [id],
    );
    return rows[0] ? toAct(rows[0]) : null;
  }

  /** As `lock`, whatever its state; waits for those who work on it. */
  async await(tx: Transaction, id: string): Promise<BulkAct | null> {
    const { rows } = await tx.query<ActRow>("select * from bulk_acts where id = $1 for update", [
      id,
    ]);
    return rows[0] ? toAct(rows[0]) : null;
  }

  /** Adds documents, each once. */
  async note(tx: Transaction, id: string, documents: readonly DocumentId[]): Promise<void> {
    if (documents.length === 0) return;
    await tx.query(
      `with noted as (
         insert into bulk_act_documents (bulk_act_id, n, document_id)
         select $1, noted_before + at, document
         from unnest($2::uuid[]) with ordinality as given (document, at),
           (select coalesce(max(n), 0) as noted_before from bulk_act_documents where bulk_act_id = $1) as before
         on conflict (bulk_act_id, document_id) do nothing returning 1)
       update bulk_acts set documents = documents + (select count(*) from noted) where id = $1`,
      [id, documents],
    );
  }

  /** How far the noting is; null: all are noted. */
  async keepCursor(tx: Transaction, id: string, cursor: PageCursor | null): Promise<void> {
    const kept = cursor && JSON.stringify({ stream: cursor.stream, seq: cursor.seq.toString() });
    await tx.query(
      "update bulk_acts set cursor = $2, step = case when $2::jsonb is null then 'acting' else step end where id = $1",
      [id, kept],
    );
  }

  /** Documents that are next. */
  async waiting(tx: Transaction, id: string, limit: number): Promise<readonly DocumentId[]> {
    const { rows } = await tx.query<{ document_id: DocumentId }>(
      `select document_id from bulk_act_documents
       where bulk_act_id = $1 and outcome is null order by n limit $2`,
      [id, limit],
    );
    return rows.map(({ document_id }) => document_id);
  }

  async settle(
    tx: Transaction,
    id: string,
    outcomes: readonly (StatusActOutcome | TellingOutcome)[],
  ): Promise<void> {
    await tx.query(
      `with settled as (
         update bulk_act_documents d set outcome = given.outcome, code = given.code
         from unnest($2::uuid[], $3::text[], $4::text[]) as given (document, outcome, code)
         where d.bulk_act_id = $1 and d.document_id = given.document returning d.outcome)
       update bulk_acts set
         requested = requested + (select count(*) from settled where outcome = 'requested'),
         refused = refused + (select count(*) from settled where outcome = 'refused')
       where id = $1`,
      [
        id,
        outcomes.map(({ document }) => document),
        outcomes.map(({ outcome }) => outcome),
        outcomes.map((each) => (each.outcome === "refused" ? each.code : null)),
      ],
    );
  }

  /** @param by who takes it over, where somebody does */
  async change(
    tx: Transaction,
    id: string,
    state: BulkActState,
    error: BulkAct["error"] = null,
    by: string | null = null,
  ): Promise<void> {
    await tx.query(
      `update bulk_acts set state = $2, error = $3, requested_by = coalesce($4, requested_by),
         finished_at = case when $2 in ('done', 'failed') then now() end
       where id = $1`,
      [id, state, error && JSON.stringify(error), by],
    );
    // Of one that failed, nothing was done.
    if (state === "failed")
      await tx.query("delete from bulk_act_documents where bulk_act_id = $1", [id]);
  }

  /** In the order in which they are acted on. @param after the last one's number */
  async outcomes(
    id: string,
    asked: {
      readonly outcome: BulkOutcome["outcome"] | null;
      readonly after: number;
      readonly limit: number;
    },
  ): Promise<readonly (BulkOutcome & { readonly n: number })[]> {
    const condition =
      asked.outcome === null
        ? "true"
        : asked.outcome === "waiting"
          ? "outcome is null"
          : `outcome = '${asked.outcome}'`;
    const { rows } = await this.#database.query<{
      n: number;
      document_id: DocumentId;
      outcome: "requested" | "refused" | null;
      code: string | null;
    }>(
      `select n, document_id, outcome, code from bulk_act_documents
       where bulk_act_id = $1 and n > $2 and ${condition} order by n limit $3`,
      [id, asked.after, asked.limit],
    );
    return rows.map(({ n, document_id, outcome, code }) => ({
      n,
      document: document_id,
      outcome: outcome ?? "waiting",
      code,
    }));
  }

  /** Whether so many acts wait for the chain that an act by hand would wait for long behind more. */
  async isChainBehind(): Promise<boolean> {
    const { rows } = await this.#database.query<{ n: number }>(
      `select count(*)::int as n from
         (select from status_acts where state = 'requested' limit $1) as waiting`,
      [limits.bulkActsAhead],
    );
    return (rows[0]?.n ?? 0) >= limits.bulkActsAhead;
  }

  /** Forgets what has had its time. */
  async forget(): Promise<void> {
    await this.#database.query(
      "delete from bulk_acts where finished_at < now() - make_interval(days => $1)",
      [limits.bulkActsKeptDays],
    );
  }

  async #one(condition: string, values: readonly unknown[]): Promise<BulkAct | null> {
    const sql = `select * from bulk_acts ${condition}`;
    const { rows } = await this.#database.query<ActRow>(sql, values);
    return rows[0] ? toAct(rows[0]) : null;
  }
}

const toAct = (row: ActRow): BulkAct => ({
  id: row.id,
  authority: authorityIdFrom(row.authority_id),
  requestedBy: row.requested_by,
  action: row.action,
  reason: row.reason,
  selection: row.selection,
  request: row.request,
  cursor: row.cursor && { stream: row.cursor.stream, seq: BigInt(row.cursor.seq) },
  step: row.step,
  state: row.state,
  error: row.error,
  documents: row.documents,
  requested: row.requested,
  refused: row.refused,
  bodyDigest: row.body_digest,
  createdAt: secondsOf(row.created_at),
  finishedAt: row.finished_at && secondsOf(row.finished_at),
});
