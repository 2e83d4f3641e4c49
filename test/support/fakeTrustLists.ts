import { type AuthorityId, type DocumentTypeId, parseTrustList } from "@sello/sdk";
import { EntryIndex } from "@sello/sdk/trust";
import type { TrustLists } from "../../services/registry/trust/TrustLists.ts";

/** Trust lists that say what a test gives; there are no entries of a list 2. */
export const fakeTrustLists = (
  note: () => string | Promise<string>,
): Pick<TrustLists, "current" | "byVersion" | "whole" | "entries" | "find"> => ({
  current: async () => note(),
  byVersion: async () => note(),
  whole: async () => parseTrustList(await note()),
  entries: async () => ({
    authorities: new EntryIndex<AuthorityId>([]),
    documentTypes: new EntryIndex<DocumentTypeId>([]),
  }),
  find: async (version, { authorities, documentTypes }) => ({
    version,
    authorities: authorities.map((id) => ({ id, before: null, after: null })),
    documentTypes: documentTypes.map((id) => ({ id, before: null, after: null })),
  }),
});
