import { parseTrustList, type TrustHead } from "@sello/sdk";

/** The trust list as anybody gets it now. */
export interface PublishedTrust {
  current(): Promise<string>;
}

/** What verifiers are told: a key that is to be used must be in it first. */
export const publishedHead = async (trust: PublishedTrust): Promise<TrustHead> =>
  parseTrustList(await trust.current()).head;

/** Whether verifiers know the key, and whether its term has an end there; null when it is not named. */
export function findKey(head: TrustHead, vkey: string): { readonly isEnded: boolean } | null {
  const terms = [...head.deployments, ...head.witnesses].flatMap(({ keys }) => keys);
  const term = [...terms, ...head.signers].find(({ key }) => key === vkey);
  return term === undefined ? null : { isEnded: term.until !== null };
}
