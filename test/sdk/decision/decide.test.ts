import assert from "node:assert/strict";
import { test } from "node:test";
import { type DecisionError, decide, readDecisionTable } from "@sello/sdk/decision";
import { toJdm, type WrittenTable } from "./toJdm.ts";

const read = (table: WrittenTable) => readDecisionTable(JSON.stringify(toJdm(table)));

const allowance: WrittenTable = {
  inputs: ["age", "district", "resident"],
  outputs: ["outcome", "cents"],
  rows: {
    "very-old": { age: ">= 80", resident: "true", outcome: '"granted"', cents: "50000" },
    old: {
      age: "[65..80)",
      district: '"nanshan", "futian"',
      resident: "true",
      outcome: '"granted"',
      cents: "30000",
    },
    elsewhere: { resident: "false", outcome: '"refused"' },
    rest: { outcome: '"person"' },
  },
};

test("the first row that fits decides, at its edges and one beside them", () => {
  const table = read(allowance);
  const rowOf = (age: number, district = "nanshan", resident = true) => {
    const decision = decide(table, { age, district, resident });
    return decision.kind === "decided" ? decision.rows[0]?.row : decision.kind;
  };
  assert.deepEqual(
    [64, 65, 66, 79, 80, 81].map((age) => rowOf(age)),
    ["rest", "old", "old", "old", "very-old", "very-old"],
  );
  assert.equal(rowOf(70, "luohu"), "rest");
  assert.equal(rowOf(90, "luohu", false), "elsewhere");
});

test("outputs are those that the row names", () => {
  const decided = decide(read(allowance), { age: 81, district: "futian", resident: true });
  assert.deepEqual(decided, {
    kind: "decided",
    rows: [{ row: "very-old", index: 0, outputs: { outcome: "granted", cents: 50000 } }],
    nearly: [],
  });
});

test("rows that one condition kept out are named with it", () => {
  const decided = decide(read(allowance), { age: 64, district: "futian", resident: true });
  assert.deepEqual(decided.kind === "decided" && decided.nearly, [
    { row: "very-old", field: "age" },
    { row: "old", field: "age" },
    { row: "elsewhere", field: "resident" },
  ]);
});

test("what is missing, or of another kind, is never taken for the last row", () => {
  const table = read(allowance);
  const missing = (facts: object) => {
    const decision = decide(table, facts as never);
    return decision.kind === "cannot-tell" ? decision.missing : decision.kind;
  };
  const whole = { age: 70, district: "futian", resident: true };
  assert.deepEqual(missing({}), ["age", "district", "resident"]);
  for (const age of ["70", null, undefined, 70.5, Number.NaN, Infinity, 2 ** 53, true, [], {}])
    assert.deepEqual(missing({ ...whole, age }), ["age"]);
  assert.deepEqual(missing({ ...whole, district: 5 }), ["district"]);
  assert.deepEqual(missing({ ...whole, resident: "true" }), ["resident"]);
  // Of the prototype, not of the facts.
  const table2 = read({ inputs: ["constructor"], outputs: ["o"], rows: { a: { o: "1" } } });
  assert.equal(decide(table2, {}).kind, "cannot-tell");
});

test("all rows that fit count where they are collected, and none may fit", () => {
  const table = read({
    hitPolicy: "collect",
    inputs: ["points"],
    outputs: ["fee"],
    rows: { a: { points: "> 3", fee: "10" }, b: { points: "> 6", fee: "20" } },
  });
  const rows = (points: number) => {
    const decision = decide(table, { points });
    return decision.kind === "decided" ? decision.rows.map(({ row }) => row) : decision.kind;
  };
  assert.deepEqual([rows(3), rows(4), rows(7)], ["none", ["a"], ["a", "b"]]);
});

test("what cannot be replayed is refused with its row and column", () => {
  const cells = [
    "x > 5",
    "$ > 5",
    "> age",
    "5 + 1",
    "1.5",
    "> 1.5",
    "01",
    '"a" and "b"',
    "'a'",
    'not("a")',
    '"a\\n"',
    '"a',
    "[1..",
    "[5..1]",
    "[1..2",
    '> "a"',
    "> true",
    "5,",
    ",5",
    "5 6",
    "null",
    "-",
    "d('2024-01-01') > d('2023-01-01')",
    "1e3",
    "9999999999999999",
  ];
  for (const cell of cells) {
    const written = { inputs: ["age"], outputs: ["o"], rows: { one: { age: cell, o: "1" } } };
    assert.throws(
      () => read(written),
      (error: DecisionError) =>
        error.code === "decision.not-replayable" &&
        error.data.row === "one" &&
        error.data.column === "age",
      cell,
    );
  }
  for (const o of ["age", "1 + 1", "[1]", "null", "'a'", "1.5"])
    assert.throws(() => read({ inputs: ["age"], outputs: ["o"], rows: { one: { o } } }), {
      code: "decision.not-replayable",
    });
});

test("a column that compares facts of two kinds is refused", () => {
  for (const second of ['"a"', "true", '5, "a"'])
    assert.throws(
      () =>
        read({ inputs: ["age"], outputs: ["o"], rows: { a: { age: "> 5" }, b: { age: second } } }),
      { code: "decision.not-replayable" },
    );
});

test("other graphs, settings and names are refused", () => {
  const good = JSON.stringify(toJdm(allowance));
  readDecisionTable(good);
  const changes: [string, string][] = [
    ['{"id":"in","name":"request","type":"inputNode","position":{"x":0,"y":0}},', ""],
    ['"targetId":"out"', '"targetId":"in"'],
    ['"hitPolicy":"first"', '"hitPolicy":"unique"'],
    ['"hitPolicy":"first"', '"hitPolicy":"first","passThrough":true'],
    ['"_id":"very-old"', '"_id":"old"'],
    ['"_id":"very-old"', '"_id":"very old"'],
    ['"_id":"very-old"', '"_id":"very-old","i9":"true"'],
    ['"_id":"very-old"', '"_id":"very-old","_id":"other"'],
    ['"field":"age"', '"field":"a.b"'],
    ['"field":"age"', '"field":"district"'],
    ['"id":"i1"', '"id":"i0"'],
    ['"contentType":"application/vnd.gorules.decision"', '"contentType":"x"'],
    ['"type":"decisionTableNode"', '"type":"functionNode"'],
  ];
  const refused = { code: "decision.malformed" };
  for (const [from, to] of changes) {
    assert.ok(good.includes(from), from);
    assert.throws(() => readDecisionTable(good.replace(from, to)), refused, to);
  }
  for (const text of ["", "[]", "null", "{", '{"nodes":[]}', "x".repeat(600_000)])
    assert.throws(() => readDecisionTable(text), refused);
});
