import type { Input, Output } from "@sello/api/client";
import { useQuery } from "@tanstack/react-query";
import { client } from "../client.ts";
import { ownKey } from "../queryKeys.ts";
import { useAct } from "../useAct.ts";

export type Auditor = Output<"listAuditors">["auditors"][number];

/** Of the authority that one works for and of those below it, for who administers. */
export const useAuditors = (isAllowed: boolean) =>
  useQuery({
    queryKey: ownKey("auditors"),
    queryFn: async () => (await client.listAuditors()).auditors,
    enabled: isAllowed,
  });

export const useAppointAuditor = () =>
  useAct("appointAuditor", (body: Input<"appointAuditor">["body"]) =>
    client.appointAuditor({ body }),
  );

export const useEndAuditor = () =>
  useAct("endAuditor", (id: string) => client.endAuditor({ params: { id } }));
