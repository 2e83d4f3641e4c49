import { type DocumentId, formatSelloFile } from "@sello/sdk";
import type { Services } from "../compose/Services.ts";
import { json, text } from "../http/routes/Reply.ts";
import { type AnyRoute, route } from "../http/routes/Route.ts";
import { copyQuery, documentParams, proofQuery } from "../http/schemas/documents.ts";
import { anchoringState } from "../http/schemas/log.ts";
import { ownDocument } from "../issuing/documentRoutes.ts";

const tag = "proofs";
const problems = ["document.unknown", "proof.pending", "proof.no_post_quantum"];

export const proofRoutes = (services: Services): AnyRoute[] => [
  route({
    method: "get",
    path: "/v1/documents/{id}/proof",
    operation: "getProof",
    tag,
    summary: "The proof that the document is in the log",
    description: "It holds no personal data. 404 `proof.pending` until the log has it.",
    access: "read",
    params: documentParams,
    query: proofQuery,
    replies: {
      200: { description: "C2SP tlog-proof.", content: { "text/plain": "tlog-proof text." } },
    },
    problems,
    // Whose document it is comes with the proof: asking for the document first would double the work.
    handle: async ({ caller, params, query }) => {
      const { copy, cosignatures } = query;
      const id = params.id as DocumentId;
      const proof = await services.log.proofForDocument(id, copy, cosignatures, caller.authority);
      return text("text/plain; charset=utf-8", proof);
    },
  }),
  route({
    method: "get",
    path: "/v1/documents/{id}/anchoring",
    operation: "getAnchoring",
    tag,
    summary: "Where a copy stands on its way to the log, and what holds it",
    access: "read",
    params: documentParams,
    query: copyQuery,
    replies: {
      200: { description: "The state.", content: { "application/json": anchoringState } },
    },
    problems: ["document.unknown"],
    handle: async ({ caller, params, query }) => {
      const { id } = await ownDocument(services, caller, params.id);
      const state = await services.log.pendingState(id, query.copy);
      return json(anchoringState, state as never);
    },
  }),
  route({
    method: "get",
    path: "/v1/documents/{id}/sello",
    operation: "getSelloFile",
    tag,
    summary: "One file for offline use: the document with its proof",
    access: "read",
    params: documentParams,
    query: proofQuery,
    replies: {
      200: {
        description: "A `.sello` file with every disclosure, for the holder.",
        content: { "application/vnd.sello+json": "Compact JSON: format, document, proof." },
      },
    },
    problems,
    audit: ({ params }) => ({ action: "document.read", subject: `document:${params.id}` }),
    handle: async ({ caller, params, query }) => {
      const { id, type } = await ownDocument(services, caller, params.id);
      const { copy, cosignatures } = query;
      const proof = await services.log.proofForDocument(id, copy, cosignatures);
      const document = await services.issuing.document(id, copy);
      const file = formatSelloFile({ document, proof });
      return text("application/vnd.sello+json", file, {
        headers: { "content-disposition": `attachment; filename="${type}-${id}.sello"` },
      });
    },
  }),
];
