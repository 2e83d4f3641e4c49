import type { RoleRights, TableRights } from "./roles.ts";
import type { Queryable } from "./Transaction.ts";

const everything: TableRights = { select: "all", insert: "all", update: "all", delete: "all" };

/** What is only ever added to: these rights are what the triggers on them say as well. */
const appended: TableRights = { select: "all", insert: "all" };
const apart: Readonly<Record<string, TableRights>> = {
  audit_events: appended,
  audit_chain: appended,
  published_document_types: appended,
  schema_migrations: { select: "all" },
};

/**
 * What the process with the keys may do: write rows of every table. It owns none of them, so it can switch off no trigger,
 * change no schema and give no rights; who owns them makes and migrates them at each start, and is not used after that.
 */
export async function serviceRights(owner: Queryable): Promise<RoleRights> {
  const { rows } = await owner.query<{ name: string }>(
    `select relname as name from pg_class
     where relnamespace = 'public'::regnamespace and relkind in ('r', 'p')`,
  );
  const tables = rows.map(({ name }) => [name, apart[name] ?? everything] as const);
  return {
    suffix: "service",
    readOnly: false,
    sequences: true,
    connections: -1,
    tables: Object.fromEntries(tables),
  };
}
