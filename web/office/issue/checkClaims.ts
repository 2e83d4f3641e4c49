import { Validator } from "@cfworker/json-schema";
import type { DocumentType } from "../api/requests/useTypes.ts";

/** Names of claims that do not fit the type's schema. The service checks more, such as an ID number's last digit. */
export function checkClaims(
  type: DocumentType,
  claims: Readonly<Record<string, unknown>>,
): ReadonlySet<string> {
  const { errors } = new Validator(type.inputSchema, "2020-12", false).validate(claims);
  const wrong = errors.flatMap(({ instanceLocation, keyword, error }) => {
    if (keyword === "required") return error.match(/property "([^"]+)"/)?.[1] ?? [];
    return instanceLocation.split("/")[1] ?? [];
  });
  return new Set(wrong);
}
