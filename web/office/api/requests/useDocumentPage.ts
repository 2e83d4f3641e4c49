import type { Input, Output } from "@sello/api/client";
import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { client } from "../client.ts";
import { ownKey } from "../queryKeys.ts";

type ListQuery = NonNullable<Input<"listDocuments">["query"]>;
type ReachQuery = NonNullable<Input<"listReach">["query"]>;
export type ReachName = Input<"getReach">["params"];

/** Which documents are listed: the authority's own, or all that something reaches. */
export type DocumentSource =
  | { readonly of: "own"; readonly filter: Omit<ListQuery, "after" | "limit"> }
  | {
      readonly of: "reach";
      readonly reach: ReachName;
      readonly filter: Omit<ReachQuery, "after" | "limit">;
    };

export type DocumentPage = Output<"listDocuments">;

/** Drawing more at once is felt while one scrolls. */
const pageEntries = 50;
/** While documents wait for the log, their page is asked for again. */
const pendingMs = 3_000;

/** One page of a list, by the cursor that the page before gave; `undefined`: the first. */
export const useDocumentPage = (source: DocumentSource, after: string | undefined) =>
  useQuery({
    queryKey: ownKey("documents", source, after ?? null),
    queryFn: () => readPage(source, after),
    placeholderData: keepPreviousData,
    refetchInterval: ({ state: { data } }) =>
      data?.documents.some(({ state }) => state === "pending") ? pendingMs : false,
  });

function readPage(source: DocumentSource, after: string | undefined): Promise<DocumentPage> {
  const page = { limit: pageEntries, after };
  if (source.of === "own")
    return client.listDocuments({ query: { ...source.filter, ...page } as ListQuery });
  const { reach: params, filter } = source;
  return client.listReach({ params, query: { ...filter, ...page } as ReachQuery });
}
