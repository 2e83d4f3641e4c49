import { fromBase64 } from "../encoding/base64.ts";
import { JsonReader } from "../encoding/JsonReader.ts";
import { parseJson } from "../encoding/json.ts";
import { limits } from "../limits.ts";
import { orNull } from "../orNull.ts";
import type { ReadConsistency } from "../verify/proveCheckpoint.ts";
import { OnlineError } from "./OnlineError.ts";
import type { Ask } from "./TrustMemory.ts";

/** JSON of the longest path. */
const pathBytesMax = limits.proofHashesMax * 64;

/** Asks a service for paths: null where it has no such path; throws where there is no service. */
export function fetchConsistency(ask: Ask): ReadConsistency {
  return async (origin, from, to) => {
    const query = `from=${from}&to=${to}&log=${encodeURIComponent(origin)}`;
    try {
      const fetched = await ask(`/v1/log/proofs/consistency?${query}`, pathBytesMax);
      return fetched === null ? null : await orNull(async () => readPath(fetched.text));
    } catch (error) {
      if (isRefusal(error)) return null;
      throw error;
    }
  };
}

const isRefusal = (error: unknown): boolean =>
  error instanceof OnlineError && error.code === "online.status" && Number(error.data.status) < 500;

const readPath = (text: string): Uint8Array[] =>
  new JsonReader(parseJson(text, 2))
    .member("path")
    .array(limits.proofHashesMax)
    .map((hash) => fromBase64(hash.string()));
