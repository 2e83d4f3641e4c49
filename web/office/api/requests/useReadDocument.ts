import type { Input } from "@sello/api/client";
import { client } from "../client.ts";
import { useAct } from "../useAct.ts";

export type ReadingReason = Input<"getSdJwt">["query"]["reason"];
type Reading = { readonly id: string; readonly reason: ReadingReason };

/** What a document says. An act, for the reason is recorded; nothing of it is kept beyond the page. */
export const useReadDocument = () =>
  useAct("readDocument", async ({ id, reason }: Reading) => {
    const [text, { readClaims }] = await Promise.all([
      client.getSdJwt({ params: { id }, query: { reason } }),
      import("../readClaims.ts"),
    ]);
    return readClaims(text);
  });
