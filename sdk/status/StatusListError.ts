import { SelloError } from "../SelloError.ts";

export type StatusListErrorCode =
  | "status-list.too-large"
  | "status-list.compression"
  | "status-list.values";

export class StatusListError extends SelloError<StatusListErrorCode> {}
