import type { Request } from "express";

/**
 * The query of a request. Not by `URL`, which takes what comes after two slashes for a host, and finds it
 * malformed.
 */
export function queryOf({ originalUrl }: Request): URLSearchParams {
  const at = originalUrl.indexOf("?");
  return new URLSearchParams(at < 0 ? "" : originalUrl.slice(at + 1));
}
