import type { DocumentTypeId } from "@sello/sdk";
import { NotFound } from "../../platform/errors.ts";
import type { DocumentType } from "./DocumentType.ts";
import type { FileDocumentTypes } from "./FileDocumentTypes.ts";

/** Null for one that this program does not have any more. */
export function findType(
  types: Pick<FileDocumentTypes, "byId">,
  id: DocumentTypeId,
): DocumentType | null {
  try {
    return types.byId(id);
  } catch (error) {
    if (error instanceof NotFound) return null;
    throw error;
  }
}
