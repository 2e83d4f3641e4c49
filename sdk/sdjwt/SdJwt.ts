/** A JSON object that others wrote. */
export type JsonObject = { readonly [member: string]: unknown };

/** A compact JWS taken apart; nobody has verified it. */
export interface Jws {
  readonly compact: string;
  /** `header.payload`, what the signature covers. */
  readonly signingInput: string;
  readonly header: JsonObject;
  readonly payload: JsonObject;
  readonly signature: Uint8Array;
}

/** RFC 9901 §4.2: `[salt, name, value]` for a member, `[salt, value]` for an array element. */
export interface Disclosure {
  readonly encoded: string;
  /** base64url, under the document's `_sd_alg`. */
  readonly digest: string;
  readonly salt: string;
  /** null for an array element. */
  readonly name: string | null;
  readonly value: unknown;
}

/** RFC 9901 §4: an SD-JWT, or an SD-JWT+KB when `keyBinding` is there. Not verified. */
export interface SdJwt {
  readonly issuerJwt: Jws;
  readonly disclosures: readonly Disclosure[];
  readonly keyBinding: Jws | null;
  /** Everything up to and with the last `~`: what `sd_hash` covers (RFC 9901 §4.3.1). */
  readonly withoutKeyBinding: string;
}

/** The claims after the disclosures were put in their places (RFC 9901 §7.1). */
export interface DisclosedClaims {
  readonly claims: JsonObject;
  /** Digests that no disclosure matched: withheld claims and decoys. */
  readonly withheld: number;
}
