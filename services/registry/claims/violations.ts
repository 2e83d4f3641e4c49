import type { DefinedError, ErrorObject } from "ajv";
import type { Violation } from "../../platform/errors.ts";

const claimName = /^[A-Za-z][A-Za-z0-9_]{0,63}$/;

const codes: Readonly<Record<string, string>> = {
  required: "claim.missing",
  additionalProperties: "claim.unknown",
  unevaluatedProperties: "claim.unknown",
  type: "claim.type",
  format: "claim.format",
  pattern: "claim.pattern",
  minLength: "claim.length",
  maxLength: "claim.length",
  minItems: "claim.length",
  maxItems: "claim.length",
  enum: "claim.not_listed",
  const: "claim.not_listed",
  minimum: "claim.range",
  maximum: "claim.range",
  exclusiveMinimum: "claim.range",
  exclusiveMaximum: "claim.range",
};

/** Ajv's errors as violations. Their words come from the schema alone and never repeat a value. */
export const toViolations = (errors: readonly ErrorObject[]): Violation[] =>
  (errors as readonly DefinedError[]).map((error) => ({
    pointer: toPointer(error),
    code: codes[error.keyword] ?? "claim.invalid",
    message: toMessage(error),
  }));

function toPointer(error: DefinedError): string {
  if (error.keyword === "required") {
    return `${error.instancePath}/${error.params.missingProperty}`;
  }
  if (error.keyword === "additionalProperties") {
    const name = error.params.additionalProperty;
    // A file without its header line has people's data for names: say such a name to nobody.
    return claimName.test(name) ? `${error.instancePath}/${name}` : error.instancePath;
  }
  return error.instancePath;
}

function toMessage(error: DefinedError): string {
  switch (error.keyword) {
    case "required":
      return "must be given";
    case "additionalProperties":
      return "is not a claim of this document type, or is computed";
    case "enum":
      return `must be one of: ${error.params.allowedValues.join(", ")}`;
    default:
      return error.message ?? "is not valid";
  }
}
