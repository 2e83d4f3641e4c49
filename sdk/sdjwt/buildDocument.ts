import { encodeTextBase64url, sha256Base64url } from "#sdk/crypto";
import { toBase64url } from "../encoding/base64.ts";
import { isJsonObject, type JsonObject, setMember } from "../encoding/json.ts";
import type { SignBytes } from "../note/signNote.ts";
import type { ClaimPath } from "./applyDisclosures.ts";
import { signJws } from "./Jws.ts";
import { SdJwtError } from "./SdJwtError.ts";

/** What an issuer asks for. */
export interface DocumentRequest {
  /** `alg` is added; `typ` and `kid` are the caller's. */
  readonly header: JsonObject;
  /** Everything the document says, before anything is hidden. */
  readonly payload: JsonObject;
  /** Top-level names, or paths into objects and arrays. What is absent is passed over. */
  readonly disclosable: readonly (string | ClaimPath)[];
  /** At least 16 fresh random bytes at every call. */
  readonly salt: () => Uint8Array;
  /** Digests of nothing at the top, so that the number of claims stays hidden. Default 0. */
  readonly decoys?: number;
  /** ES256: r || s, 64 bytes. */
  readonly sign: SignBytes;
}

/** A document in full, as its holder keeps it. */
export interface BuiltDocument {
  /** The SD-JWT with all disclosures. */
  readonly document: string;
  /** The issuer-signed JWT alone: the leaf of the batch. */
  readonly issuerJwt: string;
}

/** RFC 9901 §4: hides what is disclosable behind salted digests, and signs. Throws SdJwtError. */
export async function buildDocument(request: DocumentRequest): Promise<BuiltDocument> {
  const hiding = new Hiding(request.salt);
  const hidden = hiding.object(request.payload, toTree(request.disclosable), request.decoys ?? 0);
  const payload = hiding.used ? { ...hidden, _sd_alg: "sha-256" } : hidden;
  const issuerJwt = await signJws({ alg: "ES256", ...request.header }, payload, request.sign);
  return { document: [issuerJwt, ...hiding.disclosures, ""].join("~"), issuerJwt };
}

/** The disclosable paths as a tree; `here` marks a place that is itself disclosable. */
interface Disclosable {
  here: boolean;
  readonly below: Map<string | number, Disclosable>;
}

function toTree(disclosable: readonly (string | ClaimPath)[]): Disclosable {
  const root: Disclosable = { here: false, below: new Map() };
  for (const each of disclosable) {
    let place = root;
    for (const step of typeof each === "string" ? [each] : each) {
      const next = place.below.get(step) ?? { here: false, below: new Map() };
      place.below.set(step, next);
      place = next;
    }
    place.here = true;
  }
  return root;
}

class Hiding {
  readonly disclosures: string[] = [];
  used = false;
  readonly #salt: () => Uint8Array;

  constructor(salt: () => Uint8Array) {
    this.#salt = salt;
  }

  object(source: JsonObject, tree: Disclosable, decoys = 0): Record<string, unknown> {
    const target: Record<string, unknown> = {};
    const digests: string[] = [];
    for (const name of Object.keys(source)) {
      requireClaimName(name);
      const place = tree.below.get(name);
      const value = this.#value(source[name], place);
      if (place?.here) digests.push(this.#hide([this.#freshSalt(), name, value]));
      else setMember(target, name, value);
    }
    for (let i = 0; i < decoys; i++) digests.push(sha256Base64url(this.#freshSalt()));
    if (digests.length === 0) return target;
    this.used = true;
    // Sorted, so that the order of the digests says nothing about the claims.
    return { _sd: digests.sort(), ...target };
  }

  #array(source: readonly unknown[], tree: Disclosable | undefined): unknown[] {
    return source.map((item, index) => {
      const place = tree?.below.get(index);
      const value = this.#value(item, place);
      if (!place?.here) return value;
      this.used = true;
      return { "...": this.#hide([this.#freshSalt(), value]) };
    });
  }

  #value(value: unknown, tree: Disclosable | undefined): unknown {
    if (Array.isArray(value)) return this.#array(value, tree);
    return isJsonObject(value) ? this.object(value, tree ?? nothing) : value;
  }

  #hide(disclosure: readonly unknown[]): string {
    const encoded = encodeTextBase64url(JSON.stringify(disclosure));
    this.disclosures.push(encoded);
    return sha256Base64url(encoded);
  }

  #freshSalt(): string {
    const salt = this.#salt();
    if (salt.length < 16) throw new SdJwtError("sdjwt.salt", "a salt has at least 16 bytes");
    return toBase64url(salt);
  }
}

const nothing: Disclosable = { here: false, below: new Map() };

function requireClaimName(name: string): void {
  if (name === "_sd" || name === "..." || name === "_sd_alg") {
    throw new SdJwtError("sdjwt.claim-name", "a claim has a reserved name", { name });
  }
}
