import { useQuery } from "@tanstack/react-query";
import { client } from "../client.ts";
import { publicKey } from "../queryKeys.ts";

const newMs = 5_000;

/** The newest checkpoint: the log's name, size and root, and who signed it; null before the first entry. */
export const useCheckpoint = () =>
  useQuery({
    queryKey: publicKey("log", "checkpoint"),
    queryFn: readNewest,
    refetchInterval: newMs,
  });

const readNewest = async () =>
  (await client.getFigures()).logSize === 0 ? null : parse(await client.getCheckpoint());

function parse(note: string) {
  const [head = "", signatures = ""] = note.split("\n\n");
  const [origin = "", size = "0", root = ""] = head.split("\n");
  // A signature line: a long dash, the signer's name, base64.
  const names = signatures.split("\n").flatMap((line) => line.match(/^\u2014 (\S+) /)?.[1] ?? []);
  return { origin, size: Number(size), root, signers: [...new Set(names)] };
}
