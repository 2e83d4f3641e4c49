/** A table as a person would write it: cells by the names of the columns. */
export type WrittenTable = {
  readonly hitPolicy?: "first" | "collect";
  readonly inputs: readonly string[];
  readonly outputs: readonly string[];
  /** By the row's name. */
  readonly rows: Readonly<Record<string, Readonly<Record<string, string>>>>;
};

/** The graph that GoRules' editor makes of it. */
export function toJdm({ hitPolicy = "first", inputs, outputs, rows }: WrittenTable) {
  const columns = (fields: readonly string[], prefix: string) =>
    fields.map((field, i) => ({ id: `${prefix}${i}`, name: field, field }));
  const ins = columns(inputs, "i");
  const outs = columns(outputs, "o");
  const rules = Object.entries(rows).map(([name, cells]) => ({
    _id: name,
    _description: name,
    ...Object.fromEntries([...ins, ...outs].map(({ id, field }) => [id, cells[field] ?? ""])),
  }));
  const position = { x: 0, y: 0 };
  return {
    contentType: "application/vnd.gorules.decision",
    nodes: [
      { id: "in", name: "request", type: "inputNode", position },
      {
        id: "table",
        name: "table",
        type: "decisionTableNode",
        position,
        content: { hitPolicy, inputs: ins, outputs: outs, rules },
      },
      { id: "out", name: "response", type: "outputNode", position },
    ],
    edges: [
      { id: "e0", sourceId: "in", targetId: "table", type: "edge" },
      { id: "e1", sourceId: "table", targetId: "out", type: "edge" },
    ],
  };
}
