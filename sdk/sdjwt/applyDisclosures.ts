import { isJsonObject, type JsonObject, setMember } from "../encoding/json.ts";
import { limits } from "../limits.ts";
import type { Disclosure } from "./SdJwt.ts";
import { SdJwtError } from "./SdJwtError.ts";

/** Member names and array positions, from the top. */
export type ClaimPath = readonly (string | number)[];

/** The claims after the disclosures were put in their places. */
export interface DisclosedClaims {
  readonly claims: JsonObject;
  /** Digests that no disclosure matched: withheld claims and decoys. */
  readonly withheld: number;
  /** Where each disclosure belongs, in the order of the claims. */
  readonly places: readonly { readonly disclosure: Disclosure; readonly path: ClaimPath }[];
}

/**
 * RFC 9901 §7.1 step 3 to 5: puts every disclosure in the place of its digest. Throws SdJwtError
 * when a digest occurs twice, a disclosure belongs nowhere, or one would replace a claim.
 */
export function applyDisclosures(
  payload: JsonObject,
  disclosures: readonly Disclosure[],
): DisclosedClaims {
  const walk = new DisclosureWalk(disclosures);
  const { _sd_alg: _, ...claims } = walk.object(payload, [], 0);
  walk.requireAllPlaced();
  return { claims, withheld: walk.withheld, places: walk.places };
}

/** Whether a value is as it will be: nothing in it is a digest, at any depth up to the limit. */
function isPlain(value: unknown, depth: number): boolean {
  if (typeof value !== "object" || value === null) return true;
  if (depth > limits.jsonDepthMax) return false;
  if (Array.isArray(value)) return value.every((item) => isPlain(item, depth + 1));
  const members = value as JsonObject;
  return Object.keys(members).every(
    (name) =>
      name !== "_sd" && name !== "..." && name !== "_sd_alg" && isPlain(members[name], depth + 1),
  );
}

class DisclosureWalk {
  readonly places: { disclosure: Disclosure; path: ClaimPath }[] = [];
  withheld = 0;
  readonly #byDigest = new Map<string, Disclosure>();
  readonly #seen = new Set<string>();

  constructor(disclosures: readonly Disclosure[]) {
    for (const disclosure of disclosures) {
      if (this.#byDigest.has(disclosure.digest)) {
        throw new SdJwtError("sdjwt.duplicate-digest", "a disclosure appears twice");
      }
      this.#byDigest.set(disclosure.digest, disclosure);
    }
  }

  requireAllPlaced(): void {
    const lost = this.#byDigest.size - this.places.length;
    if (lost > 0) {
      throw new SdJwtError("sdjwt.unreferenced-disclosure", "a disclosure belongs nowhere", {
        count: lost,
      });
    }
  }

  object(source: JsonObject, path: ClaimPath, depth: number): Record<string, unknown> {
    const target: Record<string, unknown> = {};
    for (const name of Object.keys(source)) {
      if (name === "_sd") continue;
      if (name === "...") throw new SdJwtError("sdjwt.claim-name", "a digest outside an array");
      // RFC 9901 §4.1.1: at the top only, where it says how digests are made.
      if (name === "_sd_alg" && path.length > 0)
        throw new SdJwtError("sdjwt.claim-name", "a hash algorithm below the top");
      const value = source[name];
      // Most members have no digests in them: those are kept as they are.
      const isFinal = isPlain(value, depth + 1);
      setMember(target, name, isFinal ? value : this.#value(value, [...path, name], depth + 1));
    }
    if (Object.hasOwn(source, "_sd")) this.#members(source._sd, target, path, depth);
    return target;
  }

  // RFC 9901 §7.1 step 3.c.ii, for the digests of an object.
  #members(digests: unknown, target: Record<string, unknown>, path: ClaimPath, depth: number) {
    if (!Array.isArray(digests)) throw new SdJwtError("sdjwt.digests", "_sd is not an array");
    for (const digest of digests) {
      const disclosure = this.#take(digest);
      if (disclosure === undefined) continue;
      const { name, value } = disclosure;
      if (name === null) throw new SdJwtError("sdjwt.disclosure", "an element among members");
      if (Object.hasOwn(target, name)) {
        throw new SdJwtError("sdjwt.claim-twice", "a disclosure would replace a claim");
      }
      const place = [...path, name];
      this.places.push({ disclosure, path: place });
      setMember(target, name, this.#value(value, place, depth + 1));
    }
  }

  // RFC 9901 §7.1 step 3.c.iii, for the digests of array elements.
  #array(source: readonly unknown[], path: ClaimPath, depth: number): unknown[] {
    const target: unknown[] = [];
    source.forEach((item, index) => {
      const place = [...path, index];
      if (!isJsonObject(item) || !Object.hasOwn(item, "...")) {
        target.push(this.#value(item, place, depth + 1));
        return;
      }
      if (Object.keys(item).length !== 1) {
        throw new SdJwtError("sdjwt.digests", "a digest of an element has company");
      }
      const disclosure = this.#take(item["..."]);
      if (disclosure === undefined) return;
      if (disclosure.name !== null) {
        throw new SdJwtError("sdjwt.disclosure", "a member among elements");
      }
      this.places.push({ disclosure, path: place });
      target.push(this.#value(disclosure.value, place, depth + 1));
    });
    return target;
  }

  #value(value: unknown, path: ClaimPath, depth: number): unknown {
    if (typeof value !== "object" || value === null) return value;
    // Disclosures inside disclosures add up, so the depth is held against the limit here as well.
    if (depth > limits.jsonDepthMax) throw new SdJwtError("sdjwt.too-large", "nested too deep");
    return Array.isArray(value)
      ? this.#array(value, path, depth)
      : this.object(value as JsonObject, path, depth);
  }

  #take(digest: unknown): Disclosure | undefined {
    if (typeof digest !== "string") throw new SdJwtError("sdjwt.digests", "a digest is no text");
    if (this.#seen.has(digest)) {
      throw new SdJwtError("sdjwt.duplicate-digest", "a digest appears twice");
    }
    this.#seen.add(digest);
    if (this.#seen.size > limits.digestsMax) {
      throw new SdJwtError("sdjwt.too-large", "too many digests");
    }
    const disclosure = this.#byDigest.get(digest);
    if (disclosure === undefined) this.withheld++;
    return disclosure;
  }
}
