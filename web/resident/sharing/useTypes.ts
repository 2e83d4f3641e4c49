import type { Output } from "@sello/api/client";
import { client } from "../api/client.ts";
import { type Answer, useAnswer } from "../api/useAnswer.ts";

export type DocumentType = Output<"listDocumentTypes">["documentTypes"][number];

/** The city's document types: how documents and their claims are called. */
export const useTypes = (): Answer<readonly DocumentType[]> =>
  useAnswer("types", async () => (await client.listDocumentTypes()).documentTypes);
