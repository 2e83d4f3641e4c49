import { ApiFailure } from "@sello/api/client";
import { monitorLimits } from "./monitorLimits.ts";

const timeoutMs = 60_000;

/** The entries of a trust list, read no further than they may be long. Null where there are none. Throws `ApiFailure`. */
export async function fetchEntries(url: string): Promise<string | null> {
  const response = await fetch(url, { signal: AbortSignal.timeout(timeoutMs) }).catch(
    (error: unknown) => {
      throw new ApiFailure("api.unreachable", `${url} does not answer.`, {}, error);
    },
  );
  if (response.status === 404) return null;
  if (!response.ok)
    throw new ApiFailure("api.malformed_answer", `${url} answers with ${response.status}.`);
  const chunks: Uint8Array[] = [];
  let bytes = 0;
  for await (const chunk of response.body ?? []) {
    bytes += chunk.length;
    if (bytes > monitorLimits.entriesBytes)
      throw new ApiFailure("api.answer_too_large", `${url} answers with too much.`);
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString();
}
