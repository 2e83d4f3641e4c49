import type { Queryable, Transaction } from "../../platform/database/Transaction.ts";

/** A key that a dry run saw: of which line, saying what. */
export type SeenKey = {
  readonly naturalKey: Buffer;
  readonly claimsDigest: Buffer;
  readonly line: number;
};

/** See `PgImportStore.seen`. */
export async function seenBefore(
  tx: Transaction,
  id: string,
  keys: readonly SeenKey[],
): Promise<ReadonlyMap<string, SeenKey>> {
  // In the order of keys, so that two segments with the same ones cannot wait for each other.
  const ordered = [...keys].sort((a, b) => a.naturalKey.compare(b.naturalKey));
  const { rows } = await tx.query<{ key: Buffer; claims: Buffer; line: string }>(
    `with keys as (
       select decode(key, 'hex') as key, decode(claims, 'hex') as claims, line
       from jsonb_to_recordset($2::jsonb) as row (key text, claims text, line bigint)
     ), fresh as (
       insert into import_dry_run_keys (import_id, natural_key, claims_digest, line)
       select $1, key, claims, line from keys on conflict do nothing returning natural_key
     )
     select key from keys where key not in (select natural_key from fresh)`,
    [id, JSON.stringify(ordered.map(toSeenRow))],
  );
  if (rows.length === 0) return new Map<string, SeenKey>();
  return selectSeen(
    tx,
    id,
    rows.map(({ key }) => key),
  );
}

/** Drops the keys of dry runs that have ended, and of which no row can be corrected any more. */
export async function forgetDryRuns(queryable: Queryable): Promise<void> {
  await queryable.query(
    `delete from import_dry_run_keys where import_id in (
       select id from imports where dry_run and (state in ('cancelled', 'failed') or (state = 'done' and wrapped_key is null)))`,
  );
}

const toSeenRow = ({ naturalKey, claimsDigest, line }: SeenKey) => ({
  key: naturalKey.toString("hex"),
  claims: claimsDigest.toString("hex"),
  line,
});

async function selectSeen(tx: Transaction, id: string, keys: readonly Buffer[]) {
  const { rows } = await tx.query<{ key: Buffer; claims: Buffer; line: string }>(
    `select natural_key as key, claims_digest as claims, line from import_dry_run_keys
     where import_id = $1 and natural_key = any($2::bytea[])`,
    [id, keys],
  );
  return new Map(
    rows.map(({ key, claims, line }): [string, SeenKey] => [
      key.toString("hex"),
      { naturalKey: key, claimsDigest: claims, line: Number(line) },
    ]),
  );
}
