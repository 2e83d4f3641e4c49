import type { Output } from "@sello/api/client";
import { formatSelloFile, SelloError } from "@sello/sdk";
import {
  encryptAnswer,
  type ProofRequest,
  readLinkedRequest,
  readRequestLink,
  toResponseUri,
  verifyProofRequest,
} from "@sello/sdk/request";
import { isProblem } from "../api/explainFault.ts";
import { nobody } from "../api/nobody.ts";
import { serverNow } from "../api/serverTime.ts";
import type { Vault } from "../device/vault.ts";
import { withCopy } from "../device/withCopy.ts";
import type { Words } from "../words/Words.ts";
import { noteReceipt } from "./receipt.ts";
import { showCopy } from "./showCopy.ts";

/** Why a request is not answered. */
export class RequestRefused extends Error {
  override readonly name = "RequestRefused";
  readonly refusal: keyof Words["sharing"]["refusals"];

  constructor(refusal: RequestRefused["refusal"]) {
    super(refusal);
    this.refusal = refusal;
  }
}

/** What is asked, and who asks when they registered with the city; null: they did not. */
export type LoadedRequest = {
  readonly request: ProofRequest;
  readonly verifier: Output<"getVerifier"> | null;
};

/**
 * What is asked, as the link was made for it; a signed request with who signed it. Throws `RequestRefused`, `ApiFailure`.
 */
export async function loadRequest(id: string, hash: string): Promise<LoadedRequest> {
  const link = readRequestLink({ pathname: `/r/${id}`, hash });
  if (link === null) throw new RequestRefused("cut");
  const text = await nobody.getProofRequest({ params: { id } }).catch((error: unknown) => {
    throw isProblem(error, "proof_request.unknown") ? new RequestRefused("unknown") : error;
  });
  const request = read(text, link.hash);
  // It would be answered elsewhere.
  if (request.responseUri !== toResponseUri(window.location.origin, id))
    throw new RequestRefused("altered");
  const { signed } = request;
  return signed === null ? { request, verifier: null } : loadSigned(text, signed.verifier);
}

/** The service has looked at the signature as well; what counts is what this device finds. */
async function loadSigned(text: string, id: string): Promise<LoadedRequest> {
  const verifier = await nobody.getVerifier({ params: { id } }).catch((error: unknown) => {
    throw isProblem(error, "verifier.unknown") ? new RequestRefused("ended") : error;
  });
  if (verifier.state !== "active" || verifier.id !== id) throw new RequestRefused("ended");
  try {
    return { request: await verifyProofRequest(text, verifier.key, serverNow()), verifier };
  } catch (error) {
    if (!(error instanceof SelloError)) throw error;
    throw new RequestRefused(error.code === "proof-request.expired" ? "late" : "forged");
  }
}

function read(text: string, hash: string): ProofRequest {
  try {
    return readLinkedRequest(text, hash);
  } catch (error) {
    if (error instanceof SelloError) throw new RequestRefused("altered");
    throw error;
  }
}

/** Answers with one copy, bound to who asks and to this one time. Throws `RequestRefused`, and as `withCopy`. */
export async function answerRequest(
  vault: Vault,
  document: Output<"getMyDocument">["id"],
  id: string,
  request: ProofRequest,
): Promise<void> {
  const { audience, nonce, proof, name } = request;
  const asked = proof.claims.map(({ path }) => path);
  try {
    await withCopy(vault, document, async (copy) => {
      const file = await showCopy(copy, asked, { audience, nonce });
      const text = formatSelloFile(file);
      const response = await encryptAnswer(request, text);
      const content = new URLSearchParams({ response }).toString();
      const body = { type: "application/x-www-form-urlencoded", content } as const;
      await nobody.answerProofRequest({ params: { id }, body });
      const terms = { recipient: name, purpose: null, endsAt: null, once: true };
      await noteReceipt(vault, "answer", file, { ...terms, bytes: new TextEncoder().encode(text) });
    });
  } catch (error) {
    if (isProblem(error, "proof_request.answered")) throw new RequestRefused("taken");
    if (isProblem(error, "proof_request.unknown")) throw new RequestRefused("over");
    throw error;
  }
}
