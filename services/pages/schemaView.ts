import { type Html, html } from "./html.ts";

/** The parts of JSON Schema 2020-12 that our OpenAPI document uses. */
export type Schema = {
  readonly $ref?: string;
  readonly type?: string | readonly string[];
  readonly format?: string;
  readonly pattern?: string;
  readonly enum?: readonly unknown[];
  readonly minimum?: number;
  readonly maximum?: number;
  readonly minLength?: number;
  readonly maxLength?: number;
  readonly minItems?: number;
  readonly maxItems?: number;
  readonly description?: string;
  readonly items?: Schema;
  readonly anyOf?: readonly Schema[];
  readonly oneOf?: readonly Schema[];
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly required?: readonly string[];
  readonly const?: unknown;
  /** What a text is, read as JSON. */
  readonly contentSchema?: Schema;
};

const nameOf = (ref: string): string => ref.split("/").at(-1) ?? ref;

/** A schema as nested lists; schemas with names are linked. */
export function schemaView(schema: Schema): Html {
  if (schema.$ref) {
    const name = nameOf(schema.$ref);
    return html`<a href="#schema-${name}"><code>${name}</code></a>${described(schema)}`;
  }
  const choices = schema.anyOf ?? schema.oneOf;
  if (choices)
    return html`${described(schema)}<ul>${choices.map((each) => html`<li>${schemaView(each)}</li>`)}</ul>`;
  return html`${typeView(schema)}${described(schema)}${nested(schema.items ?? schema.contentSchema)}${membersView(schema)}`;
}

const nested = (schema: Schema | undefined): Html | null =>
  schema ? html`<div class="nested">${schemaView(schema)}</div>` : null;

const described = ({ description }: Schema): Html | null =>
  description ? html` <span>${description}</span>` : null;

function typeView(schema: Schema): Html {
  const types = [schema.type ?? "any"].flat().join(" | ");
  const bounds = [
    schema.format,
    schema.const === undefined ? undefined : JSON.stringify(schema.const),
    schema.enum?.map((value) => JSON.stringify(value)).join(" | "),
    range(schema.minimum, schema.maximum, ""),
    range(schema.minLength, schema.maxLength, " characters"),
    range(schema.minItems, schema.maxItems, " items"),
    schema.pattern,
  ].filter((bound) => bound !== undefined && bound !== "");
  return html`<code>${types}</code>${bounds.map((bound) => html` <span class="hint">${bound ?? ""}</span>`)}`;
}

function range(min: number | undefined, max: number | undefined, unit: string): string | undefined {
  if (min === undefined && max === undefined) return undefined;
  return `${min ?? ""}…${max ?? ""}${unit}`;
}

function membersView({ properties, required = [] }: Schema): Html | null {
  if (!properties) return null;
  return html`<dl class="members">${Object.entries(properties).map(
    ([name, member]) =>
      html`<div><dt><code>${name}</code>${required.includes(name) ? null : html` <span class="hint">?</span>`}</dt><dd>${schemaView(member)}</dd></div>`,
  )}</dl>`;
}
