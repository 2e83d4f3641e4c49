import type { Fact } from "@sello/sdk/decision";
import type { CasesJson } from "../../api/requests/useRuleVersions.ts";
import { nextKey } from "../nextKey.ts";

export type CaseJson = CasesJson["cases"][number];

/** A case while one writes it. */
export type EditedCase = { readonly key: number; readonly case: CaseJson };

export type EditedCases = {
  readonly usual: CasesJson["usual"];
  readonly list: readonly EditedCase[];
};

export const toEditedCases = ({ usual, cases }: CasesJson): EditedCases => ({
  usual,
  list: cases.map((each, key) => ({ key, case: each })),
});

export const toCasesJson = ({ usual, list }: EditedCases): CasesJson => ({
  usual,
  cases: list.map((each) => each.case),
});

export const changeCase = (cases: EditedCases, key: number, next: CaseJson): EditedCases => ({
  ...cases,
  list: cases.list.map((each) => (each.key === key ? { key, case: next } : each)),
});

export const removeCase = (cases: EditedCases, key: number): EditedCases => ({
  ...cases,
  list: cases.list.filter((each) => each.key !== key),
});

export function addCase(
  cases: EditedCases,
  added: CaseJson,
): { readonly cases: EditedCases; readonly key: number } {
  const key = nextKey(cases.list);
  return { cases: { ...cases, list: [...cases.list, { key, case: added }] }, key };
}

/** The facts of a case, without those that are missing. */
export const toFacts = (
  usual: EditedCases["usual"],
  differing: CaseJson["facts"],
): Readonly<Record<string, Fact>> =>
  Object.fromEntries(
    Object.entries({ ...usual, ...differing }).flatMap(([name, fact]) =>
      fact === null ? [] : [[name, fact] as const],
    ),
  );
