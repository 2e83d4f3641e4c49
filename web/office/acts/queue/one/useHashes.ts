import { useQuery } from "@tanstack/react-query";
import { publicKey } from "../../../api/queryKeys.ts";
import type { GoverningAct } from "../../../api/requests/useGoverningActs.ts";

/** What the wallet shows for each request, worked out here and not by who prepared it. */
export function useHashes(act: GoverningAct): readonly string[] {
  const { data = [] } = useQuery({
    queryKey: publicKey("hashes", act.id),
    queryFn: async () => {
      const { hashTypedData } = await import("../../signing/hashTypedData.ts");
      return act.requests.map(({ typedData }) => hashTypedData(typedData));
    },
    staleTime: Number.POSITIVE_INFINITY,
  });
  return data;
}
