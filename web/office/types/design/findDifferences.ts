import type { DesignText, TypeDesign } from "@sello/api";

/** What one design says and another does not; null: it is not there. */
export type Difference = {
  /** Which part: of the type itself, or of a claim that has this title. */
  readonly claim: DesignText | null;
  readonly part: string;
  readonly before: string | null;
  readonly after: string | null;
};

type Flat = ReadonlyMap<string, string>;

/** Each value by where it is. A text is one value in each language. */
function flatten(value: unknown, path = "", into = new Map<string, string>()): Flat {
  if (typeof value === "object" && value !== null && !Array.isArray(value))
    for (const [name, member] of Object.entries(value))
      flatten(member, path === "" ? name : `${path}.${name}`, into);
  else if (Array.isArray(value) && value.every((each) => typeof each === "object"))
    for (const [index, member] of value.entries()) flatten(member, `${path}.${index + 1}`, into);
  else if (Array.isArray(value)) into.set(path, value.join(", "));
  else into.set(path, value === null ? "" : String(value));
  return into;
}

/** Claims are compared by their names, so that one that has moved is the same still. */
export function findDifferences(before: TypeDesign, after: TypeDesign): readonly Difference[] {
  const { claims: was, ...wasRest } = before;
  const { claims: is, ...isRest } = after;
  const names = [...new Set([...was, ...is].map(({ name }) => name))];
  const ofClaims = names.flatMap((name) => {
    const [one, other] = [was, is].map((claims) => claims.find((each) => each.name === name));
    const title = (other ?? one)?.title ?? null;
    if (!one || !other)
      return [{ claim: title, part: "", before: one ? name : null, after: other ? name : null }];
    return compare(flatten(one), flatten(other), title);
  });
  const isMoved = orderOf(was, is) !== orderOf(is, was);
  const order = isMoved
    ? [{ claim: null, part: "claims", before: orderOf(was, is), after: orderOf(is, was) }]
    : [];
  return [...compare(flatten(wasRest), flatten(isRest), null), ...ofClaims, ...order];
}

const orderOf = (claims: TypeDesign["claims"], among: TypeDesign["claims"]): string =>
  claims
    .map(({ name }) => name)
    .filter((name) => among.some((each) => each.name === name))
    .join(", ");

const compare = (before: Flat, after: Flat, claim: DesignText | null): Difference[] =>
  [...new Set([...before.keys(), ...after.keys()])]
    .filter((part) => before.get(part) !== after.get(part))
    .map((part) => ({
      claim,
      part,
      before: before.get(part) ?? null,
      after: after.get(part) ?? null,
    }));
