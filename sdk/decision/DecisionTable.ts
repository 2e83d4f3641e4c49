import { JsonReader } from "../encoding/JsonReader.ts";
import { parseJson } from "../encoding/json.ts";
import { limits } from "../limits.ts";
import { type Cell, type Fact, type FactKind, kindsOf, readCell, readLiteral } from "./cells.ts";
import { DecisionError } from "./DecisionError.ts";

export interface InputColumn {
  /** The fact that it looks at. */
  readonly field: string;
  readonly name: string;
  /** Of all cells; null where no row asks anything of it. */
  readonly kind: FactKind | null;
}

export interface OutputColumn {
  readonly field: string;
  readonly name: string;
}

export interface DecisionRow {
  /** The name that people gave it, and that a receipt names. */
  readonly id: string;
  readonly description: string;
  /** One for each input column. */
  readonly conditions: readonly Cell[];
  /** One for each output column; null where the row says nothing. */
  readonly outputs: readonly (Fact | null)[];
}

/** `first`: the first row that fits decides. `collect`: all that fit count. */
export type HitPolicy = "first" | "collect";

/** A decision table of the subset that can be replayed. */
export interface DecisionTable {
  readonly hitPolicy: HitPolicy;
  readonly inputs: readonly InputColumn[];
  readonly outputs: readonly OutputColumn[];
  readonly rows: readonly DecisionRow[];
}

/** A name without dots: facts are flat, so that each can be committed to and opened by itself. */
const fieldPattern = /^[a-z][a-z0-9_]{0,63}$/;
const idPattern = /^[A-Za-z0-9_-]{1,64}$/;

/**
 * Reads a decision in GoRules' JDM: a graph of one input, one table and one output (docs.gorules.io, JSON Decision Model).
 * Throws DecisionError.
 */
export function readDecisionTable(text: string): DecisionTable {
  if (text.length > limits.decisionBytesMax)
    throw malformed("too long", { characters: text.length });
  let content: JsonReader;
  try {
    content = readGraph(new JsonReader(parseJson(text, limits.jsonDepthMax)));
    return readTable(content);
  } catch (error) {
    if (error instanceof DecisionError) throw error;
    throw malformed((error as Error).message, {});
  }
}

const malformed = (why: string, data: Record<string, unknown>) =>
  new DecisionError("decision.malformed", `not a decision table: ${why}`, data);

const refuse = (row: string, column: string, cell: string): never => {
  throw new DecisionError(
    "decision.not-replayable",
    `row ${row}, column ${column}: only comparisons, intervals and lists of whole numbers, texts in quotes, true and false can be replayed`,
    { row, column, cell },
  );
};

function readGraph(graph: JsonReader): JsonReader {
  graph.object(["contentType", "nodes", "edges"]);
  graph.member("contentType").oneOf(["application/vnd.gorules.decision"]);
  const nodes = graph.member("nodes").array(3);
  const [input, table, output] = ["inputNode", "decisionTableNode", "outputNode"].map(
    (type) => nodes.find((node) => node.member("type").value === type) ?? graph.refuse(type),
  ) as [JsonReader, JsonReader, JsonReader];
  const places = ["id", "name", "type"];
  for (const node of [input, output]) node.object(places, ["position"]);
  table.object([...places, "content"], ["position"]);
  const edges = graph
    .member("edges")
    .array(2)
    .map((edge) => {
      edge.object(["id", "sourceId", "targetId"], ["type"]);
      return `${edge.member("sourceId").string()} ${edge.member("targetId").string()}`;
    });
  const idOf = (node: JsonReader) => node.member("id").string(idPattern);
  const way = [`${idOf(input)} ${idOf(table)}`, `${idOf(table)} ${idOf(output)}`];
  if (!way.every((edge) => edges.includes(edge)))
    graph.refuse("an input, a table and an output in line");
  return table.member("content");
}

function readTable(content: JsonReader): DecisionTable {
  // JDM's other settings (loops, expressions over the input, passing through) are not of the subset.
  content.object(["hitPolicy", "inputs", "outputs", "rules"]);
  const inputs = readColumns(content.member("inputs"));
  const outputs = readColumns(content.member("outputs"));
  const ids = new Set<string>();
  const rows = content
    .member("rules")
    .array(limits.decisionRowsMax)
    .map((rule) => {
      const row = readRow(rule, inputs, outputs);
      if (ids.has(row.id)) rule.refuse("a name that no other row has");
      ids.add(row.id);
      return row;
    });
  return {
    hitPolicy: content.member("hitPolicy").oneOf(["first", "collect"]),
    inputs: inputs.map(({ field, name }, column) => ({
      field,
      name,
      kind: requireOneKind(rows, column, field),
    })),
    outputs: outputs.map(({ field, name }) => ({ field, name })),
    rows,
  };
}

type Column = { readonly id: string; readonly field: string; readonly name: string };

function readColumns(list: JsonReader): Column[] {
  const columns = list.array(limits.decisionColumnsMax).map((column) => {
    column.object(["id", "name", "field"], ["type"]);
    return {
      id: column.member("id").string(idPattern),
      name: column.member("name").string(undefined, limits.nameCharactersMax),
      field: column.member("field").string(fieldPattern),
    };
  });
  const isTwice = (of: "id" | "field") =>
    new Set(columns.map((column) => column[of])).size < columns.length;
  if (columns.length === 0 || isTwice("id") || isTwice("field")) list.refuse("columns, each once");
  return columns;
}

function readRow(rule: JsonReader, inputs: readonly Column[], outputs: readonly Column[]) {
  const columns = [...inputs, ...outputs].map(({ id }) => id);
  rule.object(["_id"], ["_description", ...columns]);
  const row = rule.member("_id").string(idPattern);
  const textOf = ({ id }: Column): string => {
    const { value = "" } = rule.member(id);
    if (typeof value !== "string" || value.length > limits.decisionCellMax)
      return rule.member(id).refuse("a text");
    return value;
  };
  return {
    id: row,
    description: rule.member("_description").optional((some) => some.string()) ?? "",
    conditions: inputs.map((column) => {
      const cell = textOf(column);
      return readCell(cell) ?? refuse(row, column.field, cell);
    }),
    outputs: outputs.map((column) => {
      const cell = textOf(column);
      return cell.trim() === "" ? null : (readLiteral(cell) ?? refuse(row, column.field, cell));
    }),
  };
}

/** A column compares facts of one kind: else a fact of another would pass by rows in silence. */
function requireOneKind(rows: readonly DecisionRow[], column: number, field: string) {
  let kind: FactKind | null = null;
  for (const { id, conditions } of rows) {
    for (const found of kindsOf(conditions[column] ?? [])) {
      kind ??= found;
      if (found !== kind) refuse(id, field, found);
    }
  }
  return kind;
}
