import { createHash } from "node:crypto";
import type { AuthoritySlug } from "@sello/sdk";
import { encodeStatusListToken } from "@sello/sdk/issue";
import { BoundedCache } from "../platform/BoundedCache.ts";
import type { Clock } from "../platform/Clock.ts";
import { NotFound } from "../platform/errors.ts";
import { limits } from "../platform/limits.ts";
import type { Authority, Registry } from "../registry/Registry.ts";
import type { Signer, SigningKey } from "../signing/Signer.ts";
import type { AsOf, ChainKnowledge } from "./ChainKnowledge.ts";
import type { StatusValue } from "./DocumentStatus.ts";
import type { PgStatusWords } from "./PgStatusWords.ts";
import { type ActingAuthority, toActingAuthority } from "./StatusAct.ts";
import { type StatusListName, toStatusListUri } from "./statusListUri.ts";
import { toListEntries } from "./toListEntries.ts";

/** A status list, signed and ready to be served. */
export type PublishedList = {
  /** Token Status List, typ `statuslist+jwt`. */
  readonly jwt: string;
  /** Strong entity tag, quotes included (RFC 9110 §8.8.3). */
  readonly etag: string;
  readonly ttlSeconds: number;
  /** `iat` and `exp` of the token, unix seconds. */
  readonly issuedAt: number;
  readonly expiresAt: number;
  /** Up to when the chain was known the last time it was looked at. */
  readonly asOf: AsOf;
};

/** What is at one place of a list. */
export type PlaceStatus = {
  readonly status: StatusValue;
  /** Block time since when, unix seconds; null: it was never anything else than valid. */
  readonly since: number | null;
  /** The authority that set it; null with `since`. */
  readonly by: ActingAuthority | null;
  /** Revoked because a newer document took its place. Of other reasons, nothing is said in public. */
  readonly replaced: boolean;
  readonly asOf: AsOf;
};

type CachedList = {
  readonly published: PublishedList;
  /** What the token was made of: words and key. */
  readonly content: string;
  readonly checkedAtMs: number;
};

const BITS = 2;

/** Publishes the status lists, as the chain has them and never as somebody asked for. */
export class PublishedLists {
  readonly #words: PgStatusWords;
  readonly #registry: Registry;
  readonly #signer: Signer;
  readonly #knowledge: ChainKnowledge;
  readonly #clock: Clock;
  readonly #publicUrl: string;
  readonly #cache = new BoundedCache<string, CachedList>(limits.statusListsCached);
  readonly #underWay = new Map<string, Promise<PublishedList>>();

  constructor(parts: {
    readonly words: PgStatusWords;
    readonly registry: Registry;
    readonly signer: Signer;
    readonly knowledge: ChainKnowledge;
    readonly clock: Clock;
    readonly publicUrl: string;
  }) {
    this.#words = parts.words;
    this.#registry = parts.registry;
    this.#signer = parts.signer;
    this.#knowledge = parts.knowledge;
    this.#clock = parts.clock;
    this.#publicUrl = parts.publicUrl;
  }

  /**
   * The list's newest token. Throws `NotFound` (`authority.unknown`, `status_list.unknown`), and
   * `Conflict` `signing_key.none_current` if the authority has no key to sign with.
   */
  async token(slug: AuthoritySlug, number: number): Promise<PublishedList> {
    const name = `${slug}/${number}`;
    const cached = this.#cache.get(name);
    if (cached && this.#clock.nowMs() - cached.checkedAtMs < limits.statusListRecheckMs) {
      return cached.published;
    }
    // Those who ask at the same time share one look at the database.
    const underWay = this.#underWay.get(name) ?? this.#refresh({ slug, number }, cached);
    this.#underWay.set(name, underWay);
    return underWay.finally(() => this.#underWay.delete(name));
  }

  /** Who set the flag at a place, and since when. Throws as `token` does; `status_list.unknown_place`. */
  async ofPlace(slug: AuthoritySlug, number: number, index: number): Promise<PlaceStatus> {
    const { authority } = await this.#find({ slug, number });
    if (!Number.isInteger(index) || index < 0 || index >= limits.statusListEntries) {
      throw new NotFound("status_list.unknown_place", "The list has no such place.", { index });
    }
    const asOf = await this.#knowledge.asOf();
    const last = (await this.#words.entryHistory(authority.id, number, index)).at(-1);
    if (last === undefined)
      return { status: "valid", since: null, by: null, replaced: false, asOf };
    const by = toActingAuthority(await this.#registry.byId(last.actingAuthority));
    const status = toValue(last.value);
    const replaced =
      status === "revoked" && (await this.#words.wasReplaced(authority.id, number, index, last));
    return { status, since: last.at, by, replaced, asOf };
  }

  /** The uris of an authority's lists (Token Status List, "Status List Aggregation in JSON Format"). */
  async aggregation(slug: AuthoritySlug): Promise<{ readonly status_lists: readonly string[] }> {
    const { id } = await this.#registry.bySlug(slug);
    const numbers = await this.#words.lists(id);
    const uris = numbers.map((number) => toStatusListUri(this.#publicUrl, { slug, number }));
    return { status_lists: uris };
  }

  async #refresh(name: StatusListName, cached?: CachedList): Promise<PublishedList> {
    const checkedAtMs = this.#clock.nowMs();
    const { authority } = await this.#find(name);
    const asOf = await this.#knowledge.asOf();
    const key = await this.#signer.current(authority.id, asOf.time);
    const content = `${await this.#words.version(authority.id, name.number)} ${key.kid}`;
    const published =
      cached?.content === content && isFresh(cached.published, asOf)
        ? { ...cached.published, asOf }
        : await this.#publish(name, authority, key, asOf);
    this.#cache.set(`${name.slug}/${name.number}`, { published, content, checkedAtMs });
    return published;
  }

  async #publish(
    name: StatusListName,
    authority: Authority,
    key: SigningKey,
    asOf: AsOf,
  ): Promise<PublishedList> {
    const words = await this.#words.words(authority.id, name.number);
    const expiresAt = asOf.time + limits.statusTokenLifetimeSeconds;
    const jwt = await encodeStatusListToken({
      uri: toStatusListUri(this.#publicUrl, name),
      kid: key.kid,
      issuedAt: asOf.time,
      expiresAt,
      ttl: limits.statusTokenTtlSeconds,
      bits: BITS,
      entries: toListEntries(words, limits.statusListEntries),
      sign: (bytes) => key.sign(bytes),
    });
    const etag = `"${createHash("sha256").update(jwt).digest("base64url")}"`;
    const ttlSeconds = limits.statusTokenTtlSeconds;
    return { jwt, etag, ttlSeconds, issuedAt: asOf.time, expiresAt, asOf };
  }

  async #find({ slug, number }: StatusListName): Promise<{ authority: Authority }> {
    const authority = await this.#registry.bySlug(slug);
    const lists = await this.#words.lists(authority.id);
    if (!lists.includes(number)) {
      throw new NotFound("status_list.unknown", "The authority has no such list.", {
        authority: slug,
        list: number,
      });
    }
    return { authority };
  }
}

/** Signed again once half of its time to live has passed, so that nobody is given one that is about to age. */
const isFresh = (published: PublishedList, asOf: AsOf): boolean =>
  asOf.time - published.issuedAt < published.ttlSeconds / 2;

// The contract refuses any other value.
const values: readonly StatusValue[] = ["valid", "revoked", "suspended"];

const toValue = (value: number): StatusValue => values[value] ?? "revoked";
