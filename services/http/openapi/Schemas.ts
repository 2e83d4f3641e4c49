import { z } from "zod";

export type JsonSchema = Readonly<Record<string, unknown>>;

const ownPrefix = "#/$defs/";
const prefix = "#/components/schemas/";

/** JSON Schemas of zod's: those with an id once, under `components`, the others where they are used. */
export class Schemas {
  readonly #components = new Map<string, JsonSchema>();

  get components(): Readonly<Record<string, JsonSchema>> {
    return Object.fromEntries([...this.#components].sort(([a], [b]) => (a < b ? -1 : 1)));
  }

  /** @param side of a value that is read from text: `input` before, `output` after */
  of(schema: z.ZodType, side: "input" | "output"): JsonSchema {
    const made = z.toJSONSchema(schema, {
      io: side,
      target: "draft-2020-12",
      override: ({ jsonSchema }) => dropSafeBounds(jsonSchema),
    });
    const { $schema: _, $defs, ...own } = relocate(made) as Record<string, JsonSchema>;
    for (const [id, definition] of Object.entries($defs ?? {})) this.#add(id, definition as never);
    if (typeof own.id !== "string") return own;
    this.#add(own.id, own);
    return { $ref: `${prefix}${own.id}` };
  }

  #add(id: string, { id: _, ...definition }: JsonSchema): void {
    const known = this.#components.get(id);
    if (known !== undefined && JSON.stringify(known) !== JSON.stringify(definition))
      throw new TypeError(`two schemas have the id ${id}`);
    this.#components.set(id, definition);
  }
}

/** That a whole number is one that JavaScript can hold is not what a reader looks for. */
function dropSafeBounds(schema: { minimum?: number; maximum?: number }): void {
  if (schema.minimum === Number.MIN_SAFE_INTEGER) delete schema.minimum;
  if (schema.maximum === Number.MAX_SAFE_INTEGER) delete schema.maximum;
}

/** References of a schema on its own, as references within the document. */
const relocate = (value: unknown): unknown => {
  if (Array.isArray(value)) return value.map(relocate);
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([name, member]) => [
      name,
      name === "$ref" && typeof member === "string" && member.startsWith(ownPrefix)
        ? `${prefix}${member.slice(ownPrefix.length)}`
        : relocate(member),
    ]),
  );
};
