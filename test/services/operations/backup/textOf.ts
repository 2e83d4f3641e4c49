import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { gunzipSync } from "node:zlib";

/** Everything that a copy's tables hold, as text. */
export function textOf({ directory }: { readonly directory: string }): string {
  const tables = join(directory, "tables");
  return readdirSync(tables)
    .map((name) => gunzipSync(readFileSync(join(tables, name))).toString("latin1"))
    .join("\n");
}
