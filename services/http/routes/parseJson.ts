import { isShallow } from "../../platform/isShallow.ts";
import { limits } from "../../platform/limits.ts";
import { HttpProblem } from "../errors.ts";
import { findNameFault } from "./findNameFault.ts";

const utf8 = new TextDecoder("utf-8", { fatal: true });

const malformed = (message: string) => new HttpProblem(400, "request.malformed_json", message);

// The null character cannot be stored by PostgreSQL and half a surrogate pair is no character: only an
// escape can bring them into valid UTF-8, so the values are searched only where one is.
const suspicious = /\\u(?:0000|[dD][89a-fA-F])/;

/** JSON that somebody sent. Not UTF-8, not JSON, too deep or not storable: `HttpProblem` `request.malformed_json`. */
export function parseJson(bytes: Buffer): unknown {
  let content: string;
  try {
    content = utf8.decode(bytes);
  } catch {
    throw malformed("The body is not UTF-8.");
  }
  refuseNames(content);
  let value: unknown;
  try {
    value = JSON.parse(content);
  } catch {
    throw malformed("The body is not JSON.");
  }
  if (!isShallow(value, limits.jsonDepth)) throw malformed("The body is nested too deep.");
  if (suspicious.test(content) && !isStorable(value))
    throw malformed("The body holds an invalid character.");
  return value;
}

// Before it is parsed: what an escaped name does to the parser is done by parsing it.
function refuseNames(content: string): void {
  const fault = findNameFault(content);
  if (fault === "repeated") throw malformed("The body names a member twice.");
  if (fault === "escaped") throw malformed("The body has a member name with a backslash in it.");
}

function isStorable(value: unknown): boolean {
  if (typeof value === "string") return value.isWellFormed() && !value.includes("\0");
  if (typeof value !== "object" || value === null) return true;
  return Object.entries(value).every(([name, member]) => isStorable(name) && isStorable(member));
}
