import type { AuthorityId } from "@sello/sdk";

/** Where a document's flag is: list of the authority, index within the list. */
export type StatusPlace = { readonly list: number; readonly index: number };

/**
 * Hands out places in the status lists of an authority, in an order drawn at random when a list is made.
 * A place is given once, ever; one that its taker does not use stays unused. A full list is followed by a new one.
 */
export interface StatusPlaces {
  take(authority: AuthorityId, count: number): Promise<StatusPlace[]>;
}
