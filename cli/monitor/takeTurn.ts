import type { Authority, TrustList } from "@sello/sdk";
import { monitorLimits } from "./monitorLimits.ts";

/** Whose status lists one look reads, and where the next goes on. */
export type StatusTurn = {
  readonly authorities: readonly Authority[];
  /** Slug of the last of the round, where not all fit into one look; else empty. */
  readonly after: string;
};

/**
 * Of a small city all; of a large one so many that a look stays short: first those whose lists changed on the chain since the
 * look before, then the next ones of a round through all.
 * @param changed ids of authorities
 */
export function takeTurn(
  trust: TrustList,
  changed: ReadonlySet<string>,
  after: string,
): StatusTurn {
  // Without a signing key there are neither documents nor lists.
  const all = [...trust.authorities.values()].filter(({ keys }) => keys.length > 0);
  const max = monitorLimits.statusAuthorities;
  if (all.length <= max) return { authorities: all, after: "" };
  const bySlug = all.sort((a, b) => (a.slug < b.slug ? -1 : 1));
  const first = bySlug.filter(({ id }) => changed.has(id)).slice(0, max / 2);
  const start = bySlug.findIndex(({ slug }) => slug > after);
  const from = Math.max(0, start);
  const round = [...bySlug.slice(from), ...bySlug.slice(0, from)].slice(0, max - first.length);
  return {
    authorities: [...new Set([...first, ...round])],
    after: round.at(-1)?.slug ?? "",
  };
}
