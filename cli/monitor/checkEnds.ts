import { fromBase64, type LogEnd, sha256, type TrustHead, toHex } from "@sello/sdk";
import { verifyConsistency } from "@sello/sdk/log";
import type { Findings } from "./Findings.ts";
import type { OpenCheckpoint } from "./followCheckpoint.ts";
import { endOf } from "./followSealed.ts";
import type { PublicApi } from "./PublicApi.ts";

/** A log's size and root that are known to be right. */
type Known = { readonly origin: string; readonly size: number; readonly root: Uint8Array };

/**
 * Whether each root at which the trust list ends a key or a quorum is one that the log had: a stolen key would count up to
 * another. Each is proved once.
 * @returns all that are proved
 */
export async function checkEnds(
  api: PublicApi,
  head: TrustHead,
  newest: OpenCheckpoint | null,
  proved: readonly string[],
  findings: Findings,
): Promise<readonly string[]> {
  const known: Known[] = head.deployments.flatMap((deployment) => {
    const end = endOf(deployment);
    return end === null ? [] : [{ origin: deployment.origin, ...end }];
  });
  if (newest !== null) known.push(newest);
  const all = new Set(proved);
  for (const [name, end] of endsOf(head)) {
    if (all.has(name)) continue;
    const above = known.find(({ origin }) => origin === end.origin);
    // The checkpoint that we read may be from before this end; the next one will tell.
    if (above === undefined || above.size < end.size) continue;
    if (await isOfLog(api, end, above, findings)) all.add(name);
    else {
      const where = { log: end.origin, size: end.size, newSize: above.size };
      findings.add("trust-list.end-root", where, { expected: toHex(above.root), found: end });
    }
  }
  return [...all];
}

function endsOf({ deployments, witnesses, quorums }: TrustHead): ReadonlyMap<string, LogEnd> {
  const terms = [...deployments, ...witnesses].flatMap(({ keys }) => keys);
  const ends = [...terms, ...quorums].flatMap(({ end }) => (end === null ? [] : [end]));
  return new Map(ends.map((end) => [`${end.origin} ${end.size} ${end.root}`, end]));
}

async function isOfLog(
  api: PublicApi,
  { origin, size, root }: LogEnd,
  above: Known,
  findings: Findings,
): Promise<boolean> {
  const root1 = fromBase64(root);
  // RFC 9162 §2.1.1: the root of the empty tree is the hash of the empty string.
  if (size === 0) return toHex(root1) === toHex(sha256(new Uint8Array()));
  if (size === above.size) return toHex(root1) === toHex(above.root);
  const path = await findings.attempt("/v1/log/proofs/consistency", () =>
    api.consistencyProof(origin, size, above.size),
  );
  const claim = { size1: size, size2: above.size, root1, root2: above.root };
  return path !== null && verifyConsistency({ ...claim, path });
}
