import { ownSigners, type PinnedSigners, parseTrustList } from "@sello/sdk";
import type { PgTrustListStore, PublishedTrustList } from "./PgTrustListStore.ts";

/**
 * The first version that names these signers and this quorum, for a version that follows `previous`. A verifier that
 * cannot accept a list walks back by it. Lists 1 do not say it of themselves, so they are looked at one by one.
 */
export async function signersSince(
  store: Pick<PgTrustListStore, "byVersion">,
  previous: PublishedTrustList | null,
  signers: PinnedSigners,
  next: number,
): Promise<number> {
  let since = next;
  for (let list = previous; list !== null && since > 1; ) {
    const parsed = parseTrustList(list.note);
    if (nameOf(ownSigners(parsed)) !== nameOf(signers)) return since;
    const { signersSince: known, version } = parsed.head;
    if (known < version || !isList1(list)) return known;
    since = version;
    list = await store.byVersion(version - 1);
  }
  return since;
}

const nameOf = ({ keys, quorum }: PinnedSigners): string => [...keys].sort().join(" ") + quorum;

const isList1 = ({ note }: PublishedTrustList): boolean => note.startsWith("sello-trust-list/1\n");
