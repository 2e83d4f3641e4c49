import { ApiProblem } from "@sello/api/client";

export type ClaimValues = Readonly<Record<string, unknown>>;

const isGiven = (value: unknown): boolean =>
  value !== "" && value !== undefined && !(Array.isArray(value) && value.length === 0);

/** Claims without those that are empty. */
export const withoutEmpty = (values: ClaimValues): ClaimValues =>
  Object.fromEntries(Object.entries(values).filter(([, value]) => isGiven(value)));

/** The claim that a pointer is to, or into: `/body/claims/name`. */
export const claimOf = (pointer: string): string | undefined =>
  pointer.match(/(?:^|\/)claims\/([^/]+)/)?.[1] ?? pointer.split("/").at(-1);

/** Claims that the service finds wrong. */
export function wrongClaims(problem: Error): ReadonlySet<string> {
  if (!(problem instanceof ApiProblem)) return new Set();
  return new Set(problem.problem.violations?.flatMap(({ pointer }) => claimOf(pointer) ?? []));
}
