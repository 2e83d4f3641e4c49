import { hash, randomFillSync } from "node:crypto";
import type { Claims } from "../registry/types/DocumentType.ts";

/** What is to be signed: SD-JWT VC members and claims; `disclosable` names of the claims are hidden. */
export type SdJwtRequest = {
  /** The JWT's header in base64url, which names the key that will sign. */
  readonly header: string;
  /** Members in the open, such as `iss`, `vct`, `iat`, `status`. */
  readonly members: Readonly<Record<string, unknown>>;
  readonly claims: Claims;
  readonly disclosable: ReadonlySet<string>;
  /** Names of claims that are objects and seen, with each member in a disclosure of its own. */
  readonly each?: ReadonlySet<string>;
};

/** An SD-JWT that nobody has signed yet. */
export type UnsignedSdJwt = {
  /** JSON in UTF-8. */
  readonly payload: Buffer;
  /** JSON in UTF-8 of each disclosure. */
  readonly disclosures: readonly Buffer[];
  /** What is signed (RFC 7515 §5.1). */
  readonly signingInput: string;
};

/**
 * An SD-JWT VC (RFC 9901 §4, typ `dc+sd-jwt`) with each disclosable claim in a disclosure of its own.
 * Synchronous and for flat disclosures and members of objects at the top only, because a file of a million rows goes through here; the
 * tests hold its output against the kept library.
 */
export function draftSdJwt(request: SdJwtRequest): UnsignedSdJwt {
  const { header, members, claims, disclosable, each } = request;
  const disclosures: Buffer[] = [];
  const visible: Record<string, unknown> = {};
  for (const [name, value] of Object.entries(claims)) {
    if (disclosable.has(name)) disclosures.push(toDisclosure(name, value));
    else visible[name] = value;
  }
  const digests = toDigests(disclosures);
  for (const name of each ?? []) {
    const object = visible[name];
    if (object === undefined) continue;
    const own = Object.entries(object as object).map(([key, value]) => toDisclosure(key, value));
    visible[name] = toDigests(own);
    disclosures.push(...own);
  }
  const whole = {
    ...{ ...members, ...visible, ...digests },
    ...(disclosures.length === 0 ? {} : { _sd_alg: "sha-256" }),
  };
  const payload = Buffer.from(JSON.stringify(whole), "utf8");
  return {
    payload,
    disclosures,
    signingInput: `${header}.${payload.toString("base64url")}`,
  };
}

/** RFC 9901 §4.2.1, before it is encoded. */
const toDisclosure = (name: string, value: unknown): Buffer =>
  Buffer.from(JSON.stringify([nextSalt(), name, value]), "utf8");

/** RFC 9901 §4.2.4: sorted, so that their order does not tell which claim each one hides. */
function toDigests(disclosures: readonly Buffer[]): { readonly _sd?: readonly string[] } {
  if (disclosures.length === 0) return {};
  const digests = disclosures.map((disclosure) =>
    hash("sha256", disclosure.toString("base64url"), "base64url"),
  );
  return { _sd: digests.sort() };
}

// Random bytes are drawn for many salts at once: a system call for each would take longer than hashing.
// RFC 9901 §9.3 asks for 128 bits, and each is used once.
const saltBytes = 16;
const salts = Buffer.alloc(saltBytes * 512);
let saltOffset = salts.length;

function nextSalt(): string {
  if (saltOffset === salts.length) {
    randomFillSync(salts);
    saltOffset = 0;
  }
  const salt = salts.toString("base64url", saltOffset, saltOffset + saltBytes);
  saltOffset += saltBytes;
  return salt;
}
