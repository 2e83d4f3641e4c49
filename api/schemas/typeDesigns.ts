import { z } from "zod";
import { apiLimits } from "../limits.ts";

// A document type as an officer designs it: kinds of claims instead of a schema. Its texts may be missing still, so that a
// design can be kept half done; what keeps it from being used is found by `findDesignFaults`.

/** Text of one line that a person wrote; it may be empty. */
const words = (charactersMax: number) =>
  z
    .string()
    .max(charactersMax)
    // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is refused
    .regex(/^[^\u0000-\u001f\u007f-\u009f\u2028\u2029\u202a-\u202e\u2066-\u2069]*$/, {
      error: "control characters and marks that turn the direction of text are not allowed",
    });

const shown = words(apiLimits.typeTextCharacters);
export const designText = z
  .strictObject({ zh: shown, es: shown, en: shown })
  .meta({ id: "DesignText", description: "A text in three languages; each may be missing still." });

const claimName = words(64).meta({ description: "Its name in files and in the document." });

const common = {
  name: claimName,
  title: designText,
  disclosable: z.boolean().meta({ description: "Its holder may leave it out." }),
};
const given = {
  ...common,
  required: z.boolean(),
  rule: designText.nullable().meta({ description: "What is right; null: a sentence by its kind." }),
  aliases: z
    .array(words(100))
    .max(apiLimits.columnNames)
    .meta({ description: "Further names of its column in files." }),
};

const choice = z.strictObject({ value: words(60), words: designText });

const designClaim = z
  .discriminatedUnion("kind", [
    z.strictObject({
      kind: z.literal("text"),
      ...given,
      charactersMax: z.int().min(1).max(apiLimits.typeClaimCharacters),
      multiLine: z.boolean(),
    }),
    z.strictObject({ kind: z.literal("number"), ...given, min: z.int(), max: z.int() }),
    z.strictObject({
      kind: z.literal("date"),
      ...given,
      birth: z.boolean().meta({ description: "It is the date of a person's birth." }),
    }),
    z.strictObject({
      kind: z.literal("choice"),
      ...given,
      choices: z.array(choice).max(apiLimits.typeChoices),
    }),
    z.strictObject({
      kind: z.literal("code"),
      ...given,
      prefix: words(20).meta({ description: "What each begins with; capitals, digits, hyphens." }),
      characters: z.enum(["digits", "lettersAndDigits"]),
      min: z.int().min(1).max(64).meta({ description: "Characters after the beginning." }),
      max: z.int().min(1).max(64),
    }),
    z.strictObject({ kind: z.literal("idNumber"), ...given }),
    z.strictObject({ kind: z.literal("photo"), ...given }),
    z.strictObject({
      kind: z.literal("ageOver"),
      ...common,
      from: claimName.meta({ description: "The date that it is worked out of." }),
      years: z.int().min(1).max(150),
    }),
  ])
  .meta({ id: "DesignClaim", description: "One claim, by its kind." });

const colour = z.string().regex(/^#[0-9a-f]{6}$/);

export const typeDesign = z
  .strictObject({
    name: words(60).meta({ description: "Its name in addresses.", examples: ["dog-licence"] }),
    version: z.int().min(1).max(9_999),
    title: designText,
    description: designText,
    claims: z.array(designClaim).max(apiLimits.typeClaims),
    naturalKey: z
      .array(claimName)
      .max(8)
      .meta({ description: "Claims that together name the record." }),
    person: z
      .discriminatedUnion("kind", [
        z.strictObject({ kind: z.literal("none") }),
        z.strictObject({ kind: z.literal("claim"), claim: claimName }),
        z.strictObject({ kind: z.literal("beside") }),
      ])
      .meta({ description: "Whose it is: nobody's, by a claim, or by an ID number beside it." }),
    nameClaim: claimName
      .nullable()
      .meta({ description: "The claim by which documents are looked for by name." }),
    term: z
      .strictObject({
        unit: z.enum(["years", "months", "days"]),
        count: z.int().min(1).max(36_500),
      })
      .nullable(),
    copiesMax: z.int().min(1).max(100),
    card: z.strictObject({
      background: colour,
      text: colour,
      face: z.array(claimName).max(8),
      photo: z.enum(["start", "end"]).nullable(),
    }),
  })
  .meta({ id: "TypeDesign", description: "A document type as an officer designs it." });
