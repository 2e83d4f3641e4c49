import type { ApiKeys } from "../accounts/ApiKeys.ts";
import { subordinateKey } from "../accounts/actsFor.ts";
import { type Caller, toActor } from "../http/Caller.ts";
import { json } from "../http/routes/Reply.ts";
import { type Route, route } from "../http/routes/Route.ts";
import { limits } from "../platform/limits.ts";
import type { Registry } from "../registry/Registry.ts";
import type { Statuses } from "../status/Statuses.ts";
import type { DocumentReader } from "./DocumentReader.ts";
import type { PgIssuances } from "./PgIssuances.ts";
import { formatCursor, parseCursor } from "./pageCursor.ts";

export type IssuedByKeyRouteParts = {
  readonly apiKeys: Pick<ApiKeys, "get">;
  readonly registry: Registry;
  readonly issuances: Pick<PgIssuances, "ofKey">;
  readonly documents: Pick<DocumentReader, "some">;
  readonly statuses: Pick<Statuses, "act">;
};

type Asked = { readonly since?: number; readonly after?: string; readonly limit?: number };

/** What was issued with a key, and what is done about it when the key was stolen. */
export const issuedByKeyRoutes = (parts: IssuedByKeyRouteParts): Route[] => [
  route("listIssuedByKey", {
    handle: async ({ caller, params: { id }, query }) => {
      const { documents, next } = await page(parts, caller, id, query);
      return json({ documents: await parts.documents.some(documents), next });
    },
  }),
  route("actOnIssuedByKey", {
    audit: ({ params, body: { action, reason, since = 0 } }) => ({
      action: "api_key.act_on_issued",
      subject: `api-key:${params.id}`,
      data: { action, reason, since },
    }),
    handle: async ({ caller, params: { id }, body: { action, reason, ...asked } }) => {
      const { documents, next } = await page(parts, caller, id, asked);
      const acts =
        documents.length === 0
          ? []
          : await parts.statuses.act({
              documents,
              action,
              reason,
              actingAuthority: caller.authority,
              officer: toActor(caller),
            });
      const refused = acts.flatMap((act) =>
        act.outcome === "refused" ? [{ document: act.document, code: act.code }] : [],
      );
      return json({ requested: acts.length - refused.length, refused, next }, { status: 202 });
    },
  }),
];

/** Documents that were issued with a key of the caller's authority, or of one below it. */
async function page(
  parts: IssuedByKeyRouteParts,
  caller: Caller,
  id: string,
  { since, after, limit }: Asked,
) {
  await subordinateKey(parts, caller, id);
  const found = await parts.issuances.ofKey(id, {
    since: since ?? null,
    after: after === undefined ? null : parseCursor(after),
    limit: limit ?? limits.pageEntries,
  });
  return { documents: found.documents, next: found.next && formatCursor(found.next) };
}
