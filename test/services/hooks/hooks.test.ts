import assert from "node:assert/strict";
import { createHmac, createSecretKey, randomBytes, randomUUID } from "node:crypto";
import { after, before, beforeEach, test } from "node:test";
import { PgAuditLog } from "../../../services/audit/PgAuditLog.ts";
import { HookDeliveries } from "../../../services/hooks/HookDeliveries.ts";
import { HookEvents } from "../../../services/hooks/HookEvents.ts";
import { Hooks } from "../../../services/hooks/Hooks.ts";
import { PgHookStore } from "../../../services/hooks/PgHookStore.ts";
import type { Message, Sent } from "../../../services/hooks/sending/sendCalls.ts";
import type { Caller } from "../../../services/http/Caller.ts";
import type { Database } from "../../../services/platform/database/Database.ts";
import { silentLogger } from "../../../services/platform/Logger.ts";
import { limits } from "../../../services/platform/limits.ts";
import { startPostgres } from "../../support/postgres.ts";
import { IssuingScene, makePrivateJwk } from "../issuing/IssuingScene.ts";
import { makePerson, toCsvRow } from "../issuing/people.ts";
import { idOf } from "../status/FakeRegistry.ts";

const authority = idOf("nanshan-housing");
const caller: Caller = {
  kind: "api-key",
  apiKeyId: "00000000-0000-4000-8000-000000000001",
  authority,
  actions: ["administer"],
};
const stranger: Caller = { ...caller, authority: idOf("city") };
const secretKey = createSecretKey(randomBytes(32));
const master = async () => secretKey;

let postgres: Awaited<ReturnType<typeof startPostgres>>;
let database: Database;
let scene: IssuingScene;
let store: PgHookStore;
let hooks: Hooks;
let events: HookEvents;
let deliveries: HookDeliveries;
let sent: Message[];
let answer: (message: Message) => Sent;
let woken: () => void;
let next = 0;

before(async () => {
  postgres = await startPostgres();
});
after(() => postgres.stop());
beforeEach(async () => {
  ({ database } = await postgres.database());
  scene = new IssuingScene(database, makePrivateJwk());
  const { registry, clock } = scene;
  store = new PgHookStore(database);
  woken = () => {};
  const onChange = () => woken();
  const audit = new PgAuditLog(database);
  hooks = new Hooks({ store, master, audit, registry, clock, mayLoopback: false, onChange });
  events = new HookEvents({ database, store, registry, onChange, logger: silentLogger });
  sent = [];
  answer = () => ({ status: 200, error: null });
  const send = async (message: Message) => {
    sent.push(message);
    return answer(message);
  };
  deliveries = new HookDeliveries({ store, master, send, audit, clock, logger: silentLogger });
});

const make = (kinds: Parameters<Hooks["create"]>[1]["events"], url = "https://hooks.example/in") =>
  hooks.create(caller, { label: "ledger", url, events: kinds });

const issue = () => {
  next += 1;
  return scene.issuing.issue({ authority, type: "resident-id", claims: makePerson(next) });
};

async function run(): Promise<void> {
  while (await events.turn());
  while ((await deliveries.turn()) > 0);
}

const dueNow = () => database.query("update webhook_deliveries set next_at = now()");
const bodies = () => sent.map(({ body }) => JSON.parse(body));

test("what is issued is told once, signed, with nothing but ids", async () => {
  const { hook, secret } = await make(["document.issued"]);
  const { document } = await issue();
  await run();
  await run();
  assert.equal(sent.length, 1);
  const [message] = sent;
  assert.equal(message?.url, "https://hooks.example/in");
  const { type, data } = bodies()[0];
  assert.equal(type, "document.issued");
  assert.deepEqual(data, {
    authority: (await scene.registry.byId(authority)).slug,
    type: "resident-id",
    documents: [document.id],
  });
  // As Standard Webhooks' libraries check it.
  const headers = message?.headers ?? {};
  const key = Buffer.from(secret.replace("whsec_", ""), "base64");
  const signed = `${headers["webhook-id"]}.${headers["webhook-timestamp"]}.${message?.body}`;
  const expected = createHmac("sha256", key).update(signed).digest("base64");
  assert.equal(headers["webhook-signature"], `v1,${expected}`);
  assert.ok(key.length >= 24 && key.length <= 64);
  const found = await hooks.get(hook.id, authority);
  assert.deepEqual([found.waiting, typeof found.deliveredAt], [0, "number"]);
  assert.ok(
    !JSON.stringify((await database.query("select * from webhooks")).rows).includes(secret),
  );
});

test("a file's documents are told in few messages, and its end once", async () => {
  await make(["document.issued", "import.ended"]);
  const count = 1_200;
  const rows = Array.from({ length: count }, (_, index) => toCsvRow(makePerson(next + 1 + index)));
  next += count;
  scene = new IssuingScene(database, makePrivateJwk(), { segmentRows: 1_000, listEntries: 5_000 });
  const { id } = await scene.imports.receive(
    { authority, type: "resident-id", format: "csv", fileName: "a", requestedBy: "system" },
    (async function* () {
      yield Buffer.from(`${Object.keys(makePerson(0)).join(",")}\n${rows.join("\n")}\n`);
    })(),
  );
  await scene.workAll();
  await run();
  const told = bodies().filter(({ type }) => type === "document.issued");
  assert.deepEqual(told.map(({ data }) => data.documents.length).sort(), [200, 500, 500]);
  assert.equal(new Set(told.flatMap(({ data }) => data.documents)).size, count);
  const ended = bodies().filter(({ type }) => type === "import.ended");
  assert.equal(ended.length, 1);
  assert.deepEqual(
    [ended[0].data.import, ended[0].data.state, ended[0].data.rows.issued],
    [id, "done", count],
  );
});

test("what is anchored, and whose status changed, is told", async () => {
  await make(["document.anchored", "status.changed"]);
  const { document } = await issue();
  const { rows } = await database.query<{ stream_id: number; seq: string }>(
    "select stream_id, seq from copies where document_id = $1",
    [document.id],
  );
  await database.query(
    `insert into batches (stream_id, first_seq, count, root, deployment)
     values ($1, $2, 1, repeat('a', 32)::bytea, 1)`,
    [rows[0]?.stream_id, rows[0]?.seq],
  );
  await database.query("update batches set state = 'anchored', log_index = 7, anchored_at = 1");
  await database.transaction((tx) =>
    scene.statuses.revoke(tx, [
      { document: document.id, reason: "lost", actingAuthority: authority, officer: "officer:0x" },
    ] as never),
  );
  await database.query("update status_acts set state = 'effective', effective_at = now()");
  await run();
  const told = new Map(bodies().map(({ type, data }) => [type, data]));
  assert.deepEqual(told.get("document.anchored")?.documents, [document.id]);
  assert.equal(told.get("document.anchored")?.logIndex, 7);
  assert.deepEqual(
    [told.get("status.changed")?.document, told.get("status.changed")?.action],
    [document.id, "revoke"],
  );
});

test("nothing is kept for an authority without a webhook, nor for one that is switched off", async () => {
  await issue();
  assert.equal((await database.query("select 1 from webhook_events")).rowCount, 0);
  const { hook } = await make(["document.issued"]);
  await hooks.switch(caller, hook.id, "off");
  await issue();
  assert.equal((await database.query("select 1 from webhook_events")).rowCount, 0);
  await run();
  assert.deepEqual(sent, []);
});

test("what does not arrive is tried again later each time; after the last try the webhook is off, and says why", async () => {
  const { hook } = await make(["document.issued"]);
  answer = () => ({ status: 503, error: null });
  await issue();
  await run();
  assert.equal(sent.length, 1);
  const [first] = await hooks.deliveries(authority, hook.id, { after: null, limit: 10 });
  assert.deepEqual([first?.state, first?.attempts, first?.status], ["waiting", 1, 503]);
  const wait = (first?.nextAt ?? 0) - Date.now() / 1000;
  assert.ok(wait > 2 && wait < 8, `${wait}`);
  for (const _ of limits.webhookRetrySeconds) {
    await dueNow();
    await run();
  }
  assert.equal(sent.length, limits.webhookRetrySeconds.length + 1);
  assert.equal(new Set(sent.map(({ headers }) => headers["webhook-id"])).size, 1);
  const off = await hooks.get(hook.id, authority);
  assert.deepEqual([off.state, off.offReason, off.waiting], ["off", "failing", 1]);
  await dueNow();
  await run();
  assert.equal(sent.length, limits.webhookRetrySeconds.length + 1);
  const { rows } = await database.query(
    "select 1 from audit_events where action = 'webhook.stop' and actor = 'system'",
  );
  assert.equal(rows.length, 1);
  // Mended: what waited arrives.
  answer = () => ({ status: 204, error: null });
  await hooks.switch(caller, hook.id, "on");
  await run();
  assert.equal((await hooks.get(hook.id, authority)).waiting, 0);
});

test("a receiver that is gone is not asked again; a sender that is away loses nothing", async () => {
  const { hook } = await make(["document.issued"]);
  answer = () => {
    throw new TypeError("away");
  };
  await issue();
  await run();
  const [waiting] = await hooks.deliveries(authority, hook.id, { after: null, limit: 10 });
  assert.deepEqual([waiting?.state, waiting?.error], ["waiting", "sender.away"]);
  answer = () => ({ status: 410, error: null });
  await dueNow();
  await run();
  const gone = await hooks.get(hook.id, authority);
  assert.deepEqual([gone.state, gone.offReason, gone.waiting], ["off", "gone", 0]);
});

test("each webhook is told what it asked for, and what its own authority did", async () => {
  const { hook } = await make(["document.issued"]);
  const both = await make(["document.issued", "import.ended"]);
  const other = await make(["import.ended"]);
  const elsewhere = { label: "ledger", url: "https://hooks.example/", events: ["document.issued"] };
  const foreign = await hooks.create(stranger, elsewhere as Parameters<Hooks["create"]>[1]);
  await issue();
  await issue();
  await run();
  assert.equal(bodies().length, 4);
  const of = (id: string, whose = authority) =>
    hooks.deliveries(whose, id, { after: null, limit: 10 });
  for (const { id } of [hook, both.hook]) {
    const told = await of(id);
    assert.deepEqual(
      told.map(({ event, state }) => [event, state]),
      Array.from({ length: 2 }, () => ["document.issued", "delivered"]),
    );
  }
  assert.deepEqual(await of(other.hook.id), []);
  assert.deepEqual(await of(foreign.hook.id, stranger.authority), []);
});

test("messages written together are each as they were", async () => {
  const { hook } = await make(["document.issued"]);
  const payloads = ['a"b', "c\\d", "{e,f}", "NULL", ""].map((said) => ({ said, list: [said] }));
  await store.addDeliveries(
    database,
    payloads.map((payload) => ({ id: randomUUID(), hook: hook.id, kind: "test", payload })),
  );
  await run();
  const bySaid = (a: { said: string }, b: { said: string }) => (a.said < b.said ? -1 : 1);
  assert.deepEqual(bodies().sort(bySaid), payloads.sort(bySaid));
});

test("what sends is woken once there is something to send", async () => {
  const looks: Promise<number>[] = [];
  woken = () => looks.push(deliveries.turn());
  const { hook } = await make(["document.issued"]);
  const made = await hooks.test(caller, hook.id);
  await Promise.all(looks);
  assert.equal(sent.length, 1);
  await hooks.replay(caller, hook.id, made.id);
  await Promise.all(looks);
  assert.equal(sent.length, 2);
  await issue();
  await events.turn();
  await Promise.all(looks);
  assert.equal(sent.length, 3);
  const before = looks.length;
  await events.turn();
  assert.equal(looks.length, before);
  await store.addDeliveries(database, [
    { id: randomUUID(), hook: hook.id, kind: "test", payload: {} },
  ]);
  await hooks.switch(caller, hook.id, "on");
  await Promise.all(looks);
  assert.equal(sent.length, 4);
});

test("a message whose sender was killed is taken by another after a while, by one of two", async () => {
  await make(["document.issued"]);
  await issue();
  while (await events.turn());
  const [taken, none] = await Promise.all([store.takeDue(), store.takeDue()]);
  assert.equal(taken.length + none.length, 1);
  await run();
  assert.equal(sent.length, 0);
  await dueNow();
  await run();
  assert.equal(sent.length, 1);
});

test("tests and replays are sent, and are in the audit", async () => {
  const { hook } = await make(["document.issued"]);
  const made = await hooks.test(caller, hook.id);
  await run();
  assert.equal(bodies()[0].type, "test");
  await hooks.replay(caller, hook.id, made.id);
  await run();
  assert.equal(sent[1]?.headers["webhook-id"], sent[0]?.headers["webhook-id"]);
  assert.equal(sent[1]?.body, sent[0]?.body);
  await hooks.switch(caller, hook.id, "off");
  await assert.rejects(hooks.test(caller, hook.id), { code: "webhook.off" });
  await hooks.end(caller, hook.id);
  assert.equal((await database.query("select 1 from webhook_deliveries")).rowCount, 0);
  const { rows } = await database.query<{ action: string }>(
    "select action from audit_events where subject = $1 order by id",
    [`webhook:${hook.id}`],
  );
  assert.deepEqual(
    rows.map(({ action }) => action),
    ["webhook.create", "webhook.test", "webhook.replay", "webhook.switch", "webhook.end"],
  );
});

test("a webhook of another authority is not there, and an address that no message can go to is refused", async () => {
  const { hook } = await make(["import.ended"]);
  const unknown = { code: "webhook.unknown", status: 404 };
  await assert.rejects(hooks.get(hook.id, stranger.authority), unknown);
  await assert.rejects(hooks.switch(stranger, hook.id, "off"), unknown);
  await assert.rejects(hooks.end(stranger, hook.id), unknown);
  await assert.rejects(hooks.test(stranger, hook.id), unknown);
  await assert.rejects(hooks.replay(caller, hook.id, hook.id), unknown);
  assert.deepEqual(await hooks.list(stranger.authority), []);
  for (const url of ["http://hooks.example/", "https://u:p@hooks.example/", "http://localhost:1/"])
    await assert.rejects(make(["import.ended"], url), { code: "webhook.url", status: 422 });
  for (let made = 1; made < limits.webhooksPerAuthority; made += 1) await make(["import.ended"]);
  await assert.rejects(make(["import.ended"]), { code: "webhook.many" });
});
