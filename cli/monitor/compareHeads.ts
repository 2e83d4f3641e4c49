import type { Deployment, Interval, LogEnd, TrustHead } from "@sello/sdk";
import type { Findings } from "./Findings.ts";

/** Something with a term, under the name by which it is found again in the next list. */
type Term = Interval & {
  readonly name: string;
  readonly end: LogEnd | null;
  readonly distrustedFrom?: number | null;
};

/** Two signed lists, one after the other, as they came. */
export type HeadPair = {
  readonly before: TrustHead;
  readonly after: TrustHead;
  /** Notes, as evidence. */
  readonly notes: { readonly before: string; readonly after: string };
};

/**
 * Whether a later list says of what had ended what an earlier one said. Both are signed, so a difference shows that
 * history was rewritten by those who sign.
 * @returns whether the later one may be followed
 */
export function compareHeads(pair: HeadPair, findings: Findings): boolean {
  const sealed = compareDeployments(pair, findings);
  const ended = compareTerms(pair, findings);
  const signers = compareSigners(pair, findings);
  return sealed && ended && signers;
}

function compareDeployments({ before, after, notes }: HeadPair, findings: Findings): boolean {
  const changed = before.deployments.filter(
    (one, i) => !isSameDeployment(one, after.deployments[i]),
  );
  for (const { origin } of changed) {
    const where = { log: origin, known: before.version, offered: after.version };
    findings.add("trust-list.sealed", where, { expected: notes.before, found: notes.after });
  }
  return changed.length === 0;
}

/** Where a deployment is can never change; how it ended cannot once it has. */
function isSameDeployment(before: Deployment, after: Deployment | undefined): boolean {
  if (after === undefined) return false;
  const members = ["chainId", "registry", "log", "statusLists", "origin"] as const;
  const end = before.until === null ? [] : (["until", "size", "root"] as const);
  return [...members, ...end].every((member) => before[member] === after[member]);
}

function compareTerms({ before, after, notes }: HeadPair, findings: Findings): boolean {
  const later = Map.groupBy(termsOf(after), ({ name }) => name);
  const changed = termsOf(before).filter((term) => !isKept(term, later.get(term.name) ?? []));
  for (const { name } of changed) {
    const where = { term: name, known: before.version, offered: after.version };
    findings.add("trust-list.end", where, { expected: notes.before, found: notes.after });
  }
  return changed.length === 0;
}

function termsOf({ deployments, witnesses, quorums }: TrustHead): readonly Term[] {
  return [
    ...deployments.flatMap(({ keys }) => keys.map((term) => ({ ...term, name: term.key }))),
    ...witnesses.flatMap(({ keys }) => keys.map((term) => ({ ...term, name: term.key }))),
    // A quorum has no name but what it asks for and when it began; in list 1 it has no beginning.
    ...quorums.map((term) => ({ ...term, name: `${term.needed} witnesses` })),
  ];
}

/** What has not ended may end, and never vanishes; what has ended stays as it ended, and what is distrusted stays so. */
const isKept = (term: Term, later: readonly Term[]): boolean =>
  later.some(
    (other) =>
      (term.until === null || (term.until === other.until && isSameEnd(term.end, other.end))) &&
      (term.distrustedFrom == null ||
        (other.distrustedFrom != null && other.distrustedFrom <= term.distrustedFrom)),
  );

const isSameEnd = (a: LogEnd | null, b: LogEnd | null): boolean =>
  a?.origin === b?.origin && a?.size === b?.size && a?.root === b?.root;

/** `signersSince` is the way by which verifiers walk: it moves when the signers do, and only then. */
function compareSigners({ before, after, notes }: HeadPair, findings: Findings): boolean {
  const isSame = presentOf(before) === presentOf(after);
  const since = after.signersSince;
  // List 1 does not say since when.
  const isAsBefore =
    since === before.signersSince || notes.before.startsWith("sello-trust-list/1\n");
  const isLater = since > before.version && since <= after.version;
  // Between two versions that are not neighbours the signers may have changed, and changed back.
  const isNext = after.version === before.version + 1;
  const isRight = isSame ? isAsBefore || (isLater && !isNext) : isLater;
  if (isRight) return true;
  const where = { known: before.version, offered: after.version, signersSince: since };
  findings.add("trust-list.signers-since", where, { expected: notes.before, found: notes.after });
  return false;
}

const presentOf = ({ signers, signerQuorum }: TrustHead): string =>
  JSON.stringify([
    signerQuorum,
    ...signers
      .filter(({ until }) => until === null)
      .map(({ key }) => key)
      .sort(),
  ]);
