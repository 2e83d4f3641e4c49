import assert from "node:assert/strict";
import { randomUUID } from "node:crypto";
import { after, before, test } from "node:test";
import { setTimeout as delay } from "node:timers/promises";
import { type DocumentId, type Hex, toHex } from "@sello/sdk";
import { isKeyCurrentAt } from "@sello/sdk/trust";
import { type Abi, encodeFunctionData } from "viem";
import { sampleRecord } from "../../../dev/demo-city/samples/sampleRecords.ts";
import { Batcher } from "../../../services/anchoring/Batcher.ts";
import { followAppends } from "../../../services/anchoring/followAppends.ts";
import { LogProjection } from "../../../services/anchoring/LogProjection.ts";
import { PgBatchStore } from "../../../services/anchoring/PgBatchStore.ts";
import { PgLogStore } from "../../../services/anchoring/PgLogStore.ts";
import { Resealer } from "../../../services/anchoring/Resealer.ts";
import { WaitingCopies } from "../../../services/anchoring/WaitingCopies.ts";
import { PgAuditLog } from "../../../services/audit/PgAuditLog.ts";
import { composeWithKeys } from "../../../services/compose/composeIssuing.ts";
import { LiveDigestSecrets } from "../../../services/issuing/DigestGenerations.ts";
import { DocumentReader } from "../../../services/issuing/DocumentReader.ts";
import { Erased } from "../../../services/issuing/errors.ts";
import { IdempotentRequests } from "../../../services/issuing/IdempotentRequests.ts";
import { Issuing } from "../../../services/issuing/Issuing.ts";
import { Revisions } from "../../../services/issuing/Revisions.ts";
import { contractAbis } from "../../../services/ledger/evm/contractAbis.ts";
import { Indexer } from "../../../services/ledger/indexer/Indexer.ts";
import { PgOperationalFigures } from "../../../services/operations/PgOperationalFigures.ts";
import type { Database } from "../../../services/platform/database/Database.ts";
import { Conflict, InvalidInput } from "../../../services/platform/errors.ts";
import { silentLogger } from "../../../services/platform/Logger.ts";
import { limits } from "../../../services/platform/limits.ts";
import type { Loop } from "../../../services/platform/loops/Loop.ts";
import { PgSealedKeyStore } from "../../../services/signing/PgSealedKeyStore.ts";
import { SealedKeys } from "../../../services/signing/SealedKeys.ts";
import { toThumbprint } from "../../../services/signing/toKid.ts";
import { PgStatusStore } from "../../../services/status/PgStatusStore.ts";
import type { PublishedLists } from "../../../services/status/PublishedLists.ts";
import type { StatusActRequest } from "../../../services/status/StatusAct.ts";
import { Statuses } from "../../../services/status/Statuses.ts";
import { KeyRenewals } from "../../../services/turnover/KeyRenewals.ts";
import { PgKeyRenewals } from "../../../services/turnover/PgKeyRenewals.ts";
import {
  deployTestContracts,
  enqueue,
  startExternal,
  startSender,
  testCityId,
  until,
  untilSettled,
} from "../../support/chain.ts";
import { startPostgres } from "../../support/postgres.ts";

// A key that ends between the closing of a batch and its block: on a real database, a real chain whose blocks come when
// the test wants them, and a registry that is read from its events.
const publicUrl = "https://sello.test";
const type = "library-card";
/** Cheap, so that tests do not wait for scrypt. */
const cost = { log2N: 4, r: 8, p: 1 };

let postgres: Awaited<ReturnType<typeof startPostgres>>;
let chain: Awaited<ReturnType<typeof startExternal>>;
let sender: Awaited<ReturnType<typeof startSender>>;
let deployed: Awaited<ReturnType<typeof deployTestContracts>>;
let database: Database;
let parts: Awaited<ReturnType<typeof compose>>;
const loops: Loop[] = [];

/** What the services take for the time: the chain's, which goes ahead of ours. */
let aheadMs = 0;
const clock = { nowMs: () => Date.now() + aheadMs };
const nowSeconds = () => Math.floor(clock.nowMs() / 1000);

before(async () => {
  [postgres, chain] = await Promise.all([startPostgres(), startExternal()]);
  ({ database } = await postgres.database());
  sender = await startSender(database, () => [chain.url]);
  deployed = await deployTestContracts(database, sender.chain);
  parts = await compose();
  for (const loop of loops) loop.start();
});
after(async () => {
  for (const loop of loops) await loop.stop();
  await sender?.stop();
  await chain?.stop();
  await postgres?.stop();
});

async function compose() {
  const logger = silentLogger;
  const secret = "a secret of the tests, long enough";
  const keys = await SealedKeys.open({ store: new PgSealedKeyStore(database), secret, cost });
  const secrets = await LiveDigestSecrets.open({ database, keys, logger });
  const context = { database, publicUrl, secrets, typesDirectory: null, clock, logger };
  const issuingParts = composeWithKeys(context, keys);
  const {
    registry,
    types,
    signer,
    documents: store,
    places,
    drafter,
    right,
    opener,
  } = issuingParts;
  const statuses = new Statuses({
    store: new PgStatusStore(database),
    lists: {} as PublishedLists,
    registry,
    audit: { record: async () => {} },
    clock,
  });
  const reader = new DocumentReader({ store, opener, statuses, types, right, clock });
  const requests = new IdempotentRequests({ store, reader });
  const shared = { store, places, drafter, right };
  const revisions = new Revisions({ ...shared, types, statuses, reader, requests });
  const batches = new PgBatchStore(database);
  followAppends(sender.receipts, batches, logger);
  const projections = [new LogProjection(new PgLogStore(database))];
  const { session } = sender;
  const { contracts, journal } = deployed;
  const indexing = { database, chain: sender.chain, contracts, session, projections, logger };
  loops.push(new Indexer(indexing).loop);
  const resealer = new Resealer({
    registry,
    signer,
    copies: new WaitingCopies(database, opener),
    clock,
  });
  const batching = { store: batches, registry, journal, resealer, clock, logger };
  return {
    registry,
    signer,
    statuses,
    reader,
    typeId: types.byName(type).id,
    issuing: new Issuing({ ...shared, requests, audit: new PgAuditLog(database) }),
    batcher: new Batcher({ ...batching, batchAgeMs: 0 }),
    renewals: new KeyRenewals({
      store: new PgKeyRenewals(database),
      registry,
      documents: reader,
      revisions,
      logger,
    }),
    figures: new PgOperationalFigures(database),
  };
}

/** The city's administrator acts, and its act is read. */
async function govern(functionName: string, args: readonly unknown[]): Promise<void> {
  const abi: Abi = contractAbis.AuthorityRegistry;
  const data = encodeFunctionData({ abi, functionName, args });
  const request = { role: "relay", data, purpose: "registry" } as const;
  const { id } = await enqueue(database, deployed.journal, request);
  const { state, block_number } = await untilSettled(database, id);
  assert.equal(state, "mined", functionName);
  await until(async () => {
    const { rows } = await database.query("select block_number from chain_cursor");
    return BigInt(String(rows[0]?.block_number ?? -1)) >= BigInt(block_number);
  });
  await parts.registry.refresh();
}

/** @param from, toEnd unix seconds; 0 is now, and without end */
async function addKey(from: number, toEnd: number): Promise<string> {
  const { kid } = await parts.signer.nextKey(testCityId);
  const { contracts, chainId } = deployed.description;
  const place = { chainId, registry: contracts.AuthorityRegistry };
  const terms = { authority: testCityId, from, until: toEnd };
  const { jwk, keySignature } = await parts.signer.introduce(kid, place, terms);
  const [x, y] = [jwk.x, jwk.y].map((part): Hex => toHex(Buffer.from(part, "base64url")));
  await govern("addSigningKey", [testCityId, x, y, BigInt(from), BigInt(toEnd), keySignature]);
  return kid;
}

async function issue(index: number): Promise<DocumentId> {
  const claims = sampleRecord[type](index) ?? {};
  const { document } = await parts.issuing.issue({ authority: testCityId, type, claims });
  return document.id;
}

/** The signing key of a document, and when it was anchored; null before. */
async function anchoring(id: DocumentId) {
  const { rows } = await database.query<{ header: string; anchored_at: string }>(
    `select h.header, b.anchored_at from copies c join batches b on b.stream_id = c.stream_id
       and c.seq >= b.first_seq and c.seq < b.first_seq + b.count
     join jwt_headers h on h.id = c.header
     where c.document_id = $1 and b.state = 'anchored'`,
    [id],
  );
  const [row] = rows;
  if (row === undefined) return null;
  const header = Buffer.from(row.header, "base64url").toString();
  return { kid: JSON.parse(header).kid as string, at: Number(row.anchored_at) };
}

async function wasCurrent(id: DocumentId): Promise<boolean> {
  const { kid, at } = await until(() => anchoring(id));
  return isKeyCurrentAt(await parts.registry.byId(testCityId), toThumbprint(kid), at);
}

/** Closes what waits, while the chain stands still; then its next block comes at a time. */
async function anchorAt(seconds: number): Promise<void> {
  chain.pause(true);
  await parts.batcher.round();
  await until(async () => {
    const { pending } = (await chain.rpc("txpool_status")) as { pending: Hex };
    return Number(pending) > 0;
  }, 20);
  await chain.rpc("evm_setNextBlockTimestamp", seconds);
  chain.pause(false);
}

/** Rounds until the figures are as wanted. */
async function renewUntil(wanted: readonly unknown[]): Promise<void> {
  let found: unknown;
  for (let attempt = 0; attempt < 200; attempt += 1) {
    await parts.renewals.round();
    const figures = await parts.figures.keyRenewals();
    found = figures.map(({ state, reason, documents }) => [state, reason, documents]);
    if (JSON.stringify(found) === JSON.stringify(wanted)) return;
    await delay(100);
  }
  assert.deepEqual(found, wanted);
}

async function act(
  id: DocumentId,
  action: StatusActRequest["action"],
  reason: string,
): Promise<void> {
  const [outcome] = await parts.statuses.act({
    documents: [id],
    action,
    reason,
    actingAuthority: testCityId,
    officer: "陈",
  });
  assert.equal(outcome?.outcome, "requested");
}

test("what was anchored when its key had ended is issued again, once; what has ended meanwhile is not", async () => {
  await govern("setAccreditation", [testCityId, parts.typeId, 2]);
  const end = nowSeconds() + limits.keyEndMarginSeconds + 20;
  const first = await addKey(0, end);
  const second = await addKey(end, 0);
  const [plain, stolen, suspended] = [await issue(1), await issue(2), await issue(3)];
  assert.ok(nowSeconds() + limits.keyEndMarginSeconds < end, "the key lasts when the batch closes");
  await anchorAt(end + 1);
  for (const id of [plain, stolen, suspended]) {
    assert.equal((await until(() => anchoring(id))).kid, first);
    assert.equal(await wasCurrent(id), false);
  }
  aheadMs = (end + 2) * 1000 - Date.now();
  await act(stolen, "revoke", "stolen");
  await act(suspended, "suspend", "authority_decision");

  await renewUntil([
    ["done", "", 2],
    ["pending", "document.suspended", 1],
  ]);
  const { replacedBy } = await parts.reader.stored(plain);
  assert.ok(replacedBy);
  assert.equal((await parts.reader.get(plain)).status.value, "revoked");
  assert.equal((await parts.reader.stored(stolen)).replacedBy, null);
  await parts.batcher.round();
  assert.equal((await until(() => anchoring(replacedBy))).kid, second);
  assert.equal(await wasCurrent(replacedBy), true);

  // Reinstated: as soon as it is tried again, it is renewed too.
  await act(suspended, "reinstate", "authority_decision");
  await database.query("update key_renewals set tried_at = null");
  await renewUntil([["done", "", 3]]);
  assert.ok((await parts.reader.stored(suspended)).replacedBy);

  // Every batch is looked at once, and nothing is issued a second time.
  await parts.batcher.round();
  await until(async () => {
    await parts.renewals.round();
    const { rows } = await database.query("select 1 from batches where not key_checked");
    return rows.length === 0;
  }, 30);
  const { rows } = await database.query("select count(*)::int as n from documents");
  assert.deepEqual(rows, [{ n: 5 }]);
});

test("one that cannot be renewed says why, is tried again, and keeps no other waiting", async () => {
  const ids = ["a", "b", "c", "d"].map((digit) => randomUUID().replace(/^./, digit) as DocumentId);
  const refusals = new Map<string, Error>([
    [ids[0] ?? "", new InvalidInput("claims.invalid", "The claims do not fit the type.")],
    [ids[1] ?? "", new Conflict("signing_key.none_current", "No key.")],
    [ids[2] ?? "", new Erased(String(ids[2]))],
  ]);
  await database.query("delete from key_renewals");
  await database.query("insert into key_renewals (document_id) select unnest($1::uuid[])", [ids]);
  const renewals = new KeyRenewals({
    store: new PgKeyRenewals(database),
    registry: parts.registry,
    documents: { current: async () => ({ stream: { authority: testCityId } }) as never },
    revisions: {
      reissue: async (id: DocumentId) => {
        const refusal = refusals.get(id);
        if (refusal) throw refusal;
        return { document: { id: randomUUID() }, replay: false } as never;
      },
    },
    logger: silentLogger,
  });
  const states = async () =>
    (await parts.figures.keyRenewals()).map(({ state, reason }) => [state, reason]);
  await renewals.round();
  assert.deepEqual(await states(), [
    ["done", ""],
    ["failed", "claims.invalid"],
    ["pending", "signing_key.none_current"],
  ]);
  refusals.clear();
  await renewals.round();
  assert.equal((await states()).length, 3, "not before a pause");
  await database.query("update key_renewals set tried_at = tried_at - interval '2 minutes'");
  await renewals.round();
  assert.deepEqual(await states(), [["done", ""]]);
});
