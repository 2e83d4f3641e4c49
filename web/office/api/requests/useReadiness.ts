import { useQuery } from "@tanstack/react-query";
import { client } from "../client.ts";
import { publicKey } from "../queryKeys.ts";

const newMs = 10_000;

/** How each part of the service is. */
export const useReadiness = () =>
  useQuery({
    queryKey: publicKey("log", "readiness"),
    queryFn: () => client.isReady(),
    refetchInterval: newMs,
  });
