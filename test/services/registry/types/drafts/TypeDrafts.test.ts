import assert from "node:assert/strict";
import { after, before, beforeEach, test } from "node:test";
import { apiLimits } from "@sello/api";
import type { Database } from "../../../../../services/platform/database/Database.ts";
import { readPublished } from "../../../../../services/registry/types/published/PublishedTypes.ts";
import { startPostgres } from "../../../../support/postgres.ts";
import { sampleDesign } from "../../../../support/sampleDesign.ts";
import { DraftScene, type Officer } from "./DraftScene.ts";

let postgres: Awaited<ReturnType<typeof startPostgres>>;
let database: Database;
let scene: DraftScene;
let author: Officer;
let colleague: Officer;
let city: Officer;
let number = 0;

before(async () => {
  postgres = await startPostgres();
  ({ database } = await postgres.database());
});
after(() => postgres.stop());
beforeEach(() => {
  scene = new DraftScene(database);
  author = scene.officer("nanshan");
  colleague = scene.officer("nanshan");
  city = scene.officer("city");
  number += 1;
});

/** A name that no other test has. */
const design = (change: Parameters<typeof sampleDesign>[0] = {}) =>
  sampleDesign({ name: `dog-licence-${String.fromCharCode(96 + number)}`, ...change });

async function inReview(by = author, of = design()) {
  const { draft } = await scene.drafts.create(by.caller, of);
  return scene.drafts.askForApproval(by.caller, draft.id, 1);
}

const revisionOf = async (id: string): Promise<number> =>
  (await scene.drafts.view(author.caller, id)).draft.revision;

test("a type is drafted, approved by two officers, and known to every process without a restart", async () => {
  const { draft, faults, read } = await scene.drafts.create(author.caller, design());
  assert.deepEqual(faults, []);
  assert.equal(read?.type.name, draft.design.name);
  const other = scene.otherProcess();
  await other.published.look();
  await scene.drafts.askForApproval(author.caller, draft.id, 1);
  const once = await scene.approve(author, draft.id);
  assert.equal(once.draft.state, "review");
  assert.throws(() => scene.types.byName(draft.design.name), { code: "document_type.unknown" });
  const twice = await scene.approve(city, draft.id);
  assert.equal(twice.draft.state, "published");
  assert.equal(scene.types.byName(draft.design.name).version, 1);
  assert.throws(() => other.types.byName(draft.design.name), { code: "document_type.unknown" });
  await other.types.know(draft.design.name);
  assert.deepEqual(other.types.byName(draft.design.name), scene.types.byName(draft.design.name));
  assert.deepEqual(other.types.published(), scene.types.published());
  assert.deepEqual(twice.steps.map(({ step }) => step).toReversed(), [
    "created",
    "asked",
    "approved",
    "approved",
    "published",
  ]);
  const { rows } = await database.query<{ action: string; data: object; actor: string }>(
    "select action, actor, data from audit_events where subject = $1 order by id",
    [`type-draft:${draft.id}`],
  );
  assert.deepEqual(
    rows.map(({ action }) => action),
    [
      "document_type.created",
      "document_type.asked",
      "document_type.approved",
      "document_type.approved",
      "document_type.published",
    ],
  );
  assert.ok(rows.every(({ actor }) => /^officer:0x[0-9a-f]{40}$/.test(actor)));
  assert.deepEqual(Object.keys(rows[0]?.data ?? {}).sort(), ["authority", "revision"]);
});

test("one officer alone publishes nothing: not twice, not with another's signature", async () => {
  const { draft } = await inReview();
  await scene.approve(author, draft.id);
  await assert.rejects(scene.approve(author, draft.id), { code: "type_draft.approved" });
  await assert.rejects(scene.approve(colleague, draft.id, author), {
    code: "type_draft.signature",
  });
  const asked = await scene.drafts.prepareApproval(colleague.caller, draft.id);
  const { content } = asked.message;
  for (const signature of ["0x", `0x${"11".repeat(65)}`, `0x${"00".repeat(64)}`] as const)
    await assert.rejects(scene.drafts.approve(colleague.caller, draft.id, { content, signature }), {
      code: "type_draft.signature",
    });
  const other = `0x${"12".repeat(32)}` as const;
  await assert.rejects(
    scene.drafts.approve(colleague.caller, draft.id, { content: other, signature: "0x00" }),
    { code: "type_draft.changed" },
  );
  assert.equal((await scene.drafts.view(author.caller, draft.id)).draft.state, "review");
});

test("an officer who has been dismissed meanwhile does not count", async () => {
  const { draft } = await inReview();
  await scene.approve(colleague, draft.id);
  scene.dismiss(colleague);
  const { draft: still, approvals } = await scene.approve(author, draft.id);
  assert.equal(still.state, "review");
  assert.deepEqual(
    approvals.map(({ account }) => account),
    [author.address],
  );
  assert.equal((await scene.approve(city, draft.id)).draft.state, "published");
});

test("an account that is a contract approves when it says so itself (ERC-1271)", async () => {
  const { draft } = await inReview();
  const account = `0x${"c0".repeat(20)}` as const;
  const caller = scene.callerOf("city", account);
  const { content } = (await scene.drafts.prepareApproval(caller, draft.id)).message;
  const approval = { content, signature: "0xbeef" } as const;
  await assert.rejects(scene.drafts.approve(caller, draft.id, approval), {
    code: "type_draft.signature",
  });
  scene.contracts.set(account, (_, signature) => signature === "0xbeef");
  assert.equal((await scene.drafts.approve(caller, draft.id, approval)).approvals.length, 1);
});

test("of two officers who change a draft at once, the second is told, and nothing is lost", async () => {
  const { draft } = await scene.drafts.create(author.caller, design());
  const title = { zh: "甲", es: "A", en: "A" };
  const changes = [author, colleague].map((officer) =>
    scene.drafts.change(officer.caller, draft.id, { revision: 1, design: design({ title }) }),
  );
  const settled = await Promise.allSettled(changes);
  assert.deepEqual(settled.map(({ status }) => status).sort(), ["fulfilled", "rejected"]);
  const [refused] = settled.flatMap((each) => (each.status === "rejected" ? [each.reason] : []));
  assert.equal(refused.code, "type_draft.changed");
  assert.deepEqual(refused.data, { revision: 2 });
  assert.equal(await revisionOf(draft.id), 2);
});

test("what is sent back loses its approvals, says why, and may be changed again", async () => {
  const { draft } = await inReview();
  await scene.approve(author, draft.id);
  const changed = { revision: 2, design: design() };
  await assert.rejects(scene.drafts.change(author.caller, draft.id, changed), {
    code: "type_draft.state",
  });
  const back = await scene.drafts.sendBack(city.caller, draft.id, {
    revision: 2,
    reason: "The title says too little",
  });
  assert.deepEqual([back.draft.state, back.approvals.length], ["draft", 0]);
  assert.equal(back.steps[0]?.reason, "The title says too little");
  const listed = await scene.drafts.list(author.caller, "draft");
  assert.equal(listed.find(({ id }) => id === draft.id)?.lastStep, "returned");
  await scene.drafts.change(author.caller, draft.id, { revision: 3, design: design() });
  await scene.drafts.askForApproval(author.caller, draft.id, 4);
  await scene.approve(author, draft.id);
  assert.equal((await scene.approve(colleague, draft.id)).draft.state, "published");
});

test("what is published stays: no act changes it, and the database refuses to", async () => {
  const { draft } = await inReview();
  await scene.approve(author, draft.id);
  await scene.approve(city, draft.id);
  const revision = await revisionOf(draft.id);
  for (const act of [
    () => scene.drafts.change(author.caller, draft.id, { revision, design: design() }),
    () => scene.drafts.discard(author.caller, draft.id, revision),
    () => scene.drafts.sendBack(city.caller, draft.id, { revision, reason: "x" }),
    () => scene.drafts.askForApproval(author.caller, draft.id, revision),
    () => scene.drafts.prepareApproval(author.caller, draft.id),
  ])
    await assert.rejects(act(), { code: "type_draft.state" });
  for (const sql of [
    "update published_document_types set file = ''",
    "delete from published_document_types",
    "truncate published_document_types",
  ])
    await assert.rejects(database.query(sql), /do not change/);
});

test("names: not of a type that is a file, not another authority's, and versions follow one another", async () => {
  const create = (by: Officer, change: Parameters<typeof sampleDesign>[0]) =>
    scene.drafts.create(by.caller, design(change));
  for (const name of ["resident-id", "library-card", "sealed-file"])
    for (const version of [1, 3])
      await assert.rejects(create(author, { name, version }), { code: "type_draft.name_taken" });
  await assert.rejects(create(author, { version: 2 }), { code: "type_draft.version" });
  const { draft } = await inReview();
  await scene.approve(author, draft.id);
  await scene.approve(city, draft.id);
  const stranger = scene.officer("futian");
  await assert.rejects(create(stranger, { version: 2 }), { code: "type_draft.name_taken" });
  await assert.rejects(create(author, { version: 1 }), { code: "type_draft.version" });
  const second = await inReview(colleague, design({ version: 2, copiesMax: 2 }));
  assert.equal(second.before?.copiesMax, 5);
  await scene.approve(colleague, second.draft.id);
  await scene.approve(city, second.draft.id);
  const versions = scene.types.versions(draft.design.name).map(({ version }) => version);
  assert.deepEqual(versions, [2, 1]);
});

test("two drafts of one name: the second to be published is refused", async () => {
  const [one, other] = [await inReview(), await inReview(scene.officer("futian"))];
  await scene.approve(author, one.draft.id);
  await scene.approve(city, one.draft.id);
  const futian = scene.officer("futian");
  await scene.approve(futian, other.draft.id);
  await assert.rejects(scene.approve(city, other.draft.id), { code: "type_draft.name_taken" });
});

test("drafts are seen by their authority and those above, changed by their own, and by no API key", async () => {
  const { draft } = await scene.drafts.create(author.caller, design());
  const stranger = scene.officer("futian");
  const below = scene.officer("housing");
  for (const { caller } of [stranger, below]) {
    await assert.rejects(scene.drafts.view(caller, draft.id), { code: "type_draft.unknown" });
    await assert.rejects(scene.drafts.discard(caller, draft.id, 1), { code: "type_draft.unknown" });
    assert.ok((await scene.drafts.list(caller, undefined)).every(({ id }) => id !== draft.id));
  }
  assert.ok((await scene.drafts.list(city.caller, "draft")).some(({ id }) => id === draft.id));
  const change = { revision: 1, design: design() };
  await assert.rejects(scene.drafts.change(city.caller, draft.id, change), {
    code: "type_draft.state",
  });
  const { authority } = author.caller;
  const key = { kind: "api-key", apiKeyId: "k", authority, actions: ["administer"] } as const;
  await assert.rejects(scene.drafts.create(key, design()), { code: "type_draft.officer" });
  assert.equal((await scene.drafts.view(key, draft.id)).draft.id, draft.id);
});

test("a draft may be half done, but approval is asked for what is complete alone", async () => {
  const half = design({ claims: [], naturalKey: [], title: { zh: "", es: "", en: "Dog" } });
  const { draft, faults, read } = await scene.drafts.create(author.caller, half);
  assert.equal(read, null);
  assert.ok(faults.length > 3);
  await assert.rejects(
    scene.drafts.askForApproval(author.caller, draft.id, 1),
    ({
      code,
      data,
    }: {
      code: string;
      data: { violations: { pointer: string; code: string }[] };
    }) => {
      assert.equal(code, "type_draft.incomplete");
      const found = data.violations.map((each) => `${each.pointer} ${each.code}`);
      assert.ok(found.includes("/design/title design.text_missing"), found.join());
      return true;
    },
  );
  const long = "界".repeat(apiLimits.typeTextCharacters);
  const title = { zh: long, es: long, en: long };
  const claims = Array.from({ length: 30 }, (_, i) => ({
    ...{ kind: "text", name: `c${i}`, title, rule: title, aliases: [], disclosable: true },
    ...{ required: true, charactersMax: 9, multiLine: false },
  })) as ReturnType<typeof sampleDesign>["claims"];
  const large = { revision: 1, design: design({ claims }) };
  await assert.rejects(scene.drafts.change(author.caller, draft.id, large), {
    code: "type_draft.too_large",
  });
});

test("a process that cannot look does not say that a type is unknown", async () => {
  const { types } = scene.otherProcess();
  assert.throws(() => types.byName("cat-licence"), { code: "document_type.not_ready" });
  types.follow(() => Promise.reject(new Error("the database is away")));
  await assert.rejects(types.know("cat-licence"), { code: "document_type.not_ready" });
  await types.know("resident-id");
  assert.equal(types.byName("resident-id").name, "resident-id");
});

test("approvals are kept with the type, for those who check them", async () => {
  const { draft } = await inReview();
  await scene.approve(author, draft.id);
  await scene.approve(city, draft.id);
  const all = await readPublished(database);
  const mine = all.find(({ file }) => JSON.parse(file).name === draft.design.name);
  assert.deepEqual(
    mine?.approvals.map(({ account }) => account).sort(),
    [author.address, city.address].sort(),
  );
});
