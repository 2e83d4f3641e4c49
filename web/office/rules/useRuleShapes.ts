import { type FactShapes, toFactShapes, toOutputShapes } from "@sello/api";
import type { FactRule } from "@sello/sdk/decision";
import { useMemo } from "react";
import type { ItemRules } from "../api/requests/useItemRules.ts";
import type { RulesJson } from "../api/requests/useRuleVersions.ts";
import { useTypes } from "../api/requests/useTypes.ts";
import { toEditedRules } from "./table/EditedRules.ts";

/** What facts, and what rows give, are called and can be. */
export type RuleShapes = { readonly facts: FactShapes; readonly outputs: FactShapes };

export function useRuleShapes(rules: RulesJson, item: ItemRules["item"]): RuleShapes {
  const { data: types } = useTypes();
  return useMemo(() => {
    const known = types ?? [];
    const { outputs } = toEditedRules(rules);
    return {
      facts: toFactShapes(rules.facts as Readonly<Record<string, FactRule>>, item, known),
      outputs: toOutputShapes(
        outputs.filter((field) => field !== "outcome"),
        item,
        known,
      ),
    };
  }, [rules, item, types]);
}
