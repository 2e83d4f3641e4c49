import type { EditedCases } from "../cases/EditedCases.ts";
import { nextKey } from "../nextKey.ts";
import { toLiteral } from "./cellForms.ts";
import { type EditedRow, type EditedRules, noWords } from "./EditedRules.ts";

type Edited = { readonly rules: EditedRules; readonly cases: EditedCases };

/** Rules with a row changed. Where it gets another name, cases that expect it follow. */
export function changeRow<Content extends Edited>(
  content: Content,
  key: number,
  change: Partial<EditedRow>,
): Content {
  const { rules, cases } = content;
  const before = rules.rows.find((row) => row.key === key);
  const rows = rules.rows.map((row) => (row.key === key ? { ...row, ...change } : row));
  const next = { ...content, rules: { ...rules, rows } };
  const { id } = change;
  if (id === undefined || before === undefined || before.id === "") return next;
  const isShared = rules.rows.some((row) => row.key !== key && row.id === before.id);
  if (isShared) return next;
  const list = cases.list.map((each) =>
    each.case.row === before.id ? { ...each, case: { ...each.case, row: id } } : each,
  );
  return { ...next, cases: { ...cases, list } };
}

/** @param by −1 up, 1 down; at an end nothing moves */
export function moveRow(rules: EditedRules, key: number, by: -1 | 1): EditedRules {
  const index = rules.rows.findIndex((row) => row.key === key);
  const target = index + by;
  if (index === -1 || target < 0 || target >= rules.rows.length) return rules;
  const rows = [...rules.rows];
  rows.splice(target, 0, ...rows.splice(index, 1));
  return { ...rules, rows };
}

export const removeRow = (rules: EditedRules, key: number): EditedRules => ({
  ...rules,
  rows: rules.rows.filter((row) => row.key !== key),
});

/** A row at the end, which fits whatever the facts are, and asks a person. */
export function addRow(rules: EditedRules): { readonly rules: EditedRules; readonly key: number } {
  const key = nextKey(rules.rows);
  const row: EditedRow = {
    ...{ key, id: freeId(rules) },
    cells: Object.fromEntries(rules.inputs.map((field) => [field, ""])),
    outputs: Object.fromEntries(
      rules.outputs.map((field) => [field, field === "outcome" ? toLiteral("person") : ""]),
    ),
    words: { law: null, reason: noWords, change: null },
  };
  return { rules: { ...rules, rows: [...rules.rows, row] }, key };
}

function freeId({ rows }: EditedRules): string {
  const taken = new Set(rows.map(({ id }) => id));
  for (let number = rows.length + 1; ; number += 1)
    if (!taken.has(`row-${number}`)) return `row-${number}`;
}
