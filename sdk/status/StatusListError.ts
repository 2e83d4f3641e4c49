import { SelloError } from "../SelloError.ts";

export type StatusListErrorCode =
  | "status-list.too-large"
  | "status-list.compression"
  | "status-list.values"
  | "status-list.audience"
  | "status-list.changes";

export class StatusListError extends SelloError<StatusListErrorCode> {}
