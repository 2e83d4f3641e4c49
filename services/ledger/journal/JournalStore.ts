import { fromHex, type Hex, toHex } from "@sello/sdk";
import type { Queryable } from "../../platform/database/Transaction.ts";
import { type ChainNumber, firstChain, type IndexedPlace } from "../deployment/Deployment.ts";
import type { SignedTransaction } from "../evm/ChainBlock.ts";
import type { Revert, Settled } from "../Settled.ts";

/** A journalled transaction that has no receipt yet. */
export type UnsettledTransaction = SignedTransaction & {
  readonly id: bigint;
  readonly purpose: string;
};

export type UnsettledRow = {
  readonly id: string;
  readonly sender: Buffer;
  readonly nonce: string;
  readonly hash: Buffer;
  readonly raw: Buffer;
  readonly purpose: string;
};

export const toUnsettled = (row: UnsettledRow): UnsettledTransaction => ({
  id: BigInt(row.id),
  sender: toHex(row.sender),
  nonce: Number(row.nonce),
  hash: toHex(row.hash),
  raw: toHex(row.raw),
  purpose: row.purpose,
});

/**
 * The oldest transactions without a receipt, in the order of their journalling, which for each account is
 * the order of its nonces without a gap: the account's row was locked until each was committed.
 */
export async function loadUnsettled(
  db: Queryable,
  limit: number,
  chain: ChainNumber = firstChain,
): Promise<UnsettledTransaction[]> {
  const { rows } = await db.query<UnsettledRow>(
    `select id, sender, nonce, hash, raw, purpose from chain_transactions
     where chain = $2 and state = 'signed' order by id limit $1`,
    [limit, chain],
  );
  return rows.map(toUnsettled);
}

/** @returns ids of those that were unsettled until now */
export async function markSettled(
  tx: Queryable,
  settled: readonly (Settled & { readonly blockHash: Hex })[],
): Promise<Set<bigint>> {
  const { rows } = await tx.query<{ id: string }>(
    `update chain_transactions t set state = s.state, block_number = s.block_number,
       block_hash = s.block_hash, block_time = s.block_time, error = s.error, mined_at = now()
     from unnest($1::bigint[], $2::text[], $3::bigint[], $4::bytea[], $5::bigint[], $6::jsonb[])
       as s (id, state, block_number, block_hash, block_time, error)
     where t.id = s.id and t.state = 'signed' returning t.id`,
    [
      settled.map(({ id }) => id),
      settled.map(({ state }) => state),
      settled.map(({ blockNumber }) => blockNumber),
      settled.map(({ blockHash }) => fromHex(blockHash)),
      settled.map(({ blockTime }) => blockTime),
      settled.map(({ revert }) => (revert === null ? null : JSON.stringify(revert))),
    ],
  );
  return new Set(rows.map(({ id }) => BigInt(id)));
}

export async function markHeard(tx: Queryable, ids: readonly bigint[]): Promise<void> {
  if (ids.length === 0) return;
  await tx.query("update chain_transactions set heard = true where id = any($1::bigint[])", [ids]);
}

/** The oldest transactions of these purposes that settled before anyone listened; locked. */
export async function lockUnheard(
  tx: Queryable,
  purposes: readonly string[],
  limit: number,
  chain: ChainNumber,
): Promise<Settled[]> {
  const { rows } = await tx.query<{
    id: string;
    hash: Buffer;
    purpose: string;
    block_number: string;
    block_time: string;
    error: Revert | null;
  }>(
    `select id, hash, purpose, block_number, block_time, error from chain_transactions
     where chain = $3 and state <> 'signed' and not heard and purpose = any($1)
     order by id limit $2 for update`,
    [purposes, limit, chain],
  );
  return rows.map(({ id, hash, purpose, block_number, block_time, error }) => {
    const blockNumber = BigInt(block_number);
    const blockTime = BigInt(block_time);
    const place = { id: BigInt(id), hash: toHex(hash), purpose, blockNumber, blockTime };
    return error === null
      ? { ...place, state: "mined", revert: null }
      : { ...place, state: "reverted", revert: error };
  });
}

/** Whether all of these transactions are settled. */
export async function areSettled(db: Queryable, ids: readonly bigint[]): Promise<boolean> {
  const { rows } = await db.query(
    "select 1 from chain_transactions where id = any($1::bigint[]) and state = 'signed' limit 1",
    [ids],
  );
  return rows.length === 0;
}

/**
 * Takes back the settling of what is in a block of blocks `from` to `to` that is no longer part of the
 * chain as the indexer has seen it. The sender then finds or sends them again.
 */
export async function unsettleOrphans(
  tx: Queryable,
  from: bigint,
  to: bigint,
  { id, chain }: IndexedPlace,
): Promise<number> {
  const { rowCount } = await tx.query(
    `update chain_transactions t set state = 'signed', block_number = null, block_hash = null,
       block_time = null, error = null, mined_at = null, heard = false
     from chain_seen_blocks b
     where t.chain = $3 and t.block_number between $1 and $2
       and b.deployment = $4 and b.number = t.block_number and b.hash <> t.block_hash`,
    [from, to, chain, id],
  );
  return rowCount;
}

/** Hashes of a chain's blocks as those who index it have seen them, by number. */
export async function loadSeenHashes(
  tx: Queryable,
  numbers: readonly bigint[],
  chain: ChainNumber,
): Promise<Map<bigint, Hex>> {
  const { rows } = await tx.query<{ number: string; hash: Buffer }>(
    `select number, hash from chain_seen_blocks where number = any($1::bigint[]) and deployment in
       (select id from deployments where chain = $2 union all select 1 where $2 = 1)`,
    [numbers, chain],
  );
  return new Map(rows.map(({ number, hash }) => [BigInt(number), toHex(hash)]));
}
