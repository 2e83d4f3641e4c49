import { SelloError } from "../SelloError.ts";

export type PresentationErrorCode =
  | "presentation.too-large"
  | "presentation.reserved-claim"
  | "presentation.no-such-claim"
  | "presentation.already-bound"
  | "sello-file.malformed"
  | "sello-file.damaged";

export class PresentationError extends SelloError<PresentationErrorCode> {}
