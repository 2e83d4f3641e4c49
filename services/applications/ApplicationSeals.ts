import { createCipheriv, createDecipheriv, createSecretKey, randomBytes } from "node:crypto";
import type { AuthorityId } from "@sello/sdk";
import type { AuthorityKeys } from "../signing/AuthorityKeys.ts";
import type { ApplicationContent } from "./Application.ts";

const keyBytes = 32;
const nonceBytes = 12;
const tagBytes = 16;

/** Seals what applications say: each with a key of its own, which the key of the authority that answers wraps. */
export class ApplicationSeals {
  readonly #keys: Pick<AuthorityKeys, "wrap" | "unwrap">;

  constructor(keys: Pick<AuthorityKeys, "wrap" | "unwrap">) {
    this.#keys = keys;
  }

  /** A new key, wrapped. */
  async newKey(authority: AuthorityId): Promise<Buffer> {
    const key = randomBytes(keyBytes);
    const wrapped = await this.#wrap(authority, key);
    key.fill(0);
    return wrapped;
  }

  /** The same key, wrapped for the authority that answers now. */
  async handOver(from: AuthorityId, to: AuthorityId, wrapped: Buffer): Promise<Buffer> {
    return this.#with(from, wrapped, (key) => this.#wrap(to, key));
  }

  /** Nonce (12), tag (16), AES-256-GCM (NIST SP 800-38D), for this application alone. */
  seal(
    id: string,
    authority: AuthorityId,
    wrapped: Buffer,
    content: ApplicationContent,
  ): Promise<Buffer> {
    return this.#with(authority, wrapped, async (key) => {
      const nonce = randomBytes(nonceBytes);
      const cipher = createCipheriv("aes-256-gcm", createSecretKey(key), nonce);
      cipher.setAAD(Buffer.from(`application ${id}`));
      const sealed = Buffer.concat([
        cipher.update(JSON.stringify(content), "utf8"),
        cipher.final(),
      ]);
      return Buffer.concat([nonce, cipher.getAuthTag(), sealed]);
    });
  }

  /** What `seal` was given. Throws where it was sealed for another application, or altered. */
  open(
    id: string,
    authority: AuthorityId,
    wrapped: Buffer,
    sealed: Buffer,
  ): Promise<ApplicationContent> {
    return this.#with(authority, wrapped, async (key) => {
      const nonce = sealed.subarray(0, nonceBytes);
      const decipher = createDecipheriv("aes-256-gcm", createSecretKey(key), nonce);
      decipher.setAAD(Buffer.from(`application ${id}`));
      decipher.setAuthTag(sealed.subarray(nonceBytes, nonceBytes + tagBytes));
      const text = decipher.update(sealed.subarray(nonceBytes + tagBytes));
      return JSON.parse(Buffer.concat([text, decipher.final()]).toString("utf8"));
    });
  }

  async #wrap(authority: AuthorityId, key: Buffer): Promise<Buffer> {
    const [wrapped] = await this.#keys.wrap(authority, [key]);
    if (wrapped === undefined) throw new TypeError("the key was not wrapped");
    return wrapped;
  }

  async #with<T>(
    authority: AuthorityId,
    wrapped: Buffer,
    work: (key: Buffer) => Promise<T>,
  ): Promise<T> {
    const [key] = await this.#keys.unwrap(authority, [wrapped]);
    if (key === undefined) throw new TypeError("no key was given");
    try {
      return await work(key);
    } finally {
      key.fill(0);
    }
  }
}
