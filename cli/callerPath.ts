import { resolve } from "node:path";

/** A path as the user meant it: relative to where `./sello` was called, not to the program's folder. */
export const callerPath = (path: string): string =>
  resolve(process.env.SELLO_CALLER_DIRECTORY ?? process.cwd(), path);
