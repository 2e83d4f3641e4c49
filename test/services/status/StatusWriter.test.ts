import assert from "node:assert/strict";
import { after, before, beforeEach, describe, test } from "node:test";
import type { StatusAction } from "@sello/api";
import type { DocumentId } from "@sello/sdk";
import { decodeStatusChanges, encodeStatusChanges } from "@sello/sdk/log";
import type { Database } from "../../../services/platform/database/Database.ts";
import { silentLogger } from "../../../services/platform/Logger.ts";
import { StatusWriter } from "../../../services/status/StatusWriter.ts";
import { PgWithdrawnCopies } from "../../../services/status/withdrawn/PgWithdrawnCopies.ts";
import { startPostgres } from "../../support/postgres.ts";
import { idOf } from "./FakeRegistry.ts";
import { StatusScene } from "./StatusScene.ts";

describe("status writer", () => {
  let postgres: Awaited<ReturnType<typeof startPostgres>>;
  let database: Database;
  let scene: StatusScene;
  before(async () => {
    postgres = await startPostgres();
    ({ database } = await postgres.database());
  });
  after(() => postgres.stop());
  beforeEach(async () => {
    scene = await StatusScene.fresh(database);
  });

  const act = (documents: readonly DocumentId[], action: StatusAction, acting = "city") =>
    scene.statuses.act({
      documents,
      action,
      reason: "unspecified",
      actingAuthority: idOf(acting),
      officer: "officer:0x01",
    });
  const states = async (id: DocumentId) =>
    (await scene.statuses.history(id)).map((one) => `${one.action}:${one.state}`);
  const statusOf = async (id: DocumentId) => (await scene.statuses.statusOf([id])).get(id);

  test("acts together become few transactions, one for each owner, acting authority and round", async () => {
    const housing = await scene.issue("nanshan-housing", 2_500);
    const health = await scene.issue("futian-health", 100);
    await act([...housing, ...health], "suspend");
    await act(housing.slice(0, 50), "revoke", "nanshan");
    await scene.settle();
    assert.ok(scene.chain.sent.every((calls) => calls.length === 1));
    const entries = scene.chain.sent.flat().map((call) => decodeStatusChanges(call.changes).length);
    // A round takes up 2,000 acts, and the acts on a document follow each other.
    assert.deepEqual(entries, [2_000, 500, 100, 50]);
    const statuses = await scene.statuses.statusOf([...housing, ...health]);
    assert.equal([...statuses.values()].filter((one) => one.value === "revoked").length, 50);
    assert.equal([...statuses.values()].filter((one) => one.value === "suspended").length, 2_550);
  });

  test("copies in two lists change in the same transaction", async () => {
    scene = new StatusScene(scene.database, { listEntries: 4 });
    const [id] = await scene.issue("nanshan-housing", 1, 7);
    assert.ok(id);
    await act([id], "revoke");
    await scene.settle();
    assert.deepEqual(
      scene.chain.sent.map((calls) => calls.map((call) => call.list)),
      [[0n, 1n]],
    );
  });

  test("acts on one document keep their order, each waiting for the one before", async () => {
    const [id] = await scene.issue("nanshan-housing", 1);
    assert.ok(id);
    for (const action of ["suspend", "reinstate", "suspend", "reinstate", "revoke"] as const) {
      const [outcome] = await act([id], action);
      assert.equal(outcome?.outcome, "requested");
    }
    await scene.writer.step();
    assert.deepEqual(await states(id), [
      "suspend:sent",
      "reinstate:requested",
      "suspend:requested",
      "reinstate:requested",
      "revoke:requested",
    ]);
    await scene.settle();
    const [place] = await scene.placesOf(id);
    assert.ok(place);
    const history = await scene.words.entryHistory(
      idOf("nanshan-housing"),
      place.list,
      place.index,
    );
    assert.deepEqual(
      history.map((change) => change.value),
      [2, 0, 2, 0, 1],
    );
  });

  test("several workers share the work and write nothing twice", async (t) => {
    const ids = await scene.issue("nanshan-housing", 3_000);
    await act(ids, "suspend");
    const workers = [scene.writer, scene.newWriter(), scene.newWriter()];
    t.after(() => Promise.all(workers.map((worker) => worker.loop.stop())));
    for (const worker of workers) worker.loop.start();
    const deadline = Date.now() + 90_000;
    for (let open = 1; open > 0; ) {
      assert.ok(Date.now() < deadline, "the acts settle in time");
      await scene.chain.mine();
      const { rows } = await scene.database.query<{ open: number }>(
        "select count(*)::int as open from status_acts where state <> 'effective'",
      );
      open = rows[0]?.open ?? 0;
    }
    const entries = scene.chain.sent
      .flat()
      .flatMap((call) => decodeStatusChanges(call.changes).map(({ index }) => index));
    assert.equal(entries.length, 3_000);
    assert.equal(new Set(entries).size, 3_000);
  });

  test("while the chain is down, acts are accepted, signed and wait; then they take effect", async () => {
    const ids = await scene.issue("nanshan-housing", 20);
    const [first] = ids;
    assert.ok(first);
    scene.chain.down = true;
    await act(ids, "suspend");
    await act([first], "reinstate");
    for (let round = 0; round < 3; round += 1) {
      await scene.writer.step();
      await scene.chain.mine();
    }
    assert.deepEqual(await states(first), ["suspend:sent", "reinstate:requested"]);
    assert.deepEqual(await statusOf(first), { value: "valid", effective: false });
    scene.chain.down = false;
    await scene.settle();
    assert.deepEqual(await states(first), ["suspend:effective", "reinstate:effective"]);
    const statuses = await scene.statuses.statusOf(ids.slice(1));
    assert.ok([...statuses.values()].every((one) => one.value === "suspended" && one.effective));
  });

  const revokeOnChain = async (id: DocumentId) => {
    const [place] = await scene.placesOf(id);
    assert.ok(place);
    const owner = idOf("nanshan-housing");
    const changes = encodeStatusChanges([{ index: place.index, status: 1 }]);
    scene.chain.overtake({ owner, acting: owner, list: BigInt(place.list), changes });
  };

  test("an officer's own revocation on chain is seen, and stops nobody else's acts", async () => {
    const ids = await scene.issue("nanshan-housing", 10);
    const [revoked] = ids;
    assert.ok(revoked);
    await act(ids, "suspend");
    await scene.writer.step();
    // Mined before what the writer has sent, in which the suspension then means nothing.
    await revokeOnChain(revoked);
    await scene.settle();
    assert.deepEqual(await statusOf(revoked), { value: "revoked", effective: true });
    const [refused] = await scene.statuses.history(revoked);
    assert.equal(refused?.state, "refused");
    assert.deepEqual(refused?.error, { error: "status.revoked_is_final" });
    const others = await scene.statuses.statusOf(ids.slice(1));
    assert.ok([...others.values()].every((one) => one.value === "suspended" && one.effective));
  });

  test("an officer's own revocation that is read before an act is taken up keeps it from being sent", async () => {
    const [id] = await scene.issue("nanshan-housing", 1);
    assert.ok(id);
    await act([id], "suspend");
    await revokeOnChain(id);
    await scene.chain.mine();
    await scene.settle();
    const [refused] = await scene.statuses.history(id);
    assert.deepEqual(refused?.error, { error: "status.revoked_is_final" });
    assert.equal(refused?.transactionHash, null);
    const [late] = await act([id], "reinstate");
    assert.ok(late?.outcome === "refused");
    assert.equal(late.code, "status.revoked_is_final");
  });

  test("what was suspended before an officer revoked it on chain has been suspended", async () => {
    const [id] = await scene.issue("nanshan-housing", 1);
    assert.ok(id);
    await act([id], "suspend");
    await scene.writer.step();
    await scene.chain.mine();
    await revokeOnChain(id);
    await scene.chain.mine();
    await scene.settle();
    assert.deepEqual(await states(id), ["suspend:effective"]);
    assert.deepEqual(await statusOf(id), { value: "revoked", effective: true });
  });

  test("what the contract refuses is refused with its error, and the status is what it was", async () => {
    const ids = await scene.issue("nanshan-housing", 3);
    const [id] = ids;
    assert.ok(id);
    scene.chain.withoutRole.add(idOf("nanshan"));
    await act(ids, "revoke", "nanshan");
    await scene.settle();
    const [refused] = await scene.statuses.history(id);
    assert.equal(refused?.state, "refused");
    assert.deepEqual(refused?.error, { error: "AuthorityRegistry_MissingRole", args: {} });
    assert.deepEqual(await statusOf(id), { value: "valid", effective: true });
    const [again] = await act([id], "revoke", "city");
    assert.equal(again?.outcome, "requested");
    await scene.settle();
    assert.deepEqual(await statusOf(id), { value: "revoked", effective: true });
  });

  test("a block taken back is forgotten, and its acts settle again", async () => {
    const [id] = await scene.issue("nanshan-housing", 1);
    assert.ok(id);
    await act([id], "suspend");
    await scene.settle();
    assert.deepEqual(await statusOf(id), { value: "suspended", effective: true });
    await scene.chain.replaceLastChange();
    assert.deepEqual(await states(id), ["suspend:sent"]);
    assert.deepEqual(await statusOf(id), { value: "suspended", effective: false });
    await scene.settle();
    assert.deepEqual(await statusOf(id), { value: "suspended", effective: true });
  });

  test("a failure is logged and the work goes on after it", async (t) => {
    const [id] = await scene.issue("nanshan-housing", 1);
    assert.ok(id);
    await database.query("alter table chain_senders rename to elsewhere");
    await act([id], "suspend");
    const failures: string[] = [];
    const writer = scene.newWriter({
      ...silentLogger,
      warn: (_, message) => void failures.push(message),
    });
    t.after(() => writer.loop.stop());
    writer.loop.start();
    await until(async () => failures.length > 0);
    assert.deepEqual(await states(id), ["suspend:requested"]);
    await database.query("alter table elsewhere rename to chain_senders");
    await until(async () => (await states(id))[0] === "suspend:sent");
  });

  test("a copy that is withdrawn is revoked by itself; its document stays, and acts on it leave the copy alone", async () => {
    const [id] = await scene.issue("nanshan-housing", 1, 3);
    assert.ok(id);
    const [first, second, third] = await scene.placesOf(id);
    await database.query(
      "insert into withdrawn_copies (document_id, copy_number) values ($1, 1), ($1, 2)",
      [id],
    );
    const writer = new StatusWriter({
      ...{ store: new PgWithdrawnCopies(database), of: "copies", logger: silentLogger },
      ...{ journal: scene.chain, settlements: scene.chain },
    });
    const written = () =>
      scene.chain.sent.flat().flatMap((call) => decodeStatusChanges(call.changes));
    assert.equal(await writer.step(), 2);
    await scene.chain.mine();
    await writer.step();
    assert.deepEqual(
      written().map(({ index, status }) => [index, status]),
      [second, third]
        .map((place) => place?.index ?? 0)
        // By number: as texts, 33636 would come before 7082.
        .sort((one, other) => one - other)
        .map((index) => [index, 1]),
    );
    const { rows } = await database.query("select distinct state from withdrawn_copies");
    assert.deepEqual(rows, [{ state: "effective" }]);
    assert.deepEqual((await statusOf(id))?.value, "valid");
    for (const action of ["suspend", "reinstate"] as const) {
      await act([id], action);
      await scene.settle();
    }
    assert.deepEqual(
      written()
        .slice(2)
        .map(({ index, status }) => [index, status]),
      [
        [first?.index, 2],
        [first?.index, 0],
      ],
    );
    assert.deepEqual(await states(id), ["suspend:effective", "reinstate:effective"]);
    assert.deepEqual((await statusOf(id))?.value, "valid");
  });
});

async function until(ask: () => Promise<boolean>): Promise<void> {
  while (!(await ask())) await new Promise((resolve) => setTimeout(resolve, 5));
}
