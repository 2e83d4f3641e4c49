import { fromBase64, toBase64 } from "../encoding/base64.ts";
import { JsonReader } from "../encoding/JsonReader.ts";
import { parseJson } from "../encoding/json.ts";
import { limits } from "../limits.ts";
import { verifyConsistency } from "../merkle/consistency.ts";
import { orNull } from "../orNull.ts";
import type { Presentation } from "../presentation/Presentation.ts";
import type { LogEnd, TrustList } from "../trust/TrustList.ts";
import { attestCheckpoint } from "../verify/attestCheckpoint.ts";
import type { Policy } from "../verify/Policy.ts";
import { OnlineError } from "./OnlineError.ts";
import type { Ask } from "./TrustMemory.ts";

/** JSON of the longest path. */
const pathBytesMax = limits.proofHashesMax * 64;

/**
 * Holds a checkpoint under keys that have ended, or of a sealed log, against what the trust list states of that log: who
 * has stolen an old key cannot make the service show that his checkpoint is part of it (RFC 9162 §2.1.4).
 * @returns the policy with what was shown; as it is where nothing has to be shown
 */
export async function proveCheckpoint(
  presentation: Presentation,
  { head }: TrustList,
  policy: Policy,
  ask: Ask,
): Promise<Policy> {
  if (!presentation.wellFormed || presentation.proof === null) return policy;
  const note = presentation.proof.place.checkpoint;
  const always = { notAfter: Number.POSITIVE_INFINITY };
  const { partOf } = await attestCheckpoint(note, head, always, policy.requirePostQuantum);
  if (partOf === null) return policy;
  const { origin, size, root } = note.checkpoint;
  const path = await fetchPath(origin, size, partOf.size, ask);
  const root2 = fromBase64(partOf.root);
  const isPart =
    path !== null &&
    verifyConsistency({ size1: size, size2: partOf.size, root1: root, root2, path });
  const shown: LogEnd[] = isPart ? [{ origin, size, root: toBase64(root) }] : [];
  return { ...policy, provenCheckpoints: shown };
}

/** null where the service has no such path; throws where there is no service. */
async function fetchPath(origin: string, from: number, to: number, ask: Ask) {
  const query = `from=${from}&to=${to}&log=${encodeURIComponent(origin)}`;
  try {
    const fetched = await ask(`/v1/log/proofs/consistency?${query}`, pathBytesMax);
    return fetched === null ? null : await orNull(async () => readPath(fetched.text));
  } catch (error) {
    if (isRefusal(error)) return null;
    throw error;
  }
}

const isRefusal = (error: unknown): boolean =>
  error instanceof OnlineError && error.code === "online.status" && Number(error.data.status) < 500;

const readPath = (text: string): Uint8Array[] =>
  new JsonReader(parseJson(text, 2))
    .member("path")
    .array(limits.proofHashesMax)
    .map((hash) => fromBase64(hash.string()));
