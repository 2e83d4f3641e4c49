import type { DocumentType as TrustedDocumentType } from "@sello/sdk";
import type { DocumentType } from "../types/DocumentType.ts";

/** A document type as a trust list has it. */
export const toTrustedDocumentType = (type: DocumentType): TrustedDocumentType => ({
  id: type.id,
  vct: type.vct,
  name: type.title,
  schema: type.schema,
  disclosable: type.disclosable,
  claims: Object.entries(type.claims).map(([claim, { title }]) => ({
    path: [claim],
    display: title,
  })),
});
