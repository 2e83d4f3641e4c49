import type pg from "pg";
import type { ManifestTable } from "./Manifest.ts";

/** The tables in an order in which they can be filled: each after those that its foreign keys name. */
export async function orderTables(
  client: pg.Client,
  tables: readonly ManifestTable[],
): Promise<ManifestTable[]> {
  const { rows } = await client.query<{ table: string; refers: string }>(
    `select f.relname as table, t.relname as refers from pg_constraint c
     join pg_class f on f.oid = c.conrelid join pg_class t on t.oid = c.confrelid
     where c.contype = 'f' and f.oid <> t.oid`,
  );
  const ordered: ManifestTable[] = [];
  const placed = new Set<string>();
  while (ordered.length < tables.length) {
    const next = tables.find(
      ({ name }) =>
        !placed.has(name) &&
        rows.every(({ table, refers }) => table !== name || placed.has(refers)),
    );
    if (!next) throw new Error("tables refer to each other in a circle");
    placed.add(next.name);
    ordered.push(next);
  }
  return ordered;
}
