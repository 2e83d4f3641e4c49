import assert from "node:assert/strict";
import { type ChildProcess, execFileSync, spawn } from "node:child_process";
import { existsSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { setTimeout as delay } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import { ownSigners, parseTrustList, type TrustList, toBase64, verifyTrustList } from "@sello/sdk";
import { formatTrustHead } from "@sello/sdk/trust";
import { Database } from "../../services/platform/database/Database.ts";
import { KeySealer } from "../../services/signing/KeySealer.ts";
import { type KeyFile, readKeyFiles } from "../../services/trust-signer/officeFiles.ts";
import { freePort } from "../support/postgres.ts";
import { Program } from "./Program.ts";

const city = ["--as", "shenzhen"];
const offices = ["city", "audit", "archive"];
/** Under which the service of before sealed their keys. */
const sealedNames = ["trust-list", "trust-list/audit", "trust-list/archive"];

const root = fileURLToPath(new URL("../..", import.meta.url));
const elsewhere: ChildProcess[] = [];
let program: Program;
let port: number;

before(async () => {
  program = await Program.inNewFolder();
  port = await freePort();
  await up();
});
after(async () => {
  await program.dispose();
  for (const child of elsewhere) if (child.exitCode === null) child.kill("SIGINT");
});

const up = () => program.up({ SELLO_DATABASE_PORT: String(port) });

async function list(): Promise<TrustList> {
  return parseTrustList(await (await fetch(`${program.url}/v1/trust-list`)).text());
}

async function eventually<T>(what: string, ask: () => Promise<T | false>): Promise<T> {
  for (let attempt = 0; attempt < 300; attempt += 1) {
    const answer = await ask().catch(() => false as const);
    if (answer !== false) return answer;
    await delay(200);
  }
  throw new Error(`not within a minute: ${what}`);
}

/** Process numbers of the offices. */
function processes(): number[] {
  const lines = execFileSync("ps", ["-eo", "pid=,ppid=,args="]).toString().split("\n");
  return lines
    .map((line) => line.trim().split(/\s+/))
    .filter(([, parent]) => parent === String(program.servicePid()))
    .filter(([, , ...args]) => args.join(" ").includes("trustSignerMain.ts"))
    .map(([pid]) => Number(pid));
}

const folderOf = (office: string): string => join(program.data, "trust-signers", office);

/** Where an office listens, as the log said last. */
function urlOf(office: string): string {
  const lines = readFileSync(join(program.data, "sello.log"), "utf8").split("\n");
  const said = lines.filter(
    (line) => line.includes("an office listens") && line.includes(`"office":"${office}"`),
  );
  return (JSON.parse(said.at(-1) ?? "{}") as { url: string }).url;
}

async function pidOf(office: string): Promise<number> {
  const hex = Number(new URL(urlOf(office)).port)
    .toString(16)
    .toUpperCase()
    .padStart(4, "0");
  const sockets = readFileSync("/proc/net/tcp", "utf8").split("\n");
  const [, inode] = sockets
    .map((line) => line.trim().split(/\s+/))
    .map((fields) => [fields[1], fields[9]] as const)
    .find(([local]) => local?.endsWith(`:${hex}`)) ?? ["", ""];
  const holds = (pid: number) =>
    execFileSync("ls", ["-l", `/proc/${pid}/fd`])
      .toString()
      .includes(`socket:[${inode}]`);
  return processes().find(holds) ?? assert.fail(`no process for ${office}`);
}

/** Has the list change: another key of an office. */
async function turnOver(office: string): Promise<TrustList> {
  const { head } = await list();
  const begun = await program.sello("turnover", "trust-signer", "--signer", office, ...city);
  assert.equal(begun.code, 0, begun.stdout + begun.stderr);
  const id = begun.stdout.slice(0, 36);
  const done = await program.sello("turnovers", id, "--wait", ...city);
  assert.match(done.stdout, /done: done/);
  return eventually("a newer list", async () => {
    const next = await list();
    return next.head.version > head.version && next;
  });
}

const signaturesOf = ({ note }: TrustList) =>
  new Set(note.signatures.map(({ name }) => name.split("/").at(-1))).size;

async function database<T>(work: (db: Database) => Promise<T>): Promise<T> {
  const password = readFileSync(join(program.data, "keys", "database-password"), "utf8").trim();
  const url = `postgres://sello:${password}@127.0.0.1:${port}/sello?sslmode=disable`;
  const db = new Database(url);
  try {
    return await work(db);
  } finally {
    await db.close();
  }
}

const sealedHere = () =>
  database(async (db) => {
    const { rows } = await db.query<{ name: string }>(
      "select name from sealed_keys where name like 'trust-list%' order by name",
    );
    return rows.map(({ name }) => name);
  });

test("three processes with a key each sign the list; the service has none of them", async () => {
  assert.equal(processes().length, 3);
  const current = await list();
  const signed = await verifyTrustList(current, { ...ownSigners(current), quorum: 3 });
  assert.equal(signed.signedBy?.length, 3);
  assert.deepEqual(await sealedHere(), []);
  const secrets = offices.map((office) =>
    readFileSync(join(folderOf(office), "sealing-key"), "utf8"),
  );
  assert.equal(new Set(secrets).size, 3);
  for (const pid of processes()) {
    const environment = readFileSync(`/proc/${pid}/environ`, "utf8");
    assert.ok(!/SECRET|PASSWORD|postgres:/i.test(environment));
  }
});

const tokenOf = (folder: string): string => readFileSync(join(folder, "token"), "utf8").trim();

async function refusal(office: string, text: string): Promise<string> {
  const { rows } = await database((db) =>
    db.query<{ block_number: string }>("select block_number from chain_cursor"),
  );
  const [deployment] = (await list()).head.deployments;
  const body = JSON.stringify({
    text,
    registries: [
      {
        chainId: deployment?.chainId,
        registry: deployment?.registry,
        block: Number(rows[0]?.block_number),
      },
    ],
    keys: [],
    signers: readKeyFiles(folderOf(office)).map(({ key }) => key),
    introductions: [],
  });
  const headers = { authorization: `Bearer ${tokenOf(folderOf(office))}` };
  const answer = await fetch(`${urlOf(office)}/sign-head`, { method: "POST", headers, body });
  return answer.status === 200 ? "signed" : ((await answer.json()) as { code: string }).code;
}

test("who takes the service alone gets no list signed with an entry that is not so", async (t) => {
  const { head } = await list();
  const version = head.version + 1;
  const root = toBase64(new Uint8Array(32).fill(7));
  const stranger = head.signers.map((signer) =>
    signer.name === "archive"
      ? { ...signer, key: head.deployments[0]?.keys[0]?.key ?? "" }
      : signer,
  );
  const year = head.validUntil + 31_536_000;
  const attempts = {
    "another entry of an authority": { authorities: { ...head.authorities, root } },
    "an authority more": {
      authorities: { ...head.authorities, count: head.authorities.count + 1 },
    },
    "another document type": { documentTypes: { ...head.documentTypes, root } },
    "a signer of its own": { signers: stranger },
    "a quorum of one": { signerQuorum: 1 },
    "another registry": {
      deployments: head.deployments.map((each) => ({
        ...each,
        registry: `0x${"e".repeat(40)}` as const,
      })),
    },
    "a list that never ends": { validUntil: year },
    "another list of the same version": {
      version: head.version,
      validUntil: head.validUntil - 1,
    },
  };
  for (const [what, change] of Object.entries(attempts))
    for (const office of offices) {
      const text = formatTrustHead({ ...head, version, ...change });
      const code = await refusal(office, text);
      t.diagnostic(`${what}, asked of ${office}: ${code}`);
      assert.match(code, /^trust[_-]list\./);
    }
  assert.equal((await list()).head.version, head.version);
});

test("an office signs for the service alone", async () => {
  const { text } = (await list()).note;
  for (const headers of [{}, { authorization: "Bearer guess" }])
    for (const path of ["/sign-head", "/successor"]) {
      const body = JSON.stringify({ text });
      const answer = await fetch(`${urlOf("audit")}${path}`, { method: "POST", headers, body });
      assert.equal(answer.status, 401);
    }
});

test("an office that hangs, or is killed, holds up no list, and comes back", async () => {
  const pid = await pidOf("audit");
  process.kill(pid, "SIGSTOP");
  try {
    const next = await turnOver("archive");
    assert.equal(signaturesOf(next), 2);
    await eventually("readiness says who is away", async () => {
      const { parts, ready } = (await (await fetch(`${program.url}/readyz`)).json()) as {
        ready: boolean;
        parts: { trustList: { state: string; problem: string | null } };
      };
      return (
        ready && parts.trustList.state === "amber" && /audit/.test(parts.trustList.problem ?? "")
      );
    });
  } finally {
    process.kill(pid, "SIGKILL");
  }
  await eventually(
    "it is back",
    async () => processes().length === 3 && !processes().includes(pid),
  );
  const after = await eventually("it answers", async () => {
    const answer = await fetch(urlOf("audit"));
    return answer.ok && ((await answer.json()) as { name: string });
  });
  assert.equal(after.name, "audit");
  // It loads when it is asked first, which may take longer than a slow office is waited for.
  await turnOver("city");
  assert.equal(signaturesOf(await turnOver("audit")), 3);
});

test("after a stop, the offices go on although the embedded node has forgotten what was before", async () => {
  await program.stop();
  await up();
  await eventually("three processes", async () => processes().length === 3);
  assert.equal(signaturesOf(await turnOver("audit")), 3);
});

/** What an edition before this one left: the keys sealed with the service's secret, and no offices. */
async function putKeysBack(): Promise<void> {
  const secret = readFileSync(join(program.data, "keys", "sealing-key"), "utf8").trim();
  await database(async (db) => {
    const { rows } = await db.query<{ sealed: Buffer }>(
      "select sealed from sealed_keys order by created_at, name limit 1",
    );
    const sealer = new KeySealer(secret, rows[0]?.sealed ?? null);
    for (const [i, office] of offices.entries()) {
      const own = readFileSync(join(folderOf(office), "sealing-key"), "utf8").trim();
      for (const [n, file] of readKeyFiles(folderOf(office)).entries()) {
        const name = `${sealedNames[i]}${n === 0 ? "" : `#${n + 1}`}`;
        await db.query(
          `insert into sealed_keys (name, kind, public, sealed, generation)
           values ($1, 'ed25519', '{}', $2, 0)`,
          [name, await sealer.seal(name, await open(own, file))],
        );
        await db.query("update signer_terms set sealed = $1 where key = $2", [name, file.key]);
      }
    }
  });
}

function open(secret: string, { key, sealed }: KeyFile): Promise<Buffer> {
  const bytes = Buffer.from(sealed, "base64");
  return new KeySealer(secret, bytes).open(key, bytes);
}

test("keys that the service held are handed over once, whenever it was killed, and the pins hold", async () => {
  const before = await list();
  await putKeysBack();
  process.kill(program.servicePid(), "SIGKILL");
  await program.gone();
  // Of one office the hand-over had just been done, and the database had not forgotten the key yet.
  for (const office of ["city", "archive"]) rmSync(folderOf(office), { recursive: true });
  const kept = readdirSync(folderOf("audit")).filter((name) => name.startsWith("key."));
  await up();
  assert.deepEqual(await sealedHere(), []);
  assert.deepEqual(
    readdirSync(folderOf("audit")).filter((name) => name.startsWith("key.")),
    kept,
  );
  for (const office of offices) assert.ok(existsSync(join(folderOf(office), "sealing-key")));
  assert.deepEqual((await list()).head.signers, before.head.signers);
  const next = await turnOver("archive");
  assert.equal(signaturesOf(next), 3);
  await verifyTrustList(next, ownSigners(before));
});

/** Starts an office by its command line, as a centre would. @returns its line for the service's file */
async function startOffice(name: string, data: string, chainPort: number): Promise<string> {
  const child = spawn(
    process.execPath,
    [
      ...["--disable-warning=ExperimentalWarning", "cli/main.ts", "trust-signer", "--name", name],
      ...["--trust", "trust.note", "--rpc", `755755=http://127.0.0.1:${chainPort}`],
      ...["--data", data],
    ],
    { cwd: root, env: program.environment, stdio: ["ignore", "pipe", "pipe"] },
  );
  elsewhere.push(child);
  let output = "";
  for (const stream of [child.stdout, child.stderr])
    stream.on("data", (chunk: Buffer) => {
      output += chunk;
    });
  while (!output.includes("Ctrl-C stops")) {
    if (child.exitCode !== null) throw new Error(output);
    await delay(50);
  }
  const line = JSON.parse(/_FILE: (.*)/.exec(output)?.[1] ?? "{}");
  return JSON.stringify({ ...line, token: tokenOf(data) });
}

test("offices go on elsewhere with their folders, when the settings name them", async () => {
  const before = await list();
  const saved = await program.sello("trust", "save", "trust.note");
  assert.equal(saved.code, 0, saved.stderr);
  await program.stop();
  const chainPort = await freePort();
  const lines: string[] = [];
  for (const office of offices) {
    const data = join(program.folder, `office-${office}`);
    renameSync(folderOf(office), data);
    lines.push(await startOffice(office, data, chainPort));
  }
  const file = join(program.folder, "offices.json");
  writeFileSync(file, `[${lines.join(",")}]`);
  // Nobody remembers for them what the embedded chain forgets: it is rebuilt from its first block.
  rmSync(join(program.data, "chain"), { recursive: true });
  await program.up({
    SELLO_DATABASE_PORT: String(port),
    SELLO_CHAIN_PORT: String(chainPort),
    SELLO_TRUST_SIGNERS_FILE: file,
  });
  assert.equal(processes().length, 0);
  assert.equal((await program.sello("health")).code, 0);
  const next = await turnOver("audit");
  assert.equal(signaturesOf(next), 3);
  assert.equal((await verifyTrustList(next, ownSigners(before))).signedBy?.length, 3);
});
