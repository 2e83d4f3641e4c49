import type { Output } from "@sello/api/client";
import { useQuery } from "@tanstack/react-query";
import { client } from "../client.ts";
import { publicKey } from "../queryKeys.ts";

export type ItemRules = Output<"getServiceItem">;

const lookMs = 2_000;

/** What residents apply for, all of it. */
export const useServiceItems = () =>
  useQuery({
    queryKey: publicKey("serviceItems"),
    queryFn: async () => (await client.listServiceItems()).items,
  });

/** One item with the rules in force. @param until asked again until this version is in force; null: once */
export const useItemRules = (item: string, until: number | null = null) =>
  useQuery({
    queryKey: publicKey("itemRules", item),
    queryFn: () => client.getServiceItem({ params: { item } }),
    refetchInterval: ({ state: { data } }) =>
      until !== null && data !== undefined && (data.version ?? 0) < until ? lookMs : false,
  });
