import { z } from "zod";
import { apiActions } from "../apiActions.ts";
import { apiLimits } from "../limits.ts";
import { statusActions } from "../statusReasons.ts";
import { document } from "./documents.ts";
import { documentId, line, pageAfter, pageNext, seconds, slug, uuid } from "./primitives.ts";

const documentsPerDay = z.int().min(1).max(apiLimits.documentsPerDay).nullable().meta({
  description:
    "Documents and copies that may be issued with it in a day of the city; null: any number.",
});

export const apiKey = z
  .object({
    id: uuid,
    authority: slug,
    label: z.string(),
    actions: z.array(z.enum(apiActions)),
    createdAt: seconds,
    expiresAt: seconds,
    revokedAt: seconds.nullable(),
    lastUsedAt: seconds.nullable().meta({ description: "Right to about a minute." }),
    documentsPerDay,
    today: z
      .object({ documents: z.int().min(0), endsAt: seconds })
      .nullable()
      .meta({
        description: "Of a key with such a limit: what was issued today, and when today ends.",
      }),
  })
  .meta({ id: "ApiKey", description: "A key of a department's own system, without its secret." });

export const newApiKey = z
  .strictObject({
    authority: slug
      .exactOptional()
      .meta({ description: "By default the key's own; or one below it." }),
    label: line(apiLimits.apiKeyLabelCharacters),
    actions: z.array(z.enum(apiActions)).min(1).max(apiActions.length),
    expiresAt: seconds,
    documentsPerDay: documentsPerDay.exactOptional(),
  })
  .meta({ id: "NewApiKey" });

export const apiKeyLimits = z.strictObject({ documentsPerDay }).meta({ id: "ApiKeyLimits" });

export const createdApiKey = z
  .object({
    key: apiKey,
    secret: z.string().meta({ description: "Shown this once; only its SHA-256 is kept." }),
  })
  .meta({ id: "CreatedApiKey" });

export const apiKeyList = z.object({ keys: z.array(apiKey) }).meta({ id: "ApiKeyList" });

export const issuedByKey = z
  .object({ documents: z.array(document), next: pageNext })
  .meta({ id: "IssuedByKey" });

export const issuedByKeyAct = z
  .strictObject({
    action: z.enum(statusActions),
    reason: z
      .string()
      .meta({ description: "A code that fits the action: see /v1/status-reasons." }),
    since: seconds.exactOptional().meta({ description: "Only what was issued from then on." }),
    after: pageAfter,
  })
  .meta({ id: "IssuedByKeyAct" });

export const issuedByKeyActs = z
  .object({
    requested: z.int().min(0).meta({ description: "Documents of this page whose status changes." }),
    refused: z
      .array(z.object({ document: documentId, code: z.string() }))
      .meta({ description: "Those that stay as they are, and why: revoked before, as a rule." }),
    next: pageNext,
  })
  .meta({ id: "IssuedByKeyActs" });
