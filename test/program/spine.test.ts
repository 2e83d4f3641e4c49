import assert from "node:assert/strict";
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { setTimeout as delay } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import { parseTrustList, splitTrustFile } from "@sello/sdk";
import { Program } from "./Program.ts";

const examples = fileURLToPath(new URL("../../examples", import.meta.url));
const officer = ["--as", "population-administration"];
let program: Program;
let document = "";

before(async () => {
  program = await Program.inNewFolder();
  await program.up();
});
after(() => program.dispose());

/** Asks again until the answer is as wanted; for what follows the chain a moment later. */
async function eventually<T>(ask: () => Promise<T>, wanted: (answer: T) => boolean): Promise<T> {
  for (let attempt = 0; attempt < 100; attempt += 1) {
    const answer = await ask();
    if (wanted(answer)) return answer;
    await delay(100);
  }
  throw new Error(`not within ten seconds: ${JSON.stringify(await ask())}`);
}

/** An environment in which nothing but loopback names could be reached, and there is no server either. */
const unreachable = { SELLO_SERVER: "http://127.0.0.1:9" };

test("a file of records becomes documents, and the same file again issues nothing twice", async () => {
  const file = join(examples, "resident-id.csv");
  const first = await program.sello("import", file, "--type", "resident-id", ...officer);
  assert.equal(first.code, 0, first.stderr + first.stdout);
  assert.match(first.stdout, /done: 1000 issued, 0 issued before, 0 rejected, of 1000 rows/);
  const again = await program.sello("import", file, "--type", "resident-id", ...officer);
  assert.match(again.stdout, /done: 0 issued, 1000 issued before, 0 rejected/);
});

test("a document is anchored within moments, and verifies online", async () => {
  const listed = await eventually(
    () => program.sello("documents", ...officer, "--type", "resident-id", "--state", "anchored"),
    (answer) => answer.stdout.trim() !== "",
  );
  document = listed.stdout.slice(0, 36);
  const saved = await program.sello("documents", "save", document, ...officer, "-o", "full.sello");
  assert.equal(saved.code, 0, saved.stderr);
  const verdict = await program.sello("verify", "full.sello", "--json");
  assert.equal(verdict.code, 0, verdict.stdout + verdict.stderr);
  assert.equal(JSON.parse(verdict.stdout).outcome, "valid");
});

test("saved with post-quantum cosignatures, it satisfies who asks for them", async () => {
  const strict = (file: string) =>
    program.sello("verify", file, "--require-post-quantum", "--json");
  const refused = await strict("full.sello");
  assert.equal(refused.code, 1, refused.stdout + refused.stderr);
  const codes = JSON.parse(refused.stdout).checks.map(({ code }: { code: string }) => code);
  assert.ok(codes.includes("checkpoint.too-few-post-quantum"));
  const saved = await program.sello(
    ...["documents", "save", document, ...officer, "--post-quantum", "-o", "pq.sello"],
  );
  assert.equal(saved.code, 0, saved.stderr);
  const verdict = await strict("pq.sello");
  assert.equal(verdict.code, 0, verdict.stdout + verdict.stderr);
});

const present = ["present", "full.sello", "--claims", "age_over_18,district"];

test("a presentation of two claims shows these two and verifies with and without network", async () => {
  const shown = await program.sello(...present, "-o", "proof.sello");
  assert.equal(shown.code, 0, shown.stderr);
  const online = await program.sello("verify", "proof.sello", "--json");
  assert.equal(online.code, 0, online.stdout + online.stderr);
  const claims = Object.keys(JSON.parse(online.stdout).document.claims);
  assert.deepEqual(claims.sort(), ["age_over_18", "district"]);
  const offline = await program.selloIn(
    unreachable,
    "verify",
    "proof.sello",
    "--offline",
    "--json",
  );
  assert.equal(offline.code, 0, offline.stdout + offline.stderr);
  assert.equal(offline.stderr, "");
});

test("the HTTP API judges alike", async () => {
  const response = await fetch(`${program.url}/v1/verify`, {
    method: "POST",
    headers: { "Content-Type": "application/vnd.sello" },
    body: readFileSync(join(program.folder, "proof.sello")),
  });
  assert.equal(response.status, 200);
  assert.equal(((await response.json()) as { outcome: string }).outcome, "valid");
});

test("an altered file is invalid, in either way", async () => {
  const text = [...present, "-o", "text.sello", "--text"];
  assert.equal((await program.sello(...text)).code, 0);
  const whole = readFileSync(join(program.folder, "text.sello"), "utf8");
  const at = whole.indexOf("eyJ") + 400;
  const altered = whole.slice(0, at) + (whole[at] === "A" ? "B" : "A") + whole.slice(at + 1);
  writeFileSync(join(program.folder, "altered.sello"), altered);
  const verdict = await program.sello("verify", "altered.sello", "--json");
  assert.equal(verdict.code, 1, verdict.stdout);
});

test("a revoked document says so, by whom and since when; the offline verifier learns it at its next refresh", async () => {
  const act = await program.sello("revoke", document, "--reason", "lost", ...officer);
  assert.equal(act.code, 0, act.stdout + act.stderr);
  const revoked = await eventually(
    () => program.sello("verify", "proof.sello", "--json"),
    (answer) => answer.code === 1,
  );
  const verdict = JSON.parse(revoked.stdout);
  assert.ok(verdict.checks.some((check: { code: string }) => check.code === "status.revoked"));
  assert.equal(verdict.statusDetail.by.slug, "population-administration");
  assert.ok(verdict.statusDetail.since > 1_700_000_000);
  const offline = await program.selloIn(unreachable, "verify", "proof.sello", "--offline");
  assert.equal(offline.code, 1);
});

test("a verifier that has seen no status list cannot tell, and says so", async () => {
  await program.sello("trust", "save", "trust.note");
  const elsewhere = { ...unreachable, SELLO_VERIFIER_DIR: join(program.folder, "elsewhere") };
  const verdict = await program.selloIn(
    elsewhere,
    ...["verify", "proof.sello", "--offline", "--trust", "trust.note", "--json"],
  );
  assert.equal(verdict.code, 2, verdict.stdout);
});

test("no single office can sign a trust list that is accepted", async () => {
  await program.sello("trust", "save", "trust.note");
  const note = readFileSync(join(program.folder, "trust.note"), "utf8");
  const { signers, signerQuorum } = parseTrustList(splitTrustFile(note).note).head;
  assert.deepEqual([signerQuorum, signers.length], [2, 3]);
  const lines = note.split("\n");
  const signatures = lines.filter((line) => line.startsWith("— "));
  assert.equal(signatures.length, 3);
  const others = signatures.slice(1);
  const byOne = lines.filter((line) => !others.includes(line)).join("\n");
  writeFileSync(join(program.folder, "by-one.note"), byOne);
  const elsewhere = { ...unreachable, SELLO_VERIFIER_DIR: join(program.folder, "by-one") };
  const pinned = await program.selloIn(elsewhere, "trust", "pin", "by-one.note");
  assert.notEqual(pinned.code, 0);
  assert.match(pinned.stderr, /trust-list\.signatures/);
});

test("a file that exists is sealed, and checked together with its document", async () => {
  writeFileSync(join(program.folder, "plan.pdf"), "%PDF-1.7 a building plan");
  writeFileSync(join(program.folder, "other.pdf"), "%PDF-1.7 another building plan");
  const office = ["--as", "futian-housing"];
  const sealed = await program.sello("seal", "plan.pdf", ...office);
  assert.equal(sealed.code, 0, sealed.stderr);
  const id = sealed.stdout.slice(0, 36);
  const saved = await program.sello("documents", "save", id, ...office, "-o", "plan.sello");
  assert.equal(saved.code, 0, saved.stderr);
  const judge = (file: string) => program.sello("verify", "plan.sello", "--file", file, "--json");
  const same = await judge("plan.pdf");
  assert.equal(same.code, 0, same.stdout + same.stderr);
  assert.equal(JSON.parse(same.stdout).file, "matches");
  const different = await judge("other.pdf");
  assert.equal(different.code, 1);
  assert.equal(JSON.parse(different.stdout).file, "differs");
});

test("stopped and started again, everything is there and verifies", async () => {
  const before = await (await fetch(`${program.url}/v1/log/checkpoint`)).text();
  assert.equal(await program.stop(), 0);
  await program.up();
  const afterwards = await (await fetch(`${program.url}/v1/log/checkpoint`)).text();
  assert.equal(afterwards, before);
  const verdict = await program.sello("verify", "full.sello", "--json");
  assert.equal(verdict.code, 1);
  const page = await program.sello("documents", ...officer, "--state", "anchored");
  const other = page.stdout.split("\n").find((line) => !line.startsWith(document)) ?? "";
  await program.sello("documents", "save", other.slice(0, 36), ...officer, "-o", "other.sello");
  assert.equal((await program.sello("verify", "other.sello")).code, 0);
});

test("killed with everything it started, it goes on from there", async () => {
  const issued = await program.sello(
    ...["import", join(examples, "library-card.csv"), "--type", "library-card", "--dry-run"],
    ...["--as", "population-administration"],
  );
  assert.notEqual(issued.code, 0);
  process.kill(program.servicePid(), "SIGKILL");
  await program.gone();
  await program.up();
  assert.equal((await program.sello("verify", "other.sello")).code, 0);
  assert.equal((await program.sello("health")).code, 0);
});

test("a check is issued later without the file; another is given up", async () => {
  const library = ["--as", "shenzhen-library"];
  const rows = readFileSync(join(examples, "library-card.csv"), "utf8").split("\n").slice(0, 4);
  writeFileSync(join(program.folder, "some.csv"), `${rows.join("\n")}\n`);
  const check = async () => {
    const checked = await program.sello(
      ...["import", "some.csv", "--type", "library-card", "--dry-run", ...library],
    );
    assert.equal(checked.code, 0, checked.stdout + checked.stderr);
    return /imports issue ([0-9a-f-]{36})/.exec(checked.stdout)?.[1] ?? "";
  };
  const first = await check();
  const issue = () =>
    program.sello("imports", "issue", first, ...library, "--lang", "es", "-o", "some-result.csv");
  const issued = await issue();
  assert.equal(issued.code, 0, issued.stdout + issued.stderr);
  assert.match(issued.stdout, /3 emitidas, 0 emitidas antes, 0 rechazadas/);
  assert.equal(
    readFileSync(join(program.folder, "some-result.csv"), "utf8").trim().split("\n").length,
    4,
  );
  assert.match((await issue()).stdout, /3 emitidas/);
  const second = await check();
  assert.equal((await program.sello("imports", "discard", second, ...library)).code, 0);
  const gone = await program.sello("imports", "issue", second, ...library);
  assert.notEqual(gone.code, 0);
  assert.match(gone.stderr, /import\.rows_gone/);
});

test("a line of an authority's history is checked against the trust list, and against a node", async () => {
  const events = await (
    await fetch(`${program.url}/v1/authorities/shenzhen-library/events`)
  ).json();
  const { id: authority } = await (
    await fetch(`${program.url}/v1/authorities/shenzhen-library`)
  ).json();
  const save = (name: string, change: object = {}) => {
    const event = events.events.find((each: { name: string }) => each.name === name);
    const line = { format: "sello-history/1", service: program.url, authority };
    writeFileSync(
      join(program.folder, "line.json"),
      JSON.stringify({ ...line, event: { ...event, ...change } }),
    );
  };
  const verify = () => program.sello("verify-history", "line.json");
  for (const name of ["AccreditationChanged", "SigningKeyChanged", "AuthorityRegistered"]) {
    save(name);
    const good = await verify();
    assert.equal(good.code, 0, name + good.stdout + good.stderr);
  }
  save("AccreditationChanged", { at: 1 });
  assert.equal((await verify()).code, 2);
  save("OfficerChanged");
  const silent = await verify();
  assert.equal(silent.code, 2, silent.stdout + silent.stderr);
  const { rpcUrl } = JSON.parse(readFileSync(join(program.data, "run.json"), "utf8"));
  const askNode = () => program.sello("verify-history", "line.json", "--rpc", rpcUrl);
  const same = await askNode();
  assert.equal(same.code, 0, same.stdout + same.stderr);
  const officerChanged = events.events.find(
    (each: { name: string }) => each.name === "OfficerChanged",
  );
  for (const change of [
    { args: { ...officerChanged.args, roles: "1" } },
    { logIndex: officerChanged.logIndex + 1_000 },
  ]) {
    save("OfficerChanged", change);
    const other = await askNode();
    assert.equal(other.code, 1, JSON.stringify(change) + other.stdout + other.stderr);
  }
  writeFileSync(join(program.folder, "line.json"), "{}");
  assert.equal((await verify()).code, 66);
});

test("what a user gets wrong is said in a sentence, with the exit code for it", async () => {
  assert.equal((await program.sello("verify")).code, 64);
  assert.equal((await program.sello("verify", "no-such-file.sello")).code, 66);
  assert.equal((await program.sello("nothing")).code, 64);
  const down = await program.selloIn(unreachable, "authorities");
  assert.equal(down.code, 69);
  assert.match(down.stderr, /does not answer/);
  const second = await program.sello("up", "--port", String(program.port));
  assert.match(second.stderr, /already running/);
  const taken = await program.sello(
    ...["up", "--port", String(program.port), "--data", join(program.folder, "second")],
  );
  assert.match(taken.stderr, /Port \d+ is taken/);
});

test("the audit says who did what, and an export of it can be checked by anybody", async () => {
  const listed = await program.sello("audit", ...officer, "--action", "document.read");
  assert.match(listed.stdout, new RegExp(`document\\.read {2}document:${document}`));
  await eventually(
    () => program.sello("audit", "export", "-o", "audit.ndjson", ...officer),
    ({ code }) => code === 0,
  );
  const good = await program.sello("verify-audit", "audit.ndjson");
  assert.equal(good.code, 0, good.stdout + good.stderr);
  assert.match(good.stdout, /The lines are those of the audit/);
  const alone = await program.sello("verify-audit", "audit.ndjson", "--offline");
  assert.equal(alone.code, 2, alone.stdout + alone.stderr);
  const text = readFileSync(join(program.folder, "audit.ndjson"), "utf8");
  writeFileSync(
    join(program.folder, "forged.ndjson"),
    text.replace("document.read", "document.rest"),
  );
  const forged = await program.sello("verify-audit", "forged.ndjson");
  assert.equal(forged.code, 1);
  assert.match(forged.stderr, /audit\.broken/);
});
