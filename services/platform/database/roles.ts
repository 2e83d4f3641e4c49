import { createHmac, type KeyObject } from "node:crypto";
import pg from "pg";
import { StartError } from "../errors.ts";
import { accountOf, withLogin } from "./servers/serverUrls.ts";
import type { Queryable, Transactor } from "./Transaction.ts";

/** All columns, or some. */
type Columns = "all" | readonly string[];

/** What a process of ours may do to a table. */
export type TableRights = {
  readonly select?: Columns;
  readonly insert?: "all";
  readonly update?: Columns;
  readonly delete?: "all";
};

/** The rights of a role: exactly these, whatever it had before. */
export type RoleRights = {
  /** After the database's name, such as `api` of `sello_api`. */
  readonly suffix: string;
  readonly tables: Readonly<Record<string, TableRights>>;
  readonly readOnly: boolean;
  /** Whether it takes numbers from sequences. */
  readonly sequences?: boolean;
  /** Connections that all of its processes have together; 64 when absent, -1: as many as the server gives. */
  readonly connections?: number;
};

/**
 * What the process that strangers reach may read: table, and its columns where not all. All of it is public. It may
 * write nothing. ARCHITECTURE.md shows this list; a test compares it with what PostgreSQL says of the role.
 */
export const apiReads = {
  chains: "all",
  chain_cursor: "all",
  chain_events: "all",
  checkpoint_cosignatures: "all",
  checkpoints: "all",
  deployments: "all",
  log_entries: "all",
  log_nodes: "all",
  published_document_types: ["number", "name", "version", "file"],
  sealed_keys: ["kind", "authority_id", "public"],
  trust_entries: "all",
  trust_lists: "all",
} as const satisfies Readonly<Record<string, Columns>>;

export const apiRights: RoleRights = {
  suffix: "api",
  readOnly: true,
  tables: Object.fromEntries(
    Object.entries(apiReads).map(([table, select]) => [table, { select }] as const),
  ),
};

/** Advisory lock of those who give rights: two that do so at once fail (`tuple concurrently updated`). */
const rightsLock = 0x5e110004;

/** 42501: insufficient_privilege. */
const refused = "42501";

const quoted = (name: string): string => pg.escapeIdentifier(name);

/** Roles belong to the whole server, so that of each database has its name. */
const roleOf = (database: string, suffix: string): string => `${database}_${suffix}`.slice(-63);

/**
 * Makes the role of a process, with exactly these rights, and gives its login. The password is the same in every process
 * that opens the same keys.
 * @param url of the owner, who must be allowed to make roles
 */
export async function openRole(
  database: Queryable & Transactor,
  url: string,
  secret: KeyObject,
  rights: RoleRights,
): Promise<string> {
  const { rows } = await database.query<{ name: string }>("select current_database() as name");
  const role = roleOf(String(rows[0]?.name), rights.suffix);
  const password = createHmac("sha256", secret).update(`login\n${role}`).digest("base64url");
  try {
    await database.transaction(async (tx) => {
      await tx.query("select pg_advisory_xact_lock($1)", [rightsLock]);
      await ensureRole(tx, role, password, rights);
      await giveRights(tx, role, rights);
    });
  } catch (error) {
    if ((error as { code?: string }).code !== refused) throw error;
    throw new StartError(
      "database.no_roles",
      `The account of DATABASE_URL may not make the role ${role}. Give it CREATEROLE${rights.suffix === "api" ? ", or name the login of another account in SELLO_API_DATABASE_URL; it needs no rights, they are given to it here" : ""}.`,
      { role },
      error,
    );
  }
  return withLogin(url, role, password);
}

/** Gives exactly these rights to the account of a login that the operator made. */
export async function openNamedRole(
  database: Queryable & Transactor,
  url: string,
  rights: RoleRights,
): Promise<string> {
  const role = accountOf(url);
  await database.transaction(async (tx) => {
    await tx.query("select pg_advisory_xact_lock($1)", [rightsLock]);
    await giveRights(tx, role, rights);
  });
  return url;
}

async function ensureRole(
  tx: Queryable,
  role: string,
  password: string,
  { readOnly, connections = 64 }: RoleRights,
): Promise<void> {
  const { rowCount } = await tx.query("select 1 from pg_roles where rolname = $1", [role]);
  const act = rowCount === 0 ? "create" : "alter";
  const attributes =
    "login nosuperuser nocreatedb nocreaterole noinherit noreplication nobypassrls";
  await tx.query(
    `${act} role ${quoted(role)} ${attributes} connection limit ${connections} password ${pg.escapeLiteral(password)}`,
  );
  const only = readOnly ? "on" : "off";
  await tx.query(`alter role ${quoted(role)} set default_transaction_read_only = ${only}`);
}

async function giveRights(
  tx: Queryable,
  role: string,
  { tables, sequences = false }: RoleRights,
): Promise<void> {
  const name = quoted(role);
  await tx.query(`revoke all on all tables in schema public from ${name}`);
  await tx.query(`revoke all on all sequences in schema public from ${name}`);
  if (sequences) await tx.query(`grant usage on all sequences in schema public to ${name}`);
  for (const [table, rights] of Object.entries(tables))
    for (const [right, columns] of Object.entries(rights)) {
      const some = columns === "all" ? "" : ` (${columns.map(quoted).join(", ")})`;
      await tx.query(`grant ${right}${some} on ${quoted(table)} to ${name}`);
    }
}
