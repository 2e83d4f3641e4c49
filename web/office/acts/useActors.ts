import { useAuthorities } from "../api/requests/useAuthorities.ts";
import type { Authority } from "../api/requests/useAuthority.ts";
import type { Session } from "../api/requests/useSession.ts";
import { useActing } from "../app/useActing.ts";
import { aboveOf } from "../shared/aboveOf.ts";
import type { ActOperation } from "./actKinds.ts";

/** In whose name one may act: one's own account, or one that several people sign for. */
export type Actor = {
  readonly account: `0x${string}`;
  readonly many: Session["accounts"][number] | null;
};

/** Of acts on an authority's record: administrators of those above; of the city, its own. Undefined until it is known. */
export function useActors(
  authority: Authority,
  operation: ActOperation | null,
): readonly Actor[] | undefined {
  const { session } = useActing();
  const { data: all } = useAuthorities();
  if (!all) return undefined;
  const scopes = new Set(scopesOf(authority, operation, all).map(({ slug }) => slug));
  const administers = (offices: readonly { slug: string; roles: readonly string[] }[]) =>
    offices.some(({ slug, roles }) => scopes.has(slug) && roles.includes("administer"));
  const own = administers(session.authorities) ? [{ account: session.account, many: null }] : [];
  const shared = session.accounts
    .filter(({ authorities }) => administers(authorities))
    .map((many) => ({ account: many.account, many }));
  return [...own, ...shared];
}

function scopesOf(
  authority: Authority,
  operation: ActOperation | null,
  all: readonly Authority[],
): readonly Authority[] {
  // Who accepts shows that they can act where they hold the role.
  if (operation === "AcceptAdministration") return [authority];
  const above = aboveOf(all, authority);
  // Below itself an authority may add others.
  if (operation === "RegisterAuthority" || above.length === 0) return [authority, ...above];
  return above;
}
