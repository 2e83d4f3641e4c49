import { schemaAnnotations } from "@sello/sdk";
import { Ajv2020, type ValidateFunction } from "ajv/dist/2020.js";
import { fullFormats } from "ajv-formats/dist/formats.js";
import { isCalendarDate } from "./calendarDate.ts";
import { isGb11643 } from "./gb11643.ts";
import { isGb32100 } from "./gb32100.ts";
import { isPhoto } from "./isPhoto.ts";

/** Formats that a document type's schema may name, beside those of JSON Schema itself. */
export const claimFormats = {
  date: isCalendarDate,
  gb11643: isGb11643,
  gb32100: isGb32100,
  photo: isPhoto,
} as const;

/**
 * Makes a compiler of claim schemas. It is strict: an unknown keyword or format is an error, not ignored.
 * All errors are reported; the work for one claim set stays bounded because every string and list is.
 */
export function claimsCompiler(): (schema: Readonly<Record<string, unknown>>) => ValidateFunction {
  const ajv = new Ajv2020({
    strict: true,
    allErrors: true,
    formats: { ...fullFormats, ...claimFormats },
  });
  ajv.addVocabulary(Object.values(schemaAnnotations));
  return (schema) => ajv.compile(schema);
}
