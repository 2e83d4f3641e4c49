/**
 * What every failure that a caller may see has: a stable code, the HTTP status that fits it, and data.
 * Codes are contract, messages are prose. Anything that is not a `SelloError` is a fault of ours: the
 * HTTP edge answers 500 with an id and reveals nothing.
 */
export class SelloError extends Error {
  override readonly name: string = "SelloError";
  readonly code: string;
  readonly status: number;
  readonly data: Readonly<Record<string, unknown>>;

  constructor(options: {
    code: string;
    status: number;
    message: string;
    data?: Readonly<Record<string, unknown>>;
    cause?: unknown;
  }) {
    super(options.message, options.cause === undefined ? undefined : { cause: options.cause });
    this.code = options.code;
    this.status = options.status;
    this.data = options.data ?? {};
  }
}

/** One thing wrong with an input: where (JSON pointer or column), a stable code, and words. */
export type Violation = {
  readonly pointer: string;
  readonly code: string;
  readonly message: string;
};

/** The input is not of the form asked for; nothing was changed. HTTP 422. */
export class InvalidInput extends SelloError {
  override readonly name = "InvalidInput";
  constructor(code: string, message: string, violations: readonly Violation[] = []) {
    super({ code, status: 422, message, data: { violations } });
  }
}

/** The thing named does not exist, or the caller may not know of it. HTTP 404. */
export class NotFound extends SelloError {
  override readonly name = "NotFound";
  constructor(code: string, message: string, data: Readonly<Record<string, unknown>> = {}) {
    super({ code, status: 404, message, data });
  }
}

/** The request contradicts what is stored. HTTP 409. */
export class Conflict extends SelloError {
  override readonly name = "Conflict";
  constructor(code: string, message: string, data: Readonly<Record<string, unknown>> = {}) {
    super({ code, status: 409, message, data });
  }
}

/** The caller is not signed in (401) or may not do this (403). */
export class Forbidden extends SelloError {
  override readonly name = "Forbidden";
  constructor(code: string, message: string, status: 401 | 403 = 403) {
    super({ code, status, message });
  }
}

/** Something is larger, longer or more than its named limit. HTTP 413. */
export class LimitExceeded extends SelloError {
  override readonly name = "LimitExceeded";
  constructor(code: string, message: string, data: { limit: number; unit: string }) {
    super({ code, status: 413, message, data });
  }
}

/** A part that the request needs (database, chain) does not answer now; try again. HTTP 503. */
export class Unavailable extends SelloError {
  override readonly name = "Unavailable";
  constructor(code: string, message: string, cause?: unknown) {
    super({ code, status: 503, message, cause });
  }
}
