import assert from "node:assert/strict";
import { hash } from "node:crypto";
import { after, before, test } from "node:test";
import type { DocumentListStatus } from "@sello/api";
import type { DocumentId } from "@sello/sdk";
import { officerId } from "../../../services/http/Caller.ts";
import { fixedSecret } from "../../../services/issuing/DigestGenerations.ts";
import { RequestDigests } from "../../../services/issuing/RequestDigests.ts";
import type { PageCursor, Selection } from "../../../services/issuing/StoredDocument.ts";
import { selectFigures } from "../../../services/issuing/selection/selectFigures.ts";
import { selectPageOfStatus } from "../../../services/issuing/selection/selectPageOfStatus.ts";
import type { Database } from "../../../services/platform/database/Database.ts";
import { toThumbprint } from "../../../services/signing/toKid.ts";
import { startPostgres } from "../../support/postgres.ts";
import { account, authority, BulkScene, officerFor } from "./BulkScene.ts";
import { newApiKey } from "./newApiKey.ts";
import { makePerson, toCsvRow } from "./people.ts";

const digests = new RequestDigests(fixedSecret(Buffer.alloc(32, 1)));
let postgres: Awaited<ReturnType<typeof startPostgres>>;
let database: Database;
let scene: BulkScene;
let key: string;
let importId: string;
/** In the order in which they were issued: by the key, by the officer, by both in turn, by the key's file. */
const ofKey: DocumentId[] = [];
const ofOfficer: DocumentId[] = [];
let everything: DocumentId[];
let next = 500;

async function issueBy(callerId: string, type = "resident-id"): Promise<DocumentId> {
  next += 1;
  const request = digests.of({
    operation: "issueDocument",
    document: null,
    bodyDigest: hash("sha256", String(next), "buffer"),
  });
  const idempotency = { callerId, actor: "x", key: String(next), request };
  const { document } = await scene.issuing.issuing.issue(
    { authority, type, claims: makePerson(next) },
    { idempotency },
  );
  return document.id;
}

before(async () => {
  postgres = await startPostgres();
  ({ database } = await postgres.database());
  scene = new BulkScene(database);
  key = await newApiKey(database, authority);
  scene.apiKeys.set(key, authority);
  const officer = officerId(account);
  for (let n = 0; n < 5; n += 1) ofKey.push(await issueBy(key));
  for (let n = 0; n < 5; n += 1) ofOfficer.push(await issueBy(officer));
  for (let n = 0; n < 5; n += 1) {
    ofKey.push(await issueBy(key));
    ofOfficer.push(await issueBy(officer));
  }
  const rows = Array.from({ length: 30 }, (_, n) => toCsvRow(makePerson(2_000 + n)));
  const received = await scene.issuing.imports.receive(
    {
      authority,
      type: "resident-id",
      format: "csv",
      fileName: "a",
      requestedBy: `api-key:${key}`,
    },
    (async function* () {
      yield Buffer.from(`${Object.keys(makePerson(0)).join(",")}\n${rows.join("\n")}\n`);
    })(),
  );
  importId = received.id;
  await scene.issuing.workAll();
  everything = await walk({});
  ofKey.push(...everything.slice(0, 30));
  // A day apart, in the order of the numbers.
  await database.query("alter table copies disable trigger all");
  await database.query(
    `update copies set created_at = timestamptz '2026-03-01 12:00Z' + seq * interval '1 day'`,
  );
  await database.query(
    `update issuances set issued_at = timestamptz '2026-03-01 12:00Z' + first_seq * interval '1 day'`,
  );
});
after(() => postgres.stop());

async function walk(
  selection: Partial<Selection> & { readonly status?: DocumentListStatus },
  limit = 7,
): Promise<DocumentId[]> {
  const found: DocumentId[] = [];
  let page = await scene.issuing.reader.list({ authorities: [authority], limit, ...selection });
  for (;;) {
    found.push(...page.documents.map(({ id }) => id));
    if (page.next === null) return found;
    page = await scene.issuing.reader.list({
      authorities: [authority],
      limit,
      after: page.next,
      ...selection,
    });
  }
}

const day = 86_400;
const dayOf = (seq: number): number => Date.UTC(2026, 2, 1, 12) / 1000 + seq * day;

test("what a key, an officer or a file issued is listed newest first, however long the pages are", async () => {
  for (const limit of [1, 2, 7, 200]) {
    assert.deepEqual(
      (await walk({ callerId: key }, limit)).sort(),
      [...ofKey].sort(),
      `pages of ${limit}`,
    );
    assert.deepEqual(await walk({ callerId: officerId(account) }, limit), ofOfficer.toReversed());
    assert.deepEqual(await walk({ importId }, limit), everything.slice(0, 30));
  }
  assert.equal(everything.length, 50);
  assert.deepEqual(await walk({ importId, type: "library-card" }), []);
});

test("documents of some days are found without walking through the others", async () => {
  const some = { from: dayOf(10) - 1, to: dayOf(13) + 1 };
  assert.deepEqual(await walk(some), everything.slice(50 - 14, 50 - 10));
  assert.deepEqual(await walk({ ...some, callerId: key }), [ofKey[6], ofKey[5]]);
  assert.deepEqual(await walk({ from: dayOf(50) }), []);
  assert.deepEqual((await walk({ to: dayOf(2) })).length, 2);
});

test("a batch is what one entry of the log holds", async () => {
  const { rows } = await database.query<{ id: number }>("select id from streams");
  await database.query(
    `insert into batches (stream_id, first_seq, count, root, state, log_index, anchored_at)
     values ($1, 0, 10, '\\x01', 'anchored', 4, 1), ($1, 10, 3, '\\x02', 'anchored', 5, 1)`,
    [rows[0]?.id],
  );
  assert.deepEqual(await walk({ batch: 5 }), everything.slice(50 - 13, 50 - 10));
  assert.deepEqual(await walk({ batch: 5, callerId: key }), [ofKey[6], ofKey[5]]);
  assert.deepEqual(await walk({ batch: 6 }), []);
});

test("what a signing key signed is told by the documents themselves", async () => {
  const officer = officerFor("nanshan-housing");
  const kid = (await scene.issuing.signer.current()).kid;
  const reach = { kind: "signing-key", id: toThumbprint(kid) } as const;
  const selection = await scene.reaches.selection(officer, reach);
  assert.deepEqual(await walk(selection), everything);
  await database.query("insert into jwt_headers (header) values ('other')");
  await database.query(
    "update copies set header = (select id from jwt_headers where header = 'other') where seq = 7",
  );
  assert.equal((await walk(selection)).length, 49);
  const figures = await scene.reaches.figures(selection, null);
  assert.equal(figures.documents, 49);
  await assert.rejects(scene.reaches.selection(officerFor("futian"), reach), {
    code: "reach.unknown",
  });
});

test("the figures of a reach count by type, status and the days of a time zone", async () => {
  const officer = officerFor("nanshan");
  const selection = await scene.reaches.selection(officer, { kind: "api-key", id: key });
  const acting = { actingAuthority: officer.authority, officer: "x" };
  const [one, two, three] = ofKey as [DocumentId, DocumentId, DocumentId];
  const act = (action: "suspend" | "revoke" | "reinstate", documents: DocumentId[]) =>
    scene.issuing.statuses.act({ action, reason: "unspecified", documents, ...acting });
  await act("suspend", [one, two]);
  await act("reinstate", [two]);
  await act("revoke", [three]);
  await database.query("update documents set expires_at = now() where id = any($1)", [
    [ofKey[3], three],
  ]);
  const figures = await scene.reaches.figures(selection, "Asia/Shanghai");
  assert.deepEqual(figures.statuses, { valid: 37, suspended: 1, revoked: 1, expired: 1 });
  assert.deepEqual(figures.types, [
    { authority: "nanshan-housing", type: "resident-id", documents: 40 },
  ]);
  assert.deepEqual([figures.exact, figures.documents, figures.anchored], [true, 40, 7]);
  assert.deepEqual(figures.days[0], { day: "2026-03-01", documents: 1 });
  assert.equal(figures.days.length, 40);
  // Of too many, only when they were issued is counted: a file's rows then have the day of their segment.
  const { isExact, counted } = await selectFigures(database, selection, 39);
  assert.equal(isExact, false);
  assert.equal(
    counted.reduce((sum, { documents }) => sum + documents, 0),
    40,
  );
});

test("documents of one status are listed, however long the pages are, and with every other filter", async () => {
  const [one, , three, four, five, six] = ofKey;
  assert.ok(one && three && four && five && six);
  const acting = { actingAuthority: officerFor("nanshan").authority, officer: "x" };
  await scene.issuing.statuses.act({
    ...{ action: "suspend", reason: "unspecified", documents: [four, five] },
    ...acting,
  });
  // A suspended one whose time is over counts as over; one that was replaced as nothing else.
  await database.query("update documents set expires_at = now() - interval '1 day' where id = $1", [
    four,
  ]);
  await database.query("update documents set replaced_by = $2 where id = $1", [six, one]);
  const newest = (ids: readonly (DocumentId | undefined)[]) =>
    everything.filter((id) => ids.includes(id));
  const rest = everything.filter((id) => ![one, three, four, five, six].includes(id));
  for (const limit of [1, 2, 7, 200]) {
    assert.deepEqual(await walk({ status: "suspended" }, limit), newest([one, five]));
    assert.deepEqual(await walk({ status: "revoked" }, limit), [three]);
    assert.deepEqual(await walk({ status: "replaced" }, limit), [six]);
    assert.deepEqual(await walk({ status: "expired" }, limit), [four]);
    assert.deepEqual(await walk({ status: "valid" }, limit), rest);
    const officer = { callerId: officerId(account) };
    assert.deepEqual(await walk({ status: "valid", ...officer }, limit), ofOfficer.toReversed());
    assert.deepEqual(await walk({ status: "suspended", ...officer }, limit), []);
    assert.deepEqual(
      await walk({ status: "suspended", callerId: key }, limit),
      newest([one, five]),
    );
    assert.deepEqual(await walk({ status: "valid", importId }, limit), everything.slice(0, 30));
  }
  assert.deepEqual(await walk({ status: "suspended", to: dayOf(1) }), [one]);
  assert.deepEqual(await walk({ status: "valid", type: "library-card" }), []);
});

test("a request looks at so many and no more, and the next one goes on where it stopped", async () => {
  await database.query("update documents set expires_at = now() - interval '2 days'");
  await database.query("update documents set expires_at = null where id = $1", [ofKey[1]]);
  for (const [status, count, pages] of [
    ["valid", 1, 10],
    ["expired", 47, 10],
    ["suspended", 0, 1],
  ] as const) {
    const found: DocumentId[] = [];
    let asked = 0;
    for (let after: PageCursor | undefined; ; ) {
      const page = { authorities: [authority], limit: 10, ...(after ? { after } : {}) };
      const part = await selectPageOfStatus(database, page, status, 5);
      asked += 1;
      found.push(...part.documents.map(({ id }) => id));
      if (part.next === null) break;
      after = part.next;
    }
    assert.deepEqual([found.length, new Set(found).size], [count, count], status);
    assert.ok(asked >= pages, `${status}: ${asked} requests`);
  }
});

test("an act that the chain refuses leaves no mark, and one that is open again has it back", async () => {
  const suspended = () => walk({ status: "suspended" });
  await database.query("update documents set expires_at = null");
  const before = await suspended();
  assert.ok(before.length > 0);
  await database.query("update status_acts set state = 'refused' where action = 'suspend'");
  assert.deepEqual(await suspended(), []);
  await database.query("update status_acts set state = 'sent' where action = 'suspend'");
  assert.deepEqual(await suspended(), before);
});

test("a reach is of one's own authority and of those below it", async () => {
  const above = officerFor("nanshan");
  const elsewhere = officerFor("futian-health");
  const of = (caller: typeof above, kind: "officer" | "api-key" | "authority", id: string) =>
    scene.reaches.selection(caller, { kind, id });
  assert.deepEqual((await of(above, "officer", account)).authorities, [authority]);
  assert.deepEqual((await of(above, "authority", "nanshan-housing")).authorities, [authority]);
  await assert.rejects(of(elsewhere, "officer", account), { code: "reach.unknown" });
  await assert.rejects(of(above, "officer", "0x12"), { code: "reach.unknown" });
  await assert.rejects(of(elsewhere, "api-key", key), { code: "api_key.unknown" });
  await assert.rejects(of(above, "api-key", "x"), { code: "api_key.unknown" });
  await assert.rejects(of(elsewhere, "authority", "nanshan-housing"), {
    code: "api_key.authority",
  });
});
