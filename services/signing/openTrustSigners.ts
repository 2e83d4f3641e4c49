import { openNoteKey } from "./openNoteKey.ts";
import type { SealedKeys } from "./SealedKeys.ts";

/**
 * The offices whose keys sign trust lists, each with the name of its key below the log's origin and the name
 * under which the key is sealed. Each keeps its key itself; where nobody runs them, the service holds the keys (docs/decisions/0180).
 */
export const offices = [
  { name: "city", key: "trust", sealed: "trust-list" },
  { name: "audit", key: "trust/audit", sealed: "trust-list/audit" },
  { name: "archive", key: "trust/archive", sealed: "trust-list/archive" },
] as const;

/** Signers that a trust list needs: no office can replace whom verifiers trust by itself. */
export const trustSignerQuorum = 2;

/**
 * Their keys among the service's own, made if missing.
 * @param origin the log's, as in its checkpoints
 */
export function openTrustSigners(keys: SealedKeys, origin: string) {
  return Promise.all(
    offices.map(async ({ name, key, sealed }) => ({
      name,
      sealed,
      signer: await openNoteKey(keys, `${origin}/${key}`, sealed),
    })),
  );
}
