type Placed = { readonly id: string; readonly parent: string | null };

/** The authorities above one, the nearest first. */
export function aboveOf<Authority extends Placed>(
  all: readonly Authority[],
  { parent }: Placed,
): readonly Authority[] {
  const byId = new Map(all.map((each) => [each.id, each]));
  const above = new Set<Authority>();
  for (let at = byId.get(parent ?? ""); at && !above.has(at); at = byId.get(at.parent ?? ""))
    above.add(at);
  return [...above];
}
