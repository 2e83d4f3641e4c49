import { Readable } from "node:stream";
import type { OperationName } from "@sello/api";
import type { DocumentId } from "@sello/sdk";
import { ownAuthority } from "../accounts/actsFor.ts";
import { type Caller, toActor, toCallerId } from "../http/Caller.ts";
import { requireAction } from "../http/requireAction.ts";
import { json, stream, text } from "../http/routes/Reply.ts";
import { type Route, route } from "../http/routes/Route.ts";
import { InvalidInput, type Violation } from "../platform/errors.ts";
import { limits } from "../platform/limits.ts";
import type { Registry } from "../registry/Registry.ts";
import type { DocumentCopies } from "./DocumentCopies.ts";
import type { DocumentReader } from "./DocumentReader.ts";
import type { Erasures } from "./Erasures.ts";
import type { Issued, IssueOptions } from "./IssuedDocument.ts";
import type { Issuing } from "./Issuing.ts";
import { ownDocument } from "./ownDocument.ts";
import type { RequestDigests } from "./RequestDigests.ts";
import type { Revisions } from "./Revisions.ts";
import type { DocumentExport } from "./reading/DocumentExport.ts";
import type { DocumentSearch } from "./reading/DocumentSearch.ts";
import type { PgReadingCounts } from "./reading/PgReadingCounts.ts";

export type DocumentRouteParts = {
  readonly issuing: Pick<Issuing, "issue">;
  readonly requestDigests: RequestDigests;
  readonly revisions: Pick<Revisions, "renew" | "correct" | "replace" | "issueAfter">;
  readonly copies: Pick<DocumentCopies, "add">;
  readonly documents: Pick<DocumentReader, "get" | "list" | "sdJwt">;
  readonly search: Pick<DocumentSearch, "find">;
  readonly exports: Pick<DocumentExport, "begin">;
  readonly erasures: Pick<Erasures, "erase">;
  readonly readings: Pick<PgReadingCounts, "count">;
  readonly registry: Registry;
};

export const documentRoutes = (parts: DocumentRouteParts): Route[] => [
  ...issueRoutes(parts),
  ...readRoutes(parts),
  ...dataRoutes(parts),
  ...revisionRoutes(parts),
  copiesRoute(parts),
];

function answerIssued({ document, replay }: Issued) {
  if (replay) return json(document, { headers: { "idempotent-replayed": "true" } });
  return json(document, { status: 201, headers: { location: `/v1/documents/${document.id}` } });
}

type Keyed = {
  readonly caller: Caller;
  readonly headers: { readonly "idempotency-key": string };
  readonly bodyDigest: Buffer;
};

const toOptions = (
  { requestDigests }: DocumentRouteParts,
  operation: OperationName,
  { caller, headers, bodyDigest }: Keyed,
  document: DocumentId | null,
): IssueOptions => ({
  idempotency: {
    callerId: toCallerId(caller),
    actor: toActor(caller),
    key: headers["idempotency-key"],
    request: requestDigests.of({ operation, document, bodyDigest }),
    former: { bodyDigest, document },
  },
});

const toDocumentActor = (caller: Caller) => ({
  authority: caller.authority,
  officer: toActor(caller),
});

/**
 * Runs `work`, and where it finds fault with claims or with a holder key, says where in the body they are:
 * features know only what they were handed.
 */
async function pointing<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    if (!(error instanceof InvalidInput)) throw error;
    const part = error.code.startsWith("claims.") ? "/body/claims" : "/body";
    const violations = (error.data.violations ?? []) as readonly Violation[];
    throw new InvalidInput(
      error.code,
      error.message,
      violations.map((each) => ({ ...each, pointer: `${part}${each.pointer}` })),
    );
  }
}

const issueRoutes = (parts: DocumentRouteParts) => [
  route("issueDocument", {
    audit: ({ caller, body: { after, reason } }) => {
      // The line of a first document is written with it, and names it.
      if (after === undefined) return null;
      // It undoes what an officer did, so it takes the right to have done that.
      requireAction(caller, "revoke");
      return { action: "document.issue_after", subject: `document:${after}`, data: { reason } };
    },
    handle: async (input) => {
      const { caller, body } = input;
      const { after } = body;
      const authority = await ownAuthority(parts.registry, caller, body.authority);
      const request = {
        authority: authority.id,
        type: body.type,
        claims: body.claims,
        ...(body.person === undefined ? {} : { person: body.person }),
        ...(body.holderKey ? { holderKey: body.holderKey } : {}),
      };
      const options = toOptions(parts, "issueDocument", input, after ?? null);
      if (after === undefined)
        return answerIssued(await pointing(() => parts.issuing.issue(request, options)));
      const officer = toActor(caller);
      const issue = () => parts.revisions.issueAfter(request, after, officer, options);
      return answerIssued(await pointing(issue));
    },
  }),
];

const readRoutes = (parts: DocumentRouteParts) => [
  route("listDocuments", {
    handle: async ({ caller, query: { import: importId, ...query } }) =>
      json(
        await parts.documents.list({
          ...query,
          ...(importId === undefined ? {} : { importId }),
          authorities: [caller.authority],
        }),
      ),
  }),
  route("getDocument", {
    handle: async ({ caller, params }) => json(await ownDocument(parts, caller, params.id)),
  }),
  route("getSdJwt", {
    // Reading what a document says leaves a trace.
    audit: ({ params, query: { reason } }) => ({
      action: "document.read",
      subject: `document:${params.id}`,
      data: { reason },
    }),
    handle: async ({ caller, params, query }) => {
      const { id } = await ownDocument(parts, caller, params.id);
      await parts.readings.count(caller, "reading");
      return text("application/dc+sd-jwt", await parts.documents.sdJwt(id, query.copy));
    },
  }),
];

const dataRoutes = (parts: DocumentRouteParts) => [
  route("searchDocuments", {
    // What was looked for is personal data, and not told.
    audit: ({ body: { by, reason } }) => ({
      action: "document.search",
      subject: `documents:${by}`,
      data: { reason },
    }),
    handle: async ({ caller, body: { reason: _, limit = limits.pageEntries, ...query } }) =>
      json(await parts.search.find(caller, { ...query, limit })),
  }),
  route("exportDocuments", {
    audit: ({ caller, body: { type, reason } }) => ({
      action: "document.export",
      subject: `authority:${caller.authority}`,
      data: { reason, ...(type === undefined ? {} : { type }) },
    }),
    handle: async ({ caller, body: { type } }) =>
      stream("application/x-ndjson", Readable.from(await parts.exports.begin(caller, type)), {
        headers: { "content-disposition": 'attachment; filename="documents.ndjson"' },
      }),
  }),
  route("eraseDocument", {
    audit: ({ params, body: { reason } }) => ({
      action: "document.erase",
      subject: `document:${params.id}`,
      data: { reason },
    }),
    handle: async ({ caller, params }) => {
      const { id } = await ownDocument(parts, caller, params.id);
      return json({ erased: await parts.erasures.erase(id) });
    },
  }),
];

const revisionRoutes = (parts: DocumentRouteParts) => [
  route("renewDocument", {
    audit: ({ params }) => ({ action: "document.renew", subject: `document:${params.id}` }),
    handle: async (input) => {
      const { id } = await ownDocument(parts, input.caller, input.params.id);
      const actor = toDocumentActor(input.caller);
      const options = toOptions(parts, "renewDocument", input, id);
      const renew = () => parts.revisions.renew(id, actor, input.body.claims, options);
      return answerIssued(await pointing(renew));
    },
  }),
  route("correctDocument", {
    audit: ({ params }) => ({ action: "document.correct", subject: `document:${params.id}` }),
    handle: async (input) => {
      const { id } = await ownDocument(parts, input.caller, input.params.id);
      const actor = toDocumentActor(input.caller);
      const options = toOptions(parts, "correctDocument", input, id);
      const correct = () => parts.revisions.correct(id, actor, input.body.claims, options);
      return answerIssued(await pointing(correct));
    },
  }),
  route("replaceDocument", {
    audit: ({ params }) => ({ action: "document.replace", subject: `document:${params.id}` }),
    handle: async (input) => {
      const { id } = await ownDocument(parts, input.caller, input.params.id);
      const actor = toDocumentActor(input.caller);
      const options = toOptions(parts, "replaceDocument", input, id);
      const replace = () => parts.revisions.replace(id, actor, input.body.holderKey, options);
      return answerIssued(await pointing(replace));
    },
  }),
];

const copiesRoute = (parts: DocumentRouteParts) =>
  route("addCopies", {
    audit: ({ params, body }) => ({
      action: "document.copy",
      subject: `document:${params.id}`,
      data: { copies: body.holderKeys.length },
    }),
    handle: async ({ caller, params, body }) => {
      const { id } = await ownDocument(parts, caller, params.id);
      const copies = await pointing(() =>
        parts.copies.add(id, body.holderKeys, { callerId: toCallerId(caller), importId: null }),
      );
      return json({ copies }, { status: 201 });
    },
  });
