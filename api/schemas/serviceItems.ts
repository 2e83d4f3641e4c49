import { factRules, reviewOutcomes } from "@sello/sdk/decision";
import { z } from "zod";
import { apiLimits } from "../limits.ts";
import { jsonObject, slug, typeName } from "./primitives.ts";

// A service item as its folder says it: item.json, rules.json and cases.json (services/applications/items).

const words = z.string().min(1).max(apiLimits.ruleTextCharacters);
const itemText = z
  .strictObject({ zh: words, es: words, en: words })
  .meta({ id: "ItemText", description: "A text in Chinese, Spanish and English." });

const member = "[a-z][a-z0-9_]{0,63}";
const claimMember = "[A-Za-z][A-Za-z0-9_]{0,63}";
/** Of a field, a fact, or a piece of evidence. */
export const memberName = z.string().regex(new RegExp(`^${member}$`));
const claimName = z.string().regex(new RegExp(`^${claimMember}$`));
const claimSource = z
  .string()
  .regex(new RegExp(`^evidence\\.${member}\\.${claimMember}$`))
  .meta({ description: "`evidence.NAME.CLAIM`." });
const source = z
  .string()
  .regex(new RegExp(`^(form\\.${member}|evidence\\.${member}\\.${claimMember})$`))
  .meta({ description: "`form.FIELD` or `evidence.NAME.CLAIM`." });
const wholeSource = z
  .string()
  .regex(new RegExp(`^(form\\.${member}|evidence\\.${member}(\\.${claimMember})?)$`))
  .meta({ description: "`form.FIELD`, `evidence.NAME.CLAIM`, or `evidence.NAME` as a whole." });
export const fact = z
  .union([z.int(), z.string().max(apiLimits.ruleCellCharacters), z.boolean()])
  .meta({ id: "Fact", description: "A whole number, a text, or yes or no." });

const property = z
  .union([
    z.strictObject({
      type: z.literal("string"),
      minLength: z.int().min(1).exactOptional(),
      maxLength: z.int().min(1).max(apiLimits.typeClaimCharacters),
      pattern: z.string().max(200).exactOptional(),
    }),
    z.strictObject({ type: z.literal("string"), format: z.literal("date") }),
    z.strictObject({
      enum: z.array(z.string().min(1).max(60)).min(1).max(apiLimits.typeChoices),
    }),
    z.strictObject({ type: z.literal("integer"), minimum: z.int(), maximum: z.int() }),
    z.strictObject({ type: z.literal("boolean") }),
  ])
  .meta({ id: "FormProperty", description: "JSON Schema 2020-12 of one field." });

const field = z.strictObject({
  title: itemText,
  help: itemText.exactOptional(),
  words: z
    .record(z.string(), itemText)
    .exactOptional()
    .meta({ description: "How each of the values that its schema lists is called." }),
  fill: claimSource.exactOptional().meta({ description: "What it is filled with beforehand." }),
});

const form = z
  .strictObject({
    schema: z.strictObject({
      type: z.literal("object"),
      properties: z.record(memberName, property),
      required: z.array(memberName).max(apiLimits.itemFields),
      additionalProperties: z.literal(false),
    }),
    fields: z
      .record(memberName, field)
      .meta({ description: "In the order in which they are shown." }),
  })
  .meta({ id: "ItemForm" });

const evidence = z
  .strictObject({
    title: itemText,
    type: typeName.meta({ description: "Name of a document type; any version of it." }),
    claims: z.array(claimName).min(1).max(apiLimits.itemClaims),
    why: itemText.meta({ description: "Why it is looked at, for the applicant's consent." }),
    required: z.boolean(),
  })
  .meta({ id: "ItemEvidence" });

const claimOrigin = z
  .union([
    z.strictObject({ from: source }),
    z.strictObject({ output: memberName }).meta({ description: "A column of the row that fired." }),
    z.strictObject({ value: fact }),
    z.strictObject({ day: z.literal("decision") }).meta({
      description: "The day of the decision, in the city's time zone.",
    }),
    z
      .strictObject({
        number: z.strictObject({
          prefix: z.string().regex(/^[0-9A-Z]{0,17}$/),
          digits: z.int().min(4).max(18),
          check: z.literal("gb32100").exactOptional(),
        }),
      })
      .meta({ description: "A number that follows from the application: the same at each try." }),
  ])
  .meta({ id: "ClaimOrigin", description: "Where a claim of the document comes from." });

const outcome = z
  .strictObject({
    type: typeName.meta({ description: "Name of the document type; its newest version." }),
    renews: memberName.nullable().meta({
      description: "The piece of evidence whose next revision it is; null: it is a new document.",
    }),
    person: source.nullable().meta({
      description: "Whose it is, where the type asks for an ID number beside the claims.",
    }),
    claims: z.record(claimName, claimOrigin),
  })
  .meta({ id: "ItemOutcome", description: "The document that follows where it is granted." });

export const serviceItem = z
  .strictObject({
    slug: slug.meta({ description: "Name of the item.", examples: ["senior-card"] }),
    version: z.int().min(1).max(9_999),
    title: itemText,
    description: itemText,
    answers: slug.meta({ description: "The authority that answers." }),
    form,
    evidence: z
      .record(memberName, evidence)
      .meta({ description: "In the order in which they are shown." }),
    outcome,
    fee: z
      .strictObject({ amount: z.int().min(1), currency: z.string().regex(/^[A-Z]{3}$/) })
      .nullable()
      .meta({ description: "In the currency's smallest unit; shown, not collected." }),
    times: z.strictObject({
      ruleSeconds: z.int().min(1).max(3_600),
      personWorkingDays: z.int().min(1).max(90),
    }),
    looks: z
      .enum(["nobody", "one", "two"])
      .meta({ description: "How many officers have to agree to what the rules grant." }),
    mayRefuse: z.boolean().meta({
      description: "Whether rules may refuse; else a person decides where they would.",
    }),
  })
  .meta({ id: "ServiceItem", description: "What a resident may ask for." });

const factRule = z
  .strictObject({
    rule: z.enum(factRules),
    from: wholeSource,
    with: source.exactOptional(),
    value: z.string().exactOptional(),
    title: itemText,
    otherwise: fact.exactOptional(),
  })
  .meta({ id: "FactRule", description: "How a fact comes from what was handed in." });

const rowWords = z
  .strictObject({
    law: itemText.nullable(),
    reason: itemText,
    change: itemText.nullable().meta({ description: "What would have to change." }),
  })
  .meta({ id: "RowWords" });

export const ruleSet = z
  .strictObject({
    facts: z.record(memberName, factRule),
    rows: z.record(z.string(), rowWords),
    table: jsonObject.meta({ description: "JDM: one table between an input and an output." }),
  })
  .meta({ id: "RuleSet", description: "The rules of an item, in one version." });

/** Facts by their names; what is absent is missing. */
export const facts = z.record(memberName, fact);
const someFacts = z.record(memberName, fact.nullable());

export const ruleCases = z
  .strictObject({
    usual: someFacts.meta({ description: "Facts from which cases differ." }),
    cases: z.array(
      z.strictObject({
        facts: someFacts.meta({ description: "What differs; null: it is missing." }),
        outcome: z.enum(reviewOutcomes),
        row: z.string().exactOptional(),
        missing: z.array(memberName).exactOptional(),
        outputs: facts.exactOptional(),
      }),
    ),
  })
  .meta({ id: "RuleCases", description: "Outcomes that people expect, written before the rules." });

export type ServiceItem = z.infer<typeof serviceItem>;
export type ItemForm = ServiceItem["form"];
export type ClaimOrigin = z.infer<typeof claimOrigin>;
