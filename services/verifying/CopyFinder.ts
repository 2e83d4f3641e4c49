/** A copy's place in its stream, by which the log knows it. */
export type CopyPlace = { readonly stream: number; readonly seq: number };

/** Finds a copy that we issued by the document itself. */
export interface CopyFinder {
  /** @param jwt the issuer-signed compact JWT, as it was presented: anybody may have written it */
  find(jwt: string): Promise<CopyPlace | null>;
}
