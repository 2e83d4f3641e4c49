import type { Deployment, LogEnd, NoteKeyTerm, TrustHead } from "./TrustList.ts";
import { TrustListError } from "./TrustListError.ts";

// What has ended does not change: a successor that says otherwise of it would make genuine documents doubtful, or old
// keys of use to a thief again. Throws TrustListError `trust-list.contradiction`.

/** Deployments stay in their order, sealed ones as they are; keys and quorums that have ended stay ended where they did. */
export function requireSamePast(before: TrustHead, after: TrustHead): void {
  before.deployments.forEach((deployment, i) => {
    const next = after.deployments[i];
    if (next === undefined || !isContinued(deployment, next))
      throw contradiction("deployment", deployment.origin);
  });
  const keys = new Map(allKeys(after).map((term) => [term.key, term]));
  for (const term of allKeys(before)) {
    if (term.end !== null && !isSameEnd(term, keys.get(term.key)))
      throw contradiction("key", term.key.split("+")[0] ?? "");
  }
  for (const quorum of before.quorums) {
    const next = after.quorums.find(({ from }) => from === quorum.from);
    if (quorum.end !== null && (next?.needed !== quorum.needed || !isSameEnd(quorum, next)))
      throw contradiction("quorum", String(quorum.from));
  }
}

const allKeys = ({ deployments, witnesses }: TrustHead): readonly NoteKeyTerm[] =>
  [...deployments, ...witnesses].flatMap(({ keys }) => keys);

const fixed = ["chainId", "registry", "log", "statusLists", "origin"] as const;

function isContinued(before: Deployment, after: Deployment): boolean {
  if (fixed.some((name) => before[name] !== after[name])) return false;
  // List 1 does not say since when.
  if (before.from !== 0 && before.from !== after.from) return false;
  if (before.until === null) return true;
  return before.until === after.until && before.size === after.size && before.root === after.root;
}

type Ended = { readonly until: number | null; readonly end: LogEnd | null };

function isSameEnd(before: Ended, after: Ended | undefined): boolean {
  return (
    before.until === after?.until &&
    before.end?.origin === after.end?.origin &&
    before.end?.size === after.end?.size &&
    before.end?.root === after.end?.root
  );
}

const contradiction = (what: string, name: string): TrustListError =>
  new TrustListError(
    "trust-list.contradiction",
    `the successor says otherwise what cannot change: ${what}`,
    { what, name },
  );
