import type { Output } from "@sello/api/client";
import { useQuery } from "@tanstack/react-query";
import { client } from "../client.ts";
import { ownKey } from "../queryKeys.ts";

export type HomeView = Output<"getHome">;
export type HomeTask = HomeView["tasks"][number];
export type HomeEntry = HomeTask["entries"][number];

/** Others work meanwhile. */
const lookMs = 15_000;

/** What waits, and what happened since the officer was last here: all of the home page, in one request. */
export const useHome = () =>
  useQuery({
    queryKey: ownKey("home"),
    queryFn: () => client.getHome(),
    refetchInterval: lookMs,
    refetchOnMount: "always",
  });
