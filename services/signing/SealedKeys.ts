import type { AuthorityId } from "@sello/sdk";
import { Conflict } from "../platform/errors.ts";
import { KeySealer, type ScryptCost } from "./KeySealer.ts";
import { type KeyKind, type KeyOfKind, keyKinds } from "./keyKinds.ts";
import type { SealedKey, SealedKeyStore } from "./SealedKeyStore.ts";

/**
 * Private keys of the service: made here, sealed at rest, opened in memory only. Every process (and worker
 * thread) builds its own from the same database and secret.
 */
export class SealedKeys {
  readonly #store: SealedKeyStore;
  readonly #sealer: KeySealer;
  readonly #opened = new Map<string, Promise<KeyOfKind[KeyKind]>>();

  private constructor(store: SealedKeyStore, sealer: KeySealer) {
    this.#store = store;
    this.#sealer = sealer;
  }

  /**
   * @param secret what the keys are sealed with, from a file or a passphrase
   * @throws SealBroken when keys are there that this secret does not open: no key is ever made beside them
   */
  static async open(options: {
    store: SealedKeyStore;
    secret: string;
    cost?: ScryptCost;
  }): Promise<SealedKeys> {
    const oldest = await options.store.oldest();
    const sealer = new KeySealer(options.secret, oldest?.sealed ?? null, options.cost);
    if (oldest) (await sealer.open(oldest.name, oldest.sealed)).fill(0);
    return new SealedKeys(options.store, sealer);
  }

  /**
   * The key of this name, made if missing. Two that call at once get the same key.
   * @param authority whose signing key it is (kind `es256`)
   * Of another kind: `Conflict` `sealed_key.other_kind`.
   */
  async createOrLoad<K extends KeyKind>(
    name: string,
    kind: K,
    authority: AuthorityId | null = null,
  ): Promise<KeyOfKind[K]> {
    const found = (await this.#store.find(name)) ?? (await this.#create(name, kind, authority));
    return this.#openOnce(found, kind);
  }

  /** The signing keys that are held for an authority, oldest first. */
  async ofAuthority(authority: AuthorityId): Promise<readonly KeyOfKind["es256"][]> {
    const sealed = await this.#store.ofAuthority(authority);
    return Promise.all(sealed.map((key) => this.#openOnce(key, "es256")));
  }

  async #create(name: string, kind: KeyKind, authority: AuthorityId | null): Promise<SealedKey> {
    const secret = keyKinds[kind].generate();
    const publicPart = toPublic(kind, secret);
    const sealed = await this.#sealer.seal(name, secret);
    secret.fill(0);
    return this.#store.keepFirst({ name, kind, authority, public: publicPart, sealed });
  }

  async #openOnce<K extends KeyKind>(key: SealedKey, kind: K): Promise<KeyOfKind[K]> {
    if (key.kind !== kind) {
      const data = { name: key.name, kind: key.kind, asked: kind };
      throw new Conflict("sealed_key.other_kind", "A key of this name is of another kind.", data);
    }
    const known = this.#opened.get(key.name) ?? this.#open(key, kind);
    this.#opened.set(key.name, known);
    return (await known) as KeyOfKind[K];
  }

  async #open<K extends KeyKind>(key: SealedKey, kind: K): Promise<KeyOfKind[K]> {
    const secret = await this.#sealer.open(key.name, key.sealed);
    const opened = keyKinds[kind].open(secret);
    secret.fill(0);
    return opened;
  }
}

function toPublic<K extends KeyKind>(kind: K, secret: Buffer): Readonly<Record<string, unknown>> {
  return keyKinds[kind].toPublic(keyKinds[kind].open(secret));
}
