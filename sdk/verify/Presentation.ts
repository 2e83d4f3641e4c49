import type { BatchEvidence } from "../proof/BatchEvidence.ts";
import type { TlogProof } from "../proof/TlogProof.ts";
import type { SelloError } from "../SelloError.ts";
import type { DisclosedClaims } from "../sdjwt/applyDisclosures.ts";
import type { SdJwt } from "../sdjwt/SdJwt.ts";
import type { DocumentPayload } from "./DocumentPayload.ts";

/** What somebody shows, parsed and well-formed; nothing of it is verified. */
export interface WellFormedPresentation {
  readonly wellFormed: true;
  readonly sdJwt: SdJwt;
  readonly payload: DocumentPayload;
  readonly disclosed: DisclosedClaims;
  readonly proof: PresentedProof | null;
  /** A status list token that came along, as text. */
  readonly statusToken: string | null;
}

export interface PresentedProof {
  readonly tlogProof: TlogProof;
  readonly batch: BatchEvidence;
}

/** What could not be parsed, and why. */
export interface MalformedPresentation {
  readonly wellFormed: false;
  readonly error: SelloError;
}

export type Presentation = WellFormedPresentation | MalformedPresentation;
