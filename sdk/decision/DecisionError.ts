import { SelloError } from "../SelloError.ts";

export type DecisionErrorCode =
  /** Not a decision in JDM, or not one table between an input and an output. */
  | "decision.malformed"
  /** A cell or setting that is JDM, but not of the subset that can be replayed: `row`, `column`, `cell`. */
  | "decision.not-replayable";

export class DecisionError extends SelloError<DecisionErrorCode> {}
