import { useQuery } from "@tanstack/react-query";
import { client } from "../client.ts";
import { publicKey } from "../queryKeys.ts";

const newMs = 60_000;

/** The centres that witness the log, and how many of them a checkpoint needs. */
export const useWitnesses = () =>
  useQuery({
    queryKey: publicKey("log", "witnesses"),
    queryFn: async () => parsePolicy((await client.getTrustPolicy()) ?? ""),
    staleTime: newMs,
  });

/** C2SP tlog-policy, "Policy format": the group that `quorum` names, with its threshold and its members. */
export function parsePolicy(policy: string) {
  const lines = policy.split("\n").map((line) => line.split(" "));
  const quorum = lines.find(([word]) => word === "quorum")?.[1];
  const [, , threshold = "0", ...names] =
    lines.find(([word, name]) => word === "group" && name === quorum) ?? [];
  const needed =
    threshold === "any" ? 1 : threshold === "all" ? names.length : Number(threshold) || 0;
  return { needed, names };
}
