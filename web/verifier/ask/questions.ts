import type { Language } from "@sello/sdk";
import type { AskedProof } from "@sello/sdk/request";

/** What the service says of a document type, as far as questions are made of it. */
export type AskableType = {
  readonly vct: string;
  readonly schema: { readonly properties?: Readonly<Record<string, unknown>> };
  readonly claims: Readonly<Record<string, AskableClaim>>;
};

type AskableClaim = {
  readonly title: Titles;
  readonly words?: Readonly<Record<string, Titles>>;
};
type Titles = Readonly<Record<Language, string>>;

/** A question that can be asked of some types of documents. */
export type Question = {
  readonly claim: string;
  readonly title: string;
  /** `yes`: whether it is so. `choice`: which of the values. */
  readonly kind: "yes" | "choice";
  readonly choices: readonly { readonly value: string; readonly label: string }[];
  /** By `vct`. */
  readonly types: readonly string[];
};

/** What somebody wants to know; null: whatever it is. */
export type Wanted = { readonly question: Question; readonly value: string | boolean | null };

/** More than this is no choice that fits a page. */
const choicesMax = 30;

/**
 * The questions that the types answer without giving more away: claims that are yes or no, such as those derived from a
 * birthday, and those with few values, such as a district.
 */
export function toQuestions(types: readonly AskableType[], language: Language): Question[] {
  const found = new Map<string, Question>();
  for (const type of types)
    for (const [claim, { title, words }] of Object.entries(type.claims)) {
      const values = valuesOf(type.schema.properties?.[claim]);
      if (values === null) continue;
      const name = JSON.stringify([claim, values]);
      const known = found.get(name);
      found.set(name, {
        claim,
        title: title[language],
        kind: values.length === 0 ? "yes" : "choice",
        choices: values.map((value) => ({ value, label: words?.[value]?.[language] ?? value })),
        types: [...(known?.types ?? []), type.vct],
      });
    }
  return [...found.values()].toSorted(
    (a, b) => Number(a.kind !== "yes") - Number(b.kind !== "yes"),
  );
}

/** Of a claim that is true or false: none. Null: nothing to choose from. */
function valuesOf(schema: unknown): readonly string[] | null {
  const { type, enum: values } = (schema ?? {}) as { type?: unknown; enum?: unknown };
  if (type === "boolean") return [];
  const isChoice = Array.isArray(values) && values.length <= choicesMax;
  return isChoice && values.every((each) => typeof each === "string") ? values : null;
}

/** One document has to answer all of it: the types that can. Null: no type can. */
export function toProof(wanted: readonly Wanted[]): AskedProof | null {
  const [first, ...others] = wanted.map(({ question }) => question.types);
  const types = (first ?? []).filter((vct) => others.every((some) => some.includes(vct)));
  if (types.length === 0) return null;
  const claims = wanted.map(({ question, value }) => ({
    path: [question.claim],
    values: value === null ? [] : [value],
  }));
  return { types, claims };
}
