import { SelloError } from "../SelloError.ts";

export type ProofErrorCode =
  | "proof.malformed"
  | "proof.too-large"
  | "proof.batch-evidence"
  | "proof.log-entry";

export class ProofError extends SelloError<ProofErrorCode> {}
