import assert from "node:assert/strict";
import { appendFileSync, mkdtempSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, test } from "node:test";
import { FileRegistryHistory } from "../../../services/trust-signer/FileRegistryHistory.ts";
import type { ForgottenEvents } from "../../../services/trust-signer/RegistryView.ts";
import { FakeRegistry, registered, suspended } from "./FakeRegistry.ts";

let directory: string;
let chain: FakeRegistry;
beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), "sello-history-"));
  chain = new FakeRegistry();
  chain.mine(1_000);
  chain.mine(1_001, registered("city", null));
});
afterEach(() => rmSync(directory, { recursive: true, force: true }));

const file = () => join(directory, "history");
const open = (forgotten: ForgottenEvents | null = null) =>
  new FileRegistryHistory(file(), chain, forgotten);
const namesOf = ({ events }: FileRegistryHistory) => events.map(({ name }) => name);

test("what was read once is there after a new start, and is not asked for again", async () => {
  const history = open();
  await history.follow();
  assert.deepEqual(namesOf(history), ["AuthorityRegistered"]);
  chain.mine(1_002, suspended("city"));
  const later = open();
  assert.deepEqual(later.events, history.events);
  await later.follow();
  assert.deepEqual(later.events, chain.events);
  assert.deepEqual(open().events, chain.events);
  assert.equal(open().through, 2n);
});

test("a line that a kill cut off is read again", async () => {
  await open().follow();
  const { size } = statSync(file());
  appendFileSync(file(), '{"through":{"number":"2","ha');
  const history = open();
  assert.equal(statSync(file()).size, size);
  chain.mine(1_002, suspended("city"));
  await history.follow();
  assert.deepEqual(open().events, chain.events);
});

test("a node that forgot is helped out for the forgotten blocks alone", async () => {
  await open().follow();
  chain.mine(1_002, suspended("city"));
  chain.mine(1_003);
  chain.forgottenBelow = 3;
  const asked: bigint[] = [];
  const history = open(async (from) => {
    asked.push(from);
    return chain.remembered(from);
  });
  await history.follow();
  assert.deepEqual(asked, [2n]);
  assert.deepEqual(history.events, chain.events);
  chain.mine(1_004, registered("desk", "city"));
  await history.follow();
  assert.deepEqual(asked, [2n], "what the node has is the node's word");
  assert.deepEqual(open().events, chain.events);
});

test("who remembers another block than the node has is not believed, and who has nobody waits", async () => {
  chain.mine(1_002);
  chain.forgottenBelow = 2;
  const wrong = open(async (from) => ({
    ...chain.remembered(from),
    through: { number: 2n, hash: "0x11" },
  }));
  await assert.rejects(wrong.follow(), { code: "chain.unavailable" });
  await assert.rejects(open().follow(), { code: "chain.unavailable" });
});

test("a short reorganisation is followed, on disk too; a node that is behind is waited for", async () => {
  const history = open();
  await history.follow();
  chain.mine(1_002, suspended("city"));
  await history.follow();
  const { generation } = history;
  chain.takeBack(1);
  await assert.rejects(history.follow(), { code: "chain.behind" });
  chain.mine(1_002, registered("desk", "city"));
  await history.follow();
  assert.notEqual(history.generation, generation);
  assert.deepEqual(history.events, chain.events);
  assert.deepEqual(open().events, chain.events);
});

test("what is deeper than a reorganisation reaches never changes", async () => {
  for (let i = 0; i < 100; i += 1) chain.mine(1_002 + i);
  const history = open();
  await history.follow();
  const before = history.events;
  chain.takeBack(101);
  chain.mine(1_001, registered("thief", null));
  for (let i = 0; i < 100; i += 1) chain.mine(1_002 + i);
  for (const each of [history, open()]) {
    await assert.rejects(each.follow(), { code: "trust_list.other_chain" });
    assert.deepEqual(each.events, before);
  }
});
