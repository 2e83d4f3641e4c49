import assert from "node:assert/strict";
import { test } from "node:test";
import { conditionWords, type FactShape, toFactShapes, toOutputShapes } from "@sello/api";
import { type FactRule, readCell, readRuleSet, toRuleText } from "@sello/sdk/decision";
import { readServiceItems } from "../../../services/applications/items/readServiceItems.ts";
import { FileDocumentTypes } from "../../../services/registry/types/FileDocumentTypes.ts";
import type { CasesJson, RulesJson } from "../../../web/office/api/requests/useRuleVersions.ts";
import {
  addCase,
  changeCase,
  removeCase,
  toCasesJson,
  toEditedCases,
} from "../../../web/office/rules/cases/EditedCases.ts";
import { judgeCases, toCase } from "../../../web/office/rules/cases/judgeCases.ts";
import {
  countCaseDifferences,
  findRuleDifferences,
} from "../../../web/office/rules/differences/findRuleDifferences.ts";
import {
  type CellForm,
  toCellForm,
  toCellText,
} from "../../../web/office/rules/table/cellForms.ts";
import {
  addRow,
  changeRow,
  moveRow,
  removeRow,
} from "../../../web/office/rules/table/changeRules.ts";
import { toEditedRules, toRulesJson } from "../../../web/office/rules/table/EditedRules.ts";
import { findEditFaults } from "../../../web/office/rules/table/findEditFaults.ts";

const types = new FileDocumentTypes({ publicUrl: "https://sello.test" });
const items = readServiceItems({ types });
const all = items.map(({ item, ruleText, caseText }) => {
  const rules = JSON.parse(ruleText) as RulesJson;
  const facts = rules.facts as Record<string, FactRule>;
  const shapes = toFactShapes(facts, item, types.all());
  return { item, rules, cases: JSON.parse(caseText) as CasesJson, shapes };
});

function seniorCard() {
  const found = all.find(({ item }) => item.slug === "senior-card");
  assert.ok(found);
  const content = { rules: toEditedRules(found.rules), cases: toEditedCases(found.cases) };
  return { ...found, content };
}

const whole: FactShape = { title: { zh: "", es: "", en: "" }, kind: "number", words: null };
const yesOrNo: FactShape = { ...whole, kind: "boolean" };
const word: FactShape = { ...whole, kind: "string", words: {} };

test("every cell of every item has a form, and is written as it was read", () => {
  let cells = 0;
  for (const { rules, shapes } of all)
    for (const row of toEditedRules(rules).rows)
      for (const [field, text] of Object.entries(row.cells)) {
        const shape = shapes[field];
        assert.ok(shape, field);
        const form = toCellForm(shape, text);
        assert.notEqual(form.kind, "text", `${row.id} ${field}: ${text}`);
        assert.equal(toCellText(form), text);
        cells += 1;
      }
  assert.ok(cells > 300, `${cells} cells`);
});

test("every form that is finished is read by the sdk, and reads back as itself", () => {
  const numbers = ["0", "-1", "60", "999999999999999"];
  const forms: [FactShape, CellForm][] = [
    [whole, { kind: "any" }],
    ...numbers.flatMap((value) =>
      (["<", "<=", ">", ">=", "=="] as const).map((compare): [FactShape, CellForm] => [
        whole,
        { kind: "compare", compare, value },
      ]),
    ),
    [whole, { kind: "range", from: "-5", to: "60", end: "through" }],
    [whole, { kind: "range", from: "60", to: "60", end: "before" }],
    [yesOrNo, { kind: "is", value: true }],
    [yesOrNo, { kind: "is", value: false }],
    [word, { kind: "among", values: ["valid"] }],
    [word, { kind: "among", values: ["revoked", "not-yet"] }],
  ];
  for (const [shape, form] of forms) {
    assert.notEqual(readCell(toCellText(form)), null, toCellText(form));
    assert.deepEqual(toCellForm(shape, toCellText(form)), form);
  }
});

test("a form that is not finished stays what it is, and is refused", () => {
  const unfinished: CellForm[] = [
    { kind: "compare", compare: ">=", value: "" },
    { kind: "compare", compare: "==", value: "" },
    { kind: "compare", compare: "<", value: "-" },
    { kind: "range", from: "", to: "65", end: "before" },
    { kind: "range", from: "65", to: "", end: "through" },
    { kind: "range", from: "65", to: "60", end: "through" },
    { kind: "compare", compare: "<", value: "1234567890123456" },
  ];
  for (const form of unfinished) {
    assert.equal(readCell(toCellText(form)), null, toCellText(form));
    assert.deepEqual(toCellForm(whole, toCellText(form)), form);
  }
});

test("what has no form is shown as it is written", () => {
  for (const text of ["< 18, > 65", "(1..5]", "!= 3", "$ > 3"])
    assert.deepEqual(toCellForm(whole, text), { kind: "text", text });
  assert.equal(toCellForm(yesOrNo, "!= true").kind, "text");
  assert.equal(toCellForm(word, '!= "valid"').kind, "text");
  assert.equal(toCellForm({ ...word, words: null }, '"x"').kind, "text");
});

test("rules of every item go through the editor unchanged, and their cases all come true there", () => {
  for (const { item, rules, cases } of all) {
    assert.deepEqual(toRulesJson(toEditedRules(rules), rules), rules, item.slug);
    assert.deepEqual(toCasesJson(toEditedCases(cases)), cases, item.slug);
    const judged = judgeCases(rules, cases);
    assert.ok(judged);
    assert.deepEqual(judged.gaps, [], item.slug);
    assert.ok(judged.found.every(({ isExpected }) => isExpected));
  }
});

test("facts and outputs of every item have the kind that its cells compare with", () => {
  for (const { item, rules, shapes } of all) {
    const { table } = readRuleSet(toRuleText(rules));
    for (const { field, kind } of table.inputs)
      if (kind !== null) assert.equal(shapes[field]?.kind, kind, `${item.slug} ${field}`);
    assert.deepEqual(findEditFaults(toEditedRules(rules), shapes), [], item.slug);
    const fields = table.outputs.map(({ field }) => field).filter((name) => name !== "outcome");
    for (const { title } of Object.values(toOutputShapes(fields, item, types.all())))
      assert.notEqual(title.en, title.zh);
  }
});

test("a threshold that moves: cases fail, boundaries are named, and mending them is enough", () => {
  const { content, rules, cases, shapes } = seniorCard();
  const [young, reduced] = ["under-60", "from-60"].map(
    (id) => content.rules.rows.find((row) => row.id === id)?.key ?? -1,
  ) as [number, number];
  let edited = changeRow(content, young, { cells: { identity: "", age: "< 58" } });
  edited = changeRow(edited, reduced, { cells: { identity: "", age: "[58..65)" } });
  assert.deepEqual(findEditFaults(edited.rules, shapes), []);
  const json = toRulesJson(edited.rules, rules);
  const judged = judgeCases(json, cases);
  assert.ok(judged);
  const failing = judged.found.flatMap(({ isExpected }, index) => (isExpected ? [] : [index]));
  assert.deepEqual(failing, [1]);
  assert.deepEqual(judged.gaps, [
    { kind: "value", fact: "age", value: 57 },
    { kind: "value", fact: "age", value: 58 },
  ]);
  let mended = edited.cases;
  const wrong = mended.list[1];
  assert.ok(wrong);
  mended = changeCase(mended, wrong.key, { ...wrong.case, outcome: "granted", row: "from-60" });
  for (const age of [57, 58])
    mended = addCase(mended, toCase(judged.ruleSet, cases.usual, { age })).cases;
  const again = judgeCases(json, toCasesJson(mended));
  assert.deepEqual(again?.gaps, []);
  assert.ok(again?.found.every(({ isExpected }) => isExpected));
  assert.deepEqual(countCaseDifferences(cases, toCasesJson(mended)), { added: 3, removed: 1 });
  assert.deepEqual(
    findRuleDifferences(rules, json).map(({ row, part, before, after }) => [
      row,
      "field" in part ? part.field : part.kind,
      before,
      after,
    ]),
    [
      ["under-60", "age", "< 60", "< 58"],
      ["from-60", "age", "[60..65)", "[58..65)"],
    ],
  );
  assert.equal(removeCase(mended, wrong.key).list.length, mended.list.length - 1);
});

test("rows that are added, moved, renamed or gone are told apart, and cases follow a name", () => {
  const { content, rules, shapes } = seniorCard();
  const keyOf = (id: string) => content.rules.rows.find((row) => row.id === id)?.key ?? -1;
  const renamed = changeRow(content, keyOf("from-65"), { id: "free" });
  assert.ok(renamed.cases.list.some((each) => each.case.row === "free"));
  assert.ok(!renamed.cases.list.some((each) => each.case.row === "from-65"));
  const moved = moveRow(content.rules, keyOf("age-implausible"), -1);
  assert.deepEqual(
    findRuleDifferences(rules, toRulesJson(moved, rules)).map(({ part }) => part.kind),
    ["place"],
  );
  assert.equal(moveRow(content.rules, keyOf("identity-expired"), -1), content.rules);
  const { rules: more, key } = addRow(content.rules);
  const faults = findEditFaults(more, shapes);
  assert.deepEqual(faults, [{ row: key, code: "reason", field: null }]);
  const less = removeRow(content.rules, keyOf("under-60"));
  assert.deepEqual(findRuleDifferences(rules, toRulesJson(less, rules)), [
    { row: "under-60", part: { kind: "row" }, before: "under-60", after: null },
  ]);
  const twice = changeRow(content, keyOf("from-65"), { id: "from-60" });
  assert.deepEqual(
    findEditFaults(twice.rules, shapes).map(({ code }) => code),
    ["name_twice", "name_twice"],
  );
  const wrong = changeRow(content, keyOf("from-65"), {
    cells: { identity: "true", age: '"x"' },
    outputs: { outcome: "", benefits: "free" },
  });
  assert.deepEqual(
    findEditFaults(wrong.rules, shapes).map(({ code, field }) => [code, field]),
    [
      ["cell", "identity"],
      ["cell", "age"],
      ["output", "outcome"],
      ["output", "benefits"],
    ],
  );
});

test("conditions are said in words of each language, and hostile ones as they are", () => {
  const { shapes } = seniorCard();
  const said = (field: string, text: string) =>
    (["zh", "es", "en"] as const).map((language) =>
      conditionWords(shapes[field] ?? null, text, language),
    );
  assert.deepEqual(said("age", "[60..65)"), ["60至64", "de 60 a 64", "60 to 64"]);
  assert.deepEqual(said("age", "(59..60]"), ["60", "60", "60"]);
  assert.equal(said("age", "< 18, [65..70], 90")[2], "less than 18, 65 to 70 or 90");
  assert.deepEqual(said("age", "< 60"), ["小于60", "menos de 60", "less than 60"]);
  assert.deepEqual(said("identity", '"suspended", "not-yet", "invalid"'), [
    "已暂停、尚未生效或不真实",
    "suspendido, aún no válido o no auténtico",
    "suspended, not valid yet or not genuine",
  ]);
  assert.deepEqual(said("age", ""), [null, null, null]);
  assert.equal(said("age", "<b>")[2], "<b>");
});
