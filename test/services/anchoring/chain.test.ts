import assert from "node:assert/strict";
import { readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import { after, before, describe, test } from "node:test";
import { type DocumentId, toHex } from "@sello/sdk";
import { parseCheckpoint, parseNote } from "@sello/sdk/log";
import { encodeFunctionData } from "viem";
import { AnchoringReport } from "../../../services/anchoring/AnchoringReport.ts";
import { Batcher } from "../../../services/anchoring/Batcher.ts";
import { Checkpointer } from "../../../services/anchoring/Checkpointer.ts";
import { DocumentProofs } from "../../../services/anchoring/DocumentProofs.ts";
import { followAppends } from "../../../services/anchoring/followAppends.ts";
import { LogProjection } from "../../../services/anchoring/LogProjection.ts";
import { LogReader } from "../../../services/anchoring/LogReader.ts";
import { PgAnchoringFigures } from "../../../services/anchoring/PgAnchoringFigures.ts";
import { PgBatchStore } from "../../../services/anchoring/PgBatchStore.ts";
import { PgCheckpointStore } from "../../../services/anchoring/PgCheckpointStore.ts";
import { PgCopyStore } from "../../../services/anchoring/PgCopyStore.ts";
import { PgLogStore } from "../../../services/anchoring/PgLogStore.ts";
import { toLogProofs } from "../../../services/anchoring/toLogProofs.ts";
import { toWitnessQuorums } from "../../../services/anchoring/WitnessQuorum.ts";
import { firstDeployment } from "../../../services/ledger/deployment/Deployment.ts";
import { contractAbis } from "../../../services/ledger/evm/contractAbis.ts";
import { Indexer } from "../../../services/ledger/indexer/Indexer.ts";
import { Contradictions } from "../../../services/ledger/journal/Contradictions.ts";
import { systemClock } from "../../../services/platform/Clock.ts";
import type { Database } from "../../../services/platform/database/Database.ts";
import { silentLogger } from "../../../services/platform/Logger.ts";
import type { Loop } from "../../../services/platform/loops/Loop.ts";
import {
  deployTestContracts,
  enqueue,
  makeDirectory,
  startEmbedded,
  testCityId,
  testTypeId,
  until,
  untilSettled,
} from "../../support/chain.ts";
import { startPostgres } from "../../support/postgres.ts";
import { assertProves } from "./assertProves.ts";
import {
  fakeRegistry,
  idleResealer,
  issue,
  jwtOf,
  logSigner,
  makeStream,
  origin,
  type Stream,
  trustingGuard,
} from "./fixture.ts";

/** Everything from copies to proofs, as a worker process composes it, on a database and a chain. */
function compose(
  database: Database,
  { session, chain, receipts }: Awaited<ReturnType<typeof startEmbedded>>,
  { contracts, journal }: Awaited<ReturnType<typeof deployTestContracts>>,
) {
  const [clock, logger, { registry }] = [systemClock, silentLogger, fakeRegistry()];
  const store = new PgBatchStore(database);
  const log = new PgLogStore(database);
  const checkpoints = new PgCheckpointStore(database);
  const copies = new PgCopyStore(database);
  const projections = [new LogProjection(log)];
  followAppends(receipts, store, logger);
  const batching = { store, registry, journal, resealer: idleResealer, clock, logger };
  const loops: Loop[] = [
    new Indexer({ database, chain, contracts, session, projections, logger }).loop,
    new Batcher({ ...batching, batchDocuments: 50, batchAgeMs: 50 }).loop,
    new Batcher({ ...batching, batchDocuments: 50, batchAgeMs: 50 }).loop,
    new Checkpointer({
      log,
      checkpoints,
      signers: { current: async () => [logSigner] },
      origin,
      session,
      logger,
      guard: trustingGuard,
      contradictions: new Contradictions(database),
    }).loop,
  ];
  const quorums = toWitnessQuorums([], 0);
  const reader = new LogReader({ origin, log, checkpoints });
  const logs = new Map([[firstDeployment, toLogProofs({ log, checkpoints, clock }, quorums)]]);
  const proofs = new DocumentProofs({ copies, registry, clock, logs });
  const figures = new PgAnchoringFigures(database);
  const report = new AnchoringReport(figures, registry, clock, quorums.classical);
  return { loops, reader, proofs, report };
}

describe("anchoring on a chain", () => {
  let postgres: Awaited<ReturnType<typeof startPostgres>>;
  let database: Database;
  let running: Awaited<ReturnType<typeof startEmbedded>>;
  let deployed: Awaited<ReturnType<typeof deployTestContracts>>;
  let parts: ReturnType<typeof compose>;
  let stream: Stream;
  const directory = makeDirectory();

  before(async () => {
    postgres = await startPostgres();
    ({ database } = await postgres.database());
    running = await startEmbedded(database, directory);
    deployed = await deployTestContracts(database, running.chain);
    parts = compose(database, running, deployed);
    for (const loop of parts.loops) loop.start();
    stream = await makeStream(database, "city", testCityId, testTypeId);
  });
  after(async () => {
    for (const loop of parts.loops) await loop.stop();
    await running.stop();
    await postgres.stop();
    rmSync(directory, { recursive: true, force: true });
  });

  const provable = (id: DocumentId) =>
    until(() => parts.proofs.proofForDocument(id).catch(() => null));

  /** The checkpoint's root is the one that the contract computed. */
  const assertSameRoot = async () => {
    const { root, size } = await until(async () => {
      const note = await parts.reader.checkpoint();
      const checkpoint = note === null ? null : parseCheckpoint(parseNote(note).text);
      const entries = await deployed.contracts.call("DocumentLog", "size", []);
      return checkpoint !== null && BigInt(checkpoint.size) === entries && checkpoint;
    });
    assert.equal(toHex(root), await deployed.contracts.call("DocumentLog", "root", []));
    return size;
  };

  test("from a copy to a proof that the sdk verifies", async () => {
    const ids = [...(await issue(database, stream, 120)), ...(await issue(database, stream, 1))];
    for (const id of ids) await assertProves(await provable(id), jwtOf(id), stream);
    assert.ok((await assertSameRoot()) >= 3);
    assert.deepEqual(await parts.report.contradictions(), []);
  });

  test("what the contract refuses is anchored, once, when it is allowed again", async () => {
    const accredit = async (level: number) => {
      const { id } = await enqueue(database, deployed.journal, {
        role: "relay",
        purpose: "registry",
        data: encodeFunctionData({
          abi: contractAbis.AuthorityRegistry,
          functionName: "setAccreditation",
          args: [testCityId, testTypeId, level],
        }),
      });
      assert.equal((await untilSettled(database, id)).state, "mined");
    };
    await accredit(0);
    const [id] = await issue(database, stream, 3);
    assert.ok(id);
    const reason = await until(async () => {
      const state = await parts.proofs.pendingState(id);
      return state.state === "held" && state.reason;
    });
    assert.ok(reason.code === "append.refused");
    assert.equal(reason.error?.error, "AuthorityRegistry_NotAccredited");
    await accredit(2);
    await assertProves(await provable(id), jwtOf(id), stream);
    await assertSameRoot();
    assert.deepEqual(await parts.report.contradictions(), []);
  });

  test("what is issued while the node is gone is anchored when it is back", async () => {
    const sizeBefore = await assertSameRoot();
    process.kill(Number(readFileSync(join(directory, "anvil.pid"), "utf8")), "SIGKILL");
    const ids = await issue(database, stream, 60);
    for (const id of ids) await assertProves(await provable(id), jwtOf(id), stream);
    assert.equal(await assertSameRoot(), sizeBefore + 2);
    assert.deepEqual(await parts.report.oldestPending(), { pendingMs: null, heldMs: null });
    assert.deepEqual(await parts.report.contradictions(), []);
  });
});
