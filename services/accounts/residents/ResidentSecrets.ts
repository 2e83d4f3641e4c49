import {
  createCipheriv,
  createDecipheriv,
  createHmac,
  createSecretKey,
  type KeyObject,
  randomBytes,
} from "node:crypto";

/** What a keyed digest is of: the same text is another one for another purpose. */
export type DigestOf =
  | "phone"
  | "identity"
  | "code"
  | "count"
  | "desk"
  | "nonce"
  | "wallet"
  | "life-event"
  | "application";

const nonceBytes = 12;
const tagBytes = 16;

/**
 * Digests and seals what says who a resident is. All of it comes from one secret, which is sealed beside the other keys, so
 * that a copy of the database tells neither numbers nor who has an account.
 */
export class ResidentSecrets {
  readonly #load: () => Promise<KeyObject>;
  #opened: Promise<KeyObject> | null = null;

  /** @param load the residents' secret: asked once, for each look takes a connection of the database */
  constructor(load: () => Promise<KeyObject>) {
    this.#load = load;
  }

  #open(): Promise<KeyObject> {
    // One that did not open is tried again by who asks next.
    this.#opened ??= this.#load().catch((error: unknown) => {
      this.#opened = null;
      throw error;
    });
    return this.#opened;
  }

  /** HMAC-SHA-256, 32 bytes. */
  async digest(of: DigestOf, text: string): Promise<Buffer> {
    return createHmac("sha256", await this.#open())
      .update(`${of}\n${text}`, "utf8")
      .digest();
  }

  /**
   * Nonce (12), tag (16), AES-256-GCM (NIST SP 800-38D).
   * @param place what it belongs to: it opens nowhere else
   */
  async seal(place: string, text: string): Promise<Buffer> {
    const nonce = randomBytes(nonceBytes);
    const cipher = createCipheriv("aes-256-gcm", await this.#sealingKey(), nonce);
    cipher.setAAD(Buffer.from(place));
    const sealed = Buffer.concat([cipher.update(text, "utf8"), cipher.final()]);
    return Buffer.concat([nonce, cipher.getAuthTag(), sealed]);
  }

  /** What `seal` was given. Throws where it was sealed for another place, or altered: that is a fault of ours. */
  async open(place: string, sealed: Buffer): Promise<string> {
    const nonce = sealed.subarray(0, nonceBytes);
    const decipher = createDecipheriv("aes-256-gcm", await this.#sealingKey(), nonce);
    decipher.setAAD(Buffer.from(place));
    decipher.setAuthTag(sealed.subarray(nonceBytes, nonceBytes + tagBytes));
    const text = decipher.update(sealed.subarray(nonceBytes + tagBytes));
    return Buffer.concat([text, decipher.final()]).toString("utf8");
  }

  async #sealingKey(): Promise<KeyObject> {
    const key = createHmac("sha256", await this.#open())
      .update("seal")
      .digest();
    return createSecretKey(key);
  }
}
