import { parseTrustList, type TrustHead } from "@sello/sdk";

/** The trust list as anybody gets it now. */
export interface PublishedTrust {
  current(): Promise<string>;
}

/** What verifiers are told: a key that is to be used must be in it first. */
export const publishedHead = async (trust: PublishedTrust): Promise<TrustHead> =>
  parseTrustList(await trust.current()).head;

/** What verifiers know of a key. */
export type PublishedKey = {
  /** Whether its term has an end. */
  readonly isEnded: boolean;
  /** Unix seconds; null: never, and of signers of lists always. */
  readonly distrustedFrom: number | null;
};

/** Null when the list does not name it. */
export function findKey(head: TrustHead, vkey: string): PublishedKey | null {
  const terms = [...head.deployments, ...head.witnesses].flatMap(({ keys }) => keys);
  const signers = head.signers.map((signer) => ({ ...signer, distrustedFrom: null }));
  const term = [...terms, ...signers].find(({ key }) => key === vkey);
  return term === undefined
    ? null
    : { isEnded: term.until !== null, distrustedFrom: term.distrustedFrom };
}
