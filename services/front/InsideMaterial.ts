import { parseTrustList, type TrustList } from "@sello/sdk";
import type { CosignatureKind } from "../anchoring/DocumentProofs.ts";
import { BoundedCache } from "../platform/BoundedCache.ts";
import { limits } from "../platform/limits.ts";
import type { PgTrustListStore } from "../registry/trust/PgTrustListStore.ts";
import { TrustEntries } from "../registry/trust/TrustEntries.ts";
import type { PlaceStatus, PublishedList } from "../status/PublishedLists.ts";
import type { InsideClient } from "./InsideClient.ts";
import type { Asked } from "./insideCalls.ts";

/** Keeps an answer for a moment; those who ask at the same time share one call. */
class Brief<Value> {
  readonly #ageMs: number;
  #kept: { readonly value: Promise<Value>; readonly atMs: number } | null = null;

  constructor(ageMs: number) {
    this.#ageMs = ageMs;
  }

  get(call: () => Promise<Value>): Promise<Value> {
    const atMs = performance.now();
    if (this.#kept && atMs - this.#kept.atMs < this.#ageMs) return this.#kept.value;
    const value = call();
    this.#kept = { value, atMs };
    value.catch(() => {
      this.#kept = null;
    });
    return value;
  }
}

type KnownList = { readonly brief: Brief<PublishedList>; last: PublishedList | null };

/** The status lists as the other process signs them. */
export class InsideStatuses {
  readonly #inside: InsideClient;
  readonly #known = new BoundedCache<string, KnownList>(limits.statusListsCached);

  constructor(inside: InsideClient) {
    this.#inside = inside;
  }

  /** Errors as `PublishedLists.token`. */
  token(slug: string, number: number): Promise<PublishedList> {
    const name = `${slug}/${number}`;
    const known = this.#known.get(name) ?? { brief: new Brief(limits.insideStatusMs), last: null };
    this.#known.set(name, known);
    return known.brief.get(async () => {
      const etag = known.last?.etag ?? null;
      const { jwt, ...list } = await this.#inside.call("statusToken", { slug, number, etag });
      known.last = { ...list, jwt: jwt ?? known.last?.jwt ?? "" };
      return known.last;
    });
  }

  /** Errors as `PublishedLists.ofPlace`. */
  async ofPlace(slug: string, number: number, index: number): Promise<PlaceStatus> {
    const { by, ...place } = await this.#inside.call("statusPlace", { slug, number, index });
    return { ...place, by: by as PlaceStatus["by"] };
  }
}

/** Copies and their proofs: the process that answers strangers may not read documents. */
export class InsideCopies {
  readonly #inside: InsideClient;

  constructor(inside: InsideClient) {
    this.#inside = inside;
  }

  find(jwt: string, place: Asked<"findCopy">["place"]) {
    return this.#inside.call("findCopy", { jwt, place });
  }

  async proofOf(stream: number, seq: number, cosignatures: CosignatureKind): Promise<string> {
    return (await this.#inside.call("proveCopy", { stream, seq, cosignatures })).proof;
  }
}

/** Trust lists: the newest as the other process publishes it, all others and their entries from the database. */
export class InsideTrustLists {
  readonly #inside: InsideClient;
  readonly #entries: TrustEntries;
  readonly #brief = new Brief<string>(limits.insideTrustListMs);

  constructor(inside: InsideClient, store: PgTrustListStore) {
    this.#inside = inside;
    this.#entries = new TrustEntries(store);
  }

  /** The newest one, published now if need be. */
  current(): Promise<string> {
    return this.#brief.get(async () => (await this.#inside.call("trustList", {})).note);
  }

  byVersion(version: number) {
    return this.#entries.note(version);
  }

  async whole(): Promise<TrustList> {
    return this.#entries.complete(parseTrustList(await this.current()));
  }

  entries(version: number) {
    return this.#entries.of(version);
  }

  find(...asked: Parameters<TrustEntries["find"]>) {
    return this.#entries.find(...asked);
  }
}
