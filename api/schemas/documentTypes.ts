import { z } from "zod";
import { documentTypeId, integerText, jsonObject, localizedText, typeName } from "./primitives.ts";

export const typeVersion = integerText({
  min: 1,
  max: 10_000,
  description: "Version of the type.",
});

const aliases = z.array(z.string()).meta({ description: "Further names of its column." });

const claimDetails = z.object({
  title: localizedText,
  aliases,
  rule: localizedText.exactOptional().meta({ description: "What is right, in a sentence." }),
  code: z.boolean().meta({
    description: "A number or code: full-width characters become ASCII, letters become capitals.",
  }),
  multiLine: z.boolean().meta({ description: "Line breaks may be in it." }),
  joiners: z.boolean().meta({ description: "Zero-width joiners may be between its letters." }),
  each: z.boolean().meta({
    description: "An object that is always seen, with each of its members in a disclosure.",
  }),
  birth: z.boolean().meta({ description: "It is the date of a person's birth." }),
  words: z.record(z.string(), localizedText).exactOptional().meta({
    description: "How each of the values that the schema lists is called.",
  }),
});

const term = z
  .union([z.object({ years: z.int() }), z.object({ months: z.int() }), z.object({ days: z.int() })])
  .meta({
    description:
      "Calendar years or months from the day of issue, through the end of the last day, in the city's time zone; or days of 24 hours.",
  });

const person = z
  .union([
    z.object({ claim: z.string() }),
    z.object({ title: localizedText, aliases, rule: localizedText }),
  ])
  .meta({
    description:
      "Whose document it is: the claim that holds the ID number, or how to call `person`, which is given beside the claims.",
  });

export const documentType = z
  .object({
    id: documentTypeId,
    name: typeName,
    version: z.int(),
    vct: z.string(),
    title: localizedText,
    description: localizedText,
    schema: jsonObject.meta({ description: "JSON Schema 2020-12 of the claims." }),
    inputSchema: jsonObject.meta({ description: "The same, of what is handed in." }),
    disclosable: z.array(z.string()),
    claims: z.record(z.string(), claimDetails).meta({
      description: "Every claim, in the order in which they are shown.",
    }),
    naturalKey: z.array(z.string()),
    /** The claim by which documents are looked for by name; null: none. */
    nameClaim: z.string().nullable(),
    person: person.nullable(),
    term: term.nullable(),
    copiesMax: z.int().meta({ description: "Copies of one document that a holder may have." }),
    card: z.object({
      background: z.string(),
      text: z.string(),
      face: z.array(z.string()).meta({ description: "Claims on its face, from the top." }),
      photo: z.enum(["start", "end"]).exactOptional().meta({
        description: "On which side the claim `photo` is drawn.",
      }),
    }),
  })
  .meta({ id: "DocumentType" });

export const documentTypeList = z
  .object({ documentTypes: z.array(documentType) })
  .meta({ id: "DocumentTypeList" });
