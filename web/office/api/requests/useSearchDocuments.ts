import type { Input } from "@sello/api/client";
import { client } from "../client.ts";
import { useAct } from "../useAct.ts";

export type SearchInput = Input<"searchDocuments">["body"];

/** Looks for documents by a whole value. An act, for the reason is recorded. */
export const useSearchDocuments = () =>
  useAct("searchDocuments", (body: SearchInput) => client.searchDocuments({ body }));
