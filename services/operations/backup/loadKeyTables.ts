import type pg from "pg";
import { BackupError } from "./errors.ts";
import type { KeysManifest } from "./Manifest.ts";
import { copyRows, stageRows, tableOfKeys, toList } from "./stageRows.ts";
import type { Unpacked } from "./unpackBackup.ts";

type Keys = Unpacked<KeysManifest>;

/**
 * Puts in what the keys file has besides the documents' own, once all other tables are filled. Throws `BackupError`
 * `backup.keys_resealed`.
 */
export async function loadKeyTables(client: pg.Client, keys: Keys): Promise<void> {
  await client.query("insert into erasures select * from given_erasures on conflict do nothing");
  await loadRequests(client, keys);
  await loadDigestSecrets(client, keys);
  await loadImportRows(client, keys);
  await loadApplicationKeys(client, keys);
}

/** Requests of which documents came that are here, and not erased. */
async function loadRequests(client: pg.Client, keys: Keys): Promise<void> {
  const table = tableOfKeys(keys, "idempotency_keys");
  await stageRows(client, "given_requests", table, keys.directory);
  const columns = toList(client, table.columns);
  // Before migration 0099, each of them had to be of a key that is there.
  const isOfKey = table.columns.includes("api_key_id")
    ? "exists (select from api_keys a where a.id = g.api_key_id)"
    : "true";
  await client.query(
    `insert into idempotency_keys (${columns}) select ${columns} from given_requests g
     where ${isOfKey}
       and exists (select from documents d where d.id = g.document_id and d.erased_at is null)`,
  );
}

/**
 * The digests came with the keys file, so the secrets that made them have to be its own: there may have been a turnover
 * between the two (docs/decisions/0164).
 */
async function loadDigestSecrets(client: pg.Client, keys: Keys): Promise<void> {
  await client.query("delete from digest_generations");
  const generations = tableOfKeys(keys, "digest_generations");
  await copyRows(client, generations.name, generations, keys.directory);
  await client.query(
    `update streams set digest_generation =
       (select max(generation) from digest_generations where purpose = 'records')`,
  );
  const secrets = tableOfKeys(keys, "sealed_keys");
  await stageRows(client, "given_secrets", secrets, keys.directory);
  await requireSameSealing(client);
  const columns = toList(client, secrets.columns);
  await client.query(
    `insert into sealed_keys (${columns}) select ${columns} from given_secrets on conflict do nothing`,
  );
}

/** Secrets that only the keys file has must open with the sealing secret that opens the backup. */
async function requireSameSealing(client: pg.Client): Promise<void> {
  const { rowCount } = await client.query(
    `select from given_secrets g
     where not exists (select from sealed_keys k where k.name = g.name)
       and g.generation <> (select max(generation) from sealed_keys) limit 1`,
  );
  if (rowCount === 0) return;
  throw new BackupError(
    "backup.keys_resealed",
    "Between the backup and its keys file both the sealing secret and the secret of digests were changed: no one secret opens the two. Use a newer backup, or a keys file from before the change.",
  );
}

/** Rows of imports that were under way; where there are none any more, the file has to be sent again. */
async function loadImportRows(client: pg.Client, keys: Keys): Promise<void> {
  await stageRows(client, "given_segments", tableOfKeys(keys, "import_segments"), keys.directory);
  await client.query(
    `update import_segments s set content = g.content from given_segments g, imports i
     where s.import_id = g.import_id and s.number = g.number and i.id = s.import_id
       and (not s.done or i.dry_run)`,
  );
  await loadFileKeys(client, keys);
  await client.query(
    `with ended as (
       update imports i set state = 'cancelled', error = $1, finished_at = clock_timestamp()
       where state in ('receiving', 'running', 'paused') and exists (
         select from import_segments where import_id = i.id and not done and content is null)
       returning id)
     delete from import_segments s using ended where s.import_id = ended.id and not s.done`,
    [JSON.stringify(rowsGone)],
  );
}

/** Without its key a file's rows are as good as gone. */
async function loadFileKeys(client: pg.Client, keys: Keys): Promise<void> {
  // Keys files from before migration 0101 have none.
  const table = keys.manifest.tables.find(({ name }) => name === "imports");
  if (table === undefined) return;
  await stageRows(client, "given_imports", table, keys.directory);
  await client.query(
    "update imports i set wrapped_key = g.wrapped_key from given_imports g where g.id = i.id",
  );
  await client.query(
    `update import_segments s set content = null from imports i
     where i.id = s.import_id and i.wrapped_key is null and substring(content from 1 for 1) = '\\x01'`,
  );
}

/** An application whose key is gone was erased, or came after the keys file: nobody can read it. */
async function loadApplicationKeys(client: pg.Client, keys: Keys): Promise<void> {
  // Keys files from before migration 0125 have none.
  const table = keys.manifest.tables.find(({ name }) => name === "applications");
  if (table !== undefined) {
    await stageRows(client, "given_applications", table, keys.directory);
    await client.query(
      "update applications a set wrapped_key = g.wrapped_key from given_applications g where g.id = a.id",
    );
  }
  await client.query("delete from applications where wrapped_key is null");
}

/** Why an import ended: see `ImportError`. */
const rowsGone = {
  code: "import.rows_gone",
  message:
    "The data was restored from a backup, and the rest of the file's rows are not in its keys file. Send the file again: what was issued is not issued twice.",
  data: {},
};
