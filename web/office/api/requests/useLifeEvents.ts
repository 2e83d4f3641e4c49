import type { Input, Output } from "@sello/api/client";
import { useQuery } from "@tanstack/react-query";
import { client } from "../client.ts";
import { ownKey } from "../queryKeys.ts";
import { useAct } from "../useAct.ts";

export type LifeEvent = Output<"listLifeEvents">["events"][number];
export type NewLifeEvent = Input<"recordLifeEvent">["body"];

const lookMs = 2_000;

/** What the office noted, the newest first; asked again while something is being carried out. */
export const useLifeEvents = () =>
  useQuery({
    queryKey: ownKey("lifeEvents"),
    queryFn: async () => (await client.listLifeEvents()).events,
    refetchInterval: ({ state: { data } }) =>
      data?.some(({ state }) => state === "open") ? lookMs : false,
  });

type Recording = {
  /** The same for the same form, so that a second click notes nothing twice. */
  readonly key: string;
  readonly body: NewLifeEvent;
};

export const useRecordLifeEvent = () =>
  useAct("recordLifeEvent", ({ key, body }: Recording) =>
    client.recordLifeEvent({ headers: { "idempotency-key": key }, body }),
  );
