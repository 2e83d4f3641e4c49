import assert from "node:assert/strict";
import { execFileSync, fork } from "node:child_process";
import { readFileSync } from "node:fs";
import { dirname, join, resolve } from "node:path";
import { after, before, test } from "node:test";
import { fileURLToPath } from "node:url";
import { parseTrustList, toBase64 } from "@sello/sdk";
import { formatTrustHead } from "@sello/sdk/trust";
import { sampleRecord } from "../../dev/demo-city/samples/sampleRecords.ts";
import { apartFlags } from "../../services/compose/ApartProcess.ts";
import { frontAccountName } from "../../services/compose/FrontProcess.ts";
import { Database } from "../../services/platform/database/Database.ts";
import { importRights } from "../../services/platform/database/importRights.ts";
import { apiReads, apiRights, openRole } from "../../services/platform/database/roles.ts";
import { serviceRights } from "../../services/platform/database/serviceRights.ts";
import { type Account, findAccount } from "../../services/platform/systemAccount.ts";
import { PgSealedKeyStore } from "../../services/signing/PgSealedKeyStore.ts";
import { SealedKeys } from "../../services/signing/SealedKeys.ts";
import { freePort } from "../support/postgres.ts";
import { Program } from "./Program.ts";
import type { Attempt, Loot } from "./thief/attempts.ts";

// The process that strangers reach is taken over: the thief runs code of their own with its socket, its login to
// the database and its rights to files. No caller passes meanwhile.
const script = fileURLToPath(new URL("./thief/attempts.ts", import.meta.url));
const office = "population-administration";

let program: Program;
let owner: Database;
let login: string;
let importLogin: string;
let serviceLogin: string;
let document: string;
/** As which account the process runs that strangers reach: root gives it one of its own. Null: as ours. */
let frontAccount: Account | null = null;
let chainSocket: string;

before(async () => {
  program = await Program.inNewFolder();
  const port = await freePort();
  await program.up({
    SELLO_DATABASE_PORT: String(port),
    SELLO_SIGNER_SOCKET: join(program.folder, "signer.sock"),
  });
  const password = readFileSync(join(program.data, "keys", "database-password"), "utf8").trim();
  const url = `postgres://sello:${password}@127.0.0.1:${port}/sello?sslmode=disable`;
  owner = new Database(url);
  const keys = await SealedKeys.open({
    store: new PgSealedKeyStore(owner),
    secret: readFileSync(join(program.data, "keys", "sealing-key"), "utf8").trim(),
  });
  login = await openRole(owner, url, await keys.secretFor("database-api"), apiRights);
  const secret = await keys.secretFor("database-import");
  importLogin = await openRole(owner, url, secret, importRights);
  const ofService = await keys.secretFor("database-service");
  serviceLogin = await openRole(owner, url, ofService, await serviceRights(owner));
  chainSocket = join(program.data, "chain", "node.sock");
  const [, uid = ""] = frontLine();
  const account = findAccount(frontAccountName);
  frontAccount = Number(uid) === account?.uid ? account : null;
  assert.equal(
    frontAccount === null,
    process.getuid?.() !== 0,
    "root gives it an account of its own",
  );
  document = await issue();
});

after(async () => {
  await owner?.close();
  await program.dispose();
});

async function issue(): Promise<string> {
  const access = readFileSync(join(program.data, "demo", "access.json"), "utf8");
  const { keys } = JSON.parse(access) as { keys: { authority: string; secret: string }[] };
  const secret = keys.find(({ authority }) => authority === office)?.secret;
  const response = await fetch(`${program.url}/v1/documents`, {
    method: "POST",
    headers: {
      authorization: `Bearer ${secret}`,
      "content-type": "application/json",
      "idempotency-key": "one",
    },
    body: JSON.stringify({ type: "resident-id", claims: sampleRecord["resident-id"](0) }),
  });
  assert.equal(response.status, 201);
  return ((await response.json()) as { id: string }).id;
}

/** The offices that sign trust lists listen on loopback, as the log says. */
function officeUrls(): Readonly<Record<string, string>> {
  const lines = readFileSync(join(program.data, "sello.log"), "utf8").split("\n");
  const said = lines.filter((line) => line.includes("an office listens"));
  return Object.fromEntries(
    said.map((line) => JSON.parse(line)).map(({ office: name, url }) => [name, url]),
  );
}

/** A list that follows, in all but what it says of the authorities. */
async function forgeList(): Promise<unknown> {
  const { head } = parseTrustList(await (await fetch(`${program.url}/v1/trust-list`)).text());
  const root = toBase64(new Uint8Array(32).fill(7));
  const authorities = { ...head.authorities, root };
  const [deployment] = head.deployments;
  const { rows } = await owner.query<{ block_number: string }>(
    "select block_number from chain_cursor",
  );
  return {
    text: formatTrustHead({ ...head, version: head.version + 1, authorities }),
    registries: [
      {
        chainId: deployment?.chainId,
        registry: deployment?.registry,
        block: Number(rows[0]?.block_number),
      },
    ],
    keys: [],
    signers: head.signers.map(({ key }) => key),
    introductions: [],
  };
}

/** What the API process has: a signature of nobody is all that the thief can make of a governing act. */
const toLoot = async (): Promise<Loot> => ({
  offices: officeUrls(),
  forgedList: await forgeList(),
  login,
  socketPath: join(program.folder, "signer.sock"),
  own: frontAccount === null ? null : { service: program.servicePid(), chainSocket },
  files: [
    join(program.data, "keys", "sealing-key"),
    join(program.data, "keys", "database-password"),
    join(program.data, "demo", "access.json"),
    ...["city", "audit", "archive"].flatMap((name) =>
      ["sealing-key", "key.1.json", "token"].map((file) =>
        join(program.data, "trust-signers", name, file),
      ),
    ),
    "/proc/self/environ",
  ],
  document,
  signedByStranger: {
    operation: "SetState",
    values: { authority: `0x${"1".repeat(64)}`, state: 2 },
    authorization: {
      signer: `0x${"2".repeat(40)}`,
      nonce: "0",
      deadline: "99999999999",
      signature: `0x${"11".repeat(65)}`,
    },
  },
});

test("a thief of the process that strangers reach gets nowhere, attempt by attempt", async (t) => {
  const loot = await toLoot();
  assert.equal(Object.keys(loot.offices).length, 3);
  const child = fork(script, [], {
    execArgv: [...apartFlags(null), `--allow-fs-read=${dirname(script)}`],
    env: {},
    cwd: "/",
    ...(frontAccount === null ? {} : { uid: frontAccount.uid, gid: frontAccount.gid }),
  });
  const attempts = await new Promise<readonly Attempt[]>((done, failed) => {
    child.once("message", (told) => done(told as readonly Attempt[]));
    child.once("exit", (code) => failed(new Error(`the thief ended with ${code}`)));
    child.send(loot);
  });
  for (const { what, code } of attempts) t.diagnostic(`${what}: ${code ?? "SUCCEEDED"}`);
  assert.deepEqual(
    attempts.filter(
      ({ code }) =>
        code === null || !/^(?:401|404|409|42501|EACCES|EPERM|ERR_ACCESS_DENIED)/.test(code),
    ),
    [],
  );
  assert.ok(attempts.length > 30);
});

test("the database gives its role just what ARCHITECTURE.md says", async () => {
  const role = new URL(login).username;
  const { rows } = await owner.query<{ table: string; columns: string[] | null; kinds: string[] }>(
    `select c.table_name as "table", array_agg(distinct c.column_name::text order by c.column_name::text) as columns,
       array_agg(distinct c.privilege_type::text) as kinds
     from information_schema.column_privileges c where c.grantee = $1 group by c.table_name order by 1`,
    [role],
  );
  assert.deepEqual([...new Set(rows.flatMap(({ kinds }) => kinds))], ["SELECT"]);
  assert.deepEqual(
    rows.map(({ table }) => table),
    Object.keys(apiReads).sort(),
  );
  const keys = rows.find(({ table }) => table === "sealed_keys")?.columns;
  assert.deepEqual(keys, [...apiReads.sealed_keys].sort());
  const page = readFileSync(resolve(import.meta.dirname, "../../ARCHITECTURE.md"), "utf8");
  for (const table of Object.keys(apiReads)) assert.ok(page.includes(`\`${table}\``), table);
});

/** What a thief of the process that reads files would do with its login. */
const importAttempts: Readonly<Record<string, string>> = {
  "read what documents say": "select content from copies",
  "read the keys of documents": "select wrapped_key from documents",
  "read digests of names and persons": "select name_key, person_key from documents",
  "read private keys": "select * from sealed_keys",
  "read the hashes of API keys": "select secret_digest from api_keys",
  "end an API key's end": "update api_keys set revoked_at = null",
  "read the hashes of sessions": "select token_digest from sessions",
  "forge a session": "insert into sessions select * from sessions",
  "make an import": "insert into imports select * from imports",
  "make an import another authority's": "update imports set authority_id = '\\x01'",
  "make an import of another type": "update imports set document_type = 'resident-id'",
  "make an import another key's": "update imports set requested_by = 'officer:0x'",
  "change a document": "update documents set natural_key = '\\x01'",
  "change a copy": "update copies set leaf = '\\x01'",
  "delete a document": "delete from documents",
  "delete copies": "delete from copies",
  "hide what was issued": "delete from issuances",
  "read who had what issued": "select * from issuances",
  "ask for a status act": "insert into status_acts default values",
  "send a transaction": "insert into chain_transactions default values",
  "sign a checkpoint": "insert into checkpoints default values",
  "change an event of the chain": "delete from chain_events",
  "move a stream's batches": "update batches set first_seq = 0",
  "forge the audit": "insert into audit_events default values",
  "remove traces": "delete from audit_events",
  "erase a document": "insert into erasures (document_id) values (gen_random_uuid())",
  "forget what was read": "delete from reading_counts",
  "give itself rights": "grant all on all tables in schema public to current_user",
  "run a program": "copy (select 1) to program 'id'",
};

test("a thief of the process that reads files may only do what one file needs", async (t) => {
  const thief = new Database(importLogin);
  try {
    for (const [what, sql] of Object.entries(importAttempts)) {
      const code = await thief.query(sql).then(
        () => "SUCCEEDED",
        (error: { code?: string }) => error.code,
      );
      t.diagnostic(`${what}: ${code}`);
      assert.equal(code, "42501", what);
    }
    assert.equal((await thief.query("select id from documents")).rows.length, 1);
  } finally {
    await thief.close();
  }
});

test("no process uses the owner of the database, and none may do what only the owner may", async (t) => {
  const { rows } = await owner.query<{ account: string; name: string }>(
    `select distinct usename as account, application_name as name from pg_stat_activity
     where datname = current_database() and pid <> pg_backend_pid()`,
  );
  const accounts = new Set(rows.map(({ account }) => account));
  t.diagnostic(rows.map(({ account, name }) => `${name}: ${account}`).join(", "));
  assert.deepEqual([...accounts].sort(), ["sello_api", "sello_import", "sello_service"]);
  const service = new Database(serviceLogin);
  const attempts = {
    "change a line of the audit": "update audit_events set actor = 'nobody'",
    "remove traces": "delete from audit_events",
    "empty the audit": "truncate audit_events cascade",
    "write its chain again": "delete from audit_chain",
    "end the trigger that keeps the audit": "alter table audit_events disable trigger all",
    "end all triggers": "set session_replication_role = replica",
    "drop a table": "drop table audit_events cascade",
    "replace what a trigger does":
      "create or replace function refuse_audit_change() returns trigger language plpgsql as 'begin return null; end'",
    "make itself the owner": "alter table audit_events owner to current_user",
    "say that a migration was done": "delete from schema_migrations",
  };
  try {
    for (const [what, sql] of Object.entries(attempts)) {
      const code = await service.query(sql).then(
        () => "SUCCEEDED",
        (error: { code?: string }) => error.code,
      );
      t.diagnostic(`${what}: ${code}`);
      assert.equal(code, "42501", what);
    }
  } finally {
    await service.close();
  }
});

/** Process number, account and arguments of the process that strangers reach. */
function frontLine(): string[] {
  const service = String(program.servicePid());
  const lines = execFileSync("ps", ["-eo", "pid=,uid=,ppid=,args="]).toString().split("\n");
  const found = lines
    .map((line) => line.trim().split(/\s+/))
    .find(([, , parent, ...args]) => parent === service && args.join(" ").includes("frontMain.ts"));
  assert.ok(found);
  return found;
}

test("neither its arguments nor its environment tell anything", async () => {
  const [pid = "", , , ...args] = frontLine();
  assert.ok(!/postgres:|password|secret|sello_api/.test(args.join(" ")), args.join(" "));
  const environment = readFileSync(`/proc/${pid}/environ`, "utf8").split("\0");
  assert.deepEqual(
    environment
      .map((each) => each.split("=")[0])
      .filter((name) => !/^(?:NODE_CHANNEL_|$)/.test(name ?? "")),
    [],
  );
});
