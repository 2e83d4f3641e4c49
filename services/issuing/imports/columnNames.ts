import type { DocumentType } from "../../registry/types/DocumentType.ts";

/** Where the cells of a column go: a claim, by its path, or the person beside the claims. */
export type ColumnTarget = { readonly claim: string } | { readonly person: true };

/** The name under which a column of the person's ID number is always known. */
export const personColumn = "person";

/**
 * The columns of a type by the names that they may have: claims' names, their titles in each language, and what else
 * the type calls them. A name that two of them have is nobody's.
 */
export function namedColumns(type: DocumentType): ReadonlyMap<string, ColumnTarget> {
  const known = knownOf(type);
  if (known !== undefined) return known;
  const found = new Map<string, ColumnTarget>();
  const doubled = new Set<string>();
  const properties = (type.inputSchema.properties ?? {}) as object;
  const add = (names: readonly string[], target: ColumnTarget) => {
    for (const name of new Set(names.map(toComparable))) {
      if (found.has(name)) doubled.add(name);
      else found.set(name, target);
    }
  };
  for (const [claim, { title, aliases }] of Object.entries(type.claims)) {
    if (Object.hasOwn(properties, claim))
      add([claim, ...Object.values(title), ...aliases], { claim });
  }
  if (type.person !== null && "title" in type.person) {
    const { title, aliases } = type.person;
    add([personColumn, ...Object.values(title), ...aliases], { person: true });
  }
  for (const name of doubled) found.delete(name);
  // A claim's own name is always its own.
  for (const claim of Object.keys(properties)) found.set(toComparable(claim), { claim });
  cache.set(type, found);
  return found;
}

const cache = new WeakMap<DocumentType, ReadonlyMap<string, ColumnTarget>>();
const knownOf = (type: DocumentType) => cache.get(type);

/** Names are the same whatever their case, their spaces and the width of their characters. */
export const toComparable = (name: string): string =>
  name
    .normalize("NFKC")
    .replace(/[\s_]+/g, " ")
    .trim()
    .toLowerCase();

/** The known name that is least different from a name; null when none is much like it. */
export function nearestColumn(type: DocumentType, name: string): string | null {
  const wanted = toComparable(name).slice(0, comparedCharacters);
  let nearest: string | null = null;
  let least = Math.max(1, Math.floor(wanted.length / 2));
  for (const known of shownNames(type)) {
    const distance = editDistance(wanted, toComparable(known).slice(0, comparedCharacters));
    if (distance > least || (distance === least && nearest !== null)) continue;
    if (distance >= wanted.length) continue;
    nearest = known;
    least = distance;
  }
  return nearest;
}

/** Names that are known, as the type writes them. */
function shownNames(type: DocumentType): string[] {
  const known = namedColumns(type);
  const named = Object.entries(type.claims).flatMap(([claim, { title, aliases }]) => [
    claim,
    ...Object.values(title),
    ...aliases,
  ]);
  return named.filter((name) => known.has(toComparable(name)));
}

const comparedCharacters = 64;

/** Levenshtein's distance. */
function editDistance(a: string, b: string): number {
  let row = Array.from({ length: b.length + 1 }, (_, index) => index);
  for (let i = 1; i <= a.length; i += 1) {
    const next = [i];
    for (let j = 1; j <= b.length; j += 1) {
      const same = a[i - 1] === b[j - 1] ? 0 : 1;
      next[j] = Math.min(
        (row[j] as number) + 1,
        (next[j - 1] as number) + 1,
        (row[j - 1] as number) + same,
      );
    }
    row = next;
  }
  return row[b.length] as number;
}
