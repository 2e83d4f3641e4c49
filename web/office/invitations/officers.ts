import { pathOf } from "../acts/actKinds.ts";
import { toFlags } from "../acts/roleFlag.ts";
import type { Authority } from "../api/requests/useAuthority.ts";
import type { Invitation } from "../api/requests/useInvitations.ts";
import { isNow } from "../shared/isNow.ts";

/** Accounts with a role at the authority now, each once. */
export const officersOf = (authority: Authority | undefined): readonly string[] => [
  ...new Set(
    authority?.officers
      .filter((term) => term.roles !== 0 && isNow(term))
      .map(({ address }) => address.toLowerCase()),
  ),
];

/** The page of the governing act that gives an account exactly these roles at an authority; none dismisses it. */
export const appointPath = (slug: string, officer: string, roles: Invitation["roles"]): string =>
  pathOf(slug, "set-officer", { officer, roles: String(toFlags(roles)) });

/** The authority and all below it: it first, then each behind the one above it. */
export function withBelow(all: readonly Authority[], slug: string): readonly Authority[] {
  const add = (authority: Authority): Authority[] => [
    authority,
    ...all.filter(({ parent }) => parent === authority.id).flatMap(add),
  ];
  return all.filter((authority) => authority.slug === slug).flatMap(add);
}
