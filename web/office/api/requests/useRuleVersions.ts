import type { Output } from "@sello/api/client";
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { client } from "../client.ts";
import { ownKey } from "../queryKeys.ts";

export type RuleVersion = Output<"getRuleVersion">;
export type RuleVersionSummary = Output<"listRuleVersions">["versions"][number];
export type RulesJson = RuleVersion["rules"];
export type CasesJson = RuleVersion["cases"];

/** Of the authority and those below it: drafts, those being signed, and published ones. */
export const useRuleVersions = (isAllowed: boolean) =>
  useQuery({
    queryKey: ownKey("ruleVersions"),
    queryFn: async () => (await client.listRuleVersions()).versions,
    enabled: isAllowed,
  });

const readVersion = (id: string) => client.getRuleVersion({ params: { id } });

export const useRuleVersion = (id: string | null) =>
  useQuery({
    queryKey: ownKey("ruleVersion", id),
    queryFn: () => readVersion(id ?? ""),
    enabled: id !== null,
  });

/** Asks for a version as it is now, and shows it so wherever it is shown. */
export function useFreshVersion() {
  const queries = useQueryClient();
  return async (id: string): Promise<RuleVersion> => {
    const version = await readVersion(id);
    queries.setQueryData(ownKey("ruleVersion", id), version);
    return version;
  };
}
