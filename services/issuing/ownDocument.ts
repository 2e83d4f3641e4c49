import type { DocumentId } from "@sello/sdk";
import { requireOwn } from "../accounts/actsFor.ts";
import type { Caller } from "../http/Caller.ts";
import type { Registry } from "../registry/Registry.ts";
import type { DocumentReader } from "./DocumentReader.ts";
import type { IssuedDocument } from "./IssuedDocument.ts";

export type OwnDocumentParts = {
  readonly documents: Pick<DocumentReader, "get">;
  readonly registry: Registry;
};

/** The document, which must be of the caller's own authority. */
export async function ownDocument(
  { documents, registry }: OwnDocumentParts,
  caller: Caller,
  id: DocumentId,
): Promise<IssuedDocument> {
  const found = await documents.get(id);
  await requireOwn(registry, caller, found.authority);
  return found;
}
