/** A trust list as it was signed. */
export type PublishedTrustList = {
  readonly version: number;
  /** C2SP signed note. */
  readonly note: string;
  /** Unix seconds. */
  readonly issuedAt: number;
  readonly validUntil: number;
};

export interface TrustListStore {
  newest(): Promise<PublishedTrustList | null>;
  byVersion(version: number): Promise<PublishedTrustList | null>;
  /** Keeps the list unless one of this version exists; returns the one that stands. */
  keepFirst(list: PublishedTrustList): Promise<PublishedTrustList>;
}
