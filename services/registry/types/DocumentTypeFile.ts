import { z } from "zod";

// SD-JWT VC and JWT give these names a meaning of their own.
const reserved = new Set([
  ..."iss sub aud exp nbf iat jti cnf vct status aka_vcts _sd _sd_alg".split(" "),
]);
const claimName = z
  .string()
  .regex(/^[A-Za-z][A-Za-z0-9_]{0,63}$/)
  .refine((name) => !reserved.has(name), { error: "a name that JWTs or SD-JWT VC reserve" });
const text = z.string().min(1).max(300);
const localizedText = z.strictObject({ zh: text, es: text, en: text });
const colour = z.string().regex(/^#[0-9a-f]{6}$/);

/** What a document type's file must look like, before its parts are compared. */
export const documentTypeFileShape = z.strictObject({
  name: z
    .string()
    .regex(/^[a-z][a-z0-9]*(-[a-z0-9]+)*$/)
    .max(60),
  version: z.int().min(1).max(9_999),
  title: localizedText,
  description: localizedText,
  card: z.strictObject({ background: colour, text: colour }),
  validityDays: z.int().min(1).max(36_500).nullable(),
  naturalKey: z.array(claimName).min(1).max(8),
  visible: z.array(claimName),
  claims: z.record(claimName, localizedText),
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
});

/** What a document type's file holds. `schema` is of the claims handed in, without derived ones. */
export type DocumentTypeFile = z.infer<typeof documentTypeFileShape>;
