import { toHex } from "@sello/sdk";
import { encodeLogEntry, hashLeaf, verifyInclusion } from "@sello/sdk/log";
import type { Findings } from "./Findings.ts";
import type { OpenCheckpoint } from "./followCheckpoint.ts";
import { monitorLimits } from "./monitorLimits.ts";
import type { PublicApi } from "./PublicApi.ts";

/**
 * Draws entries and asks for their inclusion proofs (RFC 9162 §2.1.3): what was read once could be
 * shown otherwise to others since, and this is how all others will ask.
 */
export async function sampleEntries(
  api: PublicApi,
  { origin, size, root, text }: OpenCheckpoint,
  random: () => number,
  findings: Findings,
): Promise<void> {
  const drawn = Array.from({ length: Math.min(size, monitorLimits.sampledEntries) }, () =>
    Math.min(size - 1, Math.floor(random() * size)),
  );
  for (const index of new Set(drawn))
    await checkInclusion(api, { origin, size, root }, index, { checkpoint: text }, findings);
}

type Tree = { readonly origin: string; readonly size: number; readonly root: Uint8Array };

/** @param found what the service has signed for the tree; null for one that the trust list states */
export async function checkInclusion(
  api: PublicApi,
  { origin, size, root }: Tree,
  index: number,
  found: { readonly checkpoint: string } | null,
  findings: Findings,
): Promise<void> {
  const good = await findings.attempt("/v1/log/proofs/inclusion", async () => {
    const [entry] = await api.entries(origin, index, 1);
    if (entry?.index !== index) return false;
    const path = await api.inclusionProof(origin, index, size);
    const leafHash = hashLeaf(encodeLogEntry(entry));
    return verifyInclusion({ leafHash, index, size, path, root });
  });
  const expected = toHex(root);
  if (good === false)
    findings.add("entry.inclusion", { log: origin, index, size }, { expected, found });
}
