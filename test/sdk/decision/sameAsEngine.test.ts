import assert from "node:assert/strict";
import { test } from "node:test";
import { ZenEngine } from "@gorules/zen-engine";
import { decide, type Fact, readDecisionTable } from "@sello/sdk/decision";
import { toJdm } from "./toJdm.ts";

/** Numbers from 0 up to 1 that follow from the seed (mulberry32). */
function randomFrom(seed: number) {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
  };
}

type Random = () => number;
const pick = <T>(random: Random, items: readonly T[]): T =>
  items[Math.floor(random() * items.length)] as T;
const whole = (random: Random): number => Math.floor(random() * 13) - 4;

const words = [
  "南山",
  "a",
  "a,b",
  "a b",
  "[1..2]",
  "true",
  "",
  "> 5",
  "ñ",
  "5",
  "..",
  "#",
  "$",
  "//",
  "{}",
];
const kinds = ["number", "string", "boolean"] as const;
type Kind = (typeof kinds)[number];

const factOf = (random: Random, kind: Kind): Fact =>
  kind === "number" ? whole(random) : kind === "string" ? pick(random, words) : random() < 0.5;
const literalOf = (random: Random, kind: Kind): string => JSON.stringify(factOf(random, kind));

function cellOf(random: Random, kind: Kind): string {
  if (random() < 0.25) return "";
  const one = (): string => {
    const space = pick(random, ["", " "]);
    if (kind !== "number" || random() < 0.3)
      return `${pick(random, ["", `==${space}`, `!=${space}`])}${literalOf(random, kind)}`;
    if (random() < 0.5) return `${pick(random, ["<", "<=", ">", ">="])}${space}${whole(random)}`;
    const [from, to] = [whole(random), whole(random)].sort((a, b) => a - b);
    return `${pick(random, ["[", "("])}${from}${space}..${space}${to}${pick(random, ["]", ")"])}`;
  };
  return Array.from({ length: 1 + Math.floor(random() * 3) }, one).join(
    pick(random, [",", ", ", " , "]),
  );
}

test("our evaluator and GoRules' engine give the same rows and outputs", async () => {
  const seed = Number(process.env.SELLO_FUZZ_SEED ?? 1);
  const tables = Number(process.env.SELLO_FUZZ ?? 400);
  const random = randomFrom(seed);
  const engine = new ZenEngine();
  const met = { decided: 0, none: 0 };
  for (let i = 0; i < tables; i += 1) {
    const columns = Array.from({ length: 1 + Math.floor(random() * 3) }, (_, c) => ({
      field: `f${c}`,
      kind: pick(random, kinds),
    }));
    const row = () => ({
      ...Object.fromEntries(columns.map(({ field, kind }) => [field, cellOf(random, kind)])),
      outcome: random() < 0.2 ? "" : literalOf(random, pick(random, kinds)),
    });
    const jdm = toJdm({
      hitPolicy: pick(random, ["first", "collect"]),
      inputs: columns.map(({ field }) => field),
      outputs: ["outcome"],
      rows: Object.fromEntries(
        Array.from({ length: 1 + Math.floor(random() * 5) }, (_, r) => [`r${r}`, row()]),
      ),
    });
    const table = readDecisionTable(JSON.stringify(jdm));
    const decision = engine.createDecision(jdm);
    for (let j = 0; j < 10; j += 1) {
      const facts = Object.fromEntries(
        columns.map(({ field, kind }) => [field, factOf(random, kind)]),
      );
      const { result, trace } = await decision.evaluate(facts, { trace: true });
      const traced = [trace?.table?.traceData ?? []].flat() as { rule?: { _id: string } }[];
      const theirs = {
        rows: traced.flatMap(({ rule }) => rule?._id ?? []),
        outputs: [result].flat(),
      };
      const ours = decide(table, facts);
      const rows = ours.kind === "decided" ? ours.rows : [];
      assert.notEqual(ours.kind, "cannot-tell");
      met[ours.kind === "decided" ? "decided" : "none"] += 1;
      const what = JSON.stringify({ seed, facts, jdm });
      assert.deepEqual(
        rows.map(({ row: name }) => name),
        theirs.rows,
        what,
      );
      assert.deepEqual(
        rows.map(({ outputs }) => outputs),
        rows.length === 0 ? [] : theirs.outputs,
        what,
      );
    }
    decision.validate();
  }
  assert.ok(met.decided > tables && met.none > tables / 4, JSON.stringify(met));
});
