import { createCipheriv, createDecipheriv, type KeyObject } from "node:crypto";
import type { AuthorityId } from "@sello/sdk";
import { WrapBroken } from "./errors.ts";
import type { SealedKeys } from "./SealedKeys.ts";

/** The initial value of RFC 3394 §2.2.3.1, by which an unwrapped key is known to be one. */
const initialValue = Buffer.alloc(8, 0xa6);
const algorithm = "id-aes256-wrap";

/**
 * A key of each authority, with which the keys of its documents are wrapped (AES-256 key wrap, RFC 3394). It is made
 * when the first document is, sealed like every key of the service, and never leaves this process.
 */
export class AuthorityKeys {
  readonly #keys: Pick<SealedKeys, "createOrLoad">;
  readonly #opened = new Map<AuthorityId, Promise<KeyObject>>();

  constructor(keys: Pick<SealedKeys, "createOrLoad">) {
    this.#keys = keys;
  }

  /** @returns 40 bytes for each key of 32 */
  async wrap(authority: AuthorityId, keys: readonly Buffer[]): Promise<readonly Buffer[]> {
    const wrapping = await this.#open(authority);
    // A wrap has no last part: what `final` would give is empty.
    return keys.map((key) => createCipheriv(algorithm, wrapping, initialValue).update(key));
  }

  /** Throws `WrapBroken`: wrapped for another authority, or altered. */
  async unwrap(authority: AuthorityId, wrapped: readonly Buffer[]): Promise<readonly Buffer[]> {
    const wrapping = await this.#open(authority);
    return wrapped.map((bytes) => {
      try {
        const decipher = createDecipheriv(algorithm, wrapping, initialValue);
        return Buffer.concat([decipher.update(bytes), decipher.final()]);
      } catch {
        throw new WrapBroken(authority);
      }
    });
  }

  #open(authority: AuthorityId): Promise<KeyObject> {
    const known =
      this.#opened.get(authority) ??
      this.#keys.createOrLoad(`documents/${authority.slice(2)}`, "secret");
    this.#opened.set(authority, known);
    known.catch(() => this.#opened.delete(authority));
    return known;
  }
}
