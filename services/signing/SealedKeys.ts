import { setImmediate } from "node:timers/promises";
import type { AuthorityId } from "@sello/sdk";
import { Conflict } from "../platform/errors.ts";
import { deriveSecret } from "./deriveSecret.ts";
import { SealBroken } from "./errors.ts";
import { KeySealer, type ScryptCost } from "./KeySealer.ts";
import type { KeyToken } from "./KeyToken.ts";
import { type KeyKind, type KeyOfKind, keyKinds } from "./keyKinds.ts";
import type { SealedKey, SealedKeyStore } from "./SealedKeyStore.ts";
import { TokenError } from "./token/errors.ts";
import { isInToken } from "./token/TokenReference.ts";

export type SealedKeysOptions = {
  readonly store: SealedKeyStore;
  /** What the keys are sealed with, from a file or a passphrase; the file may change meanwhile, so it is read again. */
  readonly secret: string | (() => readonly string[]);
  readonly cost?: ScryptCost;
  /** Where new keys are made of the kinds that it holds; without it, all are made here. */
  readonly token?: KeyToken | null;
};

type Sealing = { readonly sealer: KeySealer; readonly secret: string; readonly generation: number };

/**
 * Private keys of the service: made here, sealed at rest, opened in memory only; or made in a token, which they never
 * leave. Every process (and worker thread) builds its own from the same database, secret and token.
 */
export class SealedKeys {
  readonly #options: SealedKeysOptions;
  readonly #opened = new Map<string, Promise<KeyOfKind[KeyKind]>>();
  #sealing: Sealing;
  #making: Promise<unknown> = Promise.resolve();

  private constructor(options: SealedKeysOptions, sealing: Sealing) {
    this.#options = options;
    this.#sealing = sealing;
  }

  /**
   * Of several secrets, the one that opens the keys is used.
   * @throws SealBroken when keys are there that none opens: no key is ever made beside them
   */
  static async open(options: SealedKeysOptions): Promise<SealedKeys> {
    return new SealedKeys(options, await findSealing(options));
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
    const { store, token } = this.#options;
    const found =
      (await store.find(name)) ??
      (token && (await token.holds(kind))
        ? await this.#inTurn(() => this.#makeInToken(token, name, kind, authority))
        : await this.#keep(name, kind, authority, keyKinds[kind].generate()));
    return this.#openOnce(found, kind);
  }

  /**
   * Looks whether these keys are there, of those that are in a token: others are opened by who uses them.
   * Errors `token.key_missing`, `token.key_other`, `token.not_configured`.
   */
  async requireHeld(names: readonly string[]): Promise<void> {
    for (const name of names) {
      const found = await this.#options.store.find(name);
      if (found !== null && isInToken(found.sealed)) this.#tokenOf(found).require(found);
    }
  }

  /** The key of this name; null when there is no such key. Errors as `createOrLoad`. */
  async find<K extends KeyKind>(name: string, kind: K): Promise<KeyOfKind[K] | null> {
    const found = await this.#options.store.find(name);
    return found && this.#openOnce(found, kind);
  }

  /**
   * A secret of its own for one purpose. The first of a purpose is the one that once was derived from the sealing
   * secret at every start: from then on it is kept, and survives a change of that one.
   */
  async secretFor(purpose: string): Promise<KeyOfKind["secret"]> {
    const name = `secret/${purpose}`;
    const first = () => Buffer.from(deriveSecret(this.#sealing.secret, purpose));
    const found =
      (await this.#options.store.find(name)) ?? (await this.#keep(name, "secret", null, first()));
    return this.#openOnce(found, "secret");
  }

  /** The signing keys that are held for an authority, oldest first. */
  async ofAuthority(authority: AuthorityId): Promise<readonly KeyOfKind["es256"][]> {
    const sealed = await this.#options.store.ofAuthority(authority);
    return Promise.all(sealed.map((key) => this.#openOnce(key, "es256")));
  }

  /** A token makes a key on this thread: between two, other work goes on. */
  #inTurn<T>(make: () => Promise<T>): Promise<T> {
    const made = this.#making.then(() => setImmediate()).then(make);
    this.#making = made.catch(() => undefined);
    return made;
  }

  async #makeInToken(
    token: KeyToken,
    name: string,
    kind: KeyKind,
    authority: AuthorityId | null,
  ): Promise<SealedKey> {
    const made = await token.generate(name, kind);
    const kept = await this.#options.store.keepFirst({ name, kind, authority, ...made });
    // Another process was first, and its key is the one.
    if (kept === null || !Buffer.from(kept.sealed).equals(Buffer.from(made.sealed)))
      token.remove(name, made);
    return kept ?? this.#makeInToken(token, name, kind, authority);
  }

  async #keep(
    name: string,
    kind: KeyKind,
    authority: AuthorityId | null,
    secret: Buffer,
  ): Promise<SealedKey> {
    const publicPart = toPublic(kind, secret);
    for (;;) {
      const { sealer, generation } = this.#sealing;
      const sealed = await sealer.seal(name, secret);
      const key = { name, kind, authority, public: publicPart, sealed, generation };
      const kept = await this.#options.store.keepFirst(key);
      if (kept !== null) {
        secret.fill(0);
        return kept;
      }
      // All keys have been sealed with another secret since.
      this.#sealing = await findSealing(this.#options);
    }
  }

  async #openOnce<K extends KeyKind>(key: SealedKey, kind: K): Promise<KeyOfKind[K]> {
    if (key.kind !== kind) {
      const data = { name: key.name, kind: key.kind, asked: kind };
      throw new Conflict("sealed_key.other_kind", "A key of this name is of another kind.", data);
    }
    const known = this.#opened.get(key.name) ?? this.#open(key, kind);
    this.#opened.set(key.name, known);
    // One that did not open is tried again by who asks next: another secret may be there by then.
    known.catch(() => this.#opened.delete(key.name));
    return (await known) as KeyOfKind[K];
  }

  async #open<K extends KeyKind>(key: SealedKey, kind: K): Promise<KeyOfKind[K]> {
    if (isInToken(key.sealed)) return this.#tokenOf(key).open(key, kind);
    const secret = await this.#unseal(key);
    const opened = keyKinds[kind].open(secret);
    secret.fill(0);
    return opened;
  }

  #tokenOf({ name }: SealedKey): KeyToken {
    const { token } = this.#options;
    if (token) return token;
    const message = `The key ${name} is in a token, and SELLO_TOKEN_MODULE names none.`;
    throw new TokenError("token.not_configured", message, { name });
  }

  async #unseal(key: SealedKey): Promise<Buffer> {
    try {
      return await this.#sealing.sealer.open(key.name, key.sealed);
    } catch (error) {
      if (!(error instanceof SealBroken) || typeof this.#options.secret === "string") throw error;
      this.#sealing = await findSealing(this.#options);
      const newest = (await this.#options.store.find(key.name)) ?? key;
      return this.#sealing.sealer.open(newest.name, newest.sealed);
    }
  }
}

/** The secret that opens the keys; before the first key, the last of them. */
async function findSealing({ store, secret, cost }: SealedKeysOptions): Promise<Sealing> {
  const secrets = typeof secret === "string" ? [secret] : secret();
  const oldest = await store.oldest();
  let broken: unknown = null;
  for (const each of secrets.toReversed()) {
    const sealer = new KeySealer(each, oldest?.sealed ?? null, cost);
    if (oldest === null) return { sealer, secret: each, generation: 0 };
    try {
      (await sealer.open(oldest.name, oldest.sealed)).fill(0);
      return { sealer, secret: each, generation: oldest.generation ?? 0 };
    } catch (error) {
      if (!(error instanceof SealBroken)) throw error;
      broken = error;
    }
  }
  throw broken;
}

function toPublic<K extends KeyKind>(kind: K, secret: Buffer): Readonly<Record<string, unknown>> {
  return keyKinds[kind].toPublic(keyKinds[kind].open(secret));
}
