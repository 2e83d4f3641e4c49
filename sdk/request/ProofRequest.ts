import { sha256Base64url } from "#sdk/crypto";
import type { EcPublicJwk } from "../crypto/EcPublicJwk.ts";
import { JsonReader } from "../encoding/JsonReader.ts";
import { type JsonObject, parseJson } from "../encoding/json.ts";
import { limits } from "../limits.ts";
import { type Jws, parseJws, requireHeader } from "../sdjwt/Jws.ts";
import { RequestError } from "./RequestError.ts";

/** A claim that is asked for, and with which values: any, where none are named. */
export interface AskedClaim {
  readonly path: readonly string[];
  readonly values: readonly (string | number | boolean)[];
}

/** What is asked of one document. */
export interface AskedProof {
  /** Types that are welcome, by `vct`. */
  readonly types: readonly string[];
  readonly claims: readonly AskedClaim[];
}

/** What somebody asks to be shown. */
export interface ProofRequest {
  /** Where the answer goes. */
  readonly responseUri: string;
  /**
   * The `aud` of the answer's key binding. Of a signed request the verifier's id; else it names where the answer goes, and
   * nobody's identity.
   */
  readonly audience: string;
  /** The `nonce` of the answer's key binding: made for this request. */
  readonly nonce: string;
  /** Who asks, in their own words. Nothing proves it: who signed is known by `signed`. */
  readonly name: string;
  /** The answer is encrypted to it. */
  readonly key: EcPublicJwk;
  readonly proof: AskedProof;
  /** Who says that they signed it, to be checked with `verifyProofRequest`; null: nobody does. */
  readonly signed: RequestTerm | null;
}

/** What a registered verifier signs beside a request. Unix seconds. */
export interface RequestTerm {
  /** As the service's register of verifiers names them. */
  readonly verifier: string;
  readonly issuedAt: number;
  readonly expiresAt: number;
}

/** `typ` of a signed request (RFC 9101 §10.8). */
export const requestObjectType = "oauth-authz-req+jwt";

/** Of the one credential that a request asks for (OpenID4VP 1.0 §6.1). */
export const credentialId = "proof";

const idPattern = /^[A-Za-z0-9_-]{22}$/;
/** A client identifier without a prefix is of somebody who was registered before (OpenID4VP 1.0 §5.9.2). */
const verifierPattern = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;
/** Of a request that any wallet may answer (OpenID4VP 1.0 §5.8). */
const anyWallet = "https://self-issued.me/v2";
const coordinate = /^[A-Za-z0-9_-]{43}$/;

/** Whether a text may be a request's id. */
export const isRequestId = (text: string): boolean => idPattern.test(text);

/** Where the answer to a request goes. */
export const toResponseUri = (server: string, id: string): string =>
  `${server.replace(/\/+$/, "")}/v1/requests/${id}/answers`;

/**
 * An authorization request of OpenID4VP 1.0: the query is DCQL (§6), and the answer is posted and encrypted (§8.2, §8.3.1).
 * Unsigned, the client identifier has the prefix `redirect_uri` (§5.9.3). Of a registered verifier it is their id, and these
 * are the claims of the request object that they sign (§5.8, RFC 9101 §4).
 */
export const toRequestMembers = (request: ProofRequest): JsonObject => {
  const { responseUri, audience, nonce, name, key, proof, signed } = request;
  const { kty, crv, x, y } = key;
  return {
    client_id: audience,
    response_type: "vp_token",
    response_mode: "direct_post.jwt",
    response_uri: responseUri,
    nonce,
    dcql_query: {
      credentials: [
        {
          id: credentialId,
          format: "dc+sd-jwt",
          meta: { vct_values: [...proof.types] },
          claims: proof.claims.map(({ path, values }) => ({
            path: [...path],
            ...(values.length === 0 ? {} : { values: [...values] }),
          })),
        },
      ],
    },
    client_metadata: {
      client_name: name,
      jwks: { keys: [{ kty, crv, x, y, use: "enc", alg: "ECDH-ES", kid: "1" }] },
      encrypted_response_enc_values_supported: ["A256GCM"],
      vp_formats_supported: {
        "dc+sd-jwt": { "sd-jwt_alg_values": ["ES256"], "kb-jwt_alg_values": ["ES256"] },
      },
    },
    ...(signed ? { aud: anyWallet, iat: signed.issuedAt, exp: signed.expiresAt } : {}),
  };
};

export const formatProofRequest = (request: ProofRequest): string =>
  JSON.stringify(toRequestMembers(request));

/**
 * Reads a request, signed or not. Who signed is what it says, until `verifyProofRequest` has looked. Throws RequestError
 * `proof-request.malformed`.
 */
export function readProofRequest(text: string): ProofRequest {
  try {
    if (text.length > limits.proofRequestBytesMax) throw new TypeError("too long");
    const said = isSignedRequest(text) ? JSON.stringify(readRequestObject(text).payload) : text;
    const request = readRequest(new JsonReader(parseJson(said, limits.jsonDepthMax)));
    const isSigned = request.signed !== null;
    // One way to write each, so that nothing is in it that was not read.
    if (isSigned === isSignedRequest(text) && formatProofRequest(request) === said) return request;
  } catch {}
  throw new RequestError("proof-request.malformed", "this is not a request for a proof");
}

/** Whether it is a signed one, by how it begins: the other kind is JSON. */
export const isSignedRequest = (text: string): boolean => !text.startsWith("{");

/** The request object (RFC 9101 §4), not verified. */
export function readRequestObject(text: string): Jws {
  const jws = parseJws(text);
  requireHeader(jws, [requestObjectType]);
  return jws;
}

/**
 * The request that a link was made for. Throws RequestError `proof-request.malformed`, and `proof-request.other` for one
 * that the service has put in its place.
 * @param hash of the link
 */
export function readLinkedRequest(text: string, hash: string): ProofRequest {
  if (sha256Base64url(text) === hash) return readProofRequest(text);
  throw new RequestError("proof-request.other", "this is not the request of the link");
}

function readRequest(json: JsonReader): ProofRequest {
  const responseUri = json.member("response_uri").string();
  const audience = json.member("client_id").string();
  const signed = audience === `redirect_uri:${responseUri}` ? null : readTerm(json, audience);
  const [credential] = json.member("dcql_query").member("credentials").array(1);
  const metadata = json.member("client_metadata");
  const [key] = metadata.member("jwks").member("keys").array(1);
  if (credential === undefined || key === undefined) return json.refuse("one credential, one key");
  return {
    responseUri,
    audience,
    nonce: json.member("nonce").string(idPattern),
    name: metadata.member("client_name").string(undefined, limits.proofRequestNameMax),
    key: {
      kty: key.member("kty").oneOf(["EC"]),
      crv: key.member("crv").oneOf(["P-256"]),
      x: key.member("x").string(coordinate),
      y: key.member("y").string(coordinate),
    },
    proof: {
      types: credential
        .member("meta")
        .member("vct_values")
        .array(limits.proofRequestItemsMax)
        .map((vct) => vct.string()),
      claims: credential.member("claims").array(limits.proofRequestItemsMax).map(readClaim),
    },
    signed,
  };
}

function readTerm(json: JsonReader, verifier: string): RequestTerm {
  if (!verifierPattern.test(verifier)) json.member("client_id").refuse("the address, or an id");
  json.member("aud").oneOf([anyWallet]);
  return {
    verifier,
    issuedAt: json.member("iat").numericDate(),
    expiresAt: json.member("exp").numericDate(),
  };
}

function readClaim(claim: JsonReader): AskedClaim {
  const path = claim.member("path").array(limits.claimDepthMax);
  const values = claim.member("values").optional((some) => some.array(limits.proofRequestItemsMax));
  return {
    path: path.map((step) => step.string(undefined, limits.claimNameMax)),
    values: (values ?? []).map(({ value }) => requirePlain(claim, value)),
  };
}

function requirePlain(claim: JsonReader, value: unknown): string | number | boolean {
  const isPlain =
    typeof value === "string" || typeof value === "number" || typeof value === "boolean";
  return isPlain ? value : claim.refuse("a text, a number, or true or false");
}
