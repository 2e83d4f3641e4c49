import type { LocalizedText } from "@sello/sdk";
import { isWithin, rolesAt } from "@sello/sdk/trust";
import { limits } from "../platform/limits.ts";
import { rolesIn, rolesOf } from "../registry/officerRoles.ts";
import type { Authority } from "../registry/Registry.ts";
import { type HomeTask, toEntry } from "./HomeTask.ts";

type Term = { readonly from: number; readonly until: number | null };

type Named = (documentType: Authority["accreditations"][number]["documentType"]) => {
  readonly text: string | null;
  readonly name: LocalizedText | null;
};

/** What of the authority ends soon, unless something like it goes on after that. @param now unix seconds */
export function endingTasks(authority: Authority, named: Named, now: number): HomeTask[] {
  const soon = now + limits.homeSoonDays * 86_400;
  const endsSoon = <T extends Term>(terms: readonly T[]): readonly T[] => {
    const current = terms.filter((each) => isWithin(each, now));
    const outlasts = ({ until }: Term): boolean => until === null || until > soon;
    return current.some(outlasts) ? [] : current;
  };
  const keys = endsSoon(authority.keys.filter((key) => key.distrustedFrom === null));
  const types = Map.groupBy(authority.accreditations, ({ documentType }) => documentType);
  const accreditations = [...types.values()].flatMap((terms) => endsSoon(terms).slice(0, 1));
  return [
    {
      kind: "key.ending",
      count: keys.length,
      entries: keys.map((key) => toEntry(key.thumbprint, { at: key.until })),
    },
    {
      kind: "accreditation.ending",
      count: accreditations.length,
      entries: accreditations.map(({ documentType, until }) =>
        toEntry(documentType, { ...named(documentType), at: until }),
      ),
    },
  ];
}

/**
 * What a department lacks to issue. Offices above issue nothing themselves, as a rule, so nothing is missing there.
 * @param line the authority and all above it
 * @param senders the accounts by which the service anchors, and acts on status
 */
export function lackingTasks(
  line: readonly Authority[],
  senders: { readonly anchor: string; readonly status: string },
  now: number,
): HomeTask[] {
  const [authority] = line;
  if (authority?.kind !== "department") return [];
  const { keys, accreditations, officers, states } = authority;
  const mayRevoke = (each: Authority) =>
    rolesIn(rolesAt(each, senders.status, now)).includes("revoke");
  const issuers = officers.filter(({ address }) => rolesOf(authority, address).includes("issue"));
  const lacks = {
    "lacks.active": states.find((each) => isWithin(each, now))?.state !== "active",
    "lacks.key": !keys.some((key) => key.distrustedFrom === null && isWithin(key, now)),
    "lacks.accreditation": !accreditations.some((each) => isWithin(each, now)),
    "lacks.officer": issuers.length === 0,
    "lacks.anchor": !line.some((each) => (rolesAt(each, senders.anchor, now) & anchorFlag) !== 0),
    "lacks.status": !line.some(mayRevoke),
  } as const;
  return Object.entries(lacks).map(([kind, isLacking]) => ({
    kind: kind as keyof typeof lacks,
    count: isLacking ? 1 : 0,
    entries: [],
  }));
}

/** Of the contract; no officer has it, so it is no role of `officerRoles.ts`. */
const anchorFlag = 8;
