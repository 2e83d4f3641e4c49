import { applicationProblems } from "./applicationProblems.ts";
import { auditorProblems } from "./auditorProblems.ts";
import { authorityProblems } from "./authorityProblems.ts";
import { documentProblems } from "./documentProblems.ts";
import { importProblems } from "./importProblems.ts";
import { invitationProblems } from "./invitationProblems.ts";
import type { ProblemKind } from "./kind.ts";
import { logProblems } from "./logProblems.ts";
import { mandateProblems } from "./mandateProblems.ts";
import { partProblems } from "./partProblems.ts";
import { proofRequestProblems } from "./proofRequestProblems.ts";
import { registryProblems } from "./registryProblems.ts";
import { requestProblems } from "./requestProblems.ts";
import { residentProblems } from "./residentProblems.ts";
import { ruleProblems } from "./ruleProblems.ts";
import { sessionProblems } from "./sessionProblems.ts";
import { shareProblems } from "./shareProblems.ts";
import { statusProblems } from "./statusProblems.ts";
import { turnoverProblems } from "./turnoverProblems.ts";
import { typeProblems } from "./typeProblems.ts";
import { verifierProblems } from "./verifierProblems.ts";
import { webhookProblems } from "./webhookProblems.ts";

/** Every problem that a caller may see, by code. A test compares this with the codes in the sources. */
export const problemCatalogue = {
  ...requestProblems,
  ...authorityProblems,
  ...sessionProblems,
  ...invitationProblems,
  ...auditorProblems,
  ...residentProblems,
  ...mandateProblems,
  ...documentProblems,
  ...importProblems,
  ...statusProblems,
  ...registryProblems,
  ...typeProblems,
  ...logProblems,
  ...turnoverProblems,
  ...webhookProblems,
  ...shareProblems,
  ...proofRequestProblems,
  ...verifierProblems,
  ...applicationProblems,
  ...ruleProblems,
  ...partProblems,
} as const satisfies Readonly<Record<string, ProblemKind>>;

export type ProblemCode = keyof typeof problemCatalogue;

export const isProblemCode = (code: string): code is ProblemCode =>
  Object.hasOwn(problemCatalogue, code);
