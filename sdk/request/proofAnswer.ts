import { JsonReader } from "../encoding/JsonReader.ts";
import { parseJson } from "../encoding/json.ts";
import { limits } from "../limits.ts";
import { readBroughtTrust } from "../presentation/BroughtTrust.ts";
import { formatSelloFile, parseSelloFile, type SelloFile } from "../presentation/SelloFile.ts";
import { decryptWith, encryptTo } from "./encryptedAnswer.ts";
import { credentialId, type ProofRequest } from "./ProofRequest.ts";
import { RequestError } from "./RequestError.ts";

/**
 * Encrypts an answer to who asks. `vp_token` is as OpenID4VP 1.0 §8.1 has it; what a verifier needs beside the presentation
 * goes along as `sello`.
 * @param file a `.sello` file whose presentation is bound to the request's audience and nonce
 */
export function encryptAnswer(request: ProofRequest, file: string): Promise<string> {
  const { document, ...evidence } = parseSelloFile(file);
  const answer = {
    vp_token: { [credentialId]: [document] },
    sello: { [credentialId]: [evidence] },
  };
  return encryptTo(request.key, JSON.stringify(answer));
}

/** The `.sello` file of an answer; it is still to be verified. Throws RequestError `proof-answer.unreadable`. */
export async function openAnswer(privateKey: CryptoKey, jwe: string): Promise<string> {
  try {
    const text = await decryptWith(privateKey, jwe);
    const json = new JsonReader(parseJson(text, limits.jsonDepthMax));
    const [document] = json.member("vp_token").member(credentialId).array(1);
    const [evidence] = json.member("sello").member(credentialId).array(1);
    if (document === undefined || evidence === undefined) throw new TypeError("nothing in it");
    return formatSelloFile(readFile(document, evidence));
  } catch (error) {
    throw new RequestError("proof-answer.unreadable", "not an answer to this request", {}, error);
  }
}

function readFile(document: JsonReader, evidence: JsonReader): SelloFile {
  const read = (member: JsonReader) => member.string(undefined, limits.selloFileBytesMax);
  const status = evidence.member("status").optional(read);
  const trust = evidence.member("trust").optional(readBroughtTrust);
  return {
    document: read(document),
    proof: read(evidence.member("proof")),
    ...(status === null ? {} : { status }),
    ...(trust === null ? {} : { trust }),
  };
}
