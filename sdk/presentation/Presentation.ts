import type { JsonObject } from "../encoding/json.ts";
import type { BatchEvidence } from "../proof/BatchEvidence.ts";
import type { SelloError } from "../SelloError.ts";
import type { DisclosedClaims } from "../sdjwt/applyDisclosures.ts";
import type { KeyBinding } from "../sdjwt/keyBinding.ts";
import type { SdJwt } from "../sdjwt/SdJwt.ts";
import type { BroughtTrust } from "./BroughtTrust.ts";
import type { DocumentPayload } from "./DocumentPayload.ts";
import type { LogPlace } from "./openLogPlace.ts";

/** What somebody shows, parsed and well-formed; nothing of it is verified. */
export interface WellFormedPresentation {
  readonly wellFormed: true;
  readonly sdJwt: SdJwt;
  readonly payload: DocumentPayload;
  readonly disclosed: DisclosedClaims;
  /** The disclosed and the always visible claims, without what SD-JWT VC defines. */
  readonly subjectClaims: JsonObject;
  readonly keyBinding: KeyBinding | null;
  readonly proof: PresentedProof | null;
  /** A status list token that came along, as text. */
  readonly statusToken: string | null;
  /** Entries of a trust list that came along. */
  readonly trust: BroughtTrust | null;
}

export interface PresentedProof {
  readonly batch: BatchEvidence;
  readonly place: LogPlace;
}

/** What could not be parsed, and why. */
export interface MalformedPresentation {
  readonly wellFormed: false;
  readonly error: SelloError;
}

export type Presentation = WellFormedPresentation | MalformedPresentation;
