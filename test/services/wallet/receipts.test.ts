import assert from "node:assert/strict";
import { randomBytes } from "node:crypto";
import { after, before, beforeEach, test } from "node:test";
import { parseSelloFile } from "@sello/sdk";
import { type Consent, digestConsentReceipt, newRecordId, toReceiptRoot } from "@sello/sdk/share";
import type { DocumentProofs } from "../../../services/anchoring/DocumentProofs.ts";
import { readSdJwt } from "../../../services/issuing/readSdJwt.ts";
import type { Database } from "../../../services/platform/database/Database.ts";
import { NotFound } from "../../../services/platform/errors.ts";
import { silentLogger } from "../../../services/platform/Logger.ts";
import { PgReceipts } from "../../../services/wallet/receipts/PgReceipts.ts";
import { ReceiptHeads } from "../../../services/wallet/receipts/ReceiptHeads.ts";
import { Receipts } from "../../../services/wallet/receipts/Receipts.ts";
import { receiptLimits } from "../../../services/wallet/receipts/receiptLimits.ts";
import { startPostgres } from "../../support/postgres.ts";
import { IssuingScene, makePrivateJwk } from "../issuing/IssuingScene.ts";

let postgres: Awaited<ReturnType<typeof startPostgres>>;
let database: Database;
let scene: IssuingScene;
let store: PgReceipts;
let receipts: Receipts;
/** Nothing is anchored here: the program's test goes through the log. */
let isAnchored: boolean;
const jwk = makePrivateJwk();

before(async () => {
  postgres = await startPostgres();
});
after(() => postgres.stop());
beforeEach(async () => {
  ({ database } = await postgres.database());
  scene = new IssuingScene(database, jwk);
  store = new PgReceipts(database);
  isAnchored = true;
  const proofs: Pick<DocumentProofs, "proofForDocument"> = {
    proofForDocument: async () => {
      if (!isAnchored) throw new NotFound("proof.pending", "There is no proof yet.");
      return "a proof\n";
    },
  };
  const { reader: documents, clock } = scene;
  receipts = new Receipts({ store, documents, proofs, clock });
});

const heads = () => {
  const { issuing, registry } = scene;
  return new ReceiptHeads({ store, issuing, registry, logger: silentLogger });
};

const consentOf = (recipient: string): Consent => ({
  ...{ recordId: newRecordId(), method: "answer", recipient, purpose: null },
  what: { type: "https://sello.test/types/id/1", claims: ["age_over_18"] },
  ...{ madeAt: 1, endsAt: null, once: true, shownSha256: "A".repeat(43) },
});

const claimsOfHeads = async () => {
  const { rows } = await database.query<{ document: string }>(
    "select document from receipt_heads order by number",
  );
  return Promise.all(
    rows.map(
      async ({ document }) => readSdJwt(await scene.reader.content(document as never)).claims,
    ),
  );
};

const age = () =>
  database.query("update receipt_heads set made_at = made_at - make_interval(secs => $1)", [
    receiptLimits.headSeconds,
  ]);

test("hashes that wait go into one document by the city, each with a proof to its root", async () => {
  const consents = ["Bar", "Sol Bank", "Clinic"].map(consentOf);
  for (const consent of consents) await receipts.note(digestConsentReceipt(consent));
  const again = digestConsentReceipt(consents[0] as Consent);
  const { notedAt } = await receipts.note(again);
  assert.equal(notedAt, Math.floor(scene.nowMs / 1_000));
  assert.equal(await receipts.proofOf(again), null);
  // Two processes, each twice.
  await Promise.all([heads().turn(), heads().turn()]);
  await heads().turn();
  const [head, ...more] = await claimsOfHeads();
  assert.deepEqual([head?.number, head?.count, more], [1, 3, []]);
  for (const consent of consents) {
    const proof = await receipts.proofOf(digestConsentReceipt(consent));
    assert.ok(proof);
    assert.equal(toReceiptRoot(consent, proof), head?.root);
    assert.equal(parseSelloFile(proof.head).proof, "a proof\n");
  }
  isAnchored = false;
  assert.equal(await receipts.proofOf(again), null);
  await assert.rejects(receipts.proofOf(digestConsentReceipt(consentOf("Bar"))), {
    code: "receipt.unknown",
  });
});

test("there is one such document in a while, and none where nothing waits", async () => {
  await heads().turn();
  await receipts.note(digestConsentReceipt(consentOf("Bar")));
  await heads().turn();
  await receipts.note(digestConsentReceipt(consentOf("Sol Bank")));
  await heads().turn();
  assert.equal((await claimsOfHeads()).length, 1);
  await age();
  await heads().turn();
  await age();
  await heads().turn();
  assert.deepEqual(
    (await claimsOfHeads()).map(({ number, count }) => [number, count]),
    [
      [1, 1],
      [2, 1],
    ],
  );
});

test("many that wait are no reason to wait; more than may wait are refused; a city that may not issue waits", async () => {
  const fill = `insert into consent_receipts (digest, noted_at)
    select sha256((random()::text || n)::bytea), now() from generate_series(1, $1::int) n`;
  await database.query(fill, [receiptLimits.perHead + 1]);
  scene.registry.unaccredited.add(scene.types.byName("receipt-head").id);
  assert.equal(await heads().turn(), receiptLimits.retryMs);
  scene.registry.unaccredited.clear();
  assert.equal(await heads().turn(), 0);
  assert.equal(await heads().turn(), receiptLimits.lookMs);
  assert.deepEqual(
    (await claimsOfHeads()).map(({ count }) => count),
    [receiptLimits.perHead],
  );
  await database.query(fill, [receiptLimits.waiting]);
  await assert.rejects(receipts.note(randomBytes(32).toString("base64url")), {
    ...{ code: "receipt.many", status: 503 },
  });
});

test("documents of long ago are forgotten with their hashes, but not the newest, which has the number", async () => {
  for (const recipient of ["Bar", "Sol Bank"]) {
    await receipts.note(digestConsentReceipt(consentOf(recipient)));
    await heads().turn();
    await age();
  }
  await database.query("update receipt_heads set made_at = now() - interval '200 days'");
  assert.equal(await store.forget(receiptLimits.keptDays), 1);
  assert.equal((await store.newestHead()).number, 2);
  assert.equal((await database.query("select 1 from consent_receipts")).rowCount, 1);
});
