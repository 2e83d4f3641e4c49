import type { Output } from "@sello/api/client";
import { useQuery } from "@tanstack/react-query";
import { client } from "../client.ts";
import { ownKey } from "../queryKeys.ts";

export type DocumentLine = Output<"listAuditLines">["lines"][number];

/** The audit's newest lines about a document: who issued it, read it, asked for what. */
export const useDocumentLines = (id: string) =>
  useQuery({
    queryKey: ownKey("document", id, "lines"),
    queryFn: async () =>
      (await client.listAuditLines({ query: { subject: `document:${id}`, limit: 200 } })).lines,
  });
