import { StartError } from "./errors.ts";

type SystemError = Error & {
  readonly code?: string;
  readonly errcode?: number;
  readonly path?: string;
};

/** https://www.sqlite.org/rescode.html#full */
const sqliteFull = 13;
/** https://www.postgresql.org/docs/18/errcodes-appendix.html */
const databaseFull = "53100";

/**
 * What the system or the database says of files and disks, in words that say what to do; else the error itself.
 * @param folder where it was, when the system does not say
 */
export function toStartError(error: unknown, folder: string): unknown {
  if (!(error instanceof Error)) return error;
  const { code, errcode, path = folder, cause } = error as SystemError;
  const isFull =
    errcode === sqliteFull || (cause as SystemError | undefined)?.code === databaseFull;
  if (isFull || saysDiskFull(error.message)) return diskFull(path, error);
  const make = (...[name, message]: ConstructorParameters<typeof StartError>) =>
    new StartError(name, message, { path }, error);
  switch (code) {
    case "EACCES":
    case "EPERM":
      return make(
        "data.denied",
        `This account may not use ${path}. Start Sello as the account that owns it, or name another folder with --data.`,
      );
    case "EROFS":
      return make(
        "data.read_only",
        `${path} is on a disk that can only be read. Name a folder that can be written with --data.`,
      );
    case "EEXIST":
    case "ENOTDIR":
      return make(
        "data.not_a_folder",
        `${path} cannot be a folder, for a file is there or on the way. Move that file away, or name another folder with --data.`,
      );
    case "ENOSPC":
    case "EDQUOT":
      return diskFull(path, error);
    case databaseFull:
      return diskFull(folder, error);
    default:
      return error;
  }
}

/** Whether these are the words of a program, or of an error that wraps another, for a full disk. */
export const saysDiskFull = (text: string): boolean =>
  /No space left on device|[Dd]isk quota exceeded/.test(text);

/** @param path what was to be written */
export const diskFull = (path: string, cause?: unknown): StartError =>
  new StartError(
    "disk.full",
    `The disk that holds ${path} is full. Free some space, then start again: what was acknowledged is kept.`,
    { path },
    cause,
  );
