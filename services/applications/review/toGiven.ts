import type { Given } from "@sello/sdk/decision";
import type { ApplicationContent } from "../Application.ts";

/** What was handed in and looked at, as rules are applied to it. */
export const toGiven = ({ form, checked, at }: ApplicationContent, timeZone: string): Given => ({
  form,
  evidence: Object.fromEntries(
    Object.entries(checked ?? {}).map(([name, { verdict, claims }]) => [name, { verdict, claims }]),
  ),
  at,
  timeZone,
});
