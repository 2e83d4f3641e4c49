import { Readable } from "node:stream";
import type { AuthoritySlug } from "@sello/sdk";
import { z } from "zod";
import { type Caller, toActor } from "../../accounts/ApiKey.ts";
import { ownAuthority } from "../../accounts/actsFor.ts";
import type { Services } from "../../compose/Services.ts";
import { events, json, stream } from "../../http/routes/Reply.ts";
import { type AnyRoute, type BodySpec, route } from "../../http/routes/Route.ts";
import {
  columnMapping,
  importList,
  importView,
  rejectionPage,
} from "../../http/schemas/imports.ts";
import { indexText, line, pageLimit, slug, typeName, uuid } from "../../http/schemas/primitives.ts";
import { NotFound } from "../../platform/errors.ts";
import { limits } from "../../platform/limits.ts";
import type { Import, ImportFormat, ImportRequest } from "./Import.ts";

const tag = "imports";
const params = z.object({ id: uuid });
const one = { 200: { description: "The import.", content: { "application/json": importView } } };

export const importRoutes = (services: Services): AnyRoute[] => [
  receiveRoute(services),
  listRoute(services),
  getRoute(services),
  eventsRoute(services),
  resultRoute(services),
  rejectionsRoute(services),
  ...steeringRoutes(services),
];

const toView = (found: Import, authority: AuthoritySlug): z.input<typeof importView> => ({
  ...found,
  authority,
  error: found.error && { ...found.error, data: { ...found.error.data } },
});

/** The import, which must be of the caller's own authority. */
async function ownImport({ imports }: Services, caller: Caller, id: string): Promise<Import> {
  const found = await imports.get(id);
  if (found.authority === caller.authority) return found;
  throw new NotFound("import.unknown", "There is no such import.");
}

type Upload = { readonly format: ImportFormat; readonly content: Readable };

const upload: BodySpec<Upload> = {
  content: {
    "text/csv": {
      as: "stream",
      description: "UTF-8, with a header line; fields parted by comma, semicolon or tab.",
      value: (content) => ({ format: "csv", content }),
    },
    "application/x-ndjson": {
      as: "stream",
      description: "One JSON object of claims a line.",
      value: (content) => ({ format: "ndjson", content }),
    },
  },
};

const receiveQuery = z.strictObject({
  type: typeName,
  authority: slug.optional().meta({ description: "By default the key's own authority." }),
  fileName: line(200).optional(),
  mapping: columnMapping.optional(),
  delimiter: z.string().max(1).optional().meta({ description: "Found in the header if absent." }),
  dryRun: z
    .enum(["true", "false"])
    .optional()
    .meta({ description: "Check everything, issue nothing." }),
});

const receiveRoute = ({ imports, registry }: Services) =>
  route({
    method: "post",
    path: "/v1/imports",
    operation: "startImport",
    tag,
    summary: "Issue documents from a file of records",
    description: `Streamed, up to ${limits.importBytes} bytes. Rows are worked on once the whole file is here.`,
    access: "import",
    query: receiveQuery,
    body: upload,
    replies: {
      202: {
        description: "Received; its rows are being worked on.",
        content: { "application/json": importView },
        headers: { Location: "Where its progress is." },
      },
    },
    problems: ["document_type.unknown", "authority.unaccredited", "import.broken_off"],
    audit: ({ query, caller }) => ({
      action: "import.receive",
      subject: `authority:${caller.authority}`,
      data: { type: query.type, dryRun: query.dryRun === "true" },
    }),
    handle: async ({ caller, query, body }) => {
      const authority = await ownAuthority(registry, caller, query.authority);
      const request: ImportRequest = {
        authority: authority.id,
        type: query.type,
        format: body.format,
        fileName: query.fileName ?? `upload.${body.format}`,
        dryRun: query.dryRun === "true",
        requestedBy: toActor(caller),
        ...(query.mapping ? { mapping: query.mapping } : {}),
        ...(query.delimiter ? { delimiter: query.delimiter } : {}),
      };
      const received = await imports.receive(request, keepOpen(body.content));
      return json(importView, toView(received, authority.slug), {
        status: 202,
        headers: { location: `/v1/imports/${received.id}` },
      });
    },
  });

/**
 * The upload's chunks. A consumer that stops early must not destroy the request with it: the connection
 * is needed to say why.
 */
const keepOpen = (content: Readable): AsyncIterable<Uint8Array> =>
  content.iterator({ destroyOnReturn: false });

const listRoute = ({ imports, registry }: Services) =>
  route({
    method: "get",
    path: "/v1/imports",
    operation: "listImports",
    tag,
    summary: "Imports of the key's authority, newest first",
    access: "import",
    query: z.strictObject({
      after: uuid.optional().meta({ description: "Id of the last one seen." }),
      limit: pageLimit,
    }),
    replies: { 200: { description: "A page.", content: { "application/json": importList } } },
    handle: async ({ caller, query }) => {
      const authority = await ownAuthority(registry, caller);
      const found = await imports.list({
        authority: authority.id,
        limit: query.limit ?? limits.pageEntries,
        ...(query.after ? { after: query.after } : {}),
      });
      return json(importList, { imports: found.map((each) => toView(each, authority.slug)) });
    },
  });

const getRoute = (services: Services) =>
  route({
    method: "get",
    path: "/v1/imports/{id}",
    operation: "getImport",
    tag,
    summary: "An import and its progress",
    access: "import",
    params,
    replies: one,
    problems: ["import.unknown"],
    handle: async ({ caller, params: { id } }) => {
      const { slug: own } = await ownAuthority(services.registry, caller);
      return json(importView, toView(await ownImport(services, caller, id), own));
    },
  });

const eventsRoute = (services: Services) =>
  route({
    method: "get",
    path: "/v1/imports/{id}/events",
    operation: "followImport",
    tag,
    summary: "Progress as server-sent events, until the import has ended",
    description: "`progress` events with the import's id, state, rows, rate and seconds left.",
    access: "import",
    params,
    replies: {
      200: { description: "An event stream.", content: { "text/event-stream": "Events." } },
    },
    problems: ["import.unknown"],
    handle: async ({ caller, params: { id }, signal }) => {
      await ownImport(services, caller, id);
      return events(progressEvents(services, id, signal));
    },
  });

async function* progressEvents({ imports }: Services, id: string, signal: AbortSignal) {
  for await (const data of imports.watch(id, signal)) yield { event: "progress", data };
}

const resultRoute = (services: Services) =>
  route({
    method: "get",
    path: "/v1/imports/{id}/result",
    operation: "getImportResult",
    tag,
    summary: "What became of every row",
    description: "As CSV, or as NDJSON if `Accept` prefers `application/x-ndjson`.",
    access: "import",
    params,
    replies: {
      200: {
        description:
          "Line, outcome, document id, state, and field, code and reason of a rejection.",
        content: { "text/csv": "With a header line.", "application/x-ndjson": "An object a line." },
      },
    },
    problems: ["import.unknown"],
    handle: async ({ caller, params: { id }, accept }) => {
      await ownImport(services, caller, id);
      const asNdjson = accept("text/csv", "application/x-ndjson") === "application/x-ndjson";
      const format = asNdjson ? "ndjson" : "csv";
      const mediaType = asNdjson ? "application/x-ndjson" : "text/csv; charset=utf-8";
      return stream(mediaType, Readable.from(services.imports.result(id, format)), {
        headers: {
          vary: "Accept",
          "content-disposition": `attachment; filename="import-${id}.${format}"`,
        },
      });
    },
  });

const rejectionsRoute = (services: Services) =>
  route({
    method: "get",
    path: "/v1/imports/{id}/rejections",
    operation: "listRejections",
    tag,
    summary: "Rejected rows, in the order of lines",
    access: "import",
    params,
    query: z.strictObject({
      afterLine: indexText("`next` of the page before.").optional(),
      limit: pageLimit,
    }),
    replies: { 200: { description: "A page.", content: { "application/json": rejectionPage } } },
    problems: ["import.unknown"],
    handle: async ({ caller, params: { id }, query }) => {
      await ownImport(services, caller, id);
      const limit = query.limit ?? limits.pageEntries;
      const found = await services.imports.rejections(id, {
        afterLine: query.afterLine ?? 0,
        limit,
      });
      const rejections = found.map(({ violations, ...row }) => ({
        ...row,
        violations: [...violations],
      }));
      const last = found.length === limit ? found.at(-1) : undefined;
      return json(rejectionPage, { rejections, next: last?.line ?? null });
    },
  });

const steering = {
  pause: "Begin no more rows; those under way are finished",
  resume: "Go on with a paused import",
  cancel: "End it; what was issued stays",
} as const;

const steeringRoutes = (services: Services) =>
  (Object.keys(steering) as (keyof typeof steering)[]).map((act) =>
    route({
      method: "post",
      path: `/v1/imports/{id}/${act}`,
      operation: `${act}Import`,
      tag,
      summary: steering[act],
      access: "import",
      params,
      replies: one,
      problems: ["import.unknown", "import.state"],
      audit: ({ params: { id } }) => ({ action: `import.${act}`, subject: `import:${id}` }),
      handle: async ({ caller, params: { id } }) => {
        await ownImport(services, caller, id);
        const { slug: own } = await ownAuthority(services.registry, caller);
        return json(importView, toView(await services.imports[act](id), own));
      },
    }),
  );
