import type { Output } from "@sello/api/client";
import { useQuery } from "@tanstack/react-query";
import { client } from "../client.ts";
import { publicKey } from "../queryKeys.ts";

export type LogEntry = Output<"listLogEntries">["entries"][number];

const newMs = 5_000;

/** The newest entries of the open log, newest first. */
export const useLogEntries = (count: number) =>
  useQuery({
    queryKey: publicKey("log", "entries", count),
    queryFn: () => readNewest(count),
    refetchInterval: newMs,
  });

async function readNewest(count: number): Promise<readonly LogEntry[]> {
  // Before the first entry there is no checkpoint to ask for.
  if ((await client.getFigures()).logSize === 0) return [];
  const size = readSize(await client.getCheckpoint());
  const start = Math.max(0, size - count);
  const { entries } = await client.listLogEntries({ query: { start, limit: count } });
  return [...entries].reverse();
}

/** The second line of a checkpoint is the log's size (C2SP tlog-checkpoint). */
const readSize = (checkpoint: string): number => Number(checkpoint.split("\n")[1] ?? 0);
