import { orNull } from "../orNull.ts";
import type { TrustList } from "../trust/TrustList.ts";
import { acceptSuccessor, ownSigners, verifyTrustList } from "../trust/verifyTrustList.ts";
import { withEntryProofs } from "../trust/withEntries.ts";
import type { BroughtTrust } from "./BroughtTrust.ts";

/**
 * The list with what came along with a document, as far as it counts: entries of the same version, or of a newer one
 * whose head the list's own signers signed. What does not count changes nothing.
 */
export async function withBroughtTrust(list: TrustList, brought: BroughtTrust): Promise<TrustList> {
  const base = await toVersion(list, brought);
  if (base === null) return list;
  return (await orNull(async () => withEntryProofs(base, brought))) ?? list;
}

async function toVersion(list: TrustList, { version, head }: BroughtTrust) {
  if (version === list.head.version) return list;
  if (version < list.head.version || head === undefined || list.signedBy === null) return null;
  return orNull(async () => {
    const next = await acceptSuccessor(list, head);
    return next.head.version === version ? verifyTrustList(next, ownSigners(next)) : list;
  });
}
