import { Readable } from "node:stream";
import type { AuthoritySlug } from "@sello/sdk";
import type { Caller } from "../http/Caller.ts";
import { json, stream } from "../http/routes/Reply.ts";
import { type Route, route } from "../http/routes/Route.ts";
import { NotFound } from "../platform/errors.ts";
import { limits } from "../platform/limits.ts";
import type { AuditChain } from "./AuditChain.ts";
import type { AuditScope, FindHead, PgAuditLines } from "./PgAuditLines.ts";

export type AuditRouteParts = {
  readonly auditChain: Pick<AuditChain, "head" | "at">;
  readonly auditLines: Pick<PgAuditLines, "page" | "export">;
  readonly findAuditHead: FindHead;
  /** Whose lines a caller sees: of their authority, or of the named one, which must be below it. */
  readonly auditScope: (caller: Caller, named?: AuthoritySlug) => Promise<AuditScope>;
};

export const auditRoutes = ({
  auditChain,
  auditLines,
  auditScope,
  findAuditHead,
}: AuditRouteParts): Route[] => [
  route("getAuditPlace", {
    handle: async ({ query: { position } }) => {
      const place = await (position === undefined
        ? auditChain.head()
        : auditChain.at(BigInt(position)));
      if (place === null) throw new NotFound("audit.unknown_place", "The audit has no such line.");
      return json({ position: Number(place.position), hash: place.hash.toString("hex") });
    },
  }),
  route("listAuditLines", {
    handle: async ({ caller, query }) => {
      const { authority, after, limit = limits.pageEntries, ...filter } = query;
      const scope = await auditScope(caller, authority);
      const lines = await auditLines.page(scope, filter, limit, after ?? null);
      const last = lines.length === limit ? lines.at(-1) : undefined;
      return json({ lines, next: last?.id ?? null });
    },
  }),
  route("exportAudit", {
    audit: ({ caller, query: { from = 1 } }) => ({
      action: "audit.export",
      subject: `authority:${caller.authority}`,
      data: { from },
    }),
    handle: async ({ caller, query: { authority, from = 1 } }) => {
      const lines = await auditLines.export(
        await auditScope(caller, authority),
        from,
        findAuditHead,
      );
      return stream("application/x-ndjson", Readable.from(lines), {
        headers: { "content-disposition": 'attachment; filename="audit.ndjson"' },
      });
    },
  }),
];
