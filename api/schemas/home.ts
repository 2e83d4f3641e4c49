import { z } from "zod";
import { localizedText, seconds } from "./primitives.ts";

/** What waits, the most urgent first. */
export const homeTaskKinds = [
  "act.sign",
  "device.ending",
  "draft.approve",
  "draft.returned",
  "turnover.sign",
  "documents.overdue",
  "application.overdue",
  "person.changed",
  "application.waiting",
  "import.stopped",
  "import.mend",
  "import.checked",
  "bulk.stopped",
  "bulk.running",
  "import.running",
  "key.ending",
  "accreditation.ending",
  "api_key.ending",
  "webhook.off",
  "lacks.active",
  "lacks.key",
  "lacks.accreditation",
  "lacks.officer",
  "lacks.anchor",
  "lacks.status",
] as const;
export type HomeTaskKind = (typeof homeTaskKinds)[number];

const count = z.int().min(0);

const entry = z
  .object({
    id: z.string().meta({ description: "Of the act, draft, file, key or whatever it is." }),
    text: z.string().nullable().meta({
      description:
        "What it is called: a file, a label, an operation of the registry, an action, the name of a type, an account.",
    }),
    name: localizedText
      .nullable()
      .meta({ description: "Of the document type, authority or service item." }),
    at: seconds.nullable().meta({
      description: "When it ends; of what has ended or waits too long, since when.",
    }),
    more: z.string().nullable().meta({
      description: "Roles of an officer; state of a file, `checked` for one that was only checked.",
    }),
  })
  .meta({ id: "HomeEntry" });

const task = z
  .object({
    kind: z.enum(homeTaskKinds),
    count: count.meta({ description: "How many there are, of documents how many copies." }),
    entries: z.array(entry).meta({ description: "Some of them, the most urgent first." }),
  })
  .meta({ id: "HomeTask" });

export const home = z
  .object({
    tasks: z.array(task),
    since: z
      .object({
        from: seconds.meta({
          description:
            "When the account was last signed in before this session, right to about a minute. It stays while the session goes on.",
        }),
        issued: count.meta({ description: "Documents and copies." }),
        suspended: count,
        reinstated: count,
        revoked: count,
        atLeast: z.boolean().meta({
          description:
            "Whether so much was suspended, reinstated or revoked that not all was counted.",
        }),
        imports: z.array(entry).meta({ description: "Files that ended." }),
        bulkActs: z.array(entry).meta({ description: "Acts on many documents that ended." }),
        officers: z.array(entry).meta({ description: "Accounts that were given roles." }),
        changes: count.meta({ description: "Other events of the authority on the chain." }),
      })
      .nullable()
      .meta({ description: "Null: the account was never signed in before, or a key asks." }),
  })
  .meta({ id: "Home" });
