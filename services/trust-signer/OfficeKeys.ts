import {
  createPrivateKey,
  createPublicKey,
  generateKeyPairSync,
  type KeyObject,
  sign,
} from "node:crypto";
import { formatVerifierKey, type NoteSigner, signatureTypes, toVerifierKey } from "@sello/sdk/log";
import { writeWhole } from "../platform/writeWhole.ts";
import { KeySealer } from "../signing/KeySealer.ts";
import { type KeyFile, keyFile, readKeyFiles } from "./officeFiles.ts";

/** A private key of an office, and the vkey that others know it by. */
export type OfficeKey = NoteSigner & { readonly vkey: string };

/** The secret comes from a file and has full entropy, so stretching it would only delay the start. */
const sealingCost = { log2N: 12, r: 8, p: 1 };

/**
 * The keys of one office, each in a file of its folder, sealed with the office's own secret: the last one signs, those
 * before it signed. They are never given away.
 */
export class OfficeKeys {
  readonly #directory: string;
  readonly #secret: () => string;
  readonly #opened = new Map<string, Promise<OfficeKey>>();

  constructor(directory: string, secret: () => string) {
    this.#directory = directory;
    this.#secret = secret;
  }

  /** vkeys, in the order in which they came. Nothing is opened. */
  get names(): readonly string[] {
    return this.#files().map(({ key }) => key);
  }

  /** Throws `SealBroken` for keys that the secret does not open. */
  all(): Promise<readonly OfficeKey[]> {
    return Promise.all(this.#files().map((file) => this.#open(file)));
  }

  /** The key that follows this one; made if there is none. @param after vkey; null: the first of all */
  async follow(after: string | null, name: string): Promise<OfficeKey> {
    const files = this.#files();
    const at = after === null ? 0 : files.findIndex(({ key }) => key === after) + 1;
    const known = files[at];
    if (known !== undefined) return this.#open(known);
    const { privateKey } = generateKeyPairSync("ed25519");
    return this.#keep(name, privateKey);
  }

  /** A key that was held elsewhere; one that is here already stays. @param pkcs8 DER */
  async take(name: string, pkcs8: Buffer): Promise<OfficeKey> {
    const privateKey = createPrivateKey({ key: pkcs8, format: "der", type: "pkcs8" });
    const { vkey } = toOfficeKey(name, privateKey);
    const known = this.#files().find(({ key }) => key === vkey);
    return known ? this.#open(known) : this.#keep(name, privateKey);
  }

  async #keep(name: string, privateKey: KeyObject): Promise<OfficeKey> {
    const [like] = this.#files();
    const sealer = new KeySealer(
      this.#secret(),
      like ? Buffer.from(like.sealed, "base64") : null,
      sealingCost,
    );
    const opened = toOfficeKey(name, privateKey);
    const pkcs8 = privateKey.export({ format: "der", type: "pkcs8" });
    const sealed = (await sealer.seal(opened.vkey, pkcs8)).toString("base64");
    pkcs8.fill(0);
    const content: KeyFile = { name, key: opened.vkey, sealed };
    const number = this.#files().length + 1;
    writeWhole(keyFile(this.#directory, number), JSON.stringify(content));
    this.#opened.set(opened.vkey, Promise.resolve(opened));
    return opened;
  }

  #open({ name, key, sealed }: KeyFile): Promise<OfficeKey> {
    const known = this.#opened.get(key) ?? this.#unseal(name, key, Buffer.from(sealed, "base64"));
    this.#opened.set(key, known);
    known.catch(() => this.#opened.delete(key));
    return known;
  }

  async #unseal(name: string, key: string, sealed: Buffer): Promise<OfficeKey> {
    const pkcs8 = await new KeySealer(this.#secret(), sealed).open(key, sealed);
    const privateKey = createPrivateKey({ key: pkcs8, format: "der", type: "pkcs8" });
    pkcs8.fill(0);
    return toOfficeKey(name, privateKey);
  }

  #files(): KeyFile[] {
    return readKeyFiles(this.#directory);
  }
}

function toOfficeKey(name: string, privateKey: KeyObject): OfficeKey {
  const { x } = createPublicKey(privateKey).export({ format: "jwk" });
  const key = toVerifierKey(name, signatureTypes.ed25519, Buffer.from(x ?? "", "base64url"));
  const vkey = formatVerifierKey(key);
  return { key, vkey, sign: (bytes) => sign(null, bytes, privateKey) };
}
