import type { AuthorityId, DocumentId } from "@sello/sdk";
import { isSubordinate } from "../registry/isSubordinate.ts";
import type { Registry } from "../registry/Registry.ts";
import type { OwnedDocument } from "./DocumentStatus.ts";

/** Those owners of the documents for which `acting` may act: itself and all below it. */
export async function subordinateOwners(
  registry: Registry,
  acting: AuthorityId,
  documents: ReadonlyMap<DocumentId, OwnedDocument>,
): Promise<ReadonlySet<AuthorityId>> {
  const owners = new Set([...documents.values()].map((document) => document.owner));
  const subordinate = new Set<AuthorityId>();
  for (const owner of owners)
    if (await isSubordinate(registry, owner, acting)) subordinate.add(owner);
  return subordinate;
}

/** Why an act on a document is not theirs to do; null: it is. @param subordinate as `subordinateOwners` gives them */
export function ownerObstacle(
  document: OwnedDocument | undefined,
  subordinate: ReadonlySet<AuthorityId>,
): "document.unknown" | "status.not_entitled" | null {
  if (document === undefined) return "document.unknown";
  return subordinate.has(document.owner) ? null : "status.not_entitled";
}
