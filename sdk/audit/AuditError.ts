import { SelloError } from "../SelloError.ts";

export type AuditErrorCode =
  /** A line of the file is not what an export has there. `data.line`: which, from 1 on. */
  | "audit.malformed"
  /** A position is missing, or comes twice. */
  | "audit.gap"
  /** The lines do not give the hash at the end: something was changed, moved, added or taken away. */
  | "audit.broken"
  /** The end is missing. */
  | "audit.cut_short";

export class AuditError extends SelloError<AuditErrorCode> {}
