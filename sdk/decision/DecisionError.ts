import { SelloError } from "../SelloError.ts";

export type DecisionErrorCode =
  /** Not a decision in JDM, or not one table between an input and an output. */
  | "decision.malformed"
  /** A cell or setting that is JDM, but not of the subset that can be replayed: `row`, `column`, `cell`. */
  | "decision.not-replayable"
  /** Not the claims of a decision receipt. */
  | "decision.receipt-malformed"
  /** Not the claims of a rule version. */
  | "decision.version-malformed"
  /** The text of a rule version is not the one whose hash is beside it: `name`. */
  | "decision.rules-altered";

export class DecisionError extends SelloError<DecisionErrorCode> {}
