import type { Deployment, LogEnd, NoteKeyTerm, TrustHead } from "@sello/sdk";
import {
  isPostQuantum,
  type NoteAttestation,
  parseVerifierKey,
  type VerifierKey,
} from "@sello/sdk/log";
import { isWithin } from "@sello/sdk/trust";

// Which keys count for a checkpoint, by the terms that a trust list states: docs/formats.md, "Trust list 2". Written
// here by itself, so that a fault in the sdk's rules does not hide from the monitor.

/** A checkpoint's place. */
export type Place = { readonly origin: string; readonly size: number };

export type TermKey = { readonly term: NoteKeyTerm; readonly key: VerifierKey };

const open = (term: NoteKeyTerm): TermKey => ({ term, key: parseVerifierKey(term.key) });

export const logKeysOf = ({ keys }: Deployment): readonly TermKey[] => keys.map(open);

export const witnessKeysOf = ({ witnesses }: TrustHead): readonly TermKey[] =>
  witnesses.flatMap(({ keys }) => keys.map(open));

/** Whether what ended there counts here: up to that size of that log, and for logs that were sealed before it. */
export function reaches(head: TrustHead, end: LogEnd | null, { origin, size }: Place): boolean {
  if (end === null) return true;
  if (end.origin === origin) return size <= end.size;
  const indexOf = (name: string) => head.deployments.findIndex((each) => each.origin === name);
  return indexOf(origin) >= 0 && indexOf(origin) < indexOf(end.origin);
}

/** A log key's signature has no time: one that is distrusted counts for nothing beyond its end, or not at all. */
export const countsForLog = (head: TrustHead, { term }: TermKey, place: Place): boolean =>
  reaches(head, term.end, place) && (term.distrustedFrom === null || term.end !== null);

/** The greatest number of witnesses short of what some quorum asks for; `lacking` ≤ 0: there is a quorum. */
export type QuorumCount = { readonly needed: number; readonly found: number };

/**
 * How near a checkpoint is to a quorum, by the quorum term that it is nearest to.
 * @param notAfter unix seconds: a cosignature from later does not count
 */
export function countQuorum(
  head: TrustHead,
  attested: readonly NoteAttestation[],
  place: Place,
  { notAfter, postQuantum }: { readonly notAfter: number; readonly postQuantum: boolean },
): QuorumCount {
  const keys = witnessKeysOf(head).filter(
    ({ key, term }) => (isPostQuantum(key) || !postQuantum) && reaches(head, term.end, place),
  );
  const counts = head.quorums
    .filter(({ end }) => reaches(head, end, place))
    .map((quorum) => {
      const names = new Set<string>();
      for (const { key, timestamp: at } of attested) {
        const own = keys.find((each) => isSameKey(each.key, key));
        if (own === undefined || at === null || at > notAfter) continue;
        if (at === 0 && isPostQuantum(key)) continue;
        const isTrusted = own.term.distrustedFrom === null || at < own.term.distrustedFrom;
        if (isTrusted && isWithin(own.term, at) && isWithin(quorum, at)) names.add(key.name);
      }
      return { needed: quorum.needed, found: names.size };
    });
  const [nearest] = counts.sort((a, b) => a.needed - a.found - (b.needed - b.found));
  // A head without a quorum term that reaches here proves nothing of it.
  return nearest ?? { needed: Number.MAX_SAFE_INTEGER, found: 0 };
}

const isSameKey = (a: VerifierKey, b: VerifierKey): boolean =>
  a.name === b.name && a.keyId === b.keyId;

/** Whether the witnesses in office have as many post-quantum keys as the quorum asks for. */
export function asksPostQuantum(head: TrustHead): boolean {
  const names = witnessKeysOf(head)
    .filter(({ key, term }) => isPostQuantum(key) && term.until === null)
    .map(({ key }) => key.name);
  const needed = head.quorums.find(({ until }) => until === null)?.needed ?? 0;
  return new Set(names).size >= needed;
}
