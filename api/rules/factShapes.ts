import type { LocalizedText } from "@sello/sdk";
import { evidenceVerdicts, type FactKind, type FactRule } from "@sello/sdk/decision";
import { verdictWords } from "./verdictWords.ts";

/** What a fact, or what a row gives, can be. */
export type FactShape = {
  readonly title: LocalizedText;
  readonly kind: FactKind;
  /** The values that it can have, with their words, where there is a list; null: any of its kind. */
  readonly words: Readonly<Record<string, LocalizedText>> | null;
};

export type FactShapes = Readonly<Record<string, FactShape>>;

/** What of a document type is asked for here. */
type KnownType = {
  readonly name: string;
  readonly version: number;
  readonly schema: Readonly<Record<string, unknown>>;
  readonly claims: Readonly<
    Record<
      string,
      {
        readonly title: LocalizedText;
        readonly words?: Words | undefined;
      }
    >
  >;
};

type Words = Readonly<Record<string, LocalizedText>>;
type Property = { readonly type?: unknown; readonly enum?: unknown };

/** What of a service item is asked for here. */
type Item = {
  readonly form: {
    readonly schema: { readonly properties: Readonly<Record<string, Property>> };
    readonly fields: Readonly<Record<string, { readonly words?: Words | undefined }>>;
  };
  readonly evidence: Readonly<Record<string, { readonly type: string }>>;
  readonly outcome: {
    readonly type: string;
    readonly claims: Readonly<Record<string, object>>;
  };
};

type Value = Omit<FactShape, "title">;

const whole: Value = { kind: "number", words: null };
const yesOrNo: Value = { kind: "boolean", words: null };
const text: Value = { kind: "string", words: null };

/** The facts of an item's rules, by their names: what a cell about one can compare with. */
export const toFactShapes = (
  facts: Readonly<Record<string, FactRule>>,
  item: Item,
  types: readonly KnownType[],
): FactShapes =>
  Object.fromEntries(
    Object.entries(facts).map(([name, rule]) => [
      name,
      { title: rule.title, ...toValue(rule, item, types) },
    ]),
  );

function toValue(rule: FactRule, item: Item, types: readonly KnownType[]): Value {
  switch (rule.rule) {
    case "age":
    case "days_until":
    case "count":
      return whole;
    case "present":
    case "includes":
    case "same":
      return yesOrNo;
    case "verdict":
      return { kind: "string", words: verdictsOf(rule) };
    case "value":
      return ofSource(rule.from, item, types);
  }
}

/** A verdict that nobody could give makes the fact missing: no row sees it. */
function verdictsOf(rule: FactRule): Record<string, LocalizedText> {
  const seen = evidenceVerdicts.filter((verdict) => verdict !== "unknown");
  const words = Object.fromEntries(seen.map((verdict) => [verdict, verdictWords[verdict]]));
  return rule.otherwise === undefined ? words : { ...words, none: verdictWords.none };
}

function ofSource(source: string, { form, evidence }: Item, types: readonly KnownType[]): Value {
  const [from, name = "", claim = ""] = source.split(".");
  if (from === "evidence") return ofClaim(types, evidence[name]?.type ?? "", claim) ?? text;
  const { properties } = form.schema;
  const property = Object.hasOwn(properties, name) ? properties[name] : undefined;
  return property === undefined ? text : ofProperty(property, form.fields[name]?.words);
}

function ofClaim(types: readonly KnownType[], typeName: string, claim: string): Value | null {
  const type = newestOf(types, typeName);
  const details = type?.claims[claim];
  const properties = (type?.schema.properties ?? {}) as Record<string, Property>;
  const property = Object.hasOwn(properties, claim) ? properties[claim] : undefined;
  return details === undefined || property === undefined
    ? null
    : ofProperty(property, details.words);
}

function ofProperty(property: Property, words: Words | undefined): Value {
  if (Array.isArray(property.enum)) {
    const values = property.enum.filter((value) => typeof value === "string");
    return { kind: "string", words: listed(values, words) };
  }
  if (property.type === "integer") return whole;
  return property.type === "boolean" ? yesOrNo : text;
}

const listed = (values: readonly string[], words: Words = {}): Record<string, LocalizedText> =>
  Object.fromEntries(
    values.map((value) => [value, words[value] ?? { zh: value, es: value, en: value }]),
  );

/** What rows give besides their outcome, by the names of the columns: claims of the document that follows. */
export function toOutputShapes(
  fields: readonly string[],
  { outcome }: Item,
  types: readonly KnownType[],
): FactShapes {
  const shapes = fields.map((field) => {
    const claim = Object.entries(outcome.claims).find(
      ([, origin]) => "output" in origin && origin.output === field,
    )?.[0];
    const type = newestOf(types, outcome.type);
    const title = type?.claims[claim ?? ""]?.title ?? { zh: field, es: field, en: field };
    return [field, { title, ...(ofClaim(types, outcome.type, claim ?? "") ?? text) }] as const;
  });
  return Object.fromEntries(shapes);
}

const newestOf = (types: readonly KnownType[], name: string): KnownType | undefined =>
  types.filter((type) => type.name === name).toSorted((a, b) => b.version - a.version)[0];
