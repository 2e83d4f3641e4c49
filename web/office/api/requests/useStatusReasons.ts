import { useQuery } from "@tanstack/react-query";
import { client } from "../client.ts";
import { publicKey } from "../queryKeys.ts";

export const useStatusReasons = () =>
  useQuery({
    queryKey: publicKey("reasons"),
    queryFn: async () => (await client.listStatusReasons()).reasons,
    staleTime: Number.POSITIVE_INFINITY,
  });
