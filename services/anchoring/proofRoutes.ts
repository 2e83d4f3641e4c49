import { json, text } from "../http/routes/Reply.ts";
import { type Route, route } from "../http/routes/Route.ts";
import type { DocumentReader } from "../issuing/DocumentReader.ts";
import { type OwnDocumentParts, ownDocument } from "../issuing/ownDocument.ts";
import type { PgReadingCounts } from "../issuing/reading/PgReadingCounts.ts";
import type { DocumentProofs } from "./DocumentProofs.ts";
import { selloFile } from "./selloFile.ts";

export type ProofRouteParts = OwnDocumentParts & {
  readonly documents: Pick<DocumentReader, "get" | "sdJwt">;
  readonly readings: Pick<PgReadingCounts, "count">;
  readonly proofs: Pick<DocumentProofs, "proofForDocument" | "pendingState">;
};

export const proofRoutes = (parts: ProofRouteParts): Route[] => [
  route("getProof", {
    // Whose document it is comes with the proof: asking for the document first would double the work.
    handle: async ({ caller, params: { id }, query: { copy, cosignatures } }) =>
      text(
        "text/plain; charset=utf-8",
        await parts.proofs.proofForDocument(id, copy, cosignatures, caller.authority),
      ),
  }),
  route("getAnchoring", {
    handle: async ({ caller, params, query }) => {
      const { id } = await ownDocument(parts, caller, params.id);
      return json(await parts.proofs.pendingState(id, query.copy));
    },
  }),
  route("getSelloFile", {
    audit: ({ params, query: { reason } }) => ({
      action: "document.read",
      subject: `document:${params.id}`,
      data: { reason },
    }),
    handle: async ({ caller, params, query: { copy, cosignatures } }) => {
      const { id, type } = await ownDocument(parts, caller, params.id);
      const proof = await parts.proofs.proofForDocument(id, copy, cosignatures);
      await parts.readings.count(caller, "reading");
      const document = await parts.documents.sdJwt(id, copy);
      return selloFile(`${type}-${id}`, { document, proof });
    },
  }),
];
