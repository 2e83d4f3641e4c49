import { sha256Base64url } from "#sdk/crypto";
import type { EcPublicJwk } from "../crypto/EcPublicJwk.ts";
import { limits } from "../limits.ts";
import type { SignBytes } from "../note/signNote.ts";
import { signJws, verifyJws } from "../sdjwt/Jws.ts";
import { policyDefaults } from "../verify/policyDefaults.ts";
import type { MadeRequest } from "./makeProofRequest.ts";
import {
  type AskedProof,
  formatProofRequest,
  type ProofRequest,
  type RequestTerm,
  readProofRequest,
  readRequestObject,
  requestObjectType,
  toRequestMembers,
} from "./ProofRequest.ts";
import { RequestError } from "./RequestError.ts";

/** Who signs a request, with which key, and when. */
export interface RequestSigner {
  /** The id that the service's register has. */
  readonly verifier: string;
  /** ES256 with the registered key. */
  readonly sign: SignBytes;
  /** Unix seconds. */
  readonly now: number;
}

/**
 * The same request as a registered verifier asks it: a request object (RFC 9101) that counts for as long as requests do.
 * @param request that a page made (`readProofRequest`): look at what it asks before you sign it
 */
export function signProofRequest(
  request: ProofRequest,
  { verifier, sign, now }: RequestSigner,
): Promise<string> {
  const issuedAt = Math.floor(now);
  const expiresAt = issuedAt + limits.proofRequestSecondsMax;
  const signed = { verifier, issuedAt, expiresAt };
  const header = { alg: "ES256", typ: requestObjectType };
  return signJws(header, toRequestMembers({ ...request, audience: verifier, signed }), sign);
}

/**
 * A request with what was signed of it, by a server that has the key. Its link is another one, for it has the hash of what is
 * signed. Throws RequestError `proof-request.malformed`, and `proof-request.other` where something else was signed.
 * @param text of `signProofRequest`
 */
export function withSignature(made: MadeRequest, text: string): MadeRequest {
  const request = readProofRequest(text);
  const { audience } = made.request;
  if (formatProofRequest({ ...request, audience, signed: null }) !== made.text)
    throw new RequestError("proof-request.other", "something else was signed");
  return { ...made, request, text, link: { id: made.link.id, hash: sha256Base64url(text) } };
}

/**
 * A request whose signature was checked. Throws RequestError `proof-request.malformed`, which an unsigned one is here too;
 * `proof-request.forged` and `proof-request.expired`.
 * @param text as the service gives it out
 * @param key that the register has for the verifier whom it names
 * @param now unix seconds
 */
export async function verifyProofRequest(
  text: string,
  key: EcPublicJwk,
  now: number,
): Promise<ProofRequest & { readonly signed: RequestTerm }> {
  const request = readProofRequest(text);
  const { signed } = request;
  if (signed === null) throw new RequestError("proof-request.malformed", "nobody signed it");
  if (!(await verifyJws(readRequestObject(text), key)))
    throw new RequestError("proof-request.forged", "another key signed it than the registered one");
  const { issuedAt, expiresAt } = signed;
  const isTooLong = expiresAt - issuedAt > limits.proofRequestSecondsMax;
  if (isTooLong || now >= expiresAt || now + policyDefaults.clockSkewSeconds < issuedAt)
    throw new RequestError("proof-request.expired", "its signature does not count now", {
      issuedAt,
      expiresAt,
    });
  return { ...request, signed };
}

/** What somebody registered that they may ask of one document type. */
export interface MayAsk {
  /** By `vct`. */
  readonly type: string;
  /** Names of claims. */
  readonly claims: readonly string[];
}

/**
 * The paths of a request that go beyond what its verifier registered, for at least one type that would answer it: it could be
 * that one which is shown.
 */
export function findBeyond(
  { types, claims }: AskedProof,
  mayAsk: readonly MayAsk[],
): readonly (readonly string[])[] {
  const isRegistered = ([name = ""]: readonly string[]): boolean =>
    types.every((vct) =>
      mayAsk.some(({ type, claims: may }) => type === vct && may.includes(name)),
    );
  return claims.map(({ path }) => path).filter((path) => !isRegistered(path));
}
