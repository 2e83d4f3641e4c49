import { z } from "zod";
import { limits } from "../../platform/limits.ts";

/** A whole number as it stands in a path or a query. */
export const integerText = (range: { min: number; max: number; description: string }) =>
  z
    .string()
    .regex(/^(0|[1-9]\d{0,15})$/, "not a whole number")
    .transform(Number)
    .pipe(z.int().min(range.min).max(range.max))
    .meta({
      type: "integer",
      minimum: range.min,
      maximum: range.max,
      description: range.description,
    });

const largest = Number.MAX_SAFE_INTEGER;

export const indexText = (description: string) =>
  integerText({ min: 0, max: largest, description });
export const countText = (description: string) =>
  integerText({ min: 1, max: largest, description });

export const pageLimit = integerText({
  min: 1,
  max: limits.pageEntries,
  description: `Entries in the answer, at most ${limits.pageEntries}.`,
}).optional();

export const slug = z
  .string()
  .regex(/^[a-z0-9]+(-[a-z0-9]+)*$/)
  .max(64)
  .meta({ description: "Short name of an authority.", example: "nanshan-housing" });

export const typeName = z
  .string()
  .regex(/^[a-z0-9]+(-[a-z0-9]+)*$/)
  .max(64)
  .meta({ description: "Name of a document type.", example: "resident-id" });

export const uuid = z
  .string()
  .regex(/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/)
  .meta({ type: "string", format: "uuid" });

export const hex32 = z
  .string()
  .regex(/^0x[0-9a-f]{64}$/)
  .meta({ description: "32 bytes in lowercase hex." });

export const address = z.string().regex(/^0x[0-9a-fA-F]{40}$/);

export const base64Hash = z.string().meta({ description: "32 bytes in base64." });

export const seconds = z.int().meta({ description: "Unix seconds." });

export const localizedText = z
  .object({ zh: z.string(), es: z.string(), en: z.string() })
  .meta({ id: "LocalizedText", description: "A text in Chinese, Spanish and English." });

export const jsonObject = z
  .record(z.string(), z.unknown())
  .meta({ type: "object", additionalProperties: true });

/** Text that a person wrote: one line, no control characters. */
export const line = (charactersMax: number) =>
  z
    .string()
    .min(1)
    .max(charactersMax)
    .regex(/^\P{Cc}*$/u, "control characters are not allowed");
