import type { Claims } from "../types/DocumentType.ts";
import { isAgeOver } from "./calendarDate.ts";

/**
 * A claim that is computed, so that it can be shown in place of the one it comes from. `age_over`: whether
 * the person born on the date in `from` has lived `years` full years.
 */
export type Derivation = {
  readonly claim: string;
  readonly rule: "age_over";
  readonly from: string;
  readonly years: number;
};

/** JSON Schema of what each rule computes. */
export const derivedSchemas = { age_over: { type: "boolean" } } as const;

/** @param today `YYYY-MM-DD` in the city's time zone; undefined if the source claim is absent */
export function derive(rule: Derivation, claims: Claims, today: string): boolean | undefined {
  const source = claims[rule.from];
  return typeof source === "string" ? isAgeOver(source, rule.years, today) : undefined;
}
