import { fromHex, type Hex, toHex } from "@sello/sdk";
import type { Queryable } from "../../platform/database/Transaction.ts";
import type { DeploymentId, IndexedPlace } from "../deployment/Deployment.ts";
import type { ChainBlock } from "../evm/ChainBlock.ts";
import type { ChainEvent } from "../Projection.ts";

/** The newest block that the indexer has applied. */
export type Cursor = { readonly number: bigint; readonly hash: Hex };

type CursorRow = { readonly block_number: string; readonly block_hash: Buffer };

export async function loadCursor(db: Queryable, deployment: DeploymentId): Promise<Cursor | null> {
  const { rows } = await db.query<CursorRow>(
    "select block_number, block_hash from chain_cursor where deployment = $1",
    [deployment],
  );
  const row = rows[0];
  return row ? { number: BigInt(row.block_number), hash: toHex(row.block_hash) } : null;
}

/**
 * Moves the cursor, if it is where the caller believes.
 * @param from null if there is no cursor yet
 * @returns false if somebody else moved it meanwhile: then nothing of the caller's may be applied
 */
export async function moveCursor(
  tx: Queryable,
  deployment: DeploymentId,
  from: Cursor | null,
  to: Cursor,
): Promise<boolean> {
  const values = [deployment, to.number, fromHex(to.hash)];
  const { rowCount } =
    from === null
      ? await tx.query(
          `insert into chain_cursor (deployment, block_number, block_hash) values ($1, $2, $3)
           on conflict (deployment) do nothing`,
          values,
        )
      : await tx.query(
          `update chain_cursor set block_number = $2, block_hash = $3
           where deployment = $1 and block_number = $4 and block_hash = $5`,
          [...values, from.number, fromHex(from.hash)],
        );
  return rowCount === 1;
}

export async function insertSeen(
  tx: Queryable,
  deployment: DeploymentId,
  blocks: readonly ChainBlock[],
  keepFrom: bigint,
): Promise<void> {
  await tx.query(
    `insert into chain_seen_blocks (deployment, number, hash, time)
     select $4, * from unnest($1::bigint[], $2::bytea[], $3::bigint[])
     on conflict (deployment, number) do update set hash = excluded.hash, time = excluded.time`,
    [
      blocks.map(({ number }) => number),
      blocks.map(({ hash }) => fromHex(hash)),
      blocks.map(({ time }) => time),
      deployment,
    ],
  );
  await tx.query("delete from chain_seen_blocks where deployment = $2 and number < $1", [
    keepFrom,
    deployment,
  ]);
}

/** The blocks that are remembered, newest first. */
export async function loadSeen(
  db: Queryable,
  deployment: DeploymentId,
  below: bigint,
  limit: number,
): Promise<Cursor[]> {
  const { rows } = await db.query<{ number: string; hash: Buffer }>(
    `select number, hash from chain_seen_blocks where deployment = $3 and number <= $1
     order by number desc limit $2`,
    [below, limit, deployment],
  );
  return rows.map(({ number, hash }) => ({ number: BigInt(number), hash: toHex(hash) }));
}

export async function insertEvents(
  tx: Queryable,
  deployment: DeploymentId,
  events: readonly ChainEvent[],
): Promise<void> {
  if (events.length === 0) return;
  await tx.query(
    `insert into chain_events
       (deployment, block_number, log_index, block_time, transaction_hash, contract, name, args)
     select $8, * from unnest($1::bigint[], $2::int[], $3::bigint[], $4::bytea[], $5::text[], $6::text[],
       $7::jsonb[])`,
    [
      events.map(({ blockNumber }) => blockNumber),
      events.map(({ logIndex }) => logIndex),
      events.map(({ blockTime }) => blockTime),
      events.map(({ transactionHash }) => fromHex(transactionHash)),
      events.map(({ contract }) => contract),
      events.map(({ name }) => name),
      events.map(({ args }) => JSON.stringify(args)),
      deployment,
    ],
  );
}

/** Forgets what was read of blocks above `number`. */
export async function forgetAfter(
  tx: Queryable,
  { id, chain }: IndexedPlace,
  number: bigint,
): Promise<void> {
  await tx.query("delete from chain_events where deployment = $1 and block_number > $2", [
    id,
    number,
  ]);
  await tx.query("delete from chain_seen_blocks where deployment = $1 and number > $2", [
    id,
    number,
  ]);
  await tx.query(
    `update chain_transactions set state = 'signed', block_number = null, block_hash = null,
       block_time = null, error = null, mined_at = null, heard = false where chain = $1 and block_number > $2`,
    [chain, number],
  );
}
