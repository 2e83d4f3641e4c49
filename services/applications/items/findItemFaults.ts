import type { ServiceItem } from "@sello/api";
import { type RuleSet, sourcesOf } from "@sello/sdk/decision";
import type { DocumentType } from "../../registry/types/DocumentType.ts";

/** Every version of every document type. */
export type KnownTypes = { all(): readonly DocumentType[] };

/** What in an item contradicts another part of it, its rules or the document types: a place and what is wrong. */
export function findItemFaults(item: ServiceItem, rules: RuleSet, types: KnownTypes): string[] {
  return [
    ...findFormFaults(item),
    ...findEvidenceFaults(item, types),
    ...findRuleFaults(item, rules),
    ...findOutcomeFaults(item, rules, types),
  ];
}

function findFormFaults({ form, evidence }: ServiceItem): string[] {
  const { properties, required } = form.schema;
  const known = Object.keys(properties);
  return [
    ...lacking("form.schema.required", required, known),
    ...lacking("form.fields", known, Object.keys(form.fields)),
    ...lacking("form.schema.properties", Object.keys(form.fields), known),
    ...Object.entries(form.fields).flatMap(([name, { words = {}, fill }]) => {
      const property = properties[name] ?? { type: "boolean" };
      const listed: readonly string[] = "enum" in property ? property.enum : [];
      return [
        ...lacking(`form.fields.${name}.words`, listed, Object.keys(words)),
        ...lacking(`form.schema.properties.${name}.enum`, Object.keys(words), listed),
        ...(fill === undefined ? [] : findSourceFault(`form.fields.${name}.fill`, fill, evidence)),
      ];
    }),
  ];
}

function findEvidenceFaults({ evidence }: ServiceItem, types: KnownTypes): string[] {
  return Object.entries(evidence).flatMap(([name, { type, claims }]) => {
    const newest = newestOf(types, type);
    if (newest === undefined) return [`evidence.${name}.type: there is no document type ${type}`];
    return lacking(`evidence.${name}.claims of ${type}`, claims, Object.keys(newest.claims));
  });
}

function findRuleFaults(item: ServiceItem, { facts, table }: RuleSet): string[] {
  const { form, evidence } = item;
  const refusing = table.rows.filter(({ outputs }) => outputs.includes("refused"));
  const isOptional = (source: string) => {
    const [kind, name = "", claim] = source.split(".");
    if (kind === "form") return !form.schema.required.includes(name);
    // A claim may be missing from a document that is there.
    return claim !== undefined || evidence[name]?.required === false;
  };
  return [
    ...Object.entries(facts).flatMap(([name, rule]) => [
      ...sourcesOf(rule).flatMap((source) =>
        findSourceFault(`facts.${name}`, source, evidence, form),
      ),
      ...("otherwise" in rule && !sourcesOf(rule).some(isOptional)
        ? [`facts.${name}.otherwise: what it comes from is required`]
        : []),
    ]),
    ...(item.mayRefuse
      ? []
      : refusing.map(
          ({ id }) => `mayRefuse: rules of this item may not refuse, and row ${id} does`,
        )),
  ];
}

function findOutcomeFaults(item: ServiceItem, rules: RuleSet, types: KnownTypes): string[] {
  const { outcome, evidence, form } = item;
  const type = newestOf(types, outcome.type);
  if (type === undefined) return [`outcome.type: there is no document type ${outcome.type}`];
  const { properties = {}, required = [] } = type.inputSchema as {
    properties?: object;
    required?: string[];
  };
  const given = Object.keys(outcome.claims);
  const columns = rules.table.outputs.map(({ field }) => field);
  return [
    ...lacking("outcome.claims", required, given),
    ...lacking(`outcome.claims of ${outcome.type}`, given, Object.keys(properties)),
    ...Object.entries(outcome.claims).flatMap(([claim, origin]) => {
      const place = `outcome.claims.${claim}`;
      if ("from" in origin) return findSourceFault(place, origin.from, evidence, form);
      return "output" in origin ? lacking(place, [origin.output], columns) : [];
    }),
    ...findPersonFaults(outcome, type, evidence, form),
    ...(outcome.renews === null
      ? []
      : lacking("evidence (outcome.renews)", [outcome.renews], Object.keys(evidence))),
  ];
}

function findPersonFaults(
  { person }: ServiceItem["outcome"],
  type: DocumentType,
  evidence: ServiceItem["evidence"],
  form: ServiceItem["form"],
): string[] {
  const isAsked = type.person !== null && "title" in type.person;
  if (person === null) return isAsked ? ["outcome.person: the type asks whose document it is"] : [];
  if (!isAsked) return ["outcome.person: the type does not ask for it"];
  return findSourceFault("outcome.person", person, evidence, form);
}

function findSourceFault(
  place: string,
  source: string,
  evidence: ServiceItem["evidence"],
  form?: ServiceItem["form"],
): string[] {
  const [kind, name = "", claim] = source.split(".");
  if (kind === "form")
    return lacking(`form (${place})`, [name], Object.keys(form?.schema.properties ?? {}));
  const named = Object.hasOwn(evidence, name) ? evidence[name] : undefined;
  if (named === undefined) return [`${place}: there is no evidence ${name}`];
  return claim === undefined
    ? []
    : lacking(`evidence.${name}.claims (${place})`, [claim], named.claims);
}

const lacking = (place: string, names: readonly string[], among: readonly string[]): string[] =>
  names.filter((name) => !among.includes(name)).map((name) => `${place}: ${name} is missing`);

const newestOf = (types: KnownTypes, name: string): DocumentType | undefined =>
  types
    .all()
    .filter((type) => type.name === name)
    .toSorted((a, b) => b.version - a.version)[0];
