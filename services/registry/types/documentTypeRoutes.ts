import { z } from "zod";
import type { Services } from "../../compose/Services.ts";
import { json, text } from "../../http/routes/Reply.ts";
import { type AnyRoute, route } from "../../http/routes/Route.ts";
import {
  hex32,
  integerText,
  jsonObject,
  localizedText,
  typeName,
} from "../../http/schemas/primitives.ts";
import type { DocumentType } from "./DocumentTypes.ts";
import { toTypeMetadataDocument } from "./toTypeMetadataDocument.ts";

const tag = "document types";
const versionText = integerText({ min: 1, max: 10_000, description: "Version of the type." });
const cached = { headers: { "cache-control": "public, max-age=60" } };

const documentType = z
  .object({
    id: hex32,
    name: typeName,
    version: z.int(),
    vct: z.string(),
    title: localizedText,
    description: localizedText,
    schema: jsonObject.meta({ description: "JSON Schema 2020-12 of the claims." }),
    inputSchema: jsonObject.meta({ description: "The same, of what is handed in." }),
    disclosable: z.array(z.string()),
    labels: z.record(z.string(), localizedText),
    naturalKey: z.array(z.string()),
    validityDays: z.int().nullable(),
    card: z.object({ background: z.string(), text: z.string() }),
  })
  .meta({ id: "DocumentType" });

const typeList = z
  .object({ documentTypes: z.array(documentType) })
  .meta({ id: "DocumentTypeList" });

const toView = ({ metadata: _, ...type }: DocumentType): z.input<typeof documentType> => ({
  ...type,
  disclosable: [...type.disclosable],
  naturalKey: [...type.naturalKey],
});

export const documentTypeRoutes = ({ documentTypes }: Services): AnyRoute[] => [
  route({
    method: "get",
    path: "/v1/document-types",
    operation: "listDocumentTypes",
    tag,
    summary: "Every version of every document type",
    access: "public",
    replies: { 200: { description: "All.", content: { "application/json": typeList } } },
    handle: async () => json(typeList, { documentTypes: documentTypes.all().map(toView) }, cached),
  }),
  route({
    method: "get",
    path: "/v1/document-types/{name}",
    operation: "getDocumentType",
    tag,
    summary: "One document type",
    access: "public",
    params: z.object({ name: typeName }),
    query: z.strictObject({ version: versionText.optional() }),
    replies: {
      200: {
        description: "The newest version, or the one asked for.",
        content: { "application/json": documentType },
      },
    },
    problems: ["document_type.unknown"],
    handle: async ({ params, query }) =>
      json(documentType, toView(documentTypes.byName(params.name, query.version)), cached),
  }),
  route({
    method: "get",
    path: "/types/{name}/{version}",
    operation: "getTypeMetadata",
    tag,
    summary: "SD-JWT VC type metadata, at the type's `vct`",
    access: "public",
    params: z.object({ name: typeName, version: versionText }),
    replies: {
      200: {
        description: "The bytes that `vct#integrity` is of.",
        content: { "application/json": "SD-JWT VC type metadata." },
      },
    },
    problems: ["document_type.unknown"],
    handle: async ({ params }) => {
      const { text: metadata } = toTypeMetadataDocument(
        documentTypes.byName(params.name, params.version),
      );
      return text("application/json", metadata, cached);
    },
  }),
];
