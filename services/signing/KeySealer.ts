import {
  createCipheriv,
  createDecipheriv,
  randomBytes,
  type ScryptOptions,
  scrypt,
} from "node:crypto";
import { SealBroken } from "./errors.ts";

/** Cost of scrypt (RFC 7914 §2): memory is 128 · 2^log2N · r bytes. */
export type ScryptCost = { readonly log2N: number; readonly r: number; readonly p: number };

/** 32 MiB and about a tenth of a second: a secret of full entropy needs no more, a passphrase gets this. */
const defaultScryptCost: ScryptCost = { log2N: 15, r: 8, p: 1 };

// version (1) || log2N (1) || r (1) || p (1) || salt (16) || nonce (12) || tag (16) || ciphertext
const version = 1;
const saltOffset = 4;
const nonceOffset = 20;
const tagOffset = 32;
const textOffset = 48;
// A sealed key names its own cost; one that would exhaust memory was not written by us.
const log2NMax = 20;

/**
 * Seals private keys with AES-256-GCM under a key that scrypt derives from the secret. The name of a
 * key is authenticated with it, so a row of the database cannot stand in for another.
 */
export class KeySealer {
  readonly #secret: string;
  readonly #cost: ScryptCost;
  readonly #salt: Buffer;
  readonly #derived = new Map<string, Promise<Buffer>>();

  /** @param like a key sealed before: its salt and cost are taken again, so that one derivation serves all */
  constructor(secret: string, like: Uint8Array | null, cost: ScryptCost = defaultScryptCost) {
    this.#secret = secret;
    this.#cost = like ? readCost(Buffer.from(like)) : cost;
    this.#salt = like ? Buffer.from(like).subarray(saltOffset, nonceOffset) : randomBytes(16);
  }

  async seal(name: string, plain: Uint8Array): Promise<Buffer> {
    const nonce = randomBytes(12);
    const cipher = createCipheriv("aes-256-gcm", await this.#derive(this.#cost, this.#salt), nonce);
    const { log2N, r, p } = this.#cost;
    const head = Buffer.from([version, log2N, r, p, ...this.#salt]);
    cipher.setAAD(Buffer.concat([head, Buffer.from(name, "utf8")]));
    const text = Buffer.concat([cipher.update(plain), cipher.final()]);
    return Buffer.concat([head, nonce, cipher.getAuthTag(), text]);
  }

  /** @throws SealBroken */
  async open(name: string, sealed: Uint8Array): Promise<Buffer> {
    const bytes = Buffer.from(sealed);
    if (bytes.length < textOffset || bytes[0] !== version || (bytes[1] ?? 99) > log2NMax) {
      throw new SealBroken(name);
    }
    const key = await this.#derive(readCost(bytes), bytes.subarray(saltOffset, nonceOffset));
    const decipher = createDecipheriv("aes-256-gcm", key, bytes.subarray(nonceOffset, tagOffset));
    decipher.setAAD(Buffer.concat([bytes.subarray(0, nonceOffset), Buffer.from(name, "utf8")]));
    decipher.setAuthTag(bytes.subarray(tagOffset, textOffset));
    try {
      return Buffer.concat([decipher.update(bytes.subarray(textOffset)), decipher.final()]);
    } catch {
      throw new SealBroken(name);
    }
  }

  #derive(cost: ScryptCost, salt: Buffer): Promise<Buffer> {
    const id = `${cost.log2N}.${cost.r}.${cost.p}.${salt.toString("hex")}`;
    const known = this.#derived.get(id);
    if (known) return known;
    const derived = deriveKey(this.#secret, salt, cost);
    this.#derived.set(id, derived);
    return derived;
  }
}

const readCost = (sealed: Buffer): ScryptCost => ({
  log2N: sealed.readUInt8(1),
  r: sealed.readUInt8(2),
  p: sealed.readUInt8(3),
});

function deriveKey(secret: string, salt: Buffer, cost: ScryptCost): Promise<Buffer> {
  const N = 2 ** cost.log2N;
  const options: ScryptOptions = { N, r: cost.r, p: cost.p, maxmem: 256 * N * cost.r };
  return new Promise((resolve, reject) => {
    scrypt(secret, salt, 32, options, (error, key) => (error ? reject(error) : resolve(key)));
  });
}
