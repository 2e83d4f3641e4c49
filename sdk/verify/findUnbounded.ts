import { limits } from "../limits.ts";

type Bound = Extract<keyof typeof limits, `claim${string}`>;

/** What is too much in a value, and where (JSON Pointer, RFC 6901). Holds no value. */
export interface Unbounded {
  readonly pointer: string;
  readonly bound: Bound;
  readonly max: number;
}

/**
 * The first thing in claims that goes beyond the bounds within which schemas are applied to them. Takes time in
 * proportion to the bounds, not to the value: it stops where they end. Schemas do not: `uniqueItems` compares every pair.
 */
export function findUnbounded(claims: unknown): Unbounded | null {
  return walk(claims, "", 0, { values: 0 });
}

function walk(
  value: unknown,
  pointer: string,
  depth: number,
  seen: { values: number },
): Unbounded | null {
  seen.values += 1;
  if (seen.values > limits.claimValuesMax) return beyond(pointer, "claimValuesMax");
  if (typeof value === "string")
    return value.length > limits.claimTextMax ? beyond(pointer, "claimTextMax") : null;
  if (typeof value !== "object" || value === null) return null;
  if (depth === limits.claimDepthMax) return beyond(pointer, "claimDepthMax");
  if (Array.isArray(value)) {
    if (value.length > limits.claimItemsMax) return beyond(pointer, "claimItemsMax");
    return walkAll(value.entries(), pointer, depth, seen);
  }
  const members = Object.entries(value);
  if (members.length > limits.claimMembersMax) return beyond(pointer, "claimMembersMax");
  return walkAll(members, pointer, depth, seen);
}

function walkAll(
  members: Iterable<readonly [string | number, unknown]>,
  pointer: string,
  depth: number,
  seen: { values: number },
): Unbounded | null {
  for (const [name, member] of members) {
    if (String(name).length > limits.claimNameMax) return beyond(pointer, "claimNameMax");
    const found = walk(member, `${pointer}/${toToken(name)}`, depth + 1, seen);
    if (found !== null) return found;
  }
  return null;
}

// RFC 6901 §3.
const toToken = (name: string | number): string =>
  typeof name === "number" ? String(name) : name.replaceAll("~", "~0").replaceAll("/", "~1");

const beyond = (pointer: string, bound: Bound): Unbounded => ({
  pointer,
  bound,
  max: limits[bound],
});
