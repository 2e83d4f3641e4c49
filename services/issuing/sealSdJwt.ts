import { hash, randomFillSync } from "node:crypto";
import type { Claims } from "../registry/types/DocumentType.ts";
import type { SigningKey } from "../signing/Signer.ts";

/** What is signed: SD-JWT VC members and claims; `disclosable` names of the claims are hidden. */
export type SealRequest = {
  readonly key: SigningKey;
  /** Members in the open, such as `iss`, `vct`, `iat`, `status`. */
  readonly members: Readonly<Record<string, unknown>>;
  readonly claims: Claims;
  readonly disclosable: ReadonlySet<string>;
};

/** Issuer-signed compact JWT, and its encoded disclosures joined by `~`. */
export type SealedSdJwt = { readonly jwt: string; readonly disclosures: string };

/**
 * An SD-JWT VC (RFC 9901 §4, typ `dc+sd-jwt`) with each disclosable claim in a disclosure of its own.
 * Synchronous and for flat disclosures only, because a file of a million rows goes through here; the
 * tests hold its output against the kept library.
 */
export function sealSdJwt({ key, members, claims, disclosable }: SealRequest): SealedSdJwt {
  const disclosures: string[] = [];
  const visible: Record<string, unknown> = {};
  for (const [name, value] of Object.entries(claims)) {
    if (disclosable.has(name)) disclosures.push(toDisclosure(name, value));
    else visible[name] = value;
  }
  const payload = { ...members, ...visible, ...toDigests(disclosures) };
  const signingInput = `${headerOf(key)}.${toBase64url(JSON.stringify(payload))}`;
  const signature = Buffer.from(key.sign(Buffer.from(signingInput, "latin1")));
  return {
    jwt: `${signingInput}.${signature.toString("base64url")}`,
    disclosures: disclosures.join("~"),
  };
}

/** The document with all its disclosures (RFC 9901 §4). */
export const toSdJwt = ({ jwt, disclosures }: SealedSdJwt): string =>
  disclosures === "" ? `${jwt}~` : `${jwt}~${disclosures}~`;

const toBase64url = (text: string): string => Buffer.from(text, "utf8").toString("base64url");

/** RFC 9901 §4.2.1. */
const toDisclosure = (name: string, value: unknown): string =>
  toBase64url(JSON.stringify([nextSalt(), name, value]));

/** RFC 9901 §4.2.4: sorted, so that their order does not tell which claim each one hides. */
function toDigests(disclosures: readonly string[]): Record<string, unknown> {
  if (disclosures.length === 0) return {};
  const digests = disclosures.map((disclosure) => hash("sha256", disclosure, "base64url"));
  return { _sd: digests.sort(), _sd_alg: "sha-256" };
}

const headers = new WeakMap<SigningKey, string>();

function headerOf(key: SigningKey): string {
  let header = headers.get(key);
  if (header === undefined) {
    header = toBase64url(JSON.stringify({ alg: "ES256", typ: "dc+sd-jwt", kid: key.kid }));
    headers.set(key, header);
  }
  return header;
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
