import { type ErrorData, type LocalizedText, SelloError } from "@sello/sdk";

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
  /** What would be right, in the words of the document type. */
  readonly rule?: LocalizedText;
};

/** The input does not have the required form; nothing was changed. HTTP 422. */
export class InvalidInput extends ServiceError {
  constructor(code: string, message: string, violations: readonly Violation[] = []) {
    super(422, code, message, { violations });
  }
}

/** The place after which a page is to begin is not one that we gave: `InvalidInput` `page.cursor`. */
export const notEndOfPage = () => new InvalidInput("page.cursor", "This is not the end of a page.");

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

/** The specification allows it, and this service does not offer it. HTTP 501. */
export class NotOffered extends ServiceError {
  constructor(code: string, message: string) {
    super(501, code, message);
  }
}

/** A part that the request needs (database, chain) does not answer now; try again. HTTP 503. */
export class Unavailable extends ServiceError {
  constructor(code: string, message: string, cause?: unknown) {
    super(503, code, message, {}, cause);
  }
}

export type StartErrorCode =
  /** Another process of ours works on this data folder. */
  | "data.in_use"
  /** This account may not read or write there. */
  | "data.denied"
  | "data.read_only"
  /** Something that is not a folder is where one has to be. */
  | "data.not_a_folder"
  /** Its path holds characters that the parts cannot take. */
  | "data.path_unusable"
  /** The file system keeps no locks. */
  | "data.lock_failed"
  /** A file of ours does not hold what we write into it. */
  | "data.damaged"
  /** A newer program made it. */
  | "data.newer"
  /** Its database is the one of another data folder, which is still there. */
  | "data.copied"
  | "disk.full"
  | "port.taken"
  | "port.denied"
  /** The address to listen on is not one of this machine. */
  | "host.unknown"
  /** The embedded database cannot run as root, and there is no other account. */
  | "database.account_missing"
  /** The system does not let us run programs as the other account. */
  | "database.account_refused"
  /** The files of the embedded database belong to an account that is not ours. */
  | "database.owner"
  /** The other account cannot reach the files, and there is no other place for them. */
  | "database.unreachable"
  /** The place that was chosen for the database's files is gone. */
  | "database.place_missing"
  /** There is no PostgreSQL for this machine among the packages. */
  | "database.programs_missing"
  /** Its programs cannot be run. */
  | "database.programs_broken"
  /** The files are of another major version of PostgreSQL. */
  | "database.other_version"
  /** The account of the database may not make the role of the process that strangers reach. */
  | "database.no_roles"
  | "database.not_started"
  | "chain.not_started"
  /** The network is on a chain of which no node is named. */
  | "chain.no_address"
  | "witnesses.not_started"
  | "trust_signers.not_started";

export type StartErrorData = Readonly<Record<string, string | number>>;

/** Why the program does not start. The message says what is wrong, where, and what to do next. */
export class StartError extends ServiceError<StartErrorCode> {
  declare readonly data: StartErrorData;

  /** @param data what the message names, for those who say it in another language */
  constructor(code: StartErrorCode, message: string, data: StartErrorData = {}, cause?: unknown) {
    super(503, code, message, data, cause);
  }
}
