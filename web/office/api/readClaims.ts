import { type JsonObject, parsePresentation } from "@sello/sdk";

export type ReadDocument = {
  readonly vct: string;
  readonly claims: JsonObject;
  /** Its place in the status lists. */
  readonly status: { readonly uri: string; readonly index: number };
};

/** What a document of our own service says. Its signature is not checked here: it comes from who made it. */
export function readClaims(sdJwt: string): ReadDocument {
  const presentation = parsePresentation(sdJwt);
  if (!presentation.wellFormed) throw presentation.error;
  const { vct, status } = presentation.payload;
  return { vct, claims: presentation.subjectClaims, status };
}
