import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import type { SignatureType } from "@sello/sdk/log";
import {
  toWitnessQuorums,
  type WitnessQuorum,
} from "../../../../services/anchoring/WitnessQuorum.ts";
import { PgOperationalFigures } from "../../../../services/operations/PgOperationalFigures.ts";
import type { Database } from "../../../../services/platform/database/Database.ts";
import { makeNoteSigner } from "../../../support/keys.ts";
import { startPostgres } from "../../../support/postgres.ts";
import { anchoringOf, issue, makeStream } from "../../anchoring/fixture.ts";

const keys = ["futian", "luohu", "nanshan"].flatMap((name) =>
  ([4, 6] as const).map((type) => makeNoteSigner(name, type).key),
);
const needing = (quorum: number): WitnessQuorum => ({
  ...toWitnessQuorums(keys, quorum).classical,
  shown: keys,
});

let postgres: Awaited<ReturnType<typeof startPostgres>>;
let database: Database;
let figures: PgOperationalFigures;
before(async () => {
  postgres = await startPostgres();
  ({ database } = await postgres.database());
  figures = new PgOperationalFigures(database);
});
after(() => postgres.stop());

test("an empty deployment has nothing, and nothing is late", async () => {
  assert.deepEqual(await figures.read(needing(8)), {
    logEntries: 0,
    provenEntries: 0,
    oldestUnprovenSeconds: null,
    checkpoint: null,
    keyRenewals: [],
    statusActs: { requested: 0, sent: 0, oldestOpenSeconds: null },
    importRows: { issued: 0, existing: 0, valid: 0, rejected: 0 },
    importsOpen: { receiving: 0, running: 0, paused: 0 },
    trustListSecondsLeft: null,
  });
  assert.deepEqual(await figures.anchoredFrom(0, 10), []);
});

test("follows documents to the log and under a checkpoint with a quorum", async () => {
  const parts = anchoringOf(database);
  const stream = await makeStream(database, "office");
  await issue(database, stream, 5);
  await parts.batcher({ batchDocuments: 2 }).round();
  await parts.batcher().round();
  await parts.chain.mine();
  const unsigned = await figures.read(needing(2));
  assert.ok(unsigned.logEntries > 0);
  assert.deepEqual([unsigned.provenEntries, unsigned.checkpoint], [0, null]);
  assert.ok((unsigned.oldestUnprovenSeconds ?? -1) >= 0);

  await parts.checkpointer().round();
  const { logEntries: size } = unsigned;
  const witness = (name: string, type: SignatureType = 4) => {
    const { key } = makeNoteSigner(name, type);
    return parts.checkpoints.addCosignature(size, { key, line: `— ${name} AAAA\n` });
  };
  await witness("futian");
  // Another key of the same witness, and a witness that is named no longer.
  await witness("futian", 6);
  await witness("gone");
  const one = await figures.read(needing(2));
  assert.deepEqual([one.provenEntries, one.checkpoint?.cosignatures], [0, 1]);
  assert.equal(one.checkpoint?.postQuantumCosignatures, 1);
  assert.ok(one.oldestUnprovenSeconds !== null);
  assert.equal((await figures.read(needing(0))).provenEntries, size);
  await witness("luohu");
  const both = await figures.read(needing(2));
  assert.deepEqual([both.provenEntries, both.oldestUnprovenSeconds], [size, null]);
  assert.equal(both.checkpoint?.size, size);
  assert.ok((both.checkpoint?.ageSeconds ?? -1) >= 0);

  const batches = await figures.anchoredFrom(0, 100);
  assert.equal(batches.length, size);
  assert.equal(
    batches.reduce((sum, { documents }) => sum + documents, 0),
    5,
  );
  for (const { waitedSeconds, anchoringSeconds } of batches)
    assert.ok(waitedSeconds >= 0 && anchoringSeconds >= waitedSeconds);
  assert.deepEqual(await figures.anchoredFrom(1, 1), batches.slice(1, 2));
});

test("counts rows of imports and status acts that are on their way", async () => {
  await database.query(`
    insert into imports (id, authority_id, document_type, format, file_name, requested_by, state,
      rows_issued, rows_existing, rows_rejected)
    values (gen_random_uuid(), 'x', 't', 'csv', 'f', 'o', 'done', 10, 2, 1),
      (gen_random_uuid(), 'x', 't', 'csv', 'f', 'o', 'paused', 5, 0, 0);
    insert into documents (id, stream_id, natural_key, claims_digest, wrapped_key)
    values ('00000000-0000-7000-8000-000000000001', 1, 'k', 'd', 'w');
    insert into status_acts (id, document_id, action, reason, acting_authority, officer, state, requested_at)
    select gen_random_uuid(), '00000000-0000-7000-8000-000000000001', 'revoke', 'lost', 'x', 'o', state,
      now() - interval '90 seconds'
    from unnest(array['requested', 'sent', 'sent', 'effective']) as state;
    insert into trust_lists values (1, 'old', now(), now() + interval '1 day'),
      (2, 'new', now(), now() + interval '2 days')`);
  const read = await figures.read(needing(0));
  assert.deepEqual(read.importRows, { issued: 15, existing: 2, valid: 0, rejected: 1 });
  assert.deepEqual(read.importsOpen, { receiving: 0, running: 0, paused: 1 });
  const { requested, sent, oldestOpenSeconds } = read.statusActs;
  assert.deepEqual([requested, sent], [1, 2]);
  assert.ok(Math.abs((oldestOpenSeconds ?? 0) - 90) < 30);
  assert.ok((read.trustListSecondsLeft ?? 0) > 100_000);
});
