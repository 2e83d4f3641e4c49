import assert from "node:assert/strict";
import { randomBytes } from "node:crypto";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { setTimeout as delay } from "node:timers/promises";
import { sampleCsv } from "../../dev/demo-city/samples/sampleCsv.ts";
import { sampleRecord } from "../../dev/demo-city/samples/sampleRecords.ts";
import type { EmbeddedPostgres } from "../../dev/postgres/EmbeddedPostgres.ts";
import { Acknowledged } from "../../scripts/kill-harness/Acknowledged.ts";
import { Client } from "../../scripts/kill-harness/Client.ts";
import { rest } from "../../scripts/kill-harness/examine/rest.ts";
import { examine } from "../../scripts/kill-harness/killRun.ts";
import { Load } from "../../scripts/kill-harness/Load.ts";
import { Database } from "../../services/platform/database/Database.ts";
import { ask, DatabasePair } from "./DatabasePair.ts";
import { RoleProcess } from "./RoleProcess.ts";
import { startExternalChain } from "./startExternalChain.ts";

// Two processes of each role, on one chain and one PostgreSQL with a synchronous standby. The primary is killed while
// files are imported and documents issued, the standby is promoted, and nobody starts anything again.
const office = "population-administration";
const type = "resident-id";
const importedRows = 4_000;
const chainId = 755_755;
/** People whose documents come by the file, and by single requests, are others than those of the load. */
const firstOfFile = 500_000;
let nextOfLoop = 800_000;

const folder = mkdtempSync(join(tmpdir(), "sello-promotion-"));
const stopping = new AbortController();
const acknowledged = new Acknowledged();
let pair: DatabasePair;
let chain: Awaited<ReturnType<typeof startExternalChain>>;
let database: Database;
let environment: NodeJS.ProcessEnv = {};
let processes: RoleProcess[] = [];
let clients: Client[] = [];
let pinnedTrustList = "";

before(async () => {
  [pair, chain] = await Promise.all([DatabasePair.start(), startExternalChain(chainId)]);
  await pair.primary.ensureDatabase("promotion");
  const url = pair.url("promotion");
  database = new Database(url);
  const keyFile = join(folder, "sealing-key");
  writeFileSync(keyFile, randomBytes(32).toString("base64url"), { mode: 0o600 });
  environment = {
    SELLO_KEY_FILE: keyFile,
    SELLO_PUBLIC_URL: "http://sello.test",
    SELLO_DEMO: "true",
    SELLO_WITNESS_QUORUM: "0",
    SELLO_IMPORT_WORKERS: "1",
    SELLO_RATE_PER_ADDRESS: "0",
    SELLO_LOG_LEVEL: "info",
    DATABASE_URL: `${url}&target_session_attrs=read-write`,
    LEDGER_RPC_URL: chain.url,
    LEDGER_CHAIN_ID: String(chainId),
  };
  const roles = ["api,signer", "api,signer", "worker", "worker"];
  processes = await Promise.all(roles.map((role, index) => start(role, index)));
  clients = [0, 1].map((index) => new Client(() => process(index).url, stopping.signal));
});

function start(role: string, index: number): Promise<RoleProcess> {
  const data = join(folder, `data-${index}`);
  mkdirSync(data, { recursive: true });
  return RoleProcess.start({ ...environment, SELLO_ROLES: role, SELLO_DATA_DIR: data });
}

after(async () => {
  stopping.abort();
  await Promise.all(processes.map((each) => each.kill()));
  await database?.close();
  await Promise.all([pair?.dispose(), chain?.stop()]);
  rmSync(folder, { recursive: true, force: true });
});

const process = (index: number): RoleProcess => processes[index] as RoleProcess;
const secretOf = (slug: string): string => process(0).secretOf(slug);
const client = (index: number): Client => clients[index] as Client;

/** One file of some thousand rows. @returns the import's id */
async function importFile(): Promise<string> {
  const answer = await client(0).ask(`/v1/imports?type=${type}`, secretOf(office), {
    method: "POST",
    headers: { "Content-Type": "text/csv" },
    body: [...sampleCsv(type, importedRows, firstOfFile)].join(""),
  });
  assert.equal(answer?.status, 202, answer?.body);
  const { id } = JSON.parse(answer?.body ?? "") as { id: string };
  acknowledged.imports.push({ id, office, rows: importedRows });
  acknowledged.records += importedRows;
  return id;
}

/** Issues through the second process, one after another. @returns when each was acknowledged */
async function issueUntil(ended: () => boolean): Promise<readonly number[]> {
  const times: number[] = [];
  while (!ended()) {
    const person = nextOfLoop++;
    const answer = await client(1).ask("/v1/documents", secretOf(office), {
      method: "POST",
      headers: { "Content-Type": "application/json", "Idempotency-Key": `loop-${person}` },
      body: JSON.stringify({ type, claims: sampleRecord[type](person) }),
    });
    assert.ok(answer && [200, 201].includes(answer.status), answer?.body);
    acknowledged.documents.set((JSON.parse(answer.body) as { id: string }).id, office);
    acknowledged.records += 1;
    times.push(performance.now());
  }
  return times;
}

async function untilUnderWay(id: string): Promise<void> {
  for (const deadline = performance.now() + 60_000; performance.now() < deadline; await delay(50)) {
    const { rows } = await database.query<{ n: number }>(
      "select count(*)::int as n from issuances where import_id = (select id from imports where id = $1 and state = 'running')",
      [id],
    );
    if ((rows[0]?.n ?? 0) > 0) return;
  }
  assert.fail("the import did not begin");
}

test("a standby is promoted in the middle of an import: nothing acknowledged is lost, nothing doubled", async (t) => {
  const load = new Load({ client: client(0), acknowledged, secretOf, seed: 1, rowsMax: 300 });
  pinnedTrustList = (await client(0).ask("/v1/trust-list", ""))?.body ?? "";
  let isOver = false;
  const issuing = issueUntil(() => isOver);
  load.start();
  await untilUnderWay(await importFile());
  await pair.killPrimary();
  const killed = performance.now();
  await pair.promote();
  const promoted = performance.now();
  await delay(4_000);
  isOver = true;
  const first = (await issuing).find((time) => time > promoted) ?? Number.NaN;
  await load.end();
  const [untilPromoted, untilIssued] = [promoted, first].map((time) => Math.round(time - killed));
  t.diagnostic(`promoted ${untilPromoted} ms after the kill, first acknowledged ${untilIssued} ms`);
  const figures = await requireWhole();
  t.diagnostic(JSON.stringify(figures));
  assert.ok((figures.importedRows ?? 0) >= importedRows);
});

/** All that was acknowledged is there, once, and verifies; streams, log and chain agree. @returns what was counted */
async function requireWhole() {
  const examination = {
    sello: { secretOf, chainUrl: chain.url },
    client: client(1),
    database: database.pool,
    acknowledged,
    otherChainUrl: chain.url,
    quorum: 0,
    pinnedTrustList,
  };
  assert.equal(await rest(examination), null);
  const { figures, violations } = await examine(examination);
  assert.deepEqual([...acknowledged.violations, ...violations], []);
  assert.equal(figures.proofsVerified, figures.documents);
  return figures;
}

test("the former primary that comes back alone is written to by no process: requests are told to come again", async () => {
  const counted = async (server: EmbeddedPostgres) => {
    const text =
      "select (select count(*) from copies)::int as copies, (select count(*) from chain_transactions)::int as sent";
    return (await ask(server, text, "promotion"))[0];
  };
  await pair.killPrimary();
  await pair.startFormer();
  const before = await counted(pair.other);
  for (let attempt = 0; attempt < 2; attempt += 1) {
    const answer = await issueOnce("late");
    assert.equal(answer.status, 503);
    assert.equal(((await answer.json()) as { code: string }).code, "database.unavailable");
  }
  assert.deepEqual(await counted(pair.other), before);
  await pair.primary.start();
  assert.equal((await clients[0]?.ask("/readyz", ""))?.status, 200);
  const answer = await issueOnce("late");
  const body = await answer.text();
  assert.equal(answer.status, 201, body);
  acknowledged.documents.set((JSON.parse(body) as { id: string }).id, office);
  acknowledged.records += 1;
  assert.deepEqual(await counted(pair.other), before);
});

test("processes are replaced while documents are issued and a newer edition adds columns: no request fails", async () => {
  let isOver = false;
  const issuing = issueUntil(() => isOver);
  const retriesBefore = client(1).retries;
  const fresh = await Promise.all([start("api,signer", 4), start("worker", 5)]);
  const added = ["chain_events", "log_entries", "status_acts", "documents", "copies", "turnovers"];
  for (const table of added) await database.query(`alter table ${table} add column later text`);
  await delay(1_000);
  const [former, worker] = processes.splice(1, 2, ...fresh);
  await delay(500);
  assert.deepEqual(await Promise.all([former?.stop(), worker?.stop()]), [0, 0]);
  await delay(1_000);
  isOver = true;
  assert.ok((await issuing).length > 0);
  assert.equal(client(1).retries, retriesBefore);
  await requireWhole();
});

const issueOnce = (key: string): Promise<Response> =>
  fetch(`${process(0).url}/v1/documents`, {
    method: "POST",
    headers: {
      Authorization: `Bearer ${secretOf(office)}`,
      "Content-Type": "application/json",
      "Idempotency-Key": key,
    },
    body: JSON.stringify({ type, claims: sampleRecord[type](900_000) }),
  });
