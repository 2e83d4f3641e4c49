import { sha256Base64url } from "#sdk/crypto";
import { randomBase64url } from "../encoding/random.ts";
import { newAnswerKey, toPublicJwk } from "./encryptedAnswer.ts";
import {
  type AskedProof,
  formatProofRequest,
  type ProofRequest,
  toResponseUri,
} from "./ProofRequest.ts";
import type { RequestLink } from "./requestLink.ts";

export interface MadeRequest {
  readonly link: RequestLink;
  readonly request: ProofRequest;
  /** What the service keeps and gives out, exactly so: the link has its hash. */
  readonly text: string;
  /** Shows the service that the answer may be handed out. It keeps its SHA-256. */
  readonly secret: string;
  /** Opens the answer. */
  readonly privateKey: CryptoKey;
}

/**
 * A new request, with a nonce, a key and an id of its own.
 * @param server where it is kept, and the answer goes
 * @param name who asks, in words that nothing proves
 * @param keys of ECDH on P-256, for who has to keep the private one; without it, a pair of which it never leaves WebCrypto
 */
export async function makeProofRequest(
  server: string,
  name: string,
  proof: AskedProof,
  keys?: CryptoKeyPair,
): Promise<MadeRequest> {
  const pair = keys ?? (await newAnswerKey());
  const id = randomBase64url(16);
  const responseUri = toResponseUri(server, id);
  const request: ProofRequest = {
    responseUri,
    // OpenID4VP 1.0 §5.9.3.
    audience: `redirect_uri:${responseUri}`,
    nonce: randomBase64url(16),
    name,
    key: await toPublicJwk(pair),
    proof,
    signed: null,
  };
  const text = formatProofRequest(request);
  return {
    link: { id, hash: sha256Base64url(text) },
    request,
    text,
    secret: randomBase64url(32),
    privateKey: pair.privateKey,
  };
}
