import assert from "node:assert/strict";
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { setTimeout as delay } from "node:timers/promises";
import { Program } from "./Program.ts";

const city = ["--as", "shenzhen"];
const library = ["--as", "shenzhen-library"];
const invalid = 1;

let program: Program;
/** Files of the documents and of the trust lists of each moment, oldest first. */
const documents: string[] = [];
const lists: string[] = [];

before(async () => {
  program = await Program.inNewFolder();
  await program.up();
  await issue();
  await keepList();
});
after(() => program.dispose());

/** Runs a command that must succeed. @returns what it prints */
async function run(...args: string[]): Promise<string> {
  const { code, stdout, stderr } = await program.sello(...args);
  assert.equal(code, 0, `./sello ${args.join(" ")}: ${stdout}${stderr}`);
  return stdout;
}

const requestOf = (number: number): string => join(program.folder, `request-${number}.json`);

/** Issues a document and saves it with its proof. */
async function issue(): Promise<void> {
  const number = documents.length + 1;
  const claims = {
    name: "李明",
    card_number: `04409999${String(10_000 + number)}`,
    home_library: "深圳图书馆",
    birth_date: "1990-05-01",
    loans_max: 10,
    joined: "2026-01-15",
  };
  const request = requestOf(number);
  writeFileSync(request, JSON.stringify({ type: "library-card", claims }));
  const id = (await run("issue", request, ...library)).slice(0, 36);
  const file = `document-${number}.sello`;
  await run("documents", "save", id, ...library, "-o", file);
  documents.push(file);
}

async function keepList(): Promise<void> {
  const file = `list-${lists.length + 1}`;
  await run("trust", "save", file);
  lists.push(file);
}

/** Asks for a document that was issued already. @returns its id */
const idOf = async (number: number): Promise<string> =>
  (await run("issue", requestOf(number), ...library)).slice(0, 36);

const verify = async (...args: string[]): Promise<number> =>
  (await program.sello("verify", ...args)).code;

/** What is said of all documents at once. */
async function outcomes(...options: string[]): Promise<Set<string>> {
  const { stdout, stderr } = await program.sello("verify", ...documents, "--json", ...options);
  const verdicts = stdout
    .trim()
    .split("\n")
    .map((line) => JSON.parse(line));
  assert.equal(verdicts.length, documents.length, stderr);
  return new Set(verdicts.map(({ outcome }) => outcome));
}

/** Begins a turnover, issues a document meanwhile, and waits for the end. */
async function turnOver(...args: string[]): Promise<string> {
  const id = (await run("turnover", ...args, ...city)).slice(0, 36);
  await issue();
  const end = await run("turnovers", id, "--wait", ...city);
  assert.match(end, /done: done/);
  await issue();
  await keepList();
  return end;
}

/** Those of before, of meanwhile and of after: valid by what is known now, and never invalid by what was known then. */
async function requireGenuine(): Promise<void> {
  assert.deepEqual(await outcomes(), new Set(["valid"]));
  assert.deepEqual(await outcomes("--offline"), new Set(["valid"]));
  for (const list of lists) {
    const found = await outcomes("--offline", "--trust", list);
    assert.ok(!found.has("invalid"), `with ${list}: ${[...found]}`);
  }
}

test("an authority's signing key", async () => {
  const before = await keyIds();
  await turnOver("signing-key", "--authority", "shenzhen-library", "--overlap", "2s");
  const after = await keyIds();
  assert.equal(after.length, before.length + 1);
});

test("the log key: it signs beside the old one, which then ends", async () => {
  await turnOver("log-key", "--overlap", "2s");
  const { deployments } = await head();
  const keys = deployments[0]?.keys ?? [];
  assert.deepEqual(
    keys.map(({ until, end }) => [until === null, end === null]),
    [
      [false, false],
      [true, true],
    ],
  );
});

test("five of twelve witnesses at once", async () => {
  const places = ["futian", "luohu", "nanshan", "yantian", "baoan"];
  const names = places.map((place) => `${place}.shenzhen.sello.example`).join(",");
  await turnOver("witnesses", "--renew", names, "--overlap", "2s");
  const { witnesses } = await head();
  const present = witnesses.filter(({ keys }) => keys.some(({ until }) => until === null));
  assert.deepEqual([witnesses.length, present.length], [17, 12]);
});

test("an office that signs trust lists", async () => {
  const { signers: before } = await head();
  await turnOver("trust-signer", "--signer", "audit");
  const { signers: after } = await head();
  const isSame = before.map(({ key }) => after.some((signer) => signer.key === key));
  assert.equal(isSame.filter(Boolean).length, before.length - 1);
});

test("the account that anchors", async () => {
  await turnOver("chain-account", "--role", "anchor");
});

test("the sealing secret: its file holds another one alone, and a new start opens the keys", async () => {
  const file = join(program.data, "keys", "sealing-key");
  const before = readFileSync(file, "utf8");
  await turnOver("sealing-secret");
  const after = readFileSync(file, "utf8");
  assert.notEqual(after, before);
  assert.equal(after.trim().split("\n").length, 1);
  await program.stop();
  await program.up();
  await issue();
});

test("the secret of digests: a card that was issued before is known still", async () => {
  const before = await idOf(1);
  const end = await turnOver("digest-secret");
  assert.match(end, /done/);
  assert.equal(await idOf(1), before);
  // As another request, too: the record itself is known, whichever secret it was named with.
  for (const number of [1, documents.length - 1, documents.length]) {
    const other = ["issue", requestOf(number), "--key", `other-${number}`, ...library];
    assert.match((await program.sello(...other)).stderr, /document\.exists/);
  }
});

test("documents of before, during and after all of them are genuine under every list", () =>
  requireGenuine());

test("stolen keys: what they signed since a time counts no more, what they signed before does", async () => {
  const [stolen, current] = (await keyIds()) as { kid: string }[];
  const { deployments } = await head();
  const logKey = deployments[0]?.keys[0]?.key ?? "";
  const inUse = deployments[0]?.keys.find(({ until }) => until === null)?.key ?? "";
  const refused = await program.sello("turnover", "distrust-note-key", "--key", inUse, ...city);
  assert.match(refused.stderr, /turnover\.unsound/);
  const unknown = "A".repeat(43);
  const none = await program.sello(
    "turnover",
    "distrust-signing-key",
    "--key",
    unknown,
    ...library,
  );
  assert.match(none.stderr, /turnover\.no_key/);
  await run("turnover", "distrust-note-key", "--key", logKey, "--wait", ...city);
  assert.deepEqual(await eventuallyDistrusted(), [true, false]);
  // The key that ended first, from a time before any document: those that it signed were taken by a thief, it seems.
  const kid = stolen?.kid === current?.kid ? "" : (stolen?.kid ?? "");
  const since = ["--since", "2020-01-01T00:00:00Z"];
  await run("turnover", "distrust-signing-key", "--key", kid, ...since, "--wait", ...library);
  await eventuallyInvalid();
});

/** The process that strangers reach keeps a list for a moment (`limits.insideTrustListMs`). @returns of each log key */
async function eventuallyDistrusted(): Promise<readonly boolean[]> {
  for (let attempt = 0; ; attempt += 1) {
    const { deployments } = await head();
    const distrusted = (deployments[0]?.keys ?? []).map(
      ({ distrustedFrom }) => distrustedFrom !== null,
    );
    if (distrusted.includes(true) || attempt === 60) return distrusted;
    await delay(100);
  }
}

/** Which of the two keys the service lists first is its own affair: one of the documents loses its validity. */
async function eventuallyInvalid(): Promise<void> {
  for (let attempt = 0; attempt < 60; attempt += 1) {
    const codes = [await verify(documents[0] ?? ""), await verify(documents.at(-1) ?? "")];
    if (codes.includes(invalid)) return;
    await delay(500);
  }
  assert.fail("the distrusted key still makes documents valid");
}

test("what a turnover needs is said when it is missing, and two of a kind do not go at once", async () => {
  const none = await program.sello("turnover", "witnesses", "--end", "nobody.example", ...city);
  assert.match(none.stderr, /turnover\.unsound/);
  const other = await program.sello("turnover", "log-key", ...library);
  assert.match(other.stderr, /api_key\.authority/);
  const first = (await run("turnover", "log-key", "--overlap", "1h", ...city)).slice(0, 36);
  const second = await program.sello("turnover", "log-key", ...city);
  assert.match(second.stderr, /turnover\.under_way/);
  assert.match(await run("turnovers", ...city), new RegExp(`${first}.*running`));
});

type Head = {
  readonly deployments: readonly {
    keys: readonly { key: string; until: unknown; end: unknown; distrustedFrom: unknown }[];
  }[];
  readonly witnesses: readonly { keys: readonly { until: unknown }[] }[];
  readonly signers: readonly { key: string }[];
};

async function head(): Promise<Head> {
  const text = await (await fetch(`${program.url}/v1/trust-list`)).text();
  return JSON.parse(text.split("\n")[1] ?? "");
}

async function keyIds(): Promise<readonly unknown[]> {
  const answer = await fetch(`${program.url}/v1/authorities/shenzhen-library/jwks`);
  return ((await answer.json()) as { keys: unknown[] }).keys;
}
