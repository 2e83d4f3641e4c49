import { Validator } from "@cfworker/json-schema";
import type { JsonSchema } from "../trust/TrustList.ts";

/** Says where claims do not fit (a JSON Pointer as URI fragment); null when they fit. Never what is there: it is personal. */
export type ClaimsSchema = (claims: unknown) => string | null;

/** A schema made ready. Without generated code, which browsers' policies forbid. Claims come within bounds. */
export function compileSchema(schema: JsonSchema): ClaimsSchema {
  const validator = new Validator(schema, "2020-12", true);
  return (claims) => {
    try {
      const { valid, errors } = validator.validate(claims);
      return valid ? null : (errors.at(-1)?.instanceLocation ?? "#");
    } catch (error) {
      // No URI fragment writes a name with half of a surrogate pair, and no type has one.
      if (error instanceof URIError) return "#";
      throw error;
    }
  };
}
