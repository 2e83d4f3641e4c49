import { limits } from "../limits.ts";
import { decodeBatchEvidence } from "../proof/BatchEvidence.ts";
import { ProofError } from "../proof/ProofError.ts";
import { splitTlogProof } from "../proof/TlogProof.ts";
import { SelloError } from "../SelloError.ts";
import { applyDisclosures } from "../sdjwt/applyDisclosures.ts";
import { parseKeyBinding } from "../sdjwt/keyBinding.ts";
import { parseSdJwt } from "../sdjwt/SdJwt.ts";
import type { BroughtTrust } from "./BroughtTrust.ts";
import {
  readDocumentPayload,
  requireNoRegisteredClaims,
  toSubjectClaims,
} from "./DocumentPayload.ts";
import { openLogPlace } from "./openLogPlace.ts";
import type { Presentation, PresentedProof, WellFormedPresentation } from "./Presentation.ts";
import { PresentationError } from "./PresentationError.ts";
import { isPackedSelloFile, toPresentedText } from "./packedSelloFile.ts";
import { parseSelloFile } from "./SelloFile.ts";
import {
  decodeTransported,
  joinLines,
  restoreLineEnds,
  trimTransported,
  unwrapFile,
} from "./undoTransport.ts";

export interface PresentationOptions {
  /** The tlog-proof of a bare SD-JWT VC; a `.sello` file brings its own. */
  readonly proof?: string | Uint8Array;
}

/**
 * Reads what somebody shows: a `.sello` file, as text or packed, or a bare SD-JWT VC. What was
 * done to the text on its way is undone (docs/decisions/0121). Never throws on a bad document: the result says what is wrong.
 */
export function parsePresentation(
  input: string | Uint8Array,
  options: PresentationOptions = {},
): Presentation {
  try {
    return parse(toText(input), options);
  } catch (error) {
    if (error instanceof SelloError) return { wellFormed: false, error };
    throw error;
  }
}

function toText(input: string | Uint8Array): string {
  if (input.length > limits.selloFileBytesMax) {
    throw new PresentationError("presentation.too-large", "too large to be a document", {
      length: input.length,
    });
  }
  if (typeof input === "string") return trimTransported(input);
  const text = toPresentedText(input);
  // Packed files are made and read by programs: there is one way to write each.
  return isPackedSelloFile(input) ? text : trimTransported(text);
}

function parse(text: string, { proof }: PresentationOptions): WellFormedPresentation {
  if (text.startsWith("{")) {
    const file = parseSelloFile(unwrapFile(text));
    return parseParts(file.document, file.proof, file.status ?? null, file.trust ?? null);
  }
  const restored = proof === undefined ? null : restoreLineEnds(decodeProof(proof));
  return parseParts(joinLines(text), restored, null, null);
}

// A proof is text of its own, which may have come as bytes of another encoding.
const decodeProof = (proof: string | Uint8Array): string =>
  typeof proof === "string" ? proof : decodeTransported(proof);

function parseParts(
  document: string,
  proof: string | null,
  statusToken: string | null,
  trust: BroughtTrust | null,
): WellFormedPresentation {
  const sdJwt = parseSdJwt(document);
  const disclosed = applyDisclosures(sdJwt.issuerJwt.payload, sdJwt.disclosures);
  requireNoRegisteredClaims(disclosed);
  return {
    wellFormed: true,
    sdJwt,
    payload: readDocumentPayload(sdJwt.issuerJwt),
    disclosed,
    subjectClaims: toSubjectClaims(disclosed.claims),
    keyBinding: sdJwt.keyBinding === null ? null : parseKeyBinding(sdJwt.keyBinding),
    proof: proof === null ? null : parseProof(proof),
    statusToken,
    trust,
  };
}

function parseProof(text: string): PresentedProof {
  const { extra, place } = splitTlogProof(text);
  if (extra === null) {
    throw new ProofError("proof.batch-evidence", "the proof lacks its extra line");
  }
  return { batch: decodeBatchEvidence(extra), place: openLogPlace(place) };
}
