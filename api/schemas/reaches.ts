import { z } from "zod";
import { apiLimits } from "../limits.ts";
import { line, secondsText, slug, typeName } from "./primitives.ts";

/** What may have touched documents. */
export const reachKinds = ["authority", "officer", "api-key", "signing-key"] as const;
export type ReachKind = (typeof reachKinds)[number];

export const reachKind = z.enum(reachKinds);

export const reachId = line(100).meta({
  description:
    "An authority's short name, an officer's account, the id of an API key, the thumbprint of a signing key.",
});

export const reachParams = z.object({ kind: reachKind, id: reachId });

export const reachFilter = {
  type: typeName.exactOptional(),
  from: secondsText(": issued from then on.").exactOptional(),
  to: secondsText(": issued before.").exactOptional(),
};

/** Whether this machine knows the time zone. */
function isTimeZone(timeZone: string): boolean {
  try {
    new Intl.DateTimeFormat("en", { timeZone });
    return true;
  } catch {
    return false;
  }
}

export const timeZone = line(apiLimits.timeZoneCharacters)
  .refine(isTimeZone, "no time zone is known by this name")
  .exactOptional()
  .meta({
    description: "IANA name: where days begin. By default UTC.",
    examples: ["Asia/Shanghai"],
  });

const count = z.int().min(0);

export const reachFigures = z
  .object({
    documents: count,
    exact: z.boolean().meta({
      description:
        "False: there are too many to look at each. Then copies are counted by when they were issued, and `statuses` and `anchored` are null.",
    }),
    types: z
      .array(z.object({ authority: slug, type: typeName, documents: count }))
      .meta({ description: "The most first." }),
    statuses: z
      .object({ valid: count, suspended: count, revoked: count, expired: count })
      .nullable()
      .meta({ description: "As asked for here; the chain may follow." }),
    anchored: count.nullable().meta({ description: "Those in the log." }),
    days: z.array(z.object({ day: z.string(), documents: count })).meta({
      description: "Days on which any were issued, `YYYY-MM-DD`, oldest first.",
    }),
  })
  .meta({ id: "ReachFigures" });
