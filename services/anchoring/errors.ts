import { ServiceError } from "../platform/errors.ts";

export type LogContradictionCode =
  /** An event of the log does not have the contract's form. */
  | "log.event"
  /** An event's index does not follow the entries that are stored. */
  | "log.index"
  /** The root that an event states is not the root of the entries. */
  | "log.root"
  /** The stored subtrees do not give the stored root. */
  | "log.nodes"
  /** The log is smaller than, or another than, what a checkpoint was signed for. */
  | "log.checkpoint"
  /** The database does not know, or contradicts, what the log key is known to have signed. */
  | "log.forgotten"
  /** A stream counts copies that are not there. */
  | "log.copies"
  /** A stored proof does not lead to the root it is for. */
  | "log.proof";

/** Two things that must agree do not. Nothing was changed; a person has to look. */
export class LogContradiction extends ServiceError<LogContradictionCode> {
  constructor(
    code: LogContradictionCode,
    message: string,
    data: Readonly<Record<string, unknown>> = {},
  ) {
    super(500, code, message, data);
  }
}
