import { Readable } from "node:stream";
import type { ImportFormat } from "@sello/api";
import { ownAuthority } from "../../accounts/actsFor.ts";
import { toActor } from "../../http/Caller.ts";
import { events, json, stream } from "../../http/routes/Reply.ts";
import { type Route, route } from "../../http/routes/Route.ts";
import { limits } from "../../platform/limits.ts";
import { type MendingRouteParts, mendingRoutes } from "./held/mendingRoutes.ts";
import type { Imports } from "./Imports.ts";
import { ownImport, toView } from "./ownImport.ts";

export type ImportRouteParts = MendingRouteParts & {
  readonly imports: Pick<
    Imports,
    | "preview"
    | "receive"
    | "get"
    | "list"
    | "pause"
    | "resume"
    | "cancel"
    | "watch"
    | "result"
    | "rejections"
  >;
};

export const importRoutes = (parts: ImportRouteParts): Route[] => [
  previewRoute(parts),
  receiveRoute(parts),
  ...readRoutes(parts),
  ...outcomeRoutes(parts),
  steeringRoute("pause", parts),
  steeringRoute("resume", parts),
  steeringRoute("cancel", parts),
  ...mendingRoutes(parts),
];

const formats = {
  "text/csv": "csv",
  "application/x-ndjson": "ndjson",
  "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet": "xlsx",
} as const satisfies Readonly<Record<string, ImportFormat>>;

const previewRoute = ({ imports, registry }: ImportRouteParts) =>
  route("previewImport", {
    handle: async ({ caller, query, body }) => {
      const { authority: named, ...asked } = query;
      const authority = await ownAuthority(registry, caller, named);
      const format = formats[body.type];
      const request = {
        ...asked,
        fileName: "",
        authority: authority.id,
        format,
        requestedBy: toActor(caller),
      };
      return json(await imports.preview(request, keepOpen(body.content)));
    },
  });

const receiveRoute = ({ imports, registry }: ImportRouteParts) =>
  route("startImport", {
    audit: ({ query, caller }) => ({
      action: "import.receive",
      subject: `authority:${caller.authority}`,
      data: { type: query.type, dryRun: query.dryRun ?? false },
    }),
    handle: async ({ caller, query, body }) => {
      const { authority: named, ...asked } = query;
      const authority = await ownAuthority(registry, caller, named);
      const format = formats[body.type];
      const request = {
        dryRun: false,
        fileName: `upload.${format}`,
        ...asked,
        authority: authority.id,
        format,
        requestedBy: toActor(caller),
      };
      const received = await imports.receive(request, keepOpen(body.content));
      return json(
        { ...received, authority: authority.slug },
        {
          status: 202,
          headers: { location: `/v1/imports/${received.id}` },
        },
      );
    },
  });

/**
 * The upload's chunks. A consumer that stops early must not destroy the request with it: the connection
 * is needed to say why.
 */
const keepOpen = (content: Readable): AsyncIterable<Uint8Array> =>
  content.iterator({ destroyOnReturn: false });

const readRoutes = (parts: ImportRouteParts) => [
  route("listImports", {
    handle: async ({ caller, query }) => {
      const authority = await ownAuthority(parts.registry, caller);
      const found = await parts.imports.list({
        authority: authority.id,
        limit: query.limit ?? limits.pageEntries,
        ...(query.after ? { after: query.after } : {}),
      });
      return json({ imports: found.map((each) => toView(each, authority.slug)) });
    },
  }),
  route("getImport", {
    handle: async ({ caller, params: { id } }) => {
      const { slug: own } = await ownAuthority(parts.registry, caller);
      return json(toView(await ownImport(parts, caller, id), own));
    },
  }),
  route("followImport", {
    handle: async ({ caller, params: { id }, signal }) => {
      await ownImport(parts, caller, id);
      return events(progressEvents(parts, id, signal));
    },
  }),
];

async function* progressEvents({ imports }: ImportRouteParts, id: string, signal: AbortSignal) {
  for await (const data of imports.watch(id, signal)) yield { event: "progress", data } as const;
}

const outcomeRoutes = (parts: ImportRouteParts) => [
  route("getImportResult", {
    handle: async ({ caller, params: { id }, query, accept, acceptLanguage }) => {
      await ownImport(parts, caller, id);
      const asNdjson = accept("text/csv", "application/x-ndjson") === "application/x-ndjson";
      const format = asNdjson ? "ndjson" : "csv";
      const mediaType = asNdjson ? "application/x-ndjson" : "text/csv; charset=utf-8";
      const language = query.lang ?? acceptLanguage();
      return stream(mediaType, Readable.from(parts.imports.result(id, { format, language })), {
        headers: {
          vary: "Accept, Accept-Language",
          "content-disposition": `attachment; filename="import-${id}.${format}"`,
        },
      });
    },
  }),
  route("listRejections", {
    handle: async ({ caller, params: { id }, query }) => {
      await ownImport(parts, caller, id);
      const limit = query.limit ?? limits.pageEntries;
      const afterLine = query.afterLine ?? 0;
      const rejections = await parts.imports.rejections(id, { afterLine, limit });
      const last = rejections.length === limit ? rejections.at(-1) : undefined;
      return json({ rejections, next: last?.line ?? null });
    },
  }),
];

const steeringRoute = (act: "pause" | "resume" | "cancel", parts: ImportRouteParts) =>
  route(`${act}Import`, {
    audit: ({ params: { id } }) => ({ action: `import.${act}`, subject: `import:${id}` }),
    handle: async ({ caller, params: { id } }) => {
      await ownImport(parts, caller, id);
      const { slug: own } = await ownAuthority(parts.registry, caller);
      return json(toView(await parts.imports[act](id, toActor(caller)), own));
    },
  });
