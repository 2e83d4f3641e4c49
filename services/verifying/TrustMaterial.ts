import type { HeldStatusList, TrustList } from "@sello/sdk";
import {
  ownSigners,
  type PinnedSigners,
  parseStatusListToken,
  SelloError as VerifierError,
  verifyTrustList,
} from "@sello/sdk";
import { BoundedCache } from "../platform/BoundedCache.ts";
import { ServiceError } from "../platform/errors.ts";
import { limits } from "../platform/limits.ts";
import type { PublishedList } from "../status/PublishedLists.ts";
import type { StatusListName } from "../status/statusListUri.ts";

type ReadList = { readonly etag: string; readonly list: HeldStatusList };
/** `whole` is the list of `current`, or a newer one, with all of its entries at hand. */
type WholeTrustLists = { current(): Promise<string>; whole(): Promise<TrustList> };
type ReadTrustList = { readonly note: string; readonly list: TrustList | null };

/**
 * What a verification relies on, from this deployment's own services: the trust list and the status
 * lists, taken apart once and kept until there are newer ones.
 */
export class TrustMaterial {
  readonly #trustLists: WholeTrustLists;
  readonly #statuses: { token(slug: string, number: number): Promise<PublishedList> };
  readonly #pinned: PinnedSigners | null;
  readonly #statusLists = new BoundedCache<string, ReadList>(limits.statusListsCached);
  #trustList: ReadTrustList | null = null;

  constructor(parts: {
    readonly trustLists: WholeTrustLists;
    readonly statuses: { token(slug: string, number: number): Promise<PublishedList> };
    /** Whom the operator pinned to sign trust lists; without, those whom the list itself names. */
    readonly pinned?: PinnedSigners;
  }) {
    this.#trustLists = parts.trustLists;
    this.#statuses = parts.statuses;
    this.#pinned = parts.pinned ?? null;
  }

  /**
   * The newest trust list. Its `signedBy` is null if the signatures are not right, and it is null itself if it
   * cannot be read: with neither is anything valid.
   */
  async trustList(): Promise<TrustList | null> {
    const note = await this.#trustLists.current();
    if (this.#trustList?.note === note) return this.#trustList.list;
    const list = await this.#readTrustList();
    this.#trustList = { note, list };
    return list;
  }

  async #readTrustList(): Promise<TrustList | null> {
    const list = await unlessUntrusted(() => this.#trustLists.whole());
    if (list === null) return null;
    const pinned = this.#pinned ?? ownSigners(list);
    return (await unlessUntrusted(() => verifyTrustList(list, pinned))) ?? list;
  }

  /** The newest state of a list; null without one, or nobody can sign it now. */
  async statusList({ slug, number }: StatusListName): Promise<HeldStatusList | null> {
    const published = await this.#published(slug, number);
    if (published === null) return null;
    const name = `${slug}/${number}`;
    const kept = this.#statusLists.get(name);
    if (kept?.etag === published.etag) return kept.list;
    // What our own indexer says is the newest that there is.
    const parsed = await parseStatusListToken(published.jwt);
    const list = { ...parsed, fetchedAt: published.asOf.time };
    this.#statusLists.set(name, { etag: published.etag, list });
    return list;
  }

  async #published(slug: string, number: number): Promise<PublishedList | null> {
    try {
      return await this.#statuses.token(slug, number);
    } catch (error) {
      // Unknown authority or list, or no key: then the status is unknown. A database that is gone is
      // another matter, and the caller's to hear of.
      if (error instanceof ServiceError && error.status < 500) return null;
      throw error;
    }
  }
}

// The sdk's errors of every kind say that what was read is no good; anything else is a fault of ours.
async function unlessUntrusted(read: () => Promise<TrustList>): Promise<TrustList | null> {
  try {
    return await read();
  } catch (error) {
    if (error instanceof VerifierError) return null;
    throw error;
  }
}
