import assert from "node:assert/strict";
import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { cpSync, existsSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { setTimeout as delay } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import { sha256 } from "@sello/sdk";
import {
  formatVerifierKey,
  parseCheckpoint,
  parseNote,
  parseVerifierKey,
  signatureTypes,
  type VerifierKey,
  verifyNote,
} from "@sello/sdk/log";
import { sampleCsv } from "../../dev/demo-city/samples/sampleCsv.ts";
import { freePort } from "../support/postgres.ts";
import { Program } from "./Program.ts";

const root = fileURLToPath(new URL("../..", import.meta.url));
const name = "pingshan-new.shenzhen.sello.example/log";
let program: Program;
let chainPort = 0;
const running: ChildProcess[] = [];

before(async () => {
  program = await Program.inNewFolder();
  chainPort = await freePort();
  await program.up({ SELLO_CHAIN_PORT: String(chainPort) });
  writeFileSync(join(program.folder, "cards.csv"), [...sampleCsv("library-card", 20)].join(""));
  const done = await program.sello(
    ...["import", "cards.csv", "--type", "library-card", "--as", "shenzhen-library"],
  );
  assert.equal(done.code, 0, done.stdout + done.stderr);
  for (let attempt = 0; attempt < 300 && (await checkpoint()) === null; attempt += 1)
    await delay(100);
  const saved = await program.sello("trust", "save", "trust.note");
  assert.equal(saved.code, 0, saved.stderr);
});
after(async () => {
  for (const child of running) await end(child);
  await program.dispose();
});

async function checkpoint(): Promise<string | null> {
  const response = await fetch(`${program.url}/v1/log/checkpoint`);
  const text = await response.text();
  return response.status === 200 ? text : null;
}

async function end(child: ChildProcess): Promise<number | null> {
  if (child.exitCode === null && child.signalCode === null) {
    child.kill("SIGINT");
    await once(child, "close");
  }
  return child.exitCode;
}

type Started = {
  readonly child: ChildProcess;
  readonly url: string;
  readonly keys: readonly VerifierKey[];
};

/** Starts the role by its command line, as a centre would. Rejects when it ends instead. */
async function startWitness(data: string, ...args: string[]): Promise<Started> {
  const child = spawn(
    process.execPath,
    [
      ...["--disable-warning=ExperimentalWarning", "cli/main.ts", "witness", "--name", name],
      ...["--trust", "trust.note", "--rpc", `http://127.0.0.1:${chainPort}`, "--data", data],
      ...args,
    ],
    { cwd: root, env: program.environment, stdio: ["ignore", "pipe", "pipe"] },
  );
  running.push(child);
  let output = "";
  for (const stream of [child.stdout, child.stderr])
    stream.on("data", (chunk: Buffer) => {
      output += chunk;
    });
  while (!output.includes("Ctrl-C stops")) {
    if (child.exitCode !== null) throw new Error(output);
    await delay(50);
  }
  const url = /listens at (\S+)/.exec(output)?.[1] ?? "";
  const line = JSON.parse(/_FILE: (.*)/.exec(output)?.[1] ?? "{}");
  const keys = [line.key, line.postQuantumKey].map(parseVerifierKey);
  for (const key of keys) assert.ok(output.includes(`: ${formatVerifierKey(key)}\n`));
  return { child, url, keys };
}

type Description = {
  readonly trustList: {
    readonly version: number;
    readonly problem: unknown;
    readonly logs: unknown;
  };
} & Readonly<Record<string, unknown>>;

const describe = async (url: string) => (await (await fetch(url)).json()) as Description;

test("the demo's witnesses follow the trust list by themselves once the service is up", async () => {
  const kept = join(program.data, "witnesses", "trust-list.note");
  for (let attempt = 0; attempt < 200 && !existsSync(kept); attempt += 1) await delay(100);
  assert.match(readFileSync(kept, "utf8"), /^sello-trust-list\//);
});

const ask = (url: string, body: string): Promise<Response> =>
  fetch(`${url}/add-checkpoint`, { method: "POST", body });

test("a witness started by itself cosigns the log's checkpoint under the keys that it names", async () => {
  const { child, url, keys } = await startWitness("witness");
  const note = (await checkpoint()) ?? "";
  const answer = await ask(url, `old 0\n\n${note}`);
  assert.equal(answer.status, 200);
  const { text } = parseNote(note);
  assert.deepEqual(
    keys.map((key) => [key.name, key.type]),
    [
      [name, signatureTypes.cosignatureV1],
      [name, signatureTypes.cosignatureMlDsa44],
    ],
  );
  const { attested } = await verifyNote(parseNote(`${text}\n${await answer.text()}`), keys);
  assert.equal(attested.length, 2);
  const { trustList, ...described } = await describe(url);
  assert.deepEqual(described, {
    name,
    key: formatVerifierKey(keys[0] as VerifierKey),
    postQuantumKey: formatVerifierKey(keys[1] as VerifierKey),
  });
  const { origin, size } = parseCheckpoint(parseNote(note).text);
  assert.equal(trustList.problem, null);
  assert.deepEqual(trustList.logs, [{ origin, size, sealedAt: null }]);
  assert.equal(await end(child), 0);
});

test("started again, it has the same keys and knows where it is", async () => {
  const folder = join(program.folder, "witness", encodeURIComponent(name));
  const files = () =>
    ["key.json", "key.ml-dsa-44.json"].map((file) => sha256(readFileSync(join(folder, file))));
  const before = files();
  const { child, url } = await startWitness("witness");
  const note = (await checkpoint()) ?? "";
  const { size } = parseCheckpoint(parseNote(note).text);
  const answer = await ask(url, `old 0\n\n${note}`);
  assert.deepEqual([answer.status, await answer.text()], [409, `${size}\n`]);
  assert.deepEqual(files(), before);
  await end(child);
});

test("a copy of it refuses to start, until its operator says how far the original had come", async () => {
  cpSync(join(program.folder, "witness"), join(program.folder, "copy"), { recursive: true });
  await assert.rejects(startWitness("copy"), /witness\.state_is_copy|restored from a backup/);
  const note = (await checkpoint()) ?? "";
  writeFileSync(join(program.folder, "newest.note"), note);
  const { child, url } = await startWitness("copy", "--resume", "newest.note");
  const { size } = parseCheckpoint(parseNote(note).text);
  const answer = await ask(url, `old ${size}\n\n${note}`);
  assert.equal(answer.status, 200);
  await end(child);
});

test("what is missing is said in a sentence", async () => {
  const nothing = await program.sello("witness");
  assert.equal(nothing.code, 64);
  const noTrust = await program.sello(
    ...[
      "witness",
      "--name",
      name,
      "--trust",
      "no.note",
      "--rpc",
      "http://127.0.0.1:9",
      "--data",
      "w",
    ],
  );
  assert.equal(noTrust.code, 66);
});
