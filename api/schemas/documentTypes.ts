import { z } from "zod";
import { documentTypeId, integerText, jsonObject, localizedText, typeName } from "./primitives.ts";

export const typeVersion = integerText({
  min: 1,
  max: 10_000,
  description: "Version of the type.",
});

export const documentType = z
  .object({
    id: documentTypeId,
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

export const documentTypeList = z
  .object({ documentTypes: z.array(documentType) })
  .meta({ id: "DocumentTypeList" });
