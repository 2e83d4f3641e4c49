import type { AuthorityId, DocumentId, DocumentTypeId, Hex } from "@sello/sdk";
import { z } from "zod";
import { apiLimits } from "../limits.ts";

/** The same check, of a type that other texts are not of. */
const branded = <Id extends string>(schema: z.ZodString) =>
  schema as unknown as z.ZodType<Id, string>;

/** A whole number as text, in a path or a query. */
export const integerText = (range: { min: number; max: number; description: string }) =>
  z
    .string()
    .regex(/^(0|[1-9]\d{0,15})$/, "not a whole number")
    .transform(Number)
    .pipe(z.int().min(range.min).max(range.max))
    .meta({ description: range.description });

const largest = Number.MAX_SAFE_INTEGER;

export const indexText = (description: string) =>
  integerText({ min: 0, max: largest, description });
export const countText = (description: string) =>
  integerText({ min: 1, max: largest, description });

/** 9999-12-31T23:59:59Z: the last second that RFC 3339 can write. */
const lastSecond = 253_402_300_799;

/** A time, in Unix seconds. */
export const secondsText = (description: string) =>
  integerText({ min: 0, max: lastSecond, description: `Unix seconds${description}` });

/** Yes or no as text, in a query. */
export const flagText = (description: string) =>
  z
    .enum(["true", "false"])
    .transform((text) => text === "true")
    .pipe(z.boolean())
    .meta({ description });

export const pageLimit = integerText({
  min: 1,
  max: apiLimits.pageEntries,
  description: `Entries in the answer, at most ${apiLimits.pageEntries}.`,
}).exactOptional();

const namePattern = /^[a-z0-9]+(-[a-z0-9]+)*$/;
const nameCharacters = 64;

export const slug = z
  .string()
  .regex(namePattern)
  .max(nameCharacters)
  .meta({ description: "Short name of an authority.", examples: ["nanshan-housing"] });

export const typeName = z
  .string()
  .regex(namePattern)
  .max(nameCharacters)
  .meta({ description: "Name of a document type.", examples: ["resident-id"] });

export const uuid = z
  .string()
  .regex(/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/)
  .meta({ format: "uuid" });

export const documentId = branded<DocumentId>(uuid);

const bytes32 = z
  .string()
  .regex(/^0x[0-9a-f]{64}$/)
  .meta({ description: "32 bytes in lowercase hex." });

export const hex32 = branded<Hex>(bytes32);
export const blockNumber = z.string().meta({ description: "Decimal." });
export const authorityId = branded<AuthorityId>(bytes32);
export const documentTypeId = branded<DocumentTypeId>(bytes32);

export const address = branded<Hex>(z.string().regex(/^0x[0-9a-fA-F]{40}$/));

/** As ERC-7913 writes a signer: an account is 20 bytes, a key 84. */
export const signer = z
  .string()
  .regex(/^0x([0-9a-fA-F]{40}|[0-9a-fA-F]{168})$/)
  .meta({ description: "An account (20 bytes), or a verifier and a key (84 bytes), in hex." });

export const base64Hash = z.string().meta({ description: "32 bytes in base64." });

export const seconds = z.int().meta({ description: "Unix seconds." });

export const localizedText = z
  .object({ zh: z.string(), es: z.string(), en: z.string() })
  .meta({ id: "LocalizedText", description: "A text in Chinese, Spanish and English." });

/** 32 bytes. */
export const sha256 = z
  .string()
  .regex(/^[A-Za-z0-9_-]{43}$/)
  .meta({ description: "SHA-256, in base64url." });

export const jsonObject = z.record(z.string(), z.unknown());

/** Text that a person wrote: one line, no control characters. */
export const line = (charactersMax: number) =>
  z
    .string()
    .min(1)
    .max(charactersMax)
    // C0, DEL and C1, spelled out: not every reader of a pattern knows the classes of Unicode.
    // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is refused
    .regex(/^[^\u0000-\u001f\u007f-\u009f]*$/, "control characters are not allowed");

/** Where the next page begins: what the page before said as `next`. */
export const pageAfter = line(100).exactOptional().meta({ description: "`next` of a page." });
export const pageNext = z
  .string()
  .nullable()
  .meta({ description: "For `after`; null on the last page." });
