import { apiLimits } from "../limits.ts";
import { jsonBody, jsonContent, operation } from "../Operation.ts";
import { idempotencyHeaders } from "../schemas/documents.ts";
import {
  corrections,
  filePreview,
  importList,
  importPageQuery,
  importParams,
  importProgress,
  importView,
  previewQuery,
  receivedImport,
  receiveQuery,
  rejectionPage,
  rejectionQuery,
  resultQuery,
  wrongRowPage,
  wrongRowQuery,
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

const fileBody = {
  "text/csv": {
    as: "stream",
    description: "With a row of column names first; UTF-8, or what `encoding` says. Any line ends.",
  },
  "application/x-ndjson": {
    as: "stream",
    description: "One JSON object of claims a line, or one array of them.",
  },
  "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet": {
    as: "stream",
    description: "A workbook: the first sheet, or the one that `sheet` names.",
  },
} as const;

export const importOperations = {
  previewImport: operation({
    method: "post",
    path: "/v1/import-previews",
    tag,
    summary: "How a file would be read; nothing of it is kept",
    description:
      "Of a text file its beginning is enough. Columns that do not fit are shown, with what may be meant.",
    access: "import",
    query: previewQuery,
    body: fileBody,
    answers: {
      200: { description: "Columns and first rows.", content: jsonContent(filePreview) },
    },
    problems: [
      "api_key.authority",
      "import.delimiter",
      "import.empty",
      "import.encoding",
      "import.quotes",
      "import.json",
      "import.format",
      "import.workbook",
      "import.workbook_large",
      "import.sheet_unknown",
      "import.header_unreadable",
      ...issuingProblems,
    ],
  }),
  startImport: operation({
    method: "post",
    path: "/v1/imports",
    tag,
    summary: "Issue documents from a file of records",
    description: `Streamed, up to ${apiLimits.importBytes} bytes. Rows are worked on once the whole file is here.`,
    access: "import",
    query: receiveQuery,
    body: fileBody,
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
  listWrongRows: operation({
    method: "get",
    path: "/v1/imports/{id}/wrong-rows",
    tag,
    summary: "Rejected rows with what they say, to be corrected",
    description: "Recorded in the audit, and counted as a reading.",
    access: "import",
    params: importParams,
    query: wrongRowQuery,
    answers: { 200: { description: "A page.", content: jsonContent(wrongRowPage) } },
    problems: ["import.unknown", "readings.many"],
  }),
  getImportFailures: operation({
    method: "get",
    path: "/v1/imports/{id}/failures",
    tag,
    summary: "Rejected rows as a file to be corrected and sent again",
    description:
      "CSV with the columns of the file, and ours behind them, which are passed over when it comes back; of JSON its lines. Recorded in the audit, and counted as a reading.",
    access: "import",
    params: importParams,
    query: resultQuery,
    answers: {
      200: {
        description: "The rows.",
        content: {
          "text/csv": { as: "stream", description: "With a header line." },
          "application/x-ndjson": { as: "stream", description: "An object a line." },
        },
        headers: { "Content-Disposition": "A name for the file." },
      },
    },
    problems: ["import.unknown", "readings.many"],
  }),
  correctImport: operation({
    method: "post",
    path: "/v1/imports/{id}/corrections",
    tag,
    summary: "Put corrected rows in place of rejected ones",
    description:
      "All of them or none. They are worked on like other rows: what is still wrong is rejected again.",
    access: "import",
    params: importParams,
    headers: idempotencyHeaders,
    body: jsonBody(corrections, apiLimits.requestBodyBytes),
    answers: {
      202: {
        description: "Taken; they are being worked on.",
        content: jsonContent(importView),
      },
    },
    problems: [
      "import.unknown",
      "import.state",
      "import.rows_gone",
      "import.row_changed",
      "import.row_shape",
      "idempotency.mismatch",
      ...issuingProblems,
    ],
  }),
  issueImport: operation({
    ...steering,
    path: "/v1/imports/{id}/issue",
    summary: "Issue the rows that a check found good",
    description: "Of an import that issues already nothing is changed.",
    problems: ["import.unknown", "import.state", "import.rows_gone", ...issuingProblems],
  }),
  discardImportRows: operation({
    ...steering,
    path: "/v1/imports/{id}/discard",
    summary: "Forget the rows that are kept to be corrected, or issued",
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
