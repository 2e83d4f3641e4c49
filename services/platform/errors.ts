import { type ErrorData, SelloError } from "@sello/sdk";

/**
 * A failure that a caller may see: a stable code, the HTTP status that fits it, and data. Anything else
 * that is thrown is a fault of ours: the HTTP edge answers 500 with an id and reveals nothing.
 */
export class ServiceError<Code extends string = string> extends SelloError<Code> {
  readonly status: number;

  constructor(status: number, code: Code, message: string, data?: ErrorData, cause?: unknown) {
    super(code, message, data, cause);
    this.status = status;
  }
}

type ConfigErrorCode =
  /** A setting is missing, is not of its form, or contradicts another. */
  "config.invalid";

/** The settings are not usable; the message names each that is wrong. Stops the start. */
export class ConfigError extends SelloError<ConfigErrorCode> {
  constructor(message: string) {
    super("config.invalid", message);
  }
}

/** One thing wrong with an input: where (JSON pointer or column), a stable code, and words. */
export type Violation = {
  readonly pointer: string;
  readonly code: string;
  readonly message: string;
};

/** The input is not of the form asked for; nothing was changed. HTTP 422. */
export class InvalidInput extends ServiceError {
  constructor(code: string, message: string, violations: readonly Violation[] = []) {
    super(422, code, message, { violations });
  }
}

/** The thing named does not exist, or the caller may not know of it. HTTP 404. */
export class NotFound extends ServiceError {
  constructor(code: string, message: string, data: ErrorData = {}) {
    super(404, code, message, data);
  }
}

/** The request contradicts what is stored. HTTP 409. */
export class Conflict extends ServiceError {
  constructor(code: string, message: string, data: ErrorData = {}) {
    super(409, code, message, data);
  }
}

/** The caller is not signed in (401) or may not do this (403). */
export class Forbidden extends ServiceError {
  constructor(code: string, message: string, status: 401 | 403 = 403) {
    super(status, code, message);
  }
}

/** Something is larger, longer or more than its named limit. HTTP 413. */
export class LimitExceeded extends ServiceError {
  constructor(code: string, message: string, data: { limit: number; unit: string }) {
    super(413, code, message, data);
  }
}

/** A part that the request needs (database, chain) does not answer now; try again. HTTP 503. */
export class Unavailable extends ServiceError {
  constructor(code: string, message: string, cause?: unknown) {
    super(503, code, message, {}, cause);
  }
}
