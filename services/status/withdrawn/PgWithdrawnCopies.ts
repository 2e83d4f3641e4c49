import { authorityIdFrom } from "@sello/sdk";
import type { Queryable, Transaction, Transactor } from "../../platform/database/Transaction.ts";
import type { OpenAct } from "../RecordedAct.ts";
import type { ActStore } from "../StatusWriter.ts";

type OpenRow = { id: string; owner: Buffer; list: number; index: number };

const toOpenAct = ({ id, owner, list, index }: OpenRow): OpenAct => {
  const authority = authorityIdFrom(owner);
  const places = [{ list, index }];
  return {
    id,
    action: "revoke",
    owner: authority,
    actingAuthority: authority,
    places,
    revoked: false,
  };
};

/**
 * Table `withdrawn_copies`: single copies that are revoked while their document stays as it is. Each is an act of the
 * authority that issued it, on one place.
 */
export class PgWithdrawnCopies implements ActStore {
  readonly #database: Queryable & Transactor;

  constructor(database: Queryable & Transactor) {
    this.#database = database;
  }

  transaction<T>(work: (tx: Transaction) => Promise<T>): Promise<T> {
    return this.#database.transaction(work);
  }

  async takeRequested(tx: Transaction, limit: number): Promise<readonly OpenAct[]> {
    const { rows } = await tx.query<OpenRow>(
      `with taken as (
         select id, document_id, copy_number from withdrawn_copies
         where state = 'requested' order by requested_at, id limit $1 for update skip locked)
       select t.id, s.authority_id as owner, c.status_list as list, c.status_index as index
       from taken t
       cross join lateral (select id, stream_id from documents where id = t.document_id limit 1) d
       join streams s on s.id = d.stream_id
       join copies c on c.document_id = d.id and c.stream_id = d.stream_id and c.copy_number = t.copy_number`,
      [limit],
    );
    return rows.map(toOpenAct);
  }

  async markSent(tx: Transaction, acts: readonly string[], transactionId: bigint): Promise<void> {
    await tx.query(
      `update withdrawn_copies set state = 'sent', transaction_id = $2 where id = any($1::uuid[])`,
      [acts, String(transactionId)],
    );
  }

  async refuse(
    tx: Transaction,
    acts: readonly string[],
    error: Readonly<Record<string, unknown>>,
  ): Promise<void> {
    await tx.query(
      `update withdrawn_copies set state = 'refused', error = $2 where id = any($1::uuid[])`,
      [acts, JSON.stringify(error)],
    );
  }

  async reopen(tx: Transaction, transactionId: bigint): Promise<void> {
    await tx.query(
      `update withdrawn_copies set state = 'sent', effective_at = null, error = null
       where transaction_id = $1 and state in ('effective', 'refused')`,
      [String(transactionId)],
    );
  }

  async settle(): Promise<{ readonly effective: number; readonly refused: number }> {
    const { rows } = await this.#database.query<{ state: string; n: number }>(
      `with settled as (
         update withdrawn_copies w set
           state = case t.state when 'mined' then 'effective' else 'refused' end,
           effective_at = case t.state when 'mined' then to_timestamp(t.block_time) end,
           error = case t.state when 'mined' then null else t.error end
         from chain_transactions t
         where w.state = 'sent' and t.id = w.transaction_id and t.state in ('mined', 'reverted')
           and t.block_number <= (select block_number from chain_cursor where deployment = t.deployment)
         returning w.state)
       select state, count(*)::int as n from settled group by state`,
    );
    const count = (state: string) => rows.find((row) => row.state === state)?.n ?? 0;
    return { effective: count("effective"), refused: count("refused") };
  }
}
