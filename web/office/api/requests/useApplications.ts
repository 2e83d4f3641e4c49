import type { Input, Output } from "@sello/api/client";
import { useQuery } from "@tanstack/react-query";
import { client } from "../client.ts";
import { ownKey } from "../queryKeys.ts";
import { useAct } from "../useAct.ts";

export type WaitingApplication = Output<"listApplications">["applications"][number];
export type OpenedApplication = Output<"getApplication">;
export type ApplicationFigures = Output<"getApplicationFigures">;
export type ServiceItem = Output<"getServiceItem">["item"];
export type ApplicationDecision = Input<"decideApplication">["body"];

/** Others decide meanwhile. */
const lookMs = 15_000;
/** What was decided is issued and sealed in about a second. */
const underWayMs = 1_000;

/** What waits for officers, oldest first. */
export const useApplications = (isAllowed: boolean) =>
  useQuery({
    queryKey: ownKey("applications"),
    queryFn: async () => (await client.listApplications()).applications,
    enabled: isAllowed,
    refetchInterval: lookMs,
  });

export const useApplicationFigures = (isAllowed: boolean) =>
  useQuery({
    queryKey: ownKey("applicationFigures"),
    queryFn: () => client.getApplicationFigures(),
    enabled: isAllowed,
  });

/** States in which it goes on by itself. */
export const goesOn: ReadonlySet<string> = new Set(["received", "evidence", "decided", "issued"]);

/** What is known of one without opening it. Followed as long as it goes on by itself. */
export const useApplicationSummary = (id: string, isAllowed = true) =>
  useQuery({
    queryKey: ownKey("application", id),
    queryFn: () => client.getApplicationSummary({ params: { id } }),
    enabled: isAllowed,
    refetchInterval: ({ state: { data } }) =>
      data && goesOn.has(data.state) ? underWayMs : lookMs,
  });

/** An act, for the look is recorded. Nothing of it is kept beyond the page. */
export const useOpenApplication = () =>
  useAct("openApplication", (id: string) => client.getApplication({ params: { id } }));

export const useDecideApplication = (id: string) =>
  useAct("decideOnApplication", (body: ApplicationDecision) =>
    client.decideApplication({ params: { id }, body }),
  );

export const useAskApplicant = (id: string) =>
  useAct("decideOnApplication", (words: string) =>
    client.askApplicant({ params: { id }, body: { words } }),
  );

export const usePassApplication = (id: string) =>
  useAct("passApplication", (body: Input<"passApplication">["body"]) =>
    client.passApplication({ params: { id }, body }),
  );
