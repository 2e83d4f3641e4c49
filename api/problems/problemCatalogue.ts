import { authorityProblems } from "./authorityProblems.ts";
import { documentProblems } from "./documentProblems.ts";
import { importProblems } from "./importProblems.ts";
import type { ProblemKind } from "./kind.ts";
import { logProblems } from "./logProblems.ts";
import { partProblems } from "./partProblems.ts";
import { registryProblems } from "./registryProblems.ts";
import { requestProblems } from "./requestProblems.ts";
import { statusProblems } from "./statusProblems.ts";
import { turnoverProblems } from "./turnoverProblems.ts";

/** Every problem that a caller may see, by code. A test compares this with the codes in the sources. */
export const problemCatalogue = {
  ...requestProblems,
  ...authorityProblems,
  ...documentProblems,
  ...importProblems,
  ...statusProblems,
  ...registryProblems,
  ...logProblems,
  ...turnoverProblems,
  ...partProblems,
} as const satisfies Readonly<Record<string, ProblemKind>>;

export type ProblemCode = keyof typeof problemCatalogue;

export const isProblemCode = (code: string): code is ProblemCode =>
  Object.hasOwn(problemCatalogue, code);
