import assert from "node:assert/strict";
import { afterEach, test } from "node:test";
import type { TrustListContent } from "@sello/sdk";
import type { LogEntry } from "@sello/sdk/log";
import { CliError } from "../../../cli/CliError.ts";
import { Monitor } from "../../../cli/monitor/Monitor.ts";
import { beginState } from "../../../cli/monitor/MonitorState.ts";
import { Nodes } from "../../../cli/monitor/Nodes.ts";
import { PublicApi } from "../../../cli/monitor/PublicApi.ts";
import { worldTimes } from "../../support/world.ts";
import { assertIncludes } from "./assertIncludes.ts";
import { FakeCity, idOf } from "./FakeCity.ts";

let city: FakeCity;
afterEach(() => city.stop());

const entry = (index: number): LogEntry => city.log.entries[index] as LogEntry;
const served = (index: number) => city.entries[index] as FakeCity["entries"][number];

/** The trust list with one authority changed. */
async function withAuthority(
  slug: "futian-police" | "futian",
  change: (authority: TrustListContent["authorities"][number]) => object,
  version = 1,
): Promise<string> {
  const content = city.world.trustListContent();
  const authorities = content.authorities.map((authority) =>
    authority.slug === slug ? { ...authority, ...change(authority) } : authority,
  );
  return city.world.trustListNote({ ...content, version, authorities });
}

test("nothing altered: nothing found, with a node and without, and again after the log has grown", async () => {
  city = await FakeCity.start();
  for (const node of [true, false]) {
    const monitor = city.monitor({ node });
    assert.deepEqual(await city.codes(monitor), []);
    assert.deepEqual(await city.codes(monitor), []);
    city.anchor(city.makeEntry(city.log.entries.length));
    await city.publish();
    const seen = await monitor.look();
    assert.deepEqual(seen.violations, []);
    assert.equal(seen.summary.newEntries, 1);
    assert.equal(seen.summary.size, city.log.entries.length);
    assert.equal(seen.summary.documents, city.documents);
    assert.equal(seen.summary.block === null, !node);
  }
});

test("an empty log is good", async () => {
  city = await FakeCity.start(0);
  assert.deepEqual(await city.codes(), []);
});

test("a state goes on where it stopped, and asks for no entry twice but those it draws", async () => {
  city = await FakeCity.start(40);
  const first = city.monitor();
  await first.look();
  const state = JSON.parse(JSON.stringify(first.state));
  city.anchor(city.makeEntry(40));
  city.anchor(city.makeEntry(41));
  await city.publish();
  city.requests.length = 0;
  const seen = await city.monitor({ state }).look();
  assert.deepEqual(seen.violations, []);
  assert.equal(seen.summary.newEntries, 2);
  const read = city.requests.filter((path) => /entries\?/.test(path) && !/limit=1$/.test(path));
  assert.deepEqual(read, ["/v1/log/entries?start=40&limit=2"]);
});

test("an entry changed", async () => {
  city = await FakeCity.start();
  served(2).count += 1;
  const seen = await city.monitor({ node: false }).look();
  const found = seen.violations.find(({ code }) => code === "entry.root");
  assert.equal(found?.where.index, 2);
  assert.notEqual(found?.expected, found?.found);
  assertIncludes(await city.codes(), "entry.root", "checkpoint.root", "chain.entry");
});

test("an entry changed after it was read: its inclusion proof no longer fits", async () => {
  city = await FakeCity.start();
  const monitor = city.monitor();
  await monitor.look();
  for (const each of city.entries) each.batchRoot = `0x${"ee".repeat(32)}`;
  assert.deepEqual(await city.codes(monitor), ["entry.inclusion"]);
});

test("an entry removed: from the end, from the middle, and with the gap closed", async () => {
  city = await FakeCity.start();
  const whole = city.entries;
  city.entries = whole.slice(0, -1);
  assertIncludes(await city.codes(), "entry.missing");
  city.entries = whole.toSpliced(2, 1);
  assertIncludes(await city.codes(), "entry.order");
  city.entries = whole.toSpliced(2, 1).map((each, index) => ({ ...each, index }));
  assertIncludes(await city.codes(), "entry.root");
});

test("time that runs backwards", async () => {
  city = await FakeCity.start(3);
  city.anchor({ ...city.makeEntry(3), anchoredAt: worldTimes.anchored - 1 });
  await city.publish();
  assert.deepEqual(await city.codes(), ["entry.time"]);
});

test("history rewritten, well signed and with good proofs of the new one", async () => {
  city = await FakeCity.start();
  const monitor = city.monitor({ node: false });
  await monitor.look();
  const before = city.checkpoint;
  const changed = { ...entry(1), batchRoot: new Uint8Array(32).fill(0xee) };
  await city.rewrite([...city.log.entries.with(1, changed), city.makeEntry(5), city.makeEntry(6)]);
  const seen = await monitor.look();
  const rewritten = seen.violations.find(({ code }) => code === "checkpoint.consistency");
  assert.equal(rewritten?.expected, before);
  assert.equal((rewritten as { found: { note: string } }).found.note, city.checkpoint);
  assert.equal(monitor.state.logs["sello.example/log"]?.checkpoint, before);
  // A monitor that comes now sees one consistent history; the chain knows better.
  assert.deepEqual(await city.codes(city.monitor({ node: false })), []);
  assertIncludes(await city.codes(), "chain.entry", "chain.entry-missing");
});

test("a checkpoint that takes entries back", async () => {
  city = await FakeCity.start();
  const monitor = city.monitor();
  await monitor.look();
  const before = city.checkpoint;
  await city.sign(3);
  const [found] = (await monitor.look()).violations;
  assert.equal(found?.code, "checkpoint.smaller");
  assert.deepEqual([found?.expected, found?.found], [before, city.checkpoint]);
});

test("two roots for one size: both notes are kept, and it is never good again", async () => {
  city = await FakeCity.start();
  const monitor = city.monitor();
  await monitor.look();
  const genuine = city.checkpoint;
  await city.sign(5, new Uint8Array(32).fill(0xee));
  const seen = await monitor.look();
  const found = seen.violations.find(({ code }) => code === "checkpoint.contradiction");
  assert.deepEqual([found?.expected, found?.found], [genuine, city.checkpoint]);
  city.checkpoints.set(5, genuine);
  const later = await monitor.look();
  assert.deepEqual(later.violations, []);
  assert.deepEqual(
    later.earlier.map(({ code }) => code),
    ["checkpoint.contradiction"],
  );
});

test("two roots for the size known, hidden behind a larger checkpoint", async () => {
  city = await FakeCity.start();
  const monitor = city.monitor();
  await monitor.look();
  city.anchor(city.makeEntry(5));
  await city.publish();
  city.checkpoints.set(5, await city.world.checkpointNote(5, new Uint8Array(32).fill(0xee)));
  assert.deepEqual(await city.codes(monitor), ["checkpoint.contradiction"]);
});

test("a checkpoint signed by another, or by nobody, or for another log", async () => {
  city = await FakeCity.start();
  const [text = "", lines = ""] = city.checkpoint.split("\n\n");
  const [own = "", first = "", ...others] = lines.split("\n");
  const forge = (line: string) => line.replace(/.{12}$/, "AAAAAAAAAAA=");
  const serve = (...signatures: string[]) =>
    city.checkpoints.set(5, `${text}\n\n${signatures.join("\n")}`);
  serve(forge(own), first, ...others);
  assert.deepEqual(await city.codes(), ["checkpoint.signature"]);
  serve(first, ...others);
  assert.deepEqual(await city.codes(), ["checkpoint.signature"]);
  serve(own, forge(first), ...others);
  assert.deepEqual(await city.codes(), ["checkpoint.cosignature"]);
  const elsewhere = text.replace("sello.example/log", "other.example/log");
  city.checkpoints.set(5, `${elsewhere}\n\n${lines}`);
  assert.deepEqual(await city.codes(), ["checkpoint.origin"]);
});

test("a quorum missing: a witness twice is one; what is young may wait", async () => {
  city = await FakeCity.start();
  const [text = "", lines = ""] = city.checkpoint.split("\n\n");
  const [own = "", first = ""] = lines.split("\n");
  const lonely = `${text}\n\n${own}\n${first}\n${first}\n`;
  city.checkpoints.set(5, lonely);
  const both = ["checkpoint.post-quantum-quorum", "checkpoint.quorum"];
  assert.deepEqual(await city.codes(), both);
  // Two witnesses, one of them by its second key alone: that key's kind lacks a quorum.
  const signatures = lines.split("\n").slice(0, -1);
  const [, , , , firstPostQuantum, secondPostQuantum] = signatures;
  assert.equal(signatures.length, 6);
  city.checkpoints.set(5, `${text}\n\n${own}\n${first}\n${secondPostQuantum}\n`);
  assert.deepEqual(await city.codes(), ["checkpoint.post-quantum-quorum"]);
  // The two that have a second key, by that alone.
  city.checkpoints.set(5, `${text}\n\n${own}\n${firstPostQuantum}\n${secondPostQuantum}\n`);
  assert.deepEqual(await city.codes(), []);
  const forged = secondPostQuantum?.replace(/.{8}$/, "AAAAAAAA");
  city.checkpoints.set(5, `${text}\n\n${own}\n${forged}\n`);
  assertIncludes(await city.codes(), "checkpoint.cosignature", ...both);
  const young = { ...city.makeEntry(5), anchoredAt: worldTimes.now - 2 };
  await city.sign(5);
  city.anchor(young);
  await city.publish();
  const [newText = "", newLines = ""] = city.checkpoint.split("\n\n");
  city.checkpoints.set(6, `${newText}\n\n${newLines.split("\n")[0]}\n`);
  assert.deepEqual(await city.codes(), []);
});

test("an entry by an authority that was not accredited, not active, or is not known", async () => {
  city = await FakeCity.start();
  const began = { from: worldTimes.begin, until: worldTimes.anchored + 2 };
  const begin = (note: string) => {
    city.trustLists = [note];
    return city.monitor({ node: false });
  };
  const unaccredited = await withAuthority("futian", ({ accreditations }) => ({
    accreditations: accreditations.map((grant) => ({ ...grant, ...began })),
  }));
  const seen = await begin(unaccredited).look();
  assert.deepEqual(
    seen.violations.map(({ code, where }) => [code, where.index]),
    [2, 3, 4].map((index) => ["entry.unaccredited", index]),
  );
  const suspended = await withAuthority("futian", () => ({
    states: [
      { state: "active", ...began },
      { state: "suspended", from: began.until, until: null },
    ],
  }));
  assert.deepEqual(await city.codes(begin(suspended)), ["entry.authority-inactive"]);
  const content = city.world.trustListContent();
  const unknown = await city.world.trustListNote({
    ...content,
    authorities: content.authorities.filter(({ slug }) => slug !== "futian-police"),
  });
  assert.deepEqual(await city.codes(begin(unknown)), ["entry.authority-unknown"]);
});

test("a count that disagrees", async () => {
  city = await FakeCity.start();
  city.documents += 1;
  assert.deepEqual(await city.codes(), ["figures.documents"]);
  city.documents -= 1;
  city.overrides.set("/v1/figures", JSON.stringify({ documents: 1, logSize: 6 }));
  assertIncludes(await city.codes(), "entry.missing");
  city.overrides.clear();
  const monitor = city.monitor();
  await monitor.look();
  city.overrides.set("/v1/figures", JSON.stringify({ documents: 10, logSize: 1 }));
  assert.deepEqual(await city.codes(monitor), ["figures.size"]);
});

test("a part of the audit that was seen and is another, or gone, is found again at every look", async () => {
  city = await FakeCity.start();
  const monitor = city.monitor();
  assert.deepEqual(await city.codes(monitor), []);
  city.audit.push("c".repeat(64));
  assert.deepEqual(await city.codes(monitor), []);
  city.audit.splice(2, 1, "d".repeat(64), "e".repeat(64));
  assert.deepEqual(await city.codes(monitor), ["audit.rewritten"]);
  city.audit.splice(1);
  assert.deepEqual(await city.codes(monitor), ["audit.rewritten"]);
  // One of before has nothing to compare with.
  assert.deepEqual(await city.codes(city.monitor()), []);
});

test("a difference that passes within moments is not reported; one that stays is", async () => {
  city = await FakeCity.start();
  city.chain.setState(idOf("shenzhen"), 2, worldTimes.now - 1);
  const monitor = city.monitor({ settleSeconds: 5 });
  setTimeout(async () => {
    const content = city.world.trustListContent();
    const authorities = content.authorities.map((authority) =>
      authority.slug === "shenzhen"
        ? {
            ...authority,
            states: [
              { state: "active" as const, from: worldTimes.begin, until: worldTimes.now - 1 },
              { state: "suspended" as const, from: worldTimes.now - 1, until: null },
            ],
          }
        : authority,
    );
    city.trustLists.push(await city.world.trustListNote({ ...content, version: 2, authorities }));
  }, 300);
  assert.deepEqual(await city.codes(monitor), []);
});

test("answers that cannot be read are violations; no answer is not", async () => {
  city = await FakeCity.start();
  for (const path of ["/v1/figures", "/v1/log/entries", "/v1/log/checkpoint"]) {
    city.overrides.set(path, "<html>");
    assertIncludes(await city.codes(), "answer.malformed");
    city.overrides.clear();
  }
  city.overrides.set("/v1/figures", 400);
  assert.deepEqual(await city.codes(), ["answer.malformed"]);
  city.overrides.set("/v1/figures", 503);
  await assert.rejects(city.monitor().look(), isUnavailable);
  city.overrides.clear();
  const parts = { api: new PublicApi(city.url), settleSeconds: 0 };
  const state = beginState(city.url, city.trustLists[0] as string);
  const nodes = new Nodes(["http://127.0.0.1:9"]);
  const now = () => worldTimes.now;
  await assert.rejects(new Monitor({ ...parts, nodes, state, now }).look(), isUnavailable);
});

const isUnavailable = (error: unknown): boolean =>
  error instanceof CliError && error.exitCode === 69;

test("an answer without end is cut off", async () => {
  city = await FakeCity.start();
  city.overrides.set("/v1/figures", "x".repeat(9 * 1024 * 1024));
  assert.deepEqual(await city.codes(), ["answer.malformed"]);
});

test("what is wrong many times is told a few times, and counted", async () => {
  city = await FakeCity.start(30);
  city.trustLists = [await withAuthority("futian-police", () => ({ accreditations: [] }))];
  const seen = await city.monitor({ node: false }).look();
  assert.equal(seen.count, 30);
  assert.equal(seen.violations.length, 20);
});
