import type { StatusAction } from "@sello/api";
import type { AuthorityId } from "@sello/sdk";
import type { ApiKeys } from "../accounts/ApiKeys.ts";
import { subordinateAuthorities, subordinateKey } from "../accounts/actsFor.ts";
import { type Caller, officerId, toActor } from "../http/Caller.ts";
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
  readonly issuances: Pick<PgIssuances, "of">;
  readonly documents: Pick<DocumentReader, "some">;
  readonly statuses: Pick<Statuses, "act">;
};

type Asked = { readonly since?: number; readonly after?: string; readonly limit?: number };

/** Whose issuing is looked for: an API key's or an officer's. */
type Issuer = { readonly callerId: string; readonly authorities: readonly AuthorityId[] | null };

/** What was issued with a key, or by an officer, and what is done about it when the key or the wallet was stolen. */
export const issuedByKeyRoutes = (parts: IssuedByKeyRouteParts): Route[] => [
  ...ofKeyRoutes(parts),
  ...ofOfficerRoutes(parts),
];

const ofKeyRoutes = (parts: IssuedByKeyRouteParts) => [
  route("listIssuedByKey", {
    handle: async ({ caller, params: { id }, query }) =>
      json(await list(parts, await toKey(parts, caller, id), query)),
  }),
  route("actOnIssuedByKey", {
    audit: ({ params, body }) => toAudit("api_key.act_on_issued", `api-key:${params.id}`, body),
    handle: async ({ caller, params: { id }, body }) =>
      json(await act(parts, caller, await toKey(parts, caller, id), body), { status: 202 }),
  }),
];

const ofOfficerRoutes = (parts: IssuedByKeyRouteParts) => [
  route("listIssuedByOfficer", {
    handle: async ({ caller, params: { account }, query }) =>
      json(await list(parts, await toOfficer(parts, caller, account), query)),
  }),
  route("actOnIssuedByOfficer", {
    audit: ({ params, body }) =>
      toAudit("officer.act_on_issued", `officer:${params.account.toLowerCase()}`, body),
    handle: async ({ caller, params: { account }, body }) =>
      json(await act(parts, caller, await toOfficer(parts, caller, account), body), {
        status: 202,
      }),
  }),
];

type Act = Asked & { readonly action: StatusAction; readonly reason: string };

const toAudit = (action: string, subject: string, { since = 0, ...body }: Act) => ({
  action,
  subject,
  data: { action: body.action, reason: body.reason, since },
});

/** A key of the caller's authority, or of one below it. Any other: `NotFound` `api_key.unknown`. */
async function toKey(parts: IssuedByKeyRouteParts, caller: Caller, id: string): Promise<Issuer> {
  await subordinateKey(parts, caller, id);
  return { callerId: id, authorities: null };
}

/** An officer may act for several authorities: what is shown is of the caller's and of those below it. */
async function toOfficer(
  { registry }: IssuedByKeyRouteParts,
  caller: Caller,
  account: string,
): Promise<Issuer> {
  const authorities = await subordinateAuthorities(registry, caller);
  return { callerId: officerId(account), authorities };
}

async function list(parts: IssuedByKeyRouteParts, issuer: Issuer, asked: Asked) {
  const { documents, next } = await page(parts, issuer, asked);
  return { documents: await parts.documents.some(documents), next };
}

async function act(
  parts: IssuedByKeyRouteParts,
  caller: Caller,
  issuer: Issuer,
  { action, reason, ...asked }: Act,
) {
  const { documents, next } = await page(parts, issuer, asked);
  const acting = { actingAuthority: caller.authority, officer: toActor(caller) };
  const acts =
    documents.length === 0
      ? []
      : await parts.statuses.act({ documents, action, reason, ...acting });
  const refused = acts.flatMap((each) =>
    each.outcome === "refused" ? [{ document: each.document, code: each.code }] : [],
  );
  return { requested: acts.length - refused.length, refused, next };
}

async function page(
  { issuances }: IssuedByKeyRouteParts,
  { callerId, authorities }: Issuer,
  { since, after, limit }: Asked,
) {
  const found = await issuances.of(callerId, {
    authorities,
    since: since ?? null,
    after: after === undefined ? null : parseCursor(after),
    limit: limit ?? limits.pageEntries,
  });
  return { documents: found.documents, next: found.next && formatCursor(found.next) };
}
