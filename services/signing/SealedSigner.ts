import { type AuthorityId, type Hex, toHex } from "@sello/sdk";
import type { KeyTerm } from "@sello/sdk/trust";
import { isWithin } from "@sello/sdk/trust";
import type { Clock } from "../platform/Clock.ts";
import { Conflict } from "../platform/errors.ts";
import { newestFirst } from "./PublicKeys.ts";
import type { SealedKeys } from "./SealedKeys.ts";
import type { PublicKey, Signer, SigningKey } from "./Signer.ts";
import { type KeyTerms, type RegistryPlace, toKeyIntroduction } from "./toKeyIntroduction.ts";
import { toThumbprint } from "./toKid.ts";

/** Time for which a key that the registry names, and that is not held here, is not asked for again. */
const recheckMs = 1_000;

/** What the registry says of an authority's keys. */
export type RegisteredKeys = {
  byId(authority: AuthorityId): Promise<{ readonly keys: readonly KeyTerm[] }>;
};

/** A public key with all that the registry asks of one. */
export type IntroducedKey = PublicKey & { readonly terms: KeyTerms; readonly keySignature: Hex };

type Held = { readonly keys: ReadonlyMap<string, SigningKey>; readonly readMs: number };

/** Signs for authorities with sealed keys: with those only that the registry says are current. */
export class SealedSigner implements Signer {
  readonly #registry: RegisteredKeys;
  readonly #keys: SealedKeys;
  readonly #clock: Clock;
  readonly #held = new Map<AuthorityId, Held>();

  constructor(options: { registry: RegisteredKeys; keys: SealedKeys; clock: Clock }) {
    this.#registry = options.registry;
    this.#keys = options.keys;
    this.#clock = options.clock;
  }

  async current(authority: AuthorityId, at: number): Promise<SigningKey> {
    const intervals = (await this.#registry.byId(authority)).keys;
    for (const { thumbprint } of newestFirst(intervals.filter((key) => isWithin(key, at)))) {
      const key = await this.#find(authority, thumbprint);
      if (key) return key;
    }
    throw new Conflict(
      "signing_key.none_current",
      "The authority has no current signing key here.",
      {
        authority,
        at,
      },
    );
  }

  async published(authority: AuthorityId): Promise<readonly PublicKey[]> {
    const intervals = newestFirst((await this.#registry.byId(authority)).keys);
    const known = this.#held.get(authority)?.keys;
    // Trust lists of several processes must agree, so a key that another process made is looked for.
    const isComplete = intervals.every(({ thumbprint }) => known?.has(thumbprint));
    const keys = known && isComplete ? known : (await this.#read(authority)).keys;
    return intervals.flatMap(({ thumbprint }) => {
      const key = keys.get(thumbprint);
      return key ? [{ kid: key.kid, jwk: key.jwk }] : [];
    });
  }

  /**
   * The first signing key of an authority, made if missing. It signs nothing before an officer has
   * registered its thumbprint on the chain.
   */
  firstKey(authority: AuthorityId): Promise<PublicKey> {
    return this.#numbered(authority, 1);
  }

  /** Makes the key that is to follow those the registry knows; the same until that one is registered. */
  async nextKey(authority: AuthorityId): Promise<PublicKey> {
    const registered = (await this.#registry.byId(authority)).keys.map((key) => key.thumbprint);
    const held = await this.#keys.ofAuthority(authority);
    const waiting = held.find(({ kid }) => !registered.includes(toThumbprint(kid)));
    return waiting ?? this.#numbered(authority, held.length + 1);
  }

  /**
   * A key's own signature under its entry into the registry: nothing else is signed with a key that is not current.
   * Unknown here: `Conflict` `signing_key.unknown`.
   */
  async introduce(kid: string, place: RegistryPlace, terms: KeyTerms): Promise<IntroducedKey> {
    const keys = await this.#keys.ofAuthority(terms.authority);
    const key = keys.find((one) => one.kid === kid);
    if (!key)
      throw new Conflict("signing_key.unknown", "The signing key is not held here.", { kid });
    const keySignature = toHex(key.sign(toKeyIntroduction(place, terms)));
    return { kid, jwk: key.jwk, terms, keySignature };
  }

  async #numbered(authority: AuthorityId, number: number): Promise<PublicKey> {
    const name = `authority/${authority.slice(2)}/${number}`;
    const { kid, jwk } = await this.#keys.createOrLoad(name, "es256", authority);
    this.#held.delete(authority);
    return { kid, jwk };
  }

  async #find(authority: AuthorityId, thumbprint: string): Promise<SigningKey | undefined> {
    const held = this.#held.get(authority);
    const key = held?.keys.get(thumbprint);
    if (key) return key;
    if (held && this.#clock.nowMs() - held.readMs < recheckMs) return undefined;
    return (await this.#read(authority)).keys.get(thumbprint);
  }

  async #read(authority: AuthorityId): Promise<Held> {
    const keys = await this.#keys.ofAuthority(authority);
    const byThumbprint = new Map(keys.map((key) => [toThumbprint(key.kid) as string, key]));
    const held = { keys: byThumbprint, readMs: this.#clock.nowMs() };
    this.#held.set(authority, held);
    return held;
  }
}
