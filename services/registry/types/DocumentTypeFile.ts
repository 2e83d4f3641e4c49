import { claimNameForm, reservedClaims, typeNameForm } from "@sello/api";
import { z } from "zod";

const claimName = z
  .string()
  .regex(claimNameForm)
  .refine((name) => !reservedClaims.has(name), { error: "a name that JWTs or SD-JWT VC reserve" });
const text = z.string().min(1).max(300);
const localizedText = z.strictObject({ zh: text, es: text, en: text });
const colour = z.string().regex(/^#[0-9a-f]{6}$/);
/** Further names of a column of this claim, beside its name and titles. */
const aliases = z.array(z.string().min(1).max(100)).max(20).default([]);

const claimDetails = z.strictObject({
  title: localizedText,
  aliases,
  /** A sentence that says what is right. */
  rule: localizedText.exactOptional(),
  /** Of a number or code: full-width characters become ASCII, letters become capitals. */
  code: z.boolean().default(false),
  multiLine: z.boolean().default(false),
  /** Zero-width joiners may be between its letters. */
  joiners: z.boolean().default(false),
  /** It is an object that is always seen, and each of its members is in a disclosure of its own. */
  each: z.boolean().default(false),
  /** It is the date of a person's birth. */
  birth: z.boolean().default(false),
  /** How each of the values that the schema lists is called. */
  words: z.record(z.string(), localizedText).exactOptional(),
});

/** A title alone, as the first version of the types has it, or a title with details. */
const claim = z.preprocess(
  (value) =>
    typeof value === "object" && value !== null && "zh" in value ? { title: value } : value,
  claimDetails,
);

const term = z
  .union([
    z.strictObject({ years: z.int().min(1).max(100) }),
    z.strictObject({ months: z.int().min(1).max(1_200) }),
    z.strictObject({ days: z.int().min(1).max(36_500) }),
  ])
  .nullable();

/** Whose document it is: by a claim, or by an ID number that is given beside the claims and is not in the document. */
const person = z.union([
  z.strictObject({ claim: claimName }),
  z.strictObject({ title: localizedText, aliases, rule: localizedText }),
]);

/** What a document type's file must look like, before its parts are compared. */
export const documentTypeFileShape = z
  .strictObject({
    name: z.string().regex(typeNameForm).max(60),
    version: z.int().min(1).max(9_999),
    title: localizedText,
    description: localizedText,
    card: z.strictObject({
      background: colour,
      text: colour,
      /** Claims on the face of the card, from the top. */
      face: z.array(claimName).max(8).default([]),
      /** Where the claim `photo` is drawn. */
      photo: z.enum(["start", "end"]).exactOptional(),
    }),
    term: term.optional(),
    /** The same as `term` in days, of the first version of the types. */
    validityDays: z.int().min(1).max(36_500).nullable().optional(),
    /** Copies of one document that a holder may have at most. */
    copiesMax: z.int().min(1).max(100).default(100),
    person: person.nullable().default(null),
    naturalKey: z.array(claimName).min(1).max(8),
    /** The claim that names whose document it is, or what it is of; `name` where the type has one, unless it is said. */
    nameClaim: claimName.nullable().optional(),
    visible: z.array(claimName),
    claims: z.record(claimName, claim),
    derived: z.array(
      z.strictObject({
        claim: claimName,
        rule: z.literal("age_over"),
        from: claimName,
        years: z.int().min(1).max(150),
      }),
    ),
    agreements: z.array(
      z.strictObject({
        rule: z.enum(["gb11643_birth_date", "gb11643_sex"]),
        number: claimName,
        claim: claimName,
      }),
    ),
    schema: z.looseObject({
      type: z.literal("object"),
      properties: z.record(claimName, z.record(z.string(), z.unknown())),
      required: z.array(claimName).min(1),
      additionalProperties: z.literal(false),
    }),
  })
  .refine(({ term, validityDays }) => (term === undefined) !== (validityDays === undefined), {
    error: "say how long it lasts by term or by validityDays, and not by both",
  })
  .transform(({ validityDays, term, ...file }) => ({
    ...file,
    term: term === undefined ? toDays(validityDays ?? null) : term,
  }));

const toDays = (days: number | null) => (days === null ? null : { days });

/** What a document type's file holds. `schema` is of the claims handed in, without derived ones. */
export type DocumentTypeFile = z.infer<typeof documentTypeFileShape>;

export type ClaimDetails = z.infer<typeof claimDetails>;
