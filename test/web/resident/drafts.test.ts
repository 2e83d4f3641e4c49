import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { fitDraft } from "../../../web/resident/applying/drafts/fitDraft.ts";
import { DraftFault } from "../../../web/resident/device/DraftFault.ts";
import {
  begunOf,
  type Draft,
  draftLimits,
  draftOf,
  makeRoom,
  readDraft,
} from "../../../web/resident/device/drafts.ts";

const items = "services/applications/items";
type Item = Draft["detail"]["item"];

const detailOf = (slug: string, change: Partial<Item> = {}): Draft["detail"] => ({
  item: {
    ...JSON.parse(readFileSync(`${items}/graduate-settlement/item.json`, "utf8")),
    slug,
    ...change,
  },
  answers: { slug: "x", name: { zh: "x", es: "x", en: "x" } },
  version: 1,
});

let made = 0;
function draftFor(slug: string, change: Partial<Draft> = {}): Draft {
  made += 1;
  return {
    ...{ version: 1, id: `draft-${made}`, detail: detailOf(slug), pieces: {} },
    ...{ form: { moves_to: "南山区", address: "示例路8号" }, evidence: ["identity"] },
    ...{ key: "key", openedAt: made, changedAt: made },
    ...change,
  };
}

const many = (count: number, change: Partial<Draft> = {}) =>
  Array.from({ length: count }, (_, nth) => draftFor(`item-${nth}`, change));

const isFault = (code: DraftFault["code"]) => (error: unknown) =>
  error instanceof DraftFault && error.code === code;

test("there is one draft for each item: a newer one takes the place of the former", () => {
  const [former, other] = [draftFor("one"), draftFor("two")];
  const next = draftFor("one");
  assert.deepEqual(makeRoom([former, other], next), [former]);
  assert.deepEqual(makeRoom([former, other], { ...former, form: {} }), []);
  assert.equal(draftOf([former, next, other], "one"), next);
  assert.equal(draftOf([other], "one"), null);
});

test("as many are kept as the limit says; forms that were only opened give way first, the oldest first", () => {
  const full = many(draftLimits.count);
  assert.throws(() => makeRoom(full, draftFor("more")), isFault("drafts.many"));
  const [known] = full;
  assert.ok(known);
  assert.deepEqual(makeRoom(full, { ...known, form: {} }), []);
  assert.deepEqual(makeRoom(full.slice(1), draftFor("more")), []);
  const opened = many(2, { changedAt: null });
  const mixed = [...opened, ...many(draftLimits.count).slice(2)];
  assert.deepEqual(makeRoom(mixed, draftFor("more")), [opened[0]]);
  assert.deepEqual(
    begunOf(mixed).map(({ id }) => id),
    mixed
      .slice(2)
      .map(({ id }) => id)
      .toReversed(),
  );
});

test("a draft that is too large is not kept", () => {
  const form = { address: "路".repeat(draftLimits.bytes / 3) };
  assert.throws(() => makeRoom([], draftFor("one", { form })), isFault("drafts.large"));
});

test("what another version of the app stored, or nobody, does no harm", () => {
  for (const text of ["", "null", "{}", '{"version":99}', '{"version":0}', '{"version":"1"}'])
    assert.equal(readDraft(text), null);
  const draft = draftFor("one");
  assert.deepEqual(readDraft(JSON.stringify(draft)), draft);
});

test("a draft of the form of today is whole, and is sent by the key of its first try", () => {
  const draft = draftFor("one");
  const { form, evidence, key } = draft;
  const fitted = { form, evidence, key, isChanged: false, leftOut: [] };
  assert.deepEqual(fitDraft(draft, draft.detail), fitted);
  const byNewRules = { ...draft.detail, version: 2 };
  assert.deepEqual(fitDraft(draft, byNewRules), { ...fitted, isChanged: true });
});

test("what no longer fits the form is left out and named, and is another application", () => {
  const draft = draftFor("one");
  const { item } = draft.detail;
  const { schema, fields } = item.form;
  const properties = { ...schema.properties, moves_to: { enum: ["福田区"] } };
  const newer = detailOf("one", {
    form: { schema: { ...schema, properties }, fields },
    version: 2,
  });
  const { form, key, leftOut, isChanged } = fitDraft(draft, newer);
  assert.deepEqual(form, { address: "示例路8号" });
  assert.notEqual(key, "key");
  assert.ok(isChanged);
  assert.deepEqual(leftOut, [fields.moves_to?.title]);
  for (const property of [
    { type: "boolean" as const },
    { type: "integer" as const, minimum: 1, maximum: 2 },
    { type: "string" as const, maxLength: 2 },
  ]) {
    const other = { schema: { ...schema, properties: { address: property } }, fields };
    assert.deepEqual(fitDraft(draft, detailOf("one", { form: other })).form, {});
  }
});

test("what was ticked counts only where no more is read for it", () => {
  const draft = draftFor("one");
  const { evidence } = draft.detail.item;
  const [name, piece] = Object.entries(evidence).find(([, { claims }]) => claims.length > 1) ?? [];
  assert.ok(name && piece);
  const ticked = { ...draft, evidence: [name] };
  const reading = (claims: string[]) =>
    fitDraft(ticked, detailOf("one", { evidence: { [name]: { ...piece, claims } } }));
  assert.deepEqual(reading(piece.claims.slice(1)).evidence, [name]);
  assert.deepEqual(reading([...piece.claims, "photo_of_home"]).evidence, []);
  assert.deepEqual(reading([...piece.claims, "photo_of_home"]).leftOut, [piece.title]);
});
