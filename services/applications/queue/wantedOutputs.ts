import type { ServiceItem } from "@sello/api";
import type { Fact, RuleSet } from "@sello/sdk/decision";
import type { Violation } from "../../platform/errors.ts";
import type { ApplicationContent } from "../Application.ts";

/** What the document takes from the row that fired, and no row gave: an officer who grants it has to say it. */
export function wantedOutputs(
  { outcome }: Pick<ServiceItem, "outcome">,
  { review }: Pick<ApplicationContent, "review">,
): readonly string[] {
  const given = review?.outcome === "granted" ? review.outputs : {};
  return Object.values(outcome.claims).flatMap((origin) =>
    "output" in origin && !Object.hasOwn(given, origin.output) ? [origin.output] : [],
  );
}

/** The values that some row gives, of each of these. Only what an officer may give is among them. */
export const outputChoices = (
  { table }: RuleSet,
  wanted: readonly string[],
): Readonly<Record<string, Fact[]>> =>
  Object.fromEntries(wanted.map((name) => [name, [...new Set(givenOf(table, name))]]));

const givenOf = ({ outputs, rows }: RuleSet["table"], name: string): readonly Fact[] => {
  const column = outputs.findIndex(({ field }) => field === name);
  return rows.flatMap((row) => row.outputs[column] ?? []);
};

/** What is wrong with what an officer gave. Each has to be among the values that some row gives. */
export function findOutputFaults(
  { table }: RuleSet,
  wanted: readonly string[],
  outputs: Readonly<Record<string, Fact>>,
): readonly Violation[] {
  const names = new Set([...wanted, ...Object.keys(outputs)]);
  return [...names].flatMap((name) => {
    const pointer = `/outputs/${name}`;
    const isColumn = table.outputs.some(({ field }) => field === name);
    if (!isColumn || name === "outcome")
      return [{ pointer, code: "output.unknown", message: "is no output of the rules" }];
    if (!Object.hasOwn(outputs, name))
      return [{ pointer, code: "output.missing", message: "is missing" }];
    return givenOf(table, name).some((given) => given === outputs[name])
      ? []
      : [{ pointer, code: "output.value", message: "is given by no row of the rules" }];
  });
}
