import type { DocumentId } from "@sello/sdk";
import { z } from "zod";
import { type Caller, toActor } from "../accounts/ApiKey.ts";
import { ownAuthority, requireOwn } from "../accounts/actsFor.ts";
import type { Services } from "../compose/Services.ts";
import { json, type Reply, text } from "../http/routes/Reply.ts";
import { type AnyRoute, jsonBody, route } from "../http/routes/Route.ts";
import {
  claims,
  copyQuery,
  document,
  documentPage,
  documentParams,
  holderKey,
  idempotencyHeaders,
} from "../http/schemas/documents.ts";
import { pageLimit, slug, typeName } from "../http/schemas/primitives.ts";
import { InvalidInput, type Violation } from "../platform/errors.ts";
import { limits } from "../platform/limits.ts";
import { documentStates } from "./IssuedDocument.ts";
import type { Issued, IssuedDocument } from "./Issuing.ts";

const tag = "documents";

const issueBody = z
  .strictObject({
    authority: slug.optional().meta({ description: "By default the key's own authority." }),
    type: typeName,
    claims,
    holderKey: holderKey.optional(),
  })
  .meta({ id: "IssueRequest" });

const issuedReplies = {
  201: {
    description: "Stored and signed. It is in the log a moment later: `state` tells.",
    content: { "application/json": document },
    headers: { Location: "Where the document is." },
  },
  200: {
    description: "The same request was answered before.",
    content: { "application/json": document },
  },
};

function answerIssued({ document: issued, replay }: Issued): Reply {
  if (replay) return json(document, issued, { headers: { "idempotent-replayed": "true" } });
  return json(document, issued, {
    status: 201,
    headers: { location: `/v1/documents/${issued.id}` },
  });
}

type Keyed = {
  readonly caller: Caller;
  readonly headers: { readonly "idempotency-key": string };
  readonly bodyDigest: Buffer;
};

const toOptions = ({ caller, headers, bodyDigest }: Keyed) => ({
  idempotency: { apiKeyId: caller.apiKeyId, key: headers["idempotency-key"], bodyDigest },
});

const toDocumentActor = (caller: Caller) => ({
  authority: caller.authority,
  officer: toActor(caller),
});

export const documentRoutes = (services: Services): AnyRoute[] => [
  issueRoute(services),
  listRoute(services),
  getRoute(services),
  sdJwtRoute(services),
  ...revisionRoutes(services),
  copiesRoute(services),
];

/** The document, which must be of the caller's own authority. */
export async function ownDocument(
  { issuing, registry }: Pick<Services, "issuing" | "registry">,
  caller: Caller,
  id: string,
): Promise<IssuedDocument> {
  const found = await issuing.get(id as DocumentId);
  await requireOwn(registry, caller, found.authority);
  return found;
}

/**
 * Runs `work`, and where it finds fault with claims or with a holder key, says where in the body they stand:
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

const issueRoute = ({ issuing, registry }: Services) =>
  route({
    method: "post",
    path: "/v1/documents",
    operation: "issueDocument",
    tag,
    summary: "Issue a document",
    access: "issue",
    headers: idempotencyHeaders,
    body: jsonBody(issueBody, limits.requestBodyBytes),
    replies: issuedReplies,
    problems: ["claims.invalid", "document.exists", "document.differs", "idempotency.mismatch"],
    handle: async (input) => {
      const { caller, body } = input;
      const authority = await ownAuthority(registry, caller, body.authority);
      const request = {
        authority: authority.id,
        type: body.type,
        claims: body.claims,
        ...(body.holderKey ? { holderKey: body.holderKey } : {}),
      };
      return answerIssued(await pointing(() => issuing.issue(request, toOptions(input))));
    },
  });

const listRoute = ({ issuing }: Services) =>
  route({
    method: "get",
    path: "/v1/documents",
    operation: "listDocuments",
    tag,
    summary: "The documents of the key's authority, newest first within a type",
    access: "read",
    query: z.strictObject({
      type: typeName.optional(),
      state: z.enum(documentStates).optional(),
      after: z.string().min(1).max(100).optional().meta({ description: "`next` of a page." }),
      limit: pageLimit,
    }),
    replies: {
      200: { description: "A page.", content: { "application/json": documentPage } },
    },
    handle: async ({ caller, query }) => {
      const { type, state, after, limit } = query;
      const page = await issuing.list({
        authority: caller.authority,
        limit: limit ?? limits.pageEntries,
        ...(type === undefined ? {} : { type }),
        ...(state === undefined ? {} : { state }),
        ...(after === undefined ? {} : { after }),
      });
      return json(documentPage, { documents: [...page.documents], next: page.next });
    },
  });

const getRoute = (services: Services) =>
  route({
    method: "get",
    path: "/v1/documents/{id}",
    operation: "getDocument",
    tag,
    summary: "What is known of a document",
    access: "read",
    params: documentParams,
    replies: {
      200: { description: "The document.", content: { "application/json": document } },
    },
    problems: ["document.unknown"],
    handle: async ({ caller, params }) =>
      json(document, await ownDocument(services, caller, params.id)),
  });

const sdJwtRoute = (services: Services) =>
  route({
    method: "get",
    path: "/v1/documents/{id}/sd-jwt",
    operation: "getSdJwt",
    tag,
    summary: "The document itself, with all its disclosures",
    access: "read",
    params: documentParams,
    query: copyQuery,
    replies: {
      200: {
        description: "SD-JWT VC (RFC 9901).",
        content: { "application/dc+sd-jwt": "Compact serialization with every disclosure." },
      },
    },
    problems: ["document.unknown"],
    // Whoever reads what a document says leaves a trace.
    audit: ({ params }) => ({ action: "document.read", subject: `document:${params.id}` }),
    handle: async ({ caller, params, query }) => {
      const { id } = await ownDocument(services, caller, params.id);
      return text("application/dc+sd-jwt", await services.issuing.document(id, query.copy));
    },
  });

const revisionRoutes = (services: Services) => {
  const { issuing } = services;
  const shared = {
    method: "post",
    tag,
    access: "issue",
    params: documentParams,
    headers: idempotencyHeaders,
    replies: issuedReplies,
    problems: ["document.unknown", "document.superseded", "claims.invalid", "idempotency.mismatch"],
  } as const;
  const superseding =
    "The old document is marked as superseded and revoked, in the same transaction.";
  return [
    route({
      ...shared,
      path: "/v1/documents/{id}/renewals",
      operation: "renewDocument",
      summary: "Issue it again for a new term",
      description: superseding,
      body: jsonBody(z.strictObject({ claims: claims.optional() }), limits.requestBodyBytes),
      audit: ({ params }) => ({ action: "document.renew", subject: `document:${params.id}` }),
      handle: async (input) => {
        const { id } = await ownDocument(services, input.caller, input.params.id);
        const actor = toDocumentActor(input.caller);
        const { claims: given } = input.body;
        return answerIssued(
          await pointing(() => issuing.renew(id, actor, given, toOptions(input))),
        );
      },
    }),
    route({
      ...shared,
      path: "/v1/documents/{id}/corrections",
      operation: "correctDocument",
      summary: "Issue it again with other claims, for the rest of its term",
      description: superseding,
      body: jsonBody(z.strictObject({ claims }), limits.requestBodyBytes),
      audit: ({ params }) => ({ action: "document.correct", subject: `document:${params.id}` }),
      handle: async (input) => {
        const { id } = await ownDocument(services, input.caller, input.params.id);
        const actor = toDocumentActor(input.caller);
        const { claims: given } = input.body;
        return answerIssued(
          await pointing(() => issuing.correct(id, actor, given, toOptions(input))),
        );
      },
    }),
    route({
      ...shared,
      path: "/v1/documents/{id}/replacements",
      operation: "replaceDocument",
      summary: "Issue it again saying the same: it was lost, or the holder has a new device",
      description: superseding,
      body: jsonBody(z.strictObject({ holderKey: holderKey.optional() }), limits.requestBodyBytes),
      audit: ({ params }) => ({ action: "document.replace", subject: `document:${params.id}` }),
      handle: async (input) => {
        const { id } = await ownDocument(services, input.caller, input.params.id);
        const actor = toDocumentActor(input.caller);
        return answerIssued(
          await pointing(() => issuing.replace(id, actor, input.body.holderKey, toOptions(input))),
        );
      },
    }),
  ];
};

const copyNumbers = z
  .object({ copies: z.array(z.int()).meta({ description: "Their numbers, in order." }) })
  .meta({ id: "CopyNumbers" });

const copiesRoute = (services: Services) =>
  route({
    method: "post",
    path: "/v1/documents/{id}/copies",
    operation: "addCopies",
    tag,
    summary: "More copies, one for each holder key",
    description:
      "Each has salts, a status place and a leaf of its own, so that they cannot be linked; one status act covers all.",
    access: "issue",
    params: documentParams,
    body: jsonBody(
      z.strictObject({ holderKeys: z.array(holderKey).min(1).max(limits.copiesPerRequest) }),
      limits.requestBodyBytes,
    ),
    replies: {
      201: { description: "Made.", content: { "application/json": copyNumbers } },
    },
    problems: ["document.unknown", "document.revoked", "document.suspended", "document.superseded"],
    audit: ({ params, body }) => ({
      action: "document.copy",
      subject: `document:${params.id}`,
      data: { copies: body.holderKeys.length },
    }),
    handle: async ({ caller, params, body }) => {
      const { id } = await ownDocument(services, caller, params.id);
      const copies = await pointing(() => services.issuing.addCopies(id, body.holderKeys));
      return json(copyNumbers, { copies: [...copies] }, { status: 201 });
    },
  });
