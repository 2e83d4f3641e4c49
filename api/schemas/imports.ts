import { languages } from "@sello/sdk";
import { z } from "zod";
import { apiLimits } from "../limits.ts";
import {
  documentId,
  flagText,
  indexText,
  integerText,
  jsonObject,
  line,
  localizedText,
  pageLimit,
  seconds,
  slug,
  typeName,
  uuid,
} from "./primitives.ts";

export const importStates = [
  "receiving",
  "running",
  "paused",
  "done",
  "cancelled",
  "failed",
] as const;
export type ImportState = (typeof importStates)[number];

export const importFormats = ["csv", "ndjson", "xlsx"] as const;
export type ImportFormat = (typeof importFormats)[number];

/** What a file of text may be written in. All but UTF-8 only when the officer says so. */
export const fileEncodings = [
  "utf-8",
  "gb18030",
  "utf-16le",
  "utf-16be",
  "big5",
  "windows-1252",
] as const;
export type FileEncoding = (typeof fileEncodings)[number];

const rowCounts = z
  .object({
    total: z.int(),
    done: z.int(),
    issued: z.int(),
    existing: z.int().meta({ description: "The same document had been issued before." }),
    valid: z.int().meta({ description: "Found good by a dry run." }),
    rejected: z.int(),
    cellsCleaned: z.int().meta({
      description:
        "Cells from which spaces, guards around numbers or full-width characters were taken.",
    }),
  })
  .meta({ id: "RowCounts" });

const progress = {
  id: uuid,
  state: z.enum(importStates),
  rows: rowCounts,
  ratePerSecond: z.number().meta({ description: "Rows done a second since the work began." }),
  secondsLeft: z.number().nullable().meta({ description: "At this rate; null: nobody can tell." }),
  error: z.object({ code: z.string(), message: z.string(), data: z.looseObject({}) }).nullable(),
};

export const importProgress = z.object(progress).meta({ id: "ImportProgress" });

export const importView = z
  .object({
    ...progress,
    authority: slug,
    type: typeName,
    format: z.enum(importFormats),
    fileName: z.string(),
    fileBytes: z.int(),
    fileSha256: z.string().nullable().meta({ description: "Null until the whole file is here." }),
    dryRun: z.boolean(),
    requestedBy: z.string(),
    createdAt: seconds,
    startedAt: seconds.nullable(),
    finishedAt: seconds.nullable(),
    heldUntil: seconds.nullable().meta({
      description:
        "Until when rejected rows (of a check: all rows) are kept to be corrected and issued; null: none are.",
    }),
  })
  .meta({ id: "Import" });

const fileReading = z
  .object({
    encoding: z.enum(fileEncodings).nullable().meta({ description: "Null of a workbook." }),
    delimiter: z.string().nullable().meta({ description: "Null of a file without one." }),
    sheet: z.string().nullable().meta({ description: "Of a workbook: the sheet that was read." }),
    otherSheets: z.array(z.string()).meta({ description: "Sheets that were not read." }),
    firstRows: z
      .array(z.object({ line: z.int(), claims: jsonObject }))
      .meta({ description: "The first rows that can be read, as they would be issued." }),
  })
  .meta({ id: "FileReading" });

export const receivedImport = importView
  .extend({
    reading: fileReading.meta({ description: "How the file was read. Only in this answer." }),
  })
  .meta({ id: "ReceivedImport" });

export const importList = z.object({ imports: z.array(importView) }).meta({ id: "ImportList" });

const rowViolations = z.array(
  z.object({
    field: z.string().meta({ description: "Name of the column, or of the member." }),
    column: z
      .string()
      .exactOptional()
      .meta({ description: "The column as a spreadsheet calls it.", examples: ["C"] }),
    code: z.string(),
    message: z.string(),
    words: localizedText.exactOptional().meta({ description: "The message in each language." }),
    rule: localizedText.exactOptional().meta({ description: "What would be right." }),
  }),
);

const rejection = {
  line: z.int(),
  document: documentId.nullable().meta({ description: "The document that the row contradicts." }),
  violations: rowViolations,
};

export const rejectionPage = z
  .object({
    rejections: z.array(z.object(rejection)),
    next: z.int().nullable().meta({ description: "For `afterLine`; null on the last page." }),
  })
  .meta({ id: "RejectionPage" });

const claimPath = z
  .string()
  .nullable()
  .meta({ description: "`name`, `address.district`, or `person`; null: it is passed over." });

export const wrongRowPage = z
  .object({
    columns: z
      .array(z.object({ name: z.string(), column: z.string(), claim: claimPath }))
      .meta({ description: "Of the file; none of JSON." }),
    rows: z.array(
      z.object({
        ...rejection,
        revision: z.int().meta({ description: "To be given with its correction." }),
        cells: z.array(z.string()).nullable().meta({
          description: "As they were read; null of JSON, and of a row that could not be.",
        }),
        json: z.string().nullable().meta({ description: "Of a file of JSON: the row's own text." }),
      }),
    ),
    next: z.int().nullable().meta({ description: "For `afterLine`; null on the last page." }),
  })
  .meta({ id: "WrongRowPage" });

export const wrongRowQuery = z.strictObject({
  afterLine: indexText("`next` of the page before.").exactOptional(),
  limit: integerText({
    min: 1,
    max: apiLimits.wrongRowsRead,
    description: `Rows in the answer, at most ${apiLimits.wrongRowsRead}.`,
  }).exactOptional(),
});

export const corrections = z
  .strictObject({
    rows: z
      .array(
        z.strictObject({
          line: z.int().positive(),
          revision: z.int(),
          cells: z
            .array(z.string())
            .max(apiLimits.rowCells)
            .exactOptional()
            .meta({ description: "As many as the file has columns." }),
          json: z.string().exactOptional().meta({ description: "Of a file of JSON." }),
        }),
      )
      .min(1)
      .max(apiLimits.correctedRows)
      .refine((rows) => new Set(rows.map(({ line }) => line)).size === rows.length, {
        message: "a line is given twice",
      }),
  })
  .meta({ id: "Corrections" });

export const filePreview = z
  .object({
    encoding: z.enum(fileEncodings).nullable().meta({ description: "Null of a workbook." }),
    delimiter: z.string().nullable().meta({ description: "Null of a file without one." }),
    sheet: z.string().nullable().meta({ description: "Of a workbook: the sheet that was read." }),
    otherSheets: z.array(z.string()).meta({ description: "Sheets that were not read." }),
    columns: z.array(
      z.object({
        name: z.string(),
        column: z.string().nullable().meta({ description: "As a spreadsheet calls it." }),
        claim: claimPath,
        state: z.enum(["taken", "doubled", "left_out", "unknown", "unnamed"]),
        nearest: z.string().nullable().meta({ description: "The claim that may be meant." }),
      }),
    ),
    missing: z
      .array(z.string())
      .meta({ description: "Claims that no column has, and that must be given." }),
    mapping: z.record(z.string(), z.string().nullable()).meta({
      description: "What was given, or that of the last file with the same columns.",
    }),
    isRemembered: z.boolean(),
    rows: z.array(
      z.object({
        line: z.int(),
        cells: z.array(z.string()).nullable(),
        claims: jsonObject,
        violations: rowViolations,
      }),
    ),
  })
  .meta({ id: "FilePreview" });

const columnMapping = z
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
    description:
      "JSON object: column name to claim (`name`, `address.district`), or null to ignore.",
    examples: [{ Nombre: "name", notes: null }],
  });

export const receiveQuery = z.strictObject({
  type: typeName,
  authority: slug.exactOptional().meta({ description: "By default the key's own authority." }),
  fileName: line(apiLimits.fileNameCharacters).exactOptional(),
  mapping: columnMapping.exactOptional(),
  delimiter: z
    .enum([",", ";", "\t", "|"])
    .exactOptional()
    .meta({ description: "Found in the header, or in a line `sep=`, if absent." }),
  encoding: z
    .enum(fileEncodings)
    .exactOptional()
    .meta({ description: "Of CSV and JSON; UTF-8 if absent. Others are never guessed." }),
  sheet: line(apiLimits.sheetNameCharacters)
    .exactOptional()
    .meta({ description: "Of a workbook: which sheet; the first if absent." }),
  dryRun: flagText("Check everything, issue nothing.").exactOptional(),
});

export const previewQuery = receiveQuery.omit({ dryRun: true, fileName: true });

export const resultQuery = z.strictObject({
  lang: z
    .enum(languages)
    .exactOptional()
    .meta({ description: "Of the reasons; else that of `Accept-Language`." }),
});

export const importParams = z.object({ id: uuid });

export const importPageQuery = z.strictObject({
  after: uuid.exactOptional().meta({ description: "Id of the last one seen." }),
  limit: pageLimit,
});

export const rejectionQuery = z.strictObject({
  afterLine: indexText("`next` of the page before.").exactOptional(),
  limit: pageLimit,
});
