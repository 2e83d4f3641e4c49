import { apiLimits } from "../limits.ts";
import { jsonContent, operation } from "../Operation.ts";
import {
  importList,
  importPageQuery,
  importParams,
  importProgress,
  importView,
  receivedImport,
  receiveQuery,
  rejectionPage,
  rejectionQuery,
  resultQuery,
} from "../schemas/imports.ts";
import { issuingProblems } from "./documents.ts";

const tag = "imports";

const one = { 200: { description: "The import.", content: jsonContent(importView) } } as const;

const steering = {
  method: "post",
  tag,
  access: "import",
  params: importParams,
  answers: one,
  problems: ["import.unknown", "import.state"],
} as const;

export const importOperations = {
  startImport: operation({
    method: "post",
    path: "/v1/imports",
    tag,
    summary: "Issue documents from a file of records",
    description: `Streamed, up to ${apiLimits.importBytes} bytes. Rows are worked on once the whole file is here.`,
    access: "import",
    query: receiveQuery,
    body: {
      "text/csv": {
        as: "stream",
        description:
          "With a row of column names first; UTF-8, or what `encoding` says. Any line ends.",
      },
      "application/x-ndjson": {
        as: "stream",
        description: "One JSON object of claims a line, or one array of them.",
      },
      "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet": {
        as: "stream",
        description: "A workbook: the first sheet, or the one that `sheet` names.",
      },
    },
    answers: {
      202: {
        description: "Received; its rows are being worked on.",
        content: jsonContent(receivedImport),
        headers: { Location: "Where its progress is." },
      },
    },
    problems: [
      "api_key.authority",
      "import.broken_off",
      "import.too_large",
      "import.delimiter",
      "import.empty",
      "import.encoding",
      "import.quotes",
      "import.json",
      "import.format",
      "import.workbook",
      "import.workbook_large",
      "import.sheet_unknown",
      "import.column_unknown",
      "import.column_duplicate",
      "import.column_missing",
      "import.columns_many",
      "import.header_missing",
      "import.header_unreadable",
      ...issuingProblems,
    ],
  }),
  listImports: operation({
    method: "get",
    path: "/v1/imports",
    tag,
    summary: "Imports of the key's authority, newest first",
    access: "import",
    query: importPageQuery,
    answers: { 200: { description: "A page.", content: jsonContent(importList) } },
  }),
  getImport: operation({
    method: "get",
    path: "/v1/imports/{id}",
    tag,
    summary: "An import and its progress",
    access: "import",
    params: importParams,
    answers: one,
    problems: ["import.unknown"],
  }),
  followImport: operation({
    method: "get",
    path: "/v1/imports/{id}/events",
    tag,
    summary: "Progress as server-sent events, until the import has ended",
    access: "import",
    params: importParams,
    answers: {
      200: {
        description: "An event stream.",
        content: {
          "text/event-stream": {
            as: "events",
            description: "`progress` events.",
            events: { progress: importProgress },
          },
        },
      },
    },
    problems: ["import.unknown", "events.share", "events.too_many"],
  }),
  getImportResult: operation({
    method: "get",
    path: "/v1/imports/{id}/result",
    tag,
    summary: "What became of every row",
    description: "As CSV, or as NDJSON if `Accept` prefers `application/x-ndjson`.",
    access: "import",
    params: importParams,
    query: resultQuery,
    answers: {
      200: {
        description:
          "Line, outcome, document id, state, and column, field, code and reason of a rejection.",
        content: {
          "text/csv": { as: "stream", description: "With a header line." },
          "application/x-ndjson": { as: "stream", description: "An object a line." },
        },
        headers: { "Content-Disposition": "A name for the file." },
      },
    },
    problems: ["import.unknown"],
  }),
  listRejections: operation({
    method: "get",
    path: "/v1/imports/{id}/rejections",
    tag,
    summary: "Rejected rows, in the order of lines",
    access: "import",
    params: importParams,
    query: rejectionQuery,
    answers: { 200: { description: "A page.", content: jsonContent(rejectionPage) } },
    problems: ["import.unknown"],
  }),
  pauseImport: operation({
    ...steering,
    path: "/v1/imports/{id}/pause",
    summary: "Begin no more rows; those under way are finished",
  }),
  resumeImport: operation({
    ...steering,
    path: "/v1/imports/{id}/resume",
    summary: "Go on with a paused import",
  }),
  cancelImport: operation({
    ...steering,
    path: "/v1/imports/{id}/cancel",
    summary: "End it; what was issued stays",
  }),
};
