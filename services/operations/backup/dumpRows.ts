import { createWriteStream, mkdirSync } from "node:fs";
import { dirname, join } from "node:path";
import { pipeline } from "node:stream/promises";
import { createGzip } from "node:zlib";
import type pg from "pg";
import { to as copyTo } from "pg-copy-streams";
import { type ManifestTable, tableEntry } from "./Manifest.ts";

// Speed matters more: most of it is signatures, salts and digests, which do not compress.
const gzipLevel = 1;

/**
 * Writes the rows of a table into `directory`, under the name of `tableEntry`.
 * @param where condition (SQL) of those rows
 */
export async function dumpRows(
  client: pg.Client,
  { name, columns }: ManifestTable,
  directory: string,
  where = "true",
): Promise<void> {
  const path = join(directory, tableEntry(name));
  mkdirSync(dirname(path), { recursive: true, mode: 0o700 });
  const list = columns.map((column) => client.escapeIdentifier(column)).join(", ");
  const query = `select ${list} from ${client.escapeIdentifier(name)} where ${where}`;
  const rows = client.query(copyTo(`copy (${query}) to stdout`));
  await pipeline(rows, createGzip({ level: gzipLevel }), createWriteStream(path, { mode: 0o600 }));
}
