import { useQuery } from "@tanstack/react-query";
import { client } from "../client.ts";
import { publicKey } from "../queryKeys.ts";

export const useHolderMessages = () =>
  useQuery({
    queryKey: publicKey("holder-messages"),
    queryFn: async () => (await client.listHolderMessages()).messages,
    staleTime: Number.POSITIVE_INFINITY,
  });
