import { type Language, languages } from "@sello/sdk";
import { type RowWords, toRuleText } from "@sello/sdk/decision";
import type { CasesJson, RulesJson } from "../../api/requests/useRuleVersions.ts";
import { type EditedRow, toEditedRules } from "../table/EditedRules.ts";

export type DifferentPart =
  /** It is there, or it is not. */
  | { readonly kind: "row" }
  /** Its place, counted from 1: the first row that fits decides. */
  | { readonly kind: "place" }
  | { readonly kind: "cell" | "output"; readonly field: string }
  | { readonly kind: keyof RowWords; readonly language: Language };

/** What one version's rows say and another's do not; null: it is not there. */
export type RuleDifference = {
  /** Name of the row. */
  readonly row: string;
  readonly part: DifferentPart;
  readonly before: string | null;
  readonly after: string | null;
};

/** In the order of the rows after; those that are gone come last. Rows are compared by their names. */
export function findRuleDifferences(before: RulesJson, after: RulesJson): RuleDifference[] {
  const [was, is] = [toEditedRules(before).rows, toEditedRules(after).rows];
  const moved = findMoved(was, is);
  const ofRows = is.flatMap((row) => {
    const old = was.find(({ id }) => id === row.id);
    if (old === undefined)
      return [{ row: row.id, part: { kind: "row" as const }, before: null, after: row.id }];
    const place = moved.has(row.id)
      ? [different(row.id, { kind: "place" }, placeOf(was, row.id), placeOf(is, row.id))]
      : [];
    return [...place, ...compareRows(old, row)];
  });
  const gone = was.filter(({ id }) => !is.some((row) => row.id === id));
  return [
    ...ofRows,
    ...gone.map(({ id }) => ({ row: id, part: { kind: "row" as const }, before: id, after: null })),
  ];
}

const placeOf = (rows: readonly EditedRow[], id: string): string =>
  String(rows.findIndex((row) => row.id === id) + 1);

const different = (
  row: string,
  part: DifferentPart,
  before: string | null,
  after: string | null,
): RuleDifference => ({ row, part, before, after });

function compareRows(was: EditedRow, is: EditedRow): RuleDifference[] {
  const cells = (["cells", "outputs"] as const).flatMap((list) => {
    const kind = list === "cells" ? ("cell" as const) : ("output" as const);
    const fields = Object.keys({ ...was[list], ...is[list] });
    return fields.map((field) =>
      different(is.id, { kind, field }, was[list][field] ?? "", is[list][field] ?? ""),
    );
  });
  const words = (["reason", "law", "change"] as const).flatMap((kind) =>
    languages.map((language) =>
      different(
        is.id,
        { kind, language },
        was.words[kind]?.[language] ?? null,
        is.words[kind]?.[language] ?? null,
      ),
    ),
  );
  return [...cells, ...words].filter(({ before, after }) => before !== after);
}

/** Rows that both have and that are out of order: all but the longest sequence that both have in the same order. */
function findMoved(was: readonly EditedRow[], is: readonly EditedRow[]): ReadonlySet<string> {
  const places = new Map(was.map(({ id }, place) => [id, place]));
  const shared = is.filter(({ id }) => places.has(id)).map(({ id }) => id);
  let longest: readonly string[] = [];
  const ending: (readonly string[])[] = [];
  for (const id of shared) {
    const place = places.get(id) ?? 0;
    const before = ending
      .filter((sequence) => (places.get(sequence.at(-1) ?? "") ?? 0) < place)
      .reduce<readonly string[]>((a, b) => (b.length > a.length ? b : a), []);
    const sequence = [...before, id];
    ending.push(sequence);
    if (sequence.length > longest.length) longest = sequence;
  }
  const kept = new Set(longest);
  return new Set(shared.filter((id) => !kept.has(id)));
}

/** How many cases one version has and another has not. */
export function countCaseDifferences(
  before: CasesJson,
  after: CasesJson,
): { readonly added: number; readonly removed: number } {
  const toTexts = ({ usual, cases }: CasesJson) =>
    cases.map((each) => toRuleText({ ...each, facts: { ...usual, ...each.facts } }));
  const [was, is] = [toTexts(before), toTexts(after)];
  return { added: countLacking(is, was), removed: countLacking(was, is) };
}

function countLacking(texts: readonly string[], among: readonly string[]): number {
  const rest = [...among];
  return texts.filter((text) => {
    const place = rest.indexOf(text);
    if (place !== -1) rest.splice(place, 1);
    return place === -1;
  }).length;
}
