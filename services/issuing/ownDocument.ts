import type { DocumentId } from "@sello/sdk";
import { requireOwn } from "../accounts/actsFor.ts";
import type { Caller } from "../http/Caller.ts";
import type { Registry } from "../registry/Registry.ts";
import type { IssuedDocument } from "./IssuedDocument.ts";
import type { Issuing } from "./Issuing.ts";

export type OwnDocumentParts = {
  readonly issuing: Pick<Issuing, "get">;
  readonly registry: Registry;
};

/** The document, which must be of the caller's own authority. */
export async function ownDocument(
  { issuing, registry }: OwnDocumentParts,
  caller: Caller,
  id: DocumentId,
): Promise<IssuedDocument> {
  const found = await issuing.get(id);
  await requireOwn(registry, caller, found.authority);
  return found;
}
