import type pg from "pg";
import { BackupError } from "./errors.ts";
import { apartOf } from "./keptApart.ts";
import type { KeysManifest, Manifest, ManifestTable } from "./Manifest.ts";
import { stageRows, tableOfKeys, toList } from "./stageRows.ts";
import type { Unpacked } from "./unpackBackup.ts";

/** Has what the keys file says was erased at hand for `loadDocuments`. */
export async function stageErasures(
  client: pg.Client,
  keys: Unpacked<KeysManifest>,
): Promise<void> {
  await stageRows(client, "given_erasures", tableOfKeys(keys, "erasures"), keys.directory);
}

/**
 * Fills a table of documents: each with its key out of the keys file; without, when it was erased by either file.
 * Throws `BackupError` `backup.keys_older`.
 * @returns how many the keys file alone says were erased
 */
export async function loadDocuments(
  client: pg.Client,
  table: ManifestTable,
  data: Unpacked<Manifest>,
  keys: Unpacked<KeysManifest>,
): Promise<number> {
  const given = await stageRows(client, "given_rows", table, data.directory);
  const apart = tableOfKeys(keys, table.name);
  await stageRows(client, "given_keys", apart, keys.directory);
  const { rowCount } = await client.query(toJoin(client, table));
  if (rowCount !== given) throw older(given - Number(rowCount));
  const replayed = await client.query<{ count: string }>(
    `select count(*) from given_rows r join given_erasures e on e.document_id = r.id
     where r.erased_at is null`,
  );
  await client.query("drop table given_rows, given_keys");
  return Number(replayed.rows[0]?.count);
}

/** One pass over both, which PostgreSQL does on disk where they are larger than its memory. */
function toJoin(client: pg.Client, { name, columns }: ManifestTable): string {
  const apart = apartOf(name)?.columns ?? [];
  const kept = columns.map((column) => {
    const value = `r.${client.escapeIdentifier(column)}`;
    return column === "erased_at" ? `coalesce(${value}, e.erased_at)` : value;
  });
  // An erased document has no key here, and its generations say nothing.
  const given = apart.map((column) =>
    column.endsWith("_generation") ? `coalesce(k.${column}, 0)` : `k.${column}`,
  );
  return `
    insert into ${client.escapeIdentifier(name)} (${toList(client, [...columns, ...apart])})
    select ${[...kept, ...given].join(", ")}
    from given_rows r
    left join given_erasures e on e.document_id = r.id
    left join given_keys k on k.id = r.id and r.erased_at is null and e.document_id is null
    where k.id is not null or r.erased_at is not null or e.document_id is not null`;
}

const older = (count: number): BackupError =>
  new BackupError(
    "backup.keys_older",
    `The keys file does not know ${count} or more documents of the backup: it is older than the backup, or of another copy of the data. Nobody could read them. Name the newest keys file with --keys.`,
    { documents: count },
  );
