import { fromBase64, toBase64 } from "../encoding/base64.ts";
import { verifyConsistency } from "../merkle/consistency.ts";
import type { Presentation } from "../presentation/Presentation.ts";
import type { LogEnd, TrustList } from "../trust/TrustList.ts";
import { attestCheckpoint } from "./attestCheckpoint.ts";
import type { Policy } from "./Policy.ts";

/** The path from one size of a log to a later one (RFC 9162 §2.1.4); null where the log has none. */
export type ReadConsistency = (
  origin: string,
  from: number,
  to: number,
) => Promise<readonly Uint8Array[] | null>;

/**
 * Holds a checkpoint under keys that have ended, or of a sealed log, against what the trust list states of that log: who
 * has stolen an old key cannot make the log show that his checkpoint is part of it (RFC 9162 §2.1.4).
 * @param readPath is called only where something has to be shown
 * @returns the policy with what was shown; as it is where nothing has to be shown
 */
export async function proveCheckpoint(
  presentation: Presentation,
  { head }: TrustList,
  policy: Policy,
  readPath: ReadConsistency,
): Promise<Policy> {
  if (!presentation.wellFormed || presentation.proof === null) return policy;
  const note = presentation.proof.place.checkpoint;
  const always = { notAfter: Number.POSITIVE_INFINITY };
  const { partOf } = await attestCheckpoint(note, head, always, policy.requirePostQuantum);
  if (partOf === null) return policy;
  const { origin, size, root } = note.checkpoint;
  const path = await readPath(origin, size, partOf.size);
  const root2 = fromBase64(partOf.root);
  const isPart =
    path !== null &&
    verifyConsistency({ size1: size, size2: partOf.size, root1: root, root2, path });
  const shown: LogEnd[] = isPart ? [{ origin, size, root: toBase64(root) }] : [];
  return { ...policy, provenCheckpoints: shown };
}
