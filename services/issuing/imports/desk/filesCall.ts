import { fileEncodings } from "@sello/api";
import type { AuthorityId } from "@sello/sdk";
import { z } from "zod";

// A file on its way to the process that reads it: its bytes are the body, and what it is says a header field.

export const filesPath = "/files";
/** The same for a file of which only the beginning is looked at. */
export const previewPath = "/previews";
export const filesHeader = "sello-import";

const authority = z.custom<AuthorityId>((value) => /^0x[0-9a-f]{64}$/.test(String(value)));

export const fileSent = z.object({
  id: z.uuid(),
  request: z.object({
    authority,
    type: z.string(),
    format: z.enum(["csv", "ndjson", "xlsx"]),
    fileName: z.string(),
    mapping: z.record(z.string(), z.string().nullable()).exactOptional(),
    delimiter: z.string().exactOptional(),
    encoding: z.enum(fileEncodings).exactOptional(),
    sheet: z.string().exactOptional(),
    dryRun: z.boolean().exactOptional(),
    requestedBy: z.string(),
  }),
});

export type FileSent = z.output<typeof fileSent>;

/** How the file was read, or why it was not. */
export const fileAnswer = z.union([
  z.object({ reading: z.looseObject({}) }),
  z.object({ preview: z.looseObject({}) }),
  z.object({
    status: z.int(),
    code: z.string(),
    message: z.string(),
    data: z.record(z.string(), z.json()),
    words: z.object({ zh: z.string(), es: z.string(), en: z.string() }).exactOptional(),
  }),
]);
