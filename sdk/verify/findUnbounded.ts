import type { JsonObject } from "../encoding/json.ts";
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
  return walk(claims, null, 0, { values: 0 });
}

/** Where in the claims the walk is; written as a pointer only when something is too much. */
type Place = { readonly above: Place | null; readonly name: string | number };
type Seen = { values: number };

function walk(value: unknown, place: Place | null, depth: number, seen: Seen): Unbounded | null {
  seen.values += 1;
  if (seen.values > limits.claimValuesMax) return beyond(place, "claimValuesMax");
  if (typeof value === "string")
    return value.length > limits.claimTextMax ? beyond(place, "claimTextMax") : null;
  if (typeof value !== "object" || value === null) return null;
  if (depth === limits.claimDepthMax) return beyond(place, "claimDepthMax");
  return Array.isArray(value)
    ? walkItems(value, place, depth, seen)
    : walkMembers(value as JsonObject, place, depth, seen);
}

function walkItems(items: readonly unknown[], place: Place | null, depth: number, seen: Seen) {
  if (items.length > limits.claimItemsMax) return beyond(place, "claimItemsMax");
  for (let index = 0; index < items.length; index += 1) {
    const found = walk(items[index], { above: place, name: index }, depth + 1, seen);
    if (found !== null) return found;
  }
  return null;
}

function walkMembers(members: JsonObject, place: Place | null, depth: number, seen: Seen) {
  const names = Object.keys(members);
  if (names.length > limits.claimMembersMax) return beyond(place, "claimMembersMax");
  for (const name of names) {
    if (name.length > limits.claimNameMax) return beyond(place, "claimNameMax");
    const found = walk(members[name], { above: place, name }, depth + 1, seen);
    if (found !== null) return found;
  }
  return null;
}

const beyond = (place: Place | null, bound: Bound): Unbounded => ({
  pointer: toPointer(place),
  bound,
  max: limits[bound],
});

// RFC 6901 §3.
function toPointer(place: Place | null): string {
  if (place === null) return "";
  const token = String(place.name).replaceAll("~", "~0").replaceAll("/", "~1");
  return `${toPointer(place.above)}/${token}`;
}
