import type { ItemForm } from "@sello/api";
import type { JsonObject } from "@sello/sdk";
import type { ValidateFunction } from "ajv/dist/2020.js";
import type { Violation } from "../platform/errors.ts";
import { claimsCompiler } from "../registry/claims/compileClaims.ts";

const compile = claimsCompiler();
const validators = new WeakMap<object, ValidateFunction>();

/** What in a form is not as the item's schema has it. Words hold no values. */
export function findFormViolations(schema: ItemForm["schema"], form: JsonObject): Violation[] {
  let validate = validators.get(schema);
  if (validate === undefined) {
    validate = compile(schema);
    validators.set(schema, validate);
  }
  if (validate(form)) return [];
  return (validate.errors ?? []).map(({ instancePath, keyword, params, message = "" }) => ({
    pointer: `/form${instancePath}${keyword === "required" ? `/${params.missingProperty}` : ""}`,
    code: `schema.${keyword}`,
    message,
  }));
}
