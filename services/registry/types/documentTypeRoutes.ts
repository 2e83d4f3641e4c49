import { json, text } from "../../http/routes/Reply.ts";
import { type Route, route } from "../../http/routes/Route.ts";
import type { DocumentType } from "./DocumentType.ts";
import type { FileDocumentTypes } from "./FileDocumentTypes.ts";
import { toTypeMetadataDocument } from "./toTypeMetadataDocument.ts";

const cached = { headers: { "cache-control": "public, max-age=60" } };

const toView = ({ metadata: _, ...type }: DocumentType) => type;

export type DocumentTypeRouteParts = {
  readonly documentTypes: FileDocumentTypes;
};

export const documentTypeRoutes = ({ documentTypes }: DocumentTypeRouteParts): Route[] => [
  route("listDocumentTypes", {
    handle: async () => json({ documentTypes: documentTypes.all().map(toView) }, cached),
  }),
  route("getDocumentType", {
    handle: async ({ params, query }) =>
      json(toView(documentTypes.byName(params.name, query.version)), cached),
  }),
  route("getTypeMetadata", {
    handle: async ({ params: { name, version } }) => {
      const metadata = toTypeMetadataDocument(documentTypes.byName(name, version));
      return text("application/json", metadata.text, cached);
    },
  }),
];
