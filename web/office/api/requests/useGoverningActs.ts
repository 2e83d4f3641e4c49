import type { Output } from "@sello/api/client";
import { useQuery } from "@tanstack/react-query";
import { client } from "../client.ts";
import { publicKey } from "../queryKeys.ts";

export type GoverningAct = Output<"getGoverningAct">;

/** Others sign meanwhile, in browsers of their own. */
const lookMs = 4_000;

/** Of the accounts that one signs for. */
export const useGoverningActs = (isAsked: boolean) =>
  useQuery({
    queryKey: publicKey("acts"),
    queryFn: async () => (await client.listGoverningActs()).acts,
    enabled: isAsked,
    refetchInterval: lookMs,
  });

/** Whether nothing about it changes any more: it was ended, or is done, or the chain has done or refused it. */
const isOver = ({ state, change }: GoverningAct): boolean =>
  state === "ended" || state === "done" || (change !== null && change.state !== "sent");

/** Looked at until it is over. */
export const useGoverningAct = (id: string) =>
  useQuery({
    queryKey: publicKey("act", id),
    queryFn: () => client.getGoverningAct({ params: { id } }),
    refetchInterval: ({ state }) => (state.data && isOver(state.data) ? false : lookMs),
  });
