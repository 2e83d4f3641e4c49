import { fork } from "node:child_process";
import { readFileSync, writeFileSync } from "node:fs";
import { request } from "node:http";
import { connect } from "node:net";
import pg from "pg";

// What somebody does who runs code of their own in the process that strangers reach: they have its login to the
// database, its socket and its rights to files, and no caller's credential. Started by thief.test.ts with the very rights
// of that process; it answers with one line an attempt.

export type Loot = {
  readonly login: string;
  readonly socketPath: string;
  readonly files: readonly string[];
  readonly document: string;
  /** What there is to be tried when the process has an account of its own; null: it has ours. */
  readonly own: { readonly service: number; readonly chainSocket: string } | null;
  readonly signedByStranger: unknown;
  /** Where each office that signs trust lists listens, and what the thief asks of them. */
  readonly offices: Readonly<Record<string, string>>;
  readonly forgedList: unknown;
};

/** `code` is what the attempt was answered with; null: it succeeded. */
export type Attempt = { readonly what: string; readonly code: string | null };

const insufficientPrivilege = "42501";
const readOnly = "25006";

async function sql(loot: Loot, text: string, values: unknown[] = []): Promise<string | null> {
  const client = new pg.Client({ connectionString: loot.login });
  await client.connect();
  try {
    // It may end its own read-only mode: the rights are what keeps it out.
    await client.query("set default_transaction_read_only = off");
    await client.query(text, values);
    return null;
  } catch (error) {
    const { code = "?" } = error as { code?: string };
    return code === readOnly ? `${insufficientPrivilege}, or read-only` : code;
  } finally {
    await client.end();
  }
}

function call(
  { socketPath }: Loot,
  method: string,
  path: string,
  body: unknown = null,
  more: Readonly<Record<string, string>> = {},
): Promise<string | null> {
  return new Promise((resolve, reject) => {
    const own = { "content-type": "application/json", "idempotency-key": "thief", host: "x" };
    const headers = { ...own, ...more };
    const outgoing = request({ socketPath, method, path, headers }, async (reply) => {
      const parts: Buffer[] = [];
      for await (const part of reply) parts.push(part as Buffer);
      const status = reply.statusCode ?? 0;
      if (status < 400) return resolve(null);
      const { code } = JSON.parse(Buffer.concat(parts).toString()) as { code: string };
      resolve(`${status} ${code}`);
    });
    outgoing.once("error", reject);
    outgoing.end(body === null ? undefined : JSON.stringify(body));
  });
}

function tried(work: () => unknown): string | null {
  try {
    work();
    return null;
  } catch (error) {
    return (error as { code?: string }).code ?? "?";
  }
}

async function post(url: string, body: unknown): Promise<string | null> {
  const answer = await fetch(url, { method: "POST", body: JSON.stringify(body) });
  if (answer.ok) return null;
  return `${answer.status} ${((await answer.json()) as { code: string }).code}`;
}

const claims = { type: "resident-id", claims: {} };

async function all(loot: Loot): Promise<readonly Attempt[]> {
  const query = (text: string, values?: unknown[]) => sql(loot, text, values);
  const ask = (method: string, path: string, body?: unknown) => call(loot, method, path, body);
  const some: readonly (readonly [string, () => Promise<string | null> | string | null])[] = [
    ["issue a document", () => ask("POST", "/v1/documents", claims)],
    ["ask for a signature", () => ask("POST", "/inside/sign", { payload: "AAAA" })],
    ["append a batch", () => query("update batches set count = 0")],
    ["journal a transaction", () => query("delete from chain_transactions")],
    ["take a nonce of a chain account", () => query("update chain_senders set next_nonce = 0")],
    [
      "revoke through the API",
      () =>
        ask("POST", "/v1/status-acts", {
          documents: [loot.document],
          action: "revoke",
          reason: "lost",
        }),
    ],
    ["revoke in the database", () => query("update status_acts set reason = reason")],
    ["change a published status", () => query("update status_words set word = 0")],
    ["sign a trust list", () => query("update trust_lists set note = 'mine'")],
    ...Object.entries(loot.offices).map(
      ([office, url]) =>
        [
          `have the office ${office} sign another authority's entry`,
          () => post(`${url}/sign-head`, loot.forgedList),
        ] as const,
    ),
    ["name a witness", () => query("delete from note_key_terms")],
    ["appoint an officer", () => ask("POST", "/v1/registry-changes", loot.signedByStranger)],
    ["change a key", () => ask("POST", "/v1/turnovers", { kind: "digest-secret" })],
    [
      "forge a session: make an API key",
      () => query("insert into api_keys select * from api_keys"),
    ],
    ["forge a session: read the hashes of keys", () => query("select * from api_keys")],
    [
      "forge a session: write its row",
      () =>
        query(
          `insert into sessions (id, token_digest, account, browser, started_at, last_used_at, ends_at)
           values (gen_random_uuid(), sha256('mine'), decode(repeat('11', 20), 'hex'), '', now(), now(), now() + interval '1 hour')`,
        ),
    ],
    [
      "forge a session: take over one",
      () => query("update sessions set token_digest = sha256('x')"),
    ],
    ["forge a session: read the hashes of tokens", () => query("select * from sessions")],
    [
      "forge a resident's session: take over one",
      () => query("update resident_sessions set token_digest = sha256('x')"),
    ],
    ["read who residents are", () => query("select identity, phone from resident_accounts")],
    ["read residents' codes", () => query("select sealed from resident_messages")],
    ["give somebody another phone", () => query("update registered_phones set phone = ''")],
    [
      "forge a resident's session: make a token up",
      () =>
        call(loot, "GET", "/v1/my/documents", null, { cookie: `sello_resident=${"A".repeat(43)}` }),
    ],
    ["forge a session: put a nonce there", () => query("insert into sign_ins values ('x', now())")],
    [
      "forge a session: make a token up",
      () =>
        call(loot, "GET", "/v1/documents", null, {
          cookie: `sello_session=${"A".repeat(43)}`,
          "sello-authority": "population-administration",
        }),
    ],
    ["read private keys in the database", () => query("select sealed from sealed_keys")],
    ...loot.files.map(
      (file) =>
        [
          `read ${file.split("/").slice(-2).join("/")}`,
          () => tried(() => readFileSync(file)),
        ] as const,
    ),
    ["write a file", () => tried(() => writeFileSync("/tmp/thief-was-here", "x"))],
    ["start a program", () => tried(() => fork(import.meta.filename))],
    [
      "look for an ID number by its digest",
      () => query("select natural_key, person_key from documents"),
    ],
    ["list documents through the API", () => ask("GET", "/v1/documents")],
    ["read claims in the database", () => query("select content from copies")],
    ["look for an ID number through the API", () => ask("POST", "/v1/document-searches")],
    ["read rows of imports", () => query("select * from import_segments")],
    [
      "read claims through the API",
      () => ask("GET", `/v1/documents/${loot.document}/sello?reason=check`),
    ],
    ["remove traces", () => query("delete from audit_events")],
    [
      "end the trigger that keeps the audit",
      () => query("alter table audit_events disable trigger all"),
    ],
    ["give itself rights", () => query("grant all on all tables in schema public to current_user")],
    ["run a program through the database", () => query("copy (select 1) to program 'id'")],
    ["make the database write a file", () => query("copy (select 1) to '/tmp/thief-was-here'")],
  ];
  const attempts: Attempt[] = [];
  for (const [what, work] of some) attempts.push({ what, code: await work() });
  if (loot.own !== null) {
    const { service, chainSocket } = loot.own;
    attempts.push({ what: "open the embedded chain", code: await opens(chainSocket) });
    attempts.push({
      what: "stop the process with the keys",
      code: tried(() => process.kill(service, 0)),
    });
  }
  return attempts;
}

const opens = (path: string): Promise<string | null> =>
  new Promise((settled) => {
    const socket = connect(path, () => {
      socket.destroy();
      settled(null);
    });
    socket.once("error", (error: NodeJS.ErrnoException) => settled(error.code ?? "?"));
  });

process.once("message", async (loot: Loot) => {
  process.send?.(await all(loot));
  process.disconnect();
});
