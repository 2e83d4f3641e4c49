import { z } from "zod";
import { apiActions } from "../apiActions.ts";
import { apiLimits } from "../limits.ts";
import { line, seconds, slug, uuid } from "./primitives.ts";

const apiKey = z
  .object({
    id: uuid,
    authority: slug,
    label: z.string(),
    actions: z.array(z.enum(apiActions)),
    createdAt: seconds,
    expiresAt: seconds,
    revokedAt: seconds.nullable(),
    lastUsedAt: seconds.nullable().meta({ description: "Right to about a minute." }),
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
  })
  .meta({ id: "NewApiKey" });

export const createdApiKey = z
  .object({
    key: apiKey,
    secret: z.string().meta({ description: "Shown this once; only its SHA-256 is kept." }),
  })
  .meta({ id: "CreatedApiKey" });

export const apiKeyList = z.object({ keys: z.array(apiKey) }).meta({ id: "ApiKeyList" });
