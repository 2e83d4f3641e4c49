import type { StatusAction, StatusReason } from "@sello/api";
import { authorityIdFrom, type DocumentId, fromHex, toHex } from "@sello/sdk";
import { secondsOf } from "../platform/Clock.ts";
import type { Queryable, Transaction, Transactor } from "../platform/database/Transaction.ts";
import type { OwnedDocument } from "./DocumentStatus.ts";
import type { NewStatusAct, OpenAct, RecordedAct, StatusActState } from "./RecordedAct.ts";
import {
  flag,
  isDelegated,
  isOfDocument,
  isWithdrawn,
  newestWord,
  newestWordAt,
  selectStatuses,
} from "./selectStatuses.ts";

type ActRow = {
  id: string;
  document_id: DocumentId;
  action: StatusAction;
  reason: StatusReason;
  acting_authority: Buffer;
  officer: string;
  state: StatusActState;
  error: Record<string, unknown> | null;
  requested_at: Date;
  effective_at: Date | null;
  hash: Buffer | null;
  block_number: string | null;
};

const toRecordedAct = (row: ActRow): RecordedAct => ({
  id: row.id,
  document: row.document_id,
  action: row.action,
  reason: row.reason,
  actingAuthority: authorityIdFrom(row.acting_authority),
  officer: row.officer,
  state: row.state,
  requestedAt: secondsOf(row.requested_at),
  effectiveAt: row.effective_at === null ? null : secondsOf(row.effective_at),
  transactionHash: row.hash === null ? null : toHex(row.hash),
  blockNumber: row.block_number,
  error: row.error,
});

type OpenRow = {
  id: string;
  action: StatusAction;
  owner: Buffer;
  acting: Buffer;
  lists: number[];
  indexes: number[];
  revoked: boolean;
};

const toOpenAct = (row: OpenRow): OpenAct => ({
  id: row.id,
  action: row.action,
  owner: authorityIdFrom(row.owner),
  actingAuthority: authorityIdFrom(row.acting),
  places: row.lists.map((list, i) => ({ list, index: row.indexes[i] ?? 0 })),
  revoked: row.revoked,
});

/** How many sent acts took effect, and how many did not. */
type Settlement = { readonly effective: number; readonly refused: number };

/** Status acts in PostgreSQL. */
export class PgStatusStore implements Transactor {
  readonly #database: Queryable & Transactor;

  constructor(database: Queryable & Transactor) {
    this.#database = database;
  }

  transaction<T>(work: (tx: Transaction) => Promise<T>): Promise<T> {
    return this.#database.transaction(work);
  }

  /**
   * Locks the documents until `tx` ends and reads them after, so that what is read stays true.
   * Ids that do not exist are missing from the answer.
   */
  async lock(
    tx: Transaction,
    documents: readonly DocumentId[],
  ): Promise<ReadonlyMap<DocumentId, OwnedDocument>> {
    // Two statements: what the second one reads was committed before the locks were had.
    await tx.query(
      `select 1 from documents where id = any($1::uuid[]) order by id for no key update`,
      [documents],
    );
    return selectStatuses(tx, documents);
  }

  statusOf(documents: readonly DocumentId[]): Promise<ReadonlyMap<DocumentId, OwnedDocument>> {
    return selectStatuses(this.#database, documents);
  }

  /** The documents must be locked: their acts are numbered in the order of these calls. */
  async insert(tx: Transaction, acts: readonly NewStatusAct[]): Promise<void> {
    await tx.query(
      `insert into status_acts (id, document_id, action, reason, acting_authority, officer, mandate)
       select * from unnest($1::uuid[], $2::uuid[], $3::text[], $4::text[], $5::bytea[], $6::text[], $7::uuid[])`,
      [
        acts.map((act) => act.id),
        acts.map((act) => act.document),
        acts.map((act) => act.action),
        acts.map((act) => act.reason),
        acts.map((act) => fromHex(act.actingAuthority)),
        acts.map((act) => act.officer),
        acts.map((act) => act.mandate ?? null),
      ],
    );
  }

  /** Documents of which a mandate has copies. */
  async ofMandate(tx: Transaction, mandate: string): Promise<readonly DocumentId[]> {
    const { rows } = await tx.query<{ id: DocumentId }>(
      "select distinct document_id as id from delegated_copies where mandate = $1",
      [mandate],
    );
    return rows.map(({ id }) => id);
  }

  /** The acts on a document, oldest first. */
  async history(document: DocumentId): Promise<readonly RecordedAct[]> {
    const { rows } = await this.#database.query<ActRow>(
      `select a.*, t.hash, t.block_number from status_acts a
       left join chain_transactions t on t.id = a.transaction_id
       where a.document_id = $1 and a.mandate is null order by a.seq`,
      [document],
    );
    return rows.map(toRecordedAct);
  }

  /**
   * Locks up to `limit` requested acts, oldest first, skipping those that another worker holds and those
   * whose document has an older act that is not settled: that keeps the order of acts on one document.
   */
  async takeRequested(tx: Transaction, limit: number): Promise<readonly OpenAct[]> {
    const taken = await tx.query<{ id: string }>(
      `select a.id from status_acts a
       where a.state = 'requested' and not exists (
         select 1 from status_acts older where older.document_id = a.document_id
           and older.seq < a.seq and older.state in ('requested', 'sent'))
       order by a.seq limit $1 for update of a skip locked`,
      [limit],
    );
    if (taken.rows.length === 0) return [];
    const { rows } = await tx.query<OpenRow>(
      `select a.id, a.action, s.authority_id as owner, a.acting_authority as acting,
         array_agg(c.status_list) as lists, array_agg(c.status_index) as indexes,
         coalesce(bool_or(${flag} = 1 and not ${isDelegated}), false) as revoked
       from status_acts a
       join documents d on d.id = a.document_id
       join streams s on s.id = d.stream_id
       join copies c on c.document_id = d.id and c.stream_id = d.stream_id
       left join lateral (${newestWord}) w on true
       where a.id = any($1::uuid[]) and case when a.mandate is null then not ${isWithdrawn} else exists (
         select from delegated_copies x
         where x.mandate = a.mandate and x.document_id = c.document_id and x.copy_number = c.copy_number) end
       group by a.id, s.authority_id order by a.seq`,
      [taken.rows.map((row) => row.id)],
    );
    return rows.map(toOpenAct);
  }

  async markSent(tx: Transaction, acts: readonly string[], transactionId: bigint): Promise<void> {
    await tx.query(
      `update status_acts set state = 'sent', transaction_id = $2 where id = any($1::uuid[])`,
      [acts, String(transactionId)],
    );
  }

  async refuse(
    tx: Transaction,
    acts: readonly string[],
    error: Readonly<Record<string, unknown>>,
  ): Promise<void> {
    await tx.query(
      `update status_acts set state = 'refused', error = $2 where id = any($1::uuid[])`,
      [acts, JSON.stringify(error)],
    );
  }

  /** Back to `sent`: after a reorganisation, the acts of this transaction are to be settled again. */
  async reopen(tx: Transaction, transactionId: bigint): Promise<void> {
    await tx.query(
      `update status_acts set state = 'sent', effective_at = null, error = null
       where transaction_id = $1 and state in ('effective', 'refused')`,
      [String(transactionId)],
    );
  }

  /**
   * Settles sent acts whose block the indexer has read: refused with the contract's error if the transaction
   * reverted; refused with `status.revoked_is_final` if the document was revoked by then, so that the act
   * meant nothing; else effective.
   */
  async settle(): Promise<Settlement> {
    const { rows } = await this.#database.query<{ state: StatusActState; n: number }>(settleActs);
    const count = (state: StatusActState) => rows.find((row) => row.state === state)?.n ?? 0;
    return { effective: count("effective"), refused: count("refused") };
  }
}

// What the chain made of an act is read from the words of that very block, not from those of today: a document
// that was revoked only after it was suspended has been suspended.
const settleActs = `
  with ended as (
    select a.id, t.state = 'mined' as mined, t.block_time, t.error,
      a.action <> 'revoke' and exists (
        select 1 from documents d
        join streams s on s.id = d.stream_id
        join copies c on c.document_id = d.id and c.stream_id = d.stream_id
        cross join lateral (${newestWordAt(
          "(w.deployment, w.block_number) <= (t.deployment, t.block_number)",
        )}) w
        where d.id = a.document_id and ${flag} = 1 and ${isOfDocument}
      ) as too_late
    from status_acts a join chain_transactions t on t.id = a.transaction_id
    where a.state = 'sent' and t.state in ('mined', 'reverted')
      and t.block_number <= (select block_number from chain_cursor where deployment = t.deployment)
  ), settled as (
    update status_acts a set
      state = case when mined and not too_late then 'effective' else 'refused' end,
      effective_at = case when mined and not too_late then to_timestamp(ended.block_time) end,
      error = case when mined and too_late then '{"error": "status.revoked_is_final"}' else ended.error end
    from ended where a.id = ended.id and a.state = 'sent'
    returning a.state)
  select state, count(*)::int as n from settled group by state`;
