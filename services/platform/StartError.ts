import { ServiceError } from "./errors.ts";

export type StartErrorCode =
  /** Another process of ours works on this data folder. */
  | "data.in_use"
  /** This account may not read or write there. */
  | "data.denied"
  | "data.read_only"
  /** Something that is no folder stands where one has to be. */
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
  | "database.not_started"
  | "chain.not_started"
  | "witnesses.not_started";

export type StartErrorData = Readonly<Record<string, string | number>>;

/** Why the program does not start. The message says what is wrong, where, and what to do next. */
export class StartError extends ServiceError {
  override readonly name = "StartError";
  declare readonly data: StartErrorData;

  /** @param data what the message names, for those who say it in another language */
  constructor(code: StartErrorCode, message: string, data: StartErrorData = {}, cause?: unknown) {
    super(503, code, message, data, cause);
  }
}
