import { putBackNames, takeOutEscapedNames } from "@sello/sdk";
import { isShallow } from "../../platform/isShallow.ts";
import { limits } from "../../platform/limits.ts";
import { HttpProblem } from "../errors.ts";

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
  const plain = takeOutEscapedNames(content);
  if (plain === null) throw malformed("The body names a member twice.");
  let value: unknown;
  try {
    value = JSON.parse(plain.text);
  } catch {
    throw malformed("The body is not JSON.");
  }
  if (!isShallow(value, limits.jsonDepth)) throw malformed("The body is nested too deep.");
  value = putBackNames(value, plain.names);
  if (suspicious.test(content) && !isStorable(value))
    throw malformed("The body holds an invalid character.");
  return value;
}

function isStorable(value: unknown): boolean {
  if (typeof value === "string") return value.isWellFormed() && !value.includes("\0");
  if (typeof value !== "object" || value === null) return true;
  return Object.entries(value).every(([name, member]) => isStorable(name) && isStorable(member));
}
