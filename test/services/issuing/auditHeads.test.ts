import assert from "node:assert/strict";
import { after, before, beforeEach, test } from "node:test";
import { AuditChain } from "../../../services/audit/AuditChain.ts";
import { PgAuditLog } from "../../../services/audit/PgAuditLog.ts";
import { AuditHeads, selectHeads } from "../../../services/issuing/AuditHeads.ts";
import type { Database } from "../../../services/platform/database/Database.ts";
import { silentLogger } from "../../../services/platform/Logger.ts";
import { limits } from "../../../services/platform/limits.ts";
import { startPostgres } from "../../support/postgres.ts";
import { IssuingScene, makePrivateJwk } from "./IssuingScene.ts";

let postgres: Awaited<ReturnType<typeof startPostgres>>;
let database: Database;
let scene: IssuingScene;
let chain: AuditChain;
const silentJwk = makePrivateJwk();

before(async () => {
  postgres = await startPostgres();
});
after(() => postgres.stop());
beforeEach(async () => {
  ({ database } = await postgres.database());
  scene = new IssuingScene(database, silentJwk);
  chain = new AuditChain(database, silentLogger);
});

const heads = (parts: Partial<ConstructorParameters<typeof AuditHeads>[0]> = {}) =>
  new AuditHeads({
    database,
    chain,
    audit: new PgAuditLog(database),
    issuing: scene.issuing,
    registry: scene.registry,
    dateOf: (at) => scene.types.dateOf(at),
    logger: silentLogger,
    ...parts,
  });

async function act(daysAgo: number): Promise<void> {
  await database.query(
    `insert into audit_events (actor, action, subject, data, at)
     values ('system', 'test.act', 'x', '{}', now() - make_interval(days => $1))`,
    [daysAgo],
  );
  while (await chain.extend());
}

const documents = async () => (await database.query("select id from documents")).rowCount;
const everything = { from: 1, to: 1_000 };

test("an audit that began today has no head yet", async () => {
  await act(0);
  assert.equal(await heads().turn(), limits.auditHeadsLookMs);
  assert.equal(await documents(), 0);
});

test("a day that has ended has one head, by the city, no matter which process makes it and how often", async () => {
  await act(2);
  await act(0);
  const place = await chain.head();
  const first = heads();
  await first.turn();
  await first.turn();
  await act(0);
  // Another process, and one that was started again.
  await Promise.all([heads().turn(), heads().turn()]);
  assert.equal(await documents(), 1);
  const [head, ...more] = await selectHeads(database, everything);
  assert.deepEqual([head?.position, more], [2, []]);
  const text = await scene.reader.sdJwt(head?.document as never);
  const payload = JSON.parse(Buffer.from(text.split(".")[1] ?? "", "base64url").toString());
  assert.equal(payload.hash, place?.hash.toString("hex"));
  assert.equal(payload.position, 2);
  assert.match(payload.day, /^\d{4}-\d\d-\d\d$/);
  assert.match(payload.iss, /authorities\/city$/);
  assert.deepEqual(await selectHeads(database, { from: 3, to: 9 }), []);
});

test("where the transaction is undone there is neither document nor line", async () => {
  await act(2);
  const broken = heads({
    audit: {
      record: async () => {
        throw new TypeError("the process is gone");
      },
    },
  });
  await assert.rejects(broken.turn(), TypeError);
  assert.equal(await documents(), 0);
  await heads().turn();
  assert.equal(await documents(), 1);
  assert.equal((await selectHeads(database, everything)).length, 1);
});

test("a city that is not accredited for it waits, and its work goes on", async () => {
  await act(2);
  scene.registry.unaccredited.add(scene.types.byName("audit-head").id);
  assert.equal(await heads().turn(), limits.auditHeadsRetryMs);
  assert.equal(await documents(), 0);
  scene.registry.unaccredited.clear();
  await heads().turn();
  assert.equal(await documents(), 1);
});
