import { z } from "zod";
import { apiLimits } from "../limits.ts";
import { jsonObject, line, seconds, slug, uuid } from "./primitives.ts";

const overlapSeconds = z
  .int()
  .min(0)
  .max(apiLimits.turnoverOverlapSeconds)
  .exactOptional()
  .meta({ description: "Time for which old and new go side by side." });

const signingKeyTurnover = z.strictObject({
  kind: z.literal("signing-key"),
  authority: slug.exactOptional().meta({ description: "The caller's own, or one below it." }),
  overlapSeconds,
});

const migrationTurnover = z.strictObject({
  kind: z.literal("migration"),
  chainId: z.int().min(1).exactOptional().meta({
    description: "Of the chain that the next contracts are to be on; by default the same chain.",
  }),
  rpcUrl: z
    .url({ protocol: /^https?$/ })
    .max(apiLimits.nodeUrlCharacters)
    .exactOptional()
    .meta({
      description: "A node of that chain, if none is in the settings. Kept apart, and never shown.",
    }),
});

export const newTurnover = z
  .discriminatedUnion("kind", [signingKeyTurnover, migrationTurnover])
  .meta({
    id: "NewTurnover",
    description: "What is to be changed while the program runs.",
  });

export type NewTurnover = z.output<typeof newTurnover>;

const turnoverStates = ["running", "waiting", "done", "failed"] as const;

/** `waiting`: for officers who sign what `toSign` names. */
export type TurnoverState = (typeof turnoverStates)[number];

export const turnover = z
  .object({
    id: uuid,
    kind: line(64),
    authority: slug,
    state: z.enum(turnoverStates),
    step: line(64),
    done: z.int().nullable().meta({ description: "Of the step, as far as it is counted." }),
    of: z.int().nullable(),
    toSign: z.array(z.object({ operation: line(64), values: jsonObject })).meta({
      description:
        "Operations of the registry that officers are asked to sign; see /v1/registry-changes/prepare.",
    }),
    details: jsonObject.meta({ description: "What the kind says of itself. No secrets." }),
    error: z.object({ code: z.string(), detail: z.string() }).nullable(),
    begunBy: z.string(),
    begunAt: seconds,
    changedAt: seconds,
    finishedAt: seconds.nullable(),
  })
  .meta({ id: "Turnover", description: "A change of keys, accounts or secrets under way." });

export const turnoverList = z.object({ turnovers: z.array(turnover) }).meta({ id: "TurnoverList" });
