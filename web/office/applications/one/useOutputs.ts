import { claimText } from "../../../ui/card/claimText.ts";
import { useFormats } from "../../../ui/useFormats.ts";
import type { ServiceItem } from "../../api/requests/useApplications.ts";
import { newestOf, useTypes } from "../../api/requests/useTypes.ts";

/** How people call what a row of the rules gives: as the document does that it goes into. */
export function useOutputs({ outcome }: ServiceItem) {
  const { language, local } = useFormats();
  const { data: types } = useTypes();
  const type = newestOf(types ?? []).find(({ name }) => name === outcome.type);
  const claimOf = (output: string): string =>
    Object.entries(outcome.claims).find(
      ([, origin]) => "output" in origin && origin.output === output,
    )?.[0] ?? output;
  return {
    titleOf: (output: string): string => {
      const claim = type?.claims[claimOf(output)];
      return claim ? local(claim.title) : output;
    },
    textOf: (output: string, value: unknown): string =>
      claimText(type ?? { claims: {} }, claimOf(output), value, language),
  };
}
