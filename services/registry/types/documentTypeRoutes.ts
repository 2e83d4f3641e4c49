import { json, text } from "../../http/routes/Reply.ts";
import { type Route, route } from "../../http/routes/Route.ts";
import type { DocumentType } from "./DocumentType.ts";
import type { FileDocumentTypes } from "./FileDocumentTypes.ts";
import { toTypeMetadataDocument } from "./toTypeMetadataDocument.ts";

const cached = { headers: { "cache-control": "public, max-age=60" } };
/** Another one may be published at any time. */
const briefly = { headers: { "cache-control": "public, max-age=1" } };

/** What the API says of a type. */
export const toTypeView = ({ metadata: _, ...type }: DocumentType) => type;

export type DocumentTypeRouteParts = {
  readonly documentTypes: FileDocumentTypes;
};

export const documentTypeRoutes = ({ documentTypes }: DocumentTypeRouteParts): Route[] => [
  route("listDocumentTypes", {
    handle: async () => json({ documentTypes: documentTypes.all().map(toTypeView) }, briefly),
  }),
  route("getDocumentType", {
    handle: async ({ params: { name }, query: { version } }) => {
      await documentTypes.know(name, version);
      const type = toTypeView(documentTypes.byName(name, version));
      return json(type, version === undefined ? briefly : cached);
    },
  }),
  route("getTypeMetadata", {
    handle: async ({ params: { name, version } }) => {
      await documentTypes.know(name, version);
      const metadata = toTypeMetadataDocument(documentTypes.byName(name, version));
      return text("application/json", metadata.text, cached);
    },
  }),
];
