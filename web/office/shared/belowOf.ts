type Placed = { readonly id: string; readonly slug: string; readonly parent: string | null };

/** The authorities below one, however deep, in the order in which they are given. */
export function belowOf<Authority extends Placed>(
  all: readonly Authority[],
  slug: string,
): readonly Authority[] {
  const parents = new Map(all.map(({ id, parent }) => [id, parent]));
  const top = all.find((each) => each.slug === slug)?.id;
  const isBelow = ({ parent }: Authority): boolean => {
    const seen = new Set<string>();
    for (let id = parent; id !== null && !seen.has(id); id = parents.get(id) ?? null) {
      if (id === top) return true;
      seen.add(id);
    }
    return false;
  };
  return top === undefined ? [] : all.filter(isBelow);
}
