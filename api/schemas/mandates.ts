import { z } from "zod";
import { apiLimits } from "../limits.ts";
import { line, localizedText, seconds, slug, typeName, uuid } from "./primitives.ts";

/** As what somebody acts for another. */
export const mandateRelations = ["parent", "guardian", "power-of-attorney"] as const;
export type MandateRelation = (typeof mandateRelations)[number];

const relation = z.enum(mandateRelations);
const idNumber = line(apiLimits.residentTextCharacters).meta({
  description: "Citizen identity number (GB 11643), 18 characters.",
});
const types = z
  .array(typeName)
  .nullable()
  .meta({ description: "For which types of documents; null: all." });
const until = seconds.meta({
  description: "The first second at which it does not count any more.",
});

export const newMandate = z
  .strictObject({
    principal: idNumber.meta({ description: "ID number of the person whose documents they are." }),
    delegate: idNumber.meta({ description: "ID number of the person who acts for them." }),
    relation,
    types: z.array(typeName).min(1).max(apiLimits.mandateTypes).exactOptional().meta({
      description: "For which types of documents; absent: all.",
    }),
    purpose: line(apiLimits.mandatePurposeCharacters).exactOptional().meta({
      description:
        "What it is for, in the office's words. Everybody sees it to whom a copy is shown.",
    }),
    lastDay: z
      .string()
      .regex(/^[0-9]{4}-[0-9]{2}-[0-9]{2}$/)
      .exactOptional()
      .meta({
        description:
          "The last day on which it counts (`YYYY-MM-DD`), by the city's calendar. For a child it ends with the day before they are 18 at the latest, and without this then.",
      }),
  })
  .meta({ id: "NewMandate" });

const maskedPerson = z
  .object({
    name: z
      .string()
      .nullable()
      .meta({ description: "Masked, as in 张*; null: no document says it." }),
    idNumber: z.string().meta({ description: "Masked, as in 4403…1234." }),
  })
  .meta({ id: "MaskedPerson" });

const endedBy = z.enum(["office", "delegate", "principal", "time"]).nullable().meta({
  description: "Who ended it; `time`: it was over; null: it goes on, or was not looked at.",
});

export const mandate = z
  .object({
    id: uuid,
    ...{ principal: maskedPerson, delegate: maskedPerson, relation, types },
    purpose: z.string().nullable(),
    authority: slug.meta({ description: "The office that checked the relation." }),
    madeAt: seconds,
    until,
    endedAt: seconds.nullable(),
    endedBy,
  })
  .meta({ id: "Mandate" });

export const mandateSearch = z.strictObject({ idNumber }).meta({
  id: "MandateSearch",
  description: "Of the person who acts, or for whom somebody acts.",
});

export const mandateList = z
  .object({ mandates: z.array(mandate).meta({ description: "Newest first." }) })
  .meta({ id: "MandateList" });

export const myMandate = z
  .object({
    id: uuid,
    role: z.enum(["delegate", "principal"]).meta({ description: "What the resident is in it." }),
    person: z.string().nullable().meta({
      description: "Name of the other, at level `code` masked; null: no document says it.",
    }),
    ...{ relation, types },
    purpose: z.string().nullable(),
    by: z.object({ slug, name: localizedText }).meta({ description: "The office that made it." }),
    madeAt: seconds,
    until,
    endedAt: seconds.nullable(),
    endedBy,
    mayEnd: z
      .boolean()
      .meta({ description: "Whether the resident may end it, at level `passkey`." }),
  })
  .meta({ id: "MyMandate" });

export const myMandateList = z
  .object({ mandates: z.array(myMandate).meta({ description: "Newest first." }) })
  .meta({ id: "MyMandateList" });

/** On whose behalf a document is shown. */
export const ofMandate = z
  .object({
    id: uuid,
    principal: z
      .string()
      .nullable()
      .meta({ description: "Name of the person whose document it is, at level `code` masked." }),
    relation,
    until,
  })
  .meta({ id: "OfMandate" });
