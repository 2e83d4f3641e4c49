import assert from "node:assert/strict";
import { test } from "node:test";
import { ZenEngine } from "@gorules/zen-engine";
import { type Facts, type Given, toReview } from "@sello/sdk/decision";
import { placeAuthorities } from "../../../dev/demo-city/demoCity.ts";
import type { ServiceItemError } from "../../../services/applications/items/errors.ts";
import {
  type LoadedItem,
  readServiceItems,
  toItem,
} from "../../../services/applications/items/readServiceItems.ts";
import { toOutcomeClaims } from "../../../services/applications/items/toOutcomeClaims.ts";
import { FileDocumentTypes } from "../../../services/registry/types/FileDocumentTypes.ts";
import { sampleClaims } from "../registry/sampleClaims.ts";

const types = new FileDocumentTypes({ publicUrl: "https://sello.test" });
const items = readServiceItems({ types });
const at = Date.UTC(2026, 11, 1, 4) / 1000;

test("eleven items, each answered by an office that may issue what follows, its receipts and its rules", () => {
  assert.equal(items.length, 11);
  for (const { item } of items) {
    const office = placeAuthorities().find(({ authority }) => authority.slug === item.answers);
    const issues = office?.authority.issues ?? [];
    for (const type of [item.outcome.type, "decision-receipt", "rule-version"])
      assert.ok(issues.includes(type), `${item.slug}: ${type}`);
  }
});

test("rules and cases fit into a rule version", () => {
  for (const { item, ruleText, caseText } of items) {
    const claims = { ...sampleClaims["rule-version"], rules: ruleText, cases: caseText };
    const { violations } = types.read(types.byName("rule-version"), claims, at);
    assert.deepEqual(violations, [], item.slug);
  }
});

test("GoRules' engine gives each case the same row, outcome and outputs", async () => {
  const engine = new ZenEngine();
  for (const { item, rules, ruleText, cases } of items) {
    const decision = engine.createDecision(JSON.parse(ruleText).table);
    const ask = async (facts: Facts) => {
      const { result, trace } = await decision.evaluate(facts, { trace: true });
      const [traced] = [trace?.table?.traceData ?? []].flat() as { rule?: { _id: string } }[];
      const row = traced?.rule?._id;
      if (row === undefined) return toReview({ kind: "none", nearly: [] }, facts);
      const index = rules.table.rows.findIndex(({ id }) => id === row);
      return toReview(
        { kind: "decided", rows: [{ row, index, outputs: result }], nearly: [] },
        facts,
      );
    };
    for (const { facts, row, outcome, outputs } of cases) {
      // What is missing never reaches the engine.
      if (outcome === "cannot-tell") continue;
      const theirs = await ask(facts);
      assert.deepEqual([theirs.path[0] ?? null, theirs.outcome], [row, outcome], item.slug);
      if (outputs !== null) assert.deepEqual(theirs.outputs, outputs);
    }
  }
});

/** A form filled in as its schema allows, and evidence of the types' samples. */
function toGiven({ item }: LoadedItem): Given {
  const filled = Object.entries(item.form.schema.properties).map(([name, property]) => {
    if ("enum" in property) return [name, property.enum[0]];
    if (property.type === "integer") return [name, property.minimum];
    if (property.type === "boolean") return [name, true];
    return [name, "format" in property ? "2026-12-20" : "示例路1号"];
  });
  const evidence = Object.entries(item.evidence).map(([name, { type, claims }]) => {
    const sample = sampleClaims[type] ?? {};
    const own = claims.filter((claim) => claim in sample).map((claim) => [claim, sample[claim]]);
    return [name, { verdict: "valid", claims: Object.fromEntries(own) }] as const;
  });
  return {
    form: Object.fromEntries(filled),
    evidence: Object.fromEntries(evidence),
    at,
    timeZone: "Asia/Shanghai",
  };
}

test("what follows fits its type, the same at every try, with another number where one is taken", () => {
  for (const loaded of items) {
    const { item, rules } = loaded;
    const granted = rules.table.rows.find(({ outputs }) => outputs[0] === "granted");
    const outputs = Object.fromEntries(
      rules.table.outputs.map(({ field }, i) => [field, granted?.outputs[i] ?? "?"]),
    );
    const base = { id: "a", given: toGiven(loaded), outputs, decidedAt: at, attempt: 0 };
    const made = toOutcomeClaims(item, base);
    const type = types.byName(item.outcome.type);
    assert.deepEqual(types.read(type, made.claims, at).violations, [], item.slug);
    const isBeside = type.person !== null && "title" in type.person;
    assert.equal(made.person, isBeside ? "11010519491231002X" : null);
    assert.deepEqual(toOutcomeClaims(item, base), made);
    const again = toOutcomeClaims(item, { ...base, attempt: 1 }).claims;
    const isNumbered = Object.values(item.outcome.claims).some((origin) => "number" in origin);
    assert.equal(JSON.stringify(again) !== JSON.stringify(made.claims), isNumbered, item.slug);
  }
});

type Files = Record<"item.json" | "rules.json" | "cases.json", string>;
const files = (slug: string): Files => {
  const { item, ruleText, caseText } = items.find((each) => each.item.slug === slug) as LoadedItem;
  return { "item.json": JSON.stringify(item), "rules.json": ruleText, "cases.json": caseText };
};

test("a folder that is not right is refused with its file and the place in it", () => {
  const good = files("senior-card");
  const load = (changed: Files, folder = "senior-card") =>
    toItem(folder, (file) => changed[file], types);
  assert.equal(load(good).ruleText, good["rules.json"]);
  const rows: [keyof Files, string, string, string][] = [
    ["item.json", '"slug":"senior-card"', '"slug":"other"', "slug"],
    ["item.json", '"version":1', '"version":0', "version"],
    ["item.json", '"mayRefuse":true', '"mayRefuse":false', "mayRefuse"],
    ["item.json", '"type":"resident-id"', '"type":"no-such"', "evidence.identity.type"],
    [
      "item.json",
      '"birth_date","id_number"',
      '"birth_day","id_number"',
      "evidence.identity.claims",
    ],
    ["item.json", '"benefits":{"output":"benefits"}', '"benefits":{"output":"x"}', "benefits"],
    ["item.json", '"benefits":{"output":"benefits"},', "", "outcome.claims"],
    ["item.json", '"person":"evidence.identity.id_number"', '"person":null', "outcome.person"],
    ["item.json", '"renews":null', '"renews":"x"', "outcome.renews"],
    ["item.json", "{", "", "JSON"],
    ["rules.json", '"rule":"age"', '"rule":"months"', "facts.age.rule"],
    ["rules.json", '"rule":"age"', '"otherwise":1,"rule":"verdict"', "/facts/age/from"],
    ["rules.json", "evidence.identity.birth_date", "evidence.identity.birth", "facts.age"],
    ["rules.json", '"under-60":{', '"below-60":{', "/rows"],
    ["rules.json", '"hitPolicy":"first"', '"hitPolicy":"collect"', "first"],
    ["rules.json", '"o0":"\\"refused\\""', '"o0":"\\"no\\""', "granted, refused or person"],
    ["rules.json", '"i1":"< 60"', '"i1":"< 61"', "cases.2: expected granted from-60"],
    ["rules.json", '"i1":"< 60"', '"i1":"age < 60"', "under-60"],
    ["cases.json", '{"facts":{"age":59},"outcome":"refused","row":"under-60"},', "", "age = 59"],
    ["cases.json", '"usual":', '"usually":', "usual"],
  ];
  for (const [file, from, to, place] of rows) {
    assert.ok(good[file].includes(from), from);
    assert.throws(
      () => load({ ...good, [file]: good[file].replace(from, to) }),
      (error: ServiceItemError) =>
        error.code === "service_item.file_invalid" && error.message.includes(place),
      to,
    );
  }
});
