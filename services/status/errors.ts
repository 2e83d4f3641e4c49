import { ServiceError } from "../platform/errors.ts";

type StatusContradictionCode =
  /** An event of a status list is not one that the contract emits. */
  | "status.event"
  /** An event's head is not the one that follows from the events before it: one is missing, or not the chain's. */
  | "status.head";

/** The chain's events do not fold to what the contract keeps. Nothing was changed; a person has to look. */
export class StatusContradiction extends ServiceError<StatusContradictionCode> {
  constructor(
    code: StatusContradictionCode,
    message: string,
    data: Readonly<Record<string, unknown>>,
  ) {
    super(500, code, message, data);
  }
}
