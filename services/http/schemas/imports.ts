import { z } from "zod";
import { importStates } from "../../issuing/imports/Import.ts";
import { seconds, slug, typeName, uuid } from "./primitives.ts";

const rowCounts = z
  .object({
    total: z.int(),
    done: z.int(),
    issued: z.int(),
    existing: z.int().meta({ description: "The same document had been issued before." }),
    valid: z.int().meta({ description: "Found good by a dry run." }),
    rejected: z.int(),
  })
  .meta({ id: "RowCounts" });

const progress = {
  id: uuid,
  state: z.enum(importStates),
  rows: rowCounts,
  ratePerSecond: z.number(),
  secondsLeft: z.number().nullable(),
  error: z
    .object({
      code: z.string(),
      message: z.string(),
      data: z.record(z.string(), z.unknown()),
    })
    .nullable(),
};

export const importView = z
  .object({
    ...progress,
    authority: slug,
    type: typeName,
    format: z.enum(["csv", "ndjson"]),
    fileName: z.string(),
    fileBytes: z.int(),
    fileSha256: z.string().nullable(),
    dryRun: z.boolean(),
    requestedBy: z.string(),
    createdAt: seconds,
    startedAt: seconds.nullable(),
    finishedAt: seconds.nullable(),
  })
  .meta({ id: "Import" });

export const importList = z.object({ imports: z.array(importView) }).meta({ id: "ImportList" });

export const rejectionPage = z
  .object({
    rejections: z.array(
      z.object({
        line: z.int(),
        document: uuid.nullable().meta({ description: "The document that the row contradicts." }),
        violations: z.array(z.object({ field: z.string(), code: z.string(), message: z.string() })),
      }),
    ),
    next: z.int().nullable().meta({ description: "For `afterLine`; null on the last page." }),
  })
  .meta({ id: "RejectionPage" });

export const columnMapping = z
  .string()
  .transform((text, context) => {
    try {
      return JSON.parse(text) as unknown;
    } catch {
      context.addIssue({ code: "custom", message: "not JSON" });
      return z.NEVER;
    }
  })
  .pipe(z.record(z.string(), z.string().nullable()))
  .meta({
    type: "string",
    description:
      "JSON object: column name to claim (`name`, `address.district`), or null to ignore.",
    example: '{"Nombre":"name","notes":null}',
  });
