import type { GoverningAct } from "../../../api/requests/useGoverningActs.ts";
import { operations, pathOf, toName } from "../../actKinds.ts";
import type { useDescribe } from "../../useDescribe.ts";

/** The form of what takes the act's place, filled with what the act says; null where there is no such form. */
export function toReplacement(
  act: GoverningAct,
  describe: ReturnType<typeof useDescribe>,
): string | null {
  const [first, ...others] = act.requests;
  if (first?.operation === "ChangeSigners")
    return `/accounts/${act.account}/signers?${new URLSearchParams({ replaces: act.id })}`;
  const operation = operations.find((each) => each === first?.operation);
  if (!first || others.length > 0 || operation === undefined) return null;
  const { slug } = describe(first);
  if (slug === null) return null;
  const values = Object.entries(first.values)
    .filter(([field]) => !["until", "since", "from"].includes(field))
    .map(([field, value]) => [field, String(value)]);
  return pathOf(slug, toName(operation), { ...Object.fromEntries(values), replaces: act.id });
}
