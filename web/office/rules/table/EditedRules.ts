import type { JsonObject } from "@sello/sdk";
import type { RowWords } from "@sello/sdk/decision";
import type { RulesJson } from "../../api/requests/useRuleVersions.ts";

/** A row while one writes it. Its key stays the same whatever its name becomes, and wherever it moves. */
export type EditedRow = {
  readonly key: number;
  readonly id: string;
  /** Conditions and outputs as JDM has them, by the names of facts and outputs. */
  readonly cells: Readonly<Record<string, string>>;
  readonly outputs: Readonly<Record<string, string>>;
  readonly words: RowWords;
};

export type EditedRules = {
  /** Names of the facts, and of what rows give, in the order of the columns. */
  readonly inputs: readonly string[];
  readonly outputs: readonly string[];
  readonly rows: readonly EditedRow[];
};

type Column = { readonly id: string; readonly field: string };
type Content = {
  readonly inputs: readonly Column[];
  readonly outputs: readonly Column[];
  readonly rules: readonly Readonly<Record<string, string>>[];
};
type Node = { readonly type: string; readonly content: Content };

export const noWords = { zh: "", es: "", en: "" } as const;

/** The node of the graph that has the table: the service keeps no other. Cells may be unfinished. */
function contentOf(table: JsonObject): Content {
  const nodes = table.nodes as unknown as readonly Node[];
  const found = nodes.find(({ type }) => type === "decisionTableNode");
  if (found === undefined) throw new TypeError("the graph has no table");
  return found.content;
}

const pick = (columns: readonly Column[], rule: Readonly<Record<string, string>>) =>
  Object.fromEntries(columns.map(({ id, field }) => [field, rule[id] ?? ""]));

/** Rules as the service has them, to be edited. */
export function toEditedRules({ rows, table }: RulesJson): EditedRules {
  const { inputs, outputs, rules } = contentOf(table);
  return {
    inputs: inputs.map(({ field }) => field),
    outputs: outputs.map(({ field }) => field),
    rows: rules.map((rule, key) => {
      const { _id: id = "" } = rule;
      const words = rows[id] ?? { law: null, reason: noWords, change: null };
      return { key, id, cells: pick(inputs, rule), outputs: pick(outputs, rule), words };
    }),
  };
}

/** Rules as the service takes them. @param before the same with other rows: what a row does not say stays as it is there */
export function toRulesJson({ rows }: EditedRules, before: RulesJson): RulesJson {
  const { inputs, outputs } = contentOf(before.table);
  const rules = rows.map(({ id, cells, outputs: given, words }) => ({
    _id: id,
    _description: words.reason.en,
    ...Object.fromEntries(inputs.map((column) => [column.id, cells[column.field] ?? ""])),
    ...Object.fromEntries(outputs.map((column) => [column.id, given[column.field] ?? ""])),
  }));
  const nodes = (before.table.nodes as unknown as readonly Node[]).map((node) =>
    node.type === "decisionTableNode" ? { ...node, content: { ...node.content, rules } } : node,
  );
  return {
    facts: before.facts,
    rows: Object.fromEntries(rows.map(({ id, words }) => [id, words])),
    table: { ...before.table, nodes: nodes as unknown as JsonObject["nodes"] } as JsonObject,
  };
}
