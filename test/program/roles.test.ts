import assert from "node:assert/strict";
import { randomBytes } from "node:crypto";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { setTimeout as delay } from "node:timers/promises";
import {
  ownSigners,
  parsePresentation,
  parseStatusListToken,
  parseTrustList,
  type TrustList,
  verify,
  verifyTrustList,
  withAllEntries,
} from "@sello/sdk";
import { lastDeployment, presentQuorum, presentWitnesses } from "@sello/sdk/trust";
import { sampleCsv } from "../../dev/demo-city/samples/sampleCsv.ts";
import { sampleRecord } from "../../dev/demo-city/samples/sampleRecords.ts";
import { Database } from "../../services/platform/database/Database.ts";
import { startPostgres } from "../support/postgres.ts";
import { RoleProcess } from "./RoleProcess.ts";
import { startExternalChain } from "./startExternalChain.ts";
import { startWitnesses } from "./startWitnesses.ts";

// Four processes, two of each role, on one PostgreSQL and one chain that belong to none of them. All four
// start at once on an empty database, as a first deployment does.
const office = "population-administration";
const type = "resident-id";
const importedRows = 3_000;
const issuedEach = 40;
const chainId = 755_755;

const folder = mkdtempSync(join(tmpdir(), "sello-roles-"));
let postgres: Awaited<ReturnType<typeof startPostgres>>;
let chain: Awaited<ReturnType<typeof startExternalChain>>;
let database: Database;
let environment: NodeJS.ProcessEnv = {};
let witnesses: Awaited<ReturnType<typeof startWitnesses>> | null = null;
let newcomer: Awaited<ReturnType<typeof startWitnesses>> | null = null;
let apis: RoleProcess[] = [];
let workers: RoleProcess[] = [];
/** Whatever was acknowledged, by id. */
const acknowledged = new Set<string>();

before(async () => {
  [postgres, chain] = await Promise.all([startPostgres(), startExternalChain(chainId)]);
  await postgres.server.ensureDatabase("roles");
  const url = postgres.server.url("roles");
  database = new Database(url);
  const keyFile = join(folder, "sealing-key");
  writeFileSync(keyFile, randomBytes(32).toString("base64url"), { mode: 0o600 });
  environment = {
    SELLO_KEY_FILE: keyFile,
    SELLO_PUBLIC_URL: "http://sello.test",
    SELLO_DEMO: "true",
    SELLO_WITNESS_QUORUM: "0",
    SELLO_IMPORT_WORKERS: "1",
    SELLO_LOG_LEVEL: "warn",
    DATABASE_URL: url,
    LEDGER_RPC_URL: chain.url,
    LEDGER_CHAIN_ID: String(chainId),
  };
  await startAll(["a", "b"]);
});

/** An `api` and a `worker` for each name. */
async function startAll(names: readonly string[]): Promise<void> {
  const start = (role: "api" | "worker", name: string) => {
    const data = join(folder, `${role}-${name}`);
    mkdirSync(data, { recursive: true });
    const roles = role === "api" ? "api,signer" : role;
    return RoleProcess.start({ ...environment, SELLO_ROLES: roles, SELLO_DATA_DIR: data });
  };
  [apis, workers] = await Promise.all([
    Promise.all(names.map((name) => start("api", name))),
    Promise.all(names.map((name) => start("worker", name))),
  ]);
}

after(async () => {
  await Promise.all([...apis, ...workers].map((process) => process.kill()));
  await witnesses?.stop();
  await newcomer?.stop();
  await database?.close();
  await Promise.all([postgres?.stop(), chain?.stop()]);
  rmSync(folder, { recursive: true, force: true });
});

const api = (index: number): RoleProcess => apis[index % apis.length] as RoleProcess;

async function ask(process: RoleProcess, path: string, init: RequestInit = {}): Promise<Response> {
  const headers = new Headers(init.headers);
  if (path.startsWith("/v1/")) headers.set("authorization", `Bearer ${process.secretOf(office)}`);
  return fetch(`${process.url}${path}`, { ...init, headers });
}

/** Asks again until it is as wanted; the chain makes a block a second. */
async function until<T>(ask: () => Promise<T>, wanted: (answer: T) => boolean, seconds = 90) {
  const deadline = performance.now() + seconds * 1000;
  for (;;) {
    const answer = await ask();
    if (wanted(answer)) return answer;
    if (performance.now() > deadline)
      throw new Error(`not in ${seconds} s: ${JSON.stringify(answer)}`);
    await delay(200);
  }
}

const one = async <T extends Record<string, unknown>>(text: string): Promise<T> =>
  (await database.query<T>(text)).rows[0] as T;

test("all four serve one city, and say that they are well", async () => {
  for (const process of [...apis, ...workers])
    assert.equal((await ask(process, "/readyz")).status, 200, process.output);
  const lists = await Promise.all(
    apis.map(async (process) => (await ask(process, "/v1/trust-list")).text()),
  );
  assert.equal(lists[0], lists[1]);
  const senders = await one<{ n: number }>("select count(*)::int as n from chain_senders");
  assert.equal(senders.n, 3);
});

test("a worker that is killed in the middle of an import loses and doubles nothing", async () => {
  const csv = [...sampleCsv(type, importedRows)].join("");
  const received = await ask(api(0), `/v1/imports?type=${type}`, {
    method: "POST",
    headers: { "content-type": "text/csv" },
    body: csv,
  });
  assert.equal(received.status, 202, await received.clone().text());
  const { id } = (await received.json()) as { id: string };
  const issuing = issueThroughBoth();
  await until(
    async () => (await one<{ n: number }>("select count(*)::int as n from copies")).n,
    (copies) => copies > 0,
  );
  await workers[0]?.kill();
  await issuing;
  type Progress = { state: string; rows: { issued: number; total: number; rejected: number } };
  const done = await until(
    async () => (await (await ask(api(1), `/v1/imports/${id}`)).json()) as Progress,
    ({ state }) => state === "done",
  );
  assert.deepEqual([done.rows.issued, done.rows.rejected], [importedRows, 0]);
  const counts = await one<{ documents: number; keys: number }>(
    "select count(*)::int as documents, count(distinct natural_key)::int as keys from documents",
  );
  const expected = importedRows + acknowledged.size;
  assert.deepEqual(counts, { documents: expected, keys: expected });
});

/** The same requests to both processes, each twice: the second gets the answer of the first. */
async function issueThroughBoth(): Promise<void> {
  for (let index = 0; index < issuedEach; index += 1) {
    const claims = sampleRecord[type](importedRows + index);
    const body = JSON.stringify({ type, claims });
    const headers = { "content-type": "application/json", "idempotency-key": `request-${index}` };
    const answers = await Promise.all(
      [0, 1].map((of) => ask(api(of), "/v1/documents", { method: "POST", headers, body })),
    );
    const issued = answers.filter(({ ok }) => ok);
    assert.ok(issued.length > 0, await answers[0]?.clone().text());
    for (const answer of answers) {
      const { id } = (await answer.json()) as { id?: string };
      if (answer.ok) acknowledged.add(String(id));
      else assert.equal(answer.status, 409);
    }
  }
}

test("everything is anchored once, by the worker that is left", async () => {
  await until(
    () =>
      one<{ copies: number; anchored: number }>(
        `select (select count(*)::int from copies) as copies,
           (select coalesce(sum(count), 0)::int from log_entries) as anchored`,
      ),
    ({ copies, anchored }) => copies === anchored,
  );
  const doubled = await one<{ n: number }>(
    `select count(*)::int as n from batches a join batches b
     on a.stream_id = b.stream_id and a.id < b.id
       and a.first_seq < b.first_seq + b.count and b.first_seq < a.first_seq + a.count`,
  );
  assert.equal(doubled.n, 0);
});

test("proofs of either process verify, with nothing but the trust list and the status list", async () => {
  const { n: size } = await one<{ n: number }>("select count(*)::int as n from log_entries");
  await until(
    async () => (await ask(api(0), "/v1/log/checkpoint")).text(),
    (note) => Number(note.split("\n")[1]) === size,
  );
  const trust = await trustList(api(1));
  for (const [index, id] of [...acknowledged].entries())
    await assertProven(trust, id, api(index), api(index + 1));
});

async function trustList(process: RoleProcess): Promise<TrustList> {
  const head = parseTrustList(await (await ask(process, "/v1/trust-list")).text());
  const entries = await ask(process, `/v1/trust-lists/${head.head.version}/all`);
  const listed = withAllEntries(head, await entries.text());
  return verifyTrustList(listed, ownSigners(listed));
}

/** The document with its proof of one process is valid by the status list of another. */
async function assertProven(trust: TrustList, id: string, of: RoleProcess, by: RoleProcess) {
  const file = await ask(of, `/v1/documents/${id}/sello?reason=check`);
  assert.equal(file.status, 200, await file.clone().text());
  const presentation = parsePresentation(await file.text());
  assert.ok(presentation.wellFormed);
  const list = await statusList(by, presentation.payload.status.uri);
  const verdict = await verify(presentation, trust, [list], {}, Math.floor(Date.now() / 1000));
  assert.equal(verdict.outcome, "valid", JSON.stringify(verdict.checks));
}

async function statusList(process: RoleProcess, uri: string) {
  const headers = { accept: "application/statuslist+jwt" };
  const answer = await ask(process, new URL(uri).pathname, { headers });
  return parseStatusListToken(await answer.text());
}

test("every process shows the same figures of the deployment", async () => {
  const [copies] = Object.values(await one<{ n: number }>("select count(*)::int as n from copies"));
  for (const process of [...apis, ...workers.slice(1)]) {
    const figures = await (await ask(process, "/metrics")).text();
    assert.match(figures, new RegExp(`^sello_documents\\{state="anchored"\\} ${copies}$`, "m"));
    assert.match(figures, /^sello_figures_known 1$/m);
  }
  assert.equal((await fetch(`${workers[1]?.url}/v1/trust-list`)).status, 404);
});

test("stopped in order, they end well", async () => {
  const codes = await Promise.all([...apis, ...workers.slice(1)].map((process) => process.stop()));
  assert.deepEqual(codes, [0, 0, 0]);
});

test("witnesses that are named later cosign what is there, and proofs carry their quorum", async () => {
  const before = await firstTrustList();
  assert.equal(presentQuorum(before.head), 0);
  witnesses = await startWitnesses(join(folder, "witnesses"), {
    names: ["futian.example", "luohu.example", "nanshan.example"],
    logKey: logKeyOf(before),
    contract: lastDeployment(before.head).log,
    chainUrl: chain.url,
    chainId,
  });
  const file = join(folder, "witnesses.json");
  writeFileSync(file, JSON.stringify(witnesses.described));
  environment = { ...environment, SELLO_WITNESSES_FILE: file, SELLO_WITNESS_QUORUM: "2" };
  await startAll(["a", "b"]);
  const trust = await trustList(api(0));
  assert.deepEqual([presentQuorum(trust.head), trust.head.witnesses.length], [2, 3]);
  const [first = ""] = acknowledged;
  await until(
    async () => (await ask(api(1), `/v1/documents/${first}/sello?reason=check`)).status,
    (status) => status === 200,
  );
  await assertProven(trust, first, api(1), api(0));
  const ready = await ask(workers[0] as RoleProcess, "/readyz");
  assert.equal(ready.status, 200, await ready.text());
});

test("after a change of witnesses, those who are named now cosign what is there again", async () => {
  const [id = ""] = acknowledged;
  const before = await one<{ size: string }>("select max(size) as size from checkpoints");
  await Promise.all([...apis, ...workers].map((process) => process.stop()));
  // Two of the three leave, so that what they signed lacks the quorum; another one comes.
  const list = await firstTrustList();
  newcomer = await startWitnesses(join(folder, "newcomer"), {
    names: ["yantian.example"],
    logKey: logKeyOf(list),
    contract: lastDeployment(list.head).log,
    chainUrl: chain.url,
    chainId,
  });
  const described = [...(witnesses?.described.slice(0, 1) ?? []), ...newcomer.described];
  writeFileSync(join(folder, "witnesses.json"), JSON.stringify(described));
  await startAll(["a", "b"]);
  const trust = await trustList(api(0));
  const names = presentWitnesses(trust.head).map(({ name }) => name);
  assert.deepEqual(names, ["futian.example", "yantian.example"]);
  for (const cosignatures of ["ed25519", "post-quantum"])
    await until(
      async () =>
        (await ask(api(1), `/v1/documents/${id}/sello?reason=check&cosignatures=${cosignatures}`))
          .status,
      (status) => status === 200,
    );
  const now = await one<{ size: string }>("select max(size) as size from checkpoints");
  assert.equal(now.size, before.size, "no new checkpoint was needed");
  await assertProven(trust, id, api(1), api(0));
});

const logKeyOf = ({ head }: TrustList): string => lastDeployment(head).keys.at(-1)?.key ?? "";

/** The newest that the stopped processes left. */
async function firstTrustList(): Promise<TrustList> {
  const { note } = await one<{ note: string }>(
    "select note from trust_lists order by version desc limit 1",
  );
  return parseTrustList(note);
}
