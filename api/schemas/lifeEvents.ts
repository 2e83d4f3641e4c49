import { z } from "zod";
import { apiLimits } from "../limits.ts";
import { line, seconds, uuid } from "./primitives.ts";
import { idNumber } from "./residents.ts";

/** What the register notes of a person. */
export const lifeEventKinds = ["name", "leaving", "death"] as const;

export type LifeEventKind = (typeof lifeEventKinds)[number];

export const newLifeEvent = z
  .discriminatedUnion("kind", [
    z.strictObject({
      kind: z.literal("name"),
      idNumber,
      name: line(apiLimits.personNameCharacters).meta({ description: "The new name." }),
      claims: z
        .record(z.string().max(64), line(apiLimits.personNameCharacters))
        .exactOptional()
        .meta({
          description:
            "Other claims that change with it, by their names, such as `name_latin`: in documents that have them.",
        }),
    }),
    z.strictObject({ kind: z.literal("leaving"), idNumber }),
    z.strictObject({ kind: z.literal("death"), idNumber }),
  ])
  .meta({ id: "NewLifeEvent" });
export type NewLifeEvent = z.infer<typeof newLifeEvent>;

const count = z.int().min(0);

export const lifeEvent = z
  .object({
    id: uuid,
    kind: z.enum(lifeEventKinds),
    state: z.enum(["open", "done"]),
    recordedAt: seconds,
    doneAt: seconds.nullable(),
    replaced: count.meta({ description: "Documents of the office that say the new name." }),
    revoked: count,
    suspended: count,
    left: count.meta({ description: "Documents that their offices have to decide on." }),
  })
  .meta({ id: "LifeEvent", description: "Says of nobody whom it is about." });

export const lifeEventList = z
  .object({ events: z.array(lifeEvent) })
  .meta({ id: "LifeEventList", description: "Newest first." });
