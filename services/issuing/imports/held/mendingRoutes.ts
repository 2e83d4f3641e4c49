import { Readable } from "node:stream";
import { apiLimits } from "@sello/api";
import type { DocumentId } from "@sello/sdk";
import { ownAuthority } from "../../../accounts/actsFor.ts";
import { type Caller, toActor, toCallerId } from "../../../http/Caller.ts";
import { json, stream } from "../../../http/routes/Reply.ts";
import { type Route, route } from "../../../http/routes/Route.ts";
import type { Registry } from "../../../registry/Registry.ts";
import type { RequestDigests } from "../../RequestDigests.ts";
import type { PgReadingCounts } from "../../reading/PgReadingCounts.ts";
import type { Imports } from "../Imports.ts";
import { ownImport, toView } from "../ownImport.ts";
import type { Mending } from "./Mending.ts";

export type MendingRouteParts = {
  readonly imports: Pick<Imports, "get">;
  readonly mending: Pick<Mending, "rows" | "correct" | "issue" | "discard" | "failures">;
  readonly readings: Pick<PgReadingCounts, "count">;
  readonly requestDigests: RequestDigests;
  readonly registry: Registry;
};

/** Rejected rows: what they say, as a file, and corrected; checks, issued. */
export const mendingRoutes = (parts: MendingRouteParts): Route[] => [
  ...readRoutes(parts),
  correctRoute(parts),
  route("issueImport", {
    audit: ({ params: { id } }) => ({ action: "import.issue", subject: `import:${id}` }),
    handle: async ({ caller, params: { id } }) => {
      const found = await ownImport(parts, caller, id);
      await parts.mending.issue(found, toActor(caller));
      return json(await viewOf(parts, caller, id));
    },
  }),
  route("discardImportRows", {
    audit: ({ params: { id } }) => ({ action: "import.discard", subject: `import:${id}` }),
    handle: async ({ caller, params: { id } }) => {
      await ownImport(parts, caller, id);
      await parts.mending.discard(id);
      return json(await viewOf(parts, caller, id));
    },
  }),
];

async function viewOf(parts: MendingRouteParts, caller: Caller, id: string) {
  const { slug } = await ownAuthority(parts.registry, caller);
  return toView(await parts.imports.get(id), slug);
}

/** What rows say is personal data: reading them leaves a line, and is counted. */
const readRoutes = (parts: MendingRouteParts) => [
  route("listWrongRows", {
    audit: ({ params: { id }, query: { afterLine = 0 } }) => ({
      action: "import.read_rows",
      subject: `import:${id}`,
      data: { afterLine },
    }),
    handle: async ({ caller, params: { id }, query }) => {
      await ownImport(parts, caller, id);
      await parts.readings.count(caller, "reading");
      const { afterLine = 0, limit = apiLimits.wrongRowsRead } = query;
      return json(await parts.mending.rows(id, { afterLine, limit }));
    },
  }),
  route("getImportFailures", {
    audit: ({ params: { id } }) => ({ action: "import.read_failures", subject: `import:${id}` }),
    handle: async ({ caller, params: { id }, query, acceptLanguage }) => {
      await ownImport(parts, caller, id);
      await parts.readings.count(caller, "reading");
      const { format, lines } = await parts.mending.failures(id, query.lang ?? acceptLanguage());
      const type = format === "csv" ? "text/csv; charset=utf-8" : "application/x-ndjson";
      return stream(type, Readable.from(lines), {
        headers: {
          "cache-control": "no-store",
          "content-disposition": `attachment; filename="failures-${id}.${format}"`,
        },
      });
    },
  }),
];

const correctRoute = (parts: MendingRouteParts) =>
  route("correctImport", {
    audit: ({ params: { id }, body: { rows } }) => ({
      action: "import.correct",
      subject: `import:${id}`,
      data: { rows: rows.length },
    }),
    handle: async ({ caller, params: { id }, headers, body, bodyDigest }) => {
      const found = await ownImport(parts, caller, id);
      await parts.mending.correct(found, {
        rows: body.rows,
        by: toActor(caller),
        callerId: toCallerId(caller),
        key: headers["idempotency-key"],
        request: parts.requestDigests.of({
          operation: "correctImport",
          // Of the import: in place of a document, it is what the path names.
          document: id as DocumentId,
          bodyDigest,
        }),
      });
      return json(await viewOf(parts, caller, id), { status: 202 });
    },
  });
