import { createHash, generateKeyPairSync, type KeyObject, randomBytes, sign } from "node:crypto";
import { newPasskey } from "./newPasskey.ts";

type Asked = { readonly challenge: string; readonly origin: string; readonly domain: string };

/** User present and verified. */
const verified = 0x05;
const backupEligible = 0x08;
const withCredential = 0x40;

/** A passkey as an authenticator keeps it: makes credentials and assertions, honest or not. */
export class SoftPasskey {
  readonly id = randomBytes(32);
  readonly #key: KeyObject;
  readonly #publicKey: string;
  readonly #flags: number;
  count = 0;

  constructor({ synced = false }: { synced?: boolean } = {}) {
    const { privateKey, publicKey } = generateKeyPairSync("ec", { namedCurve: "P-256" });
    const { x = "", y = "" } = publicKey.export({ format: "jwk" });
    const bytes = [x, y].map((each) => Buffer.from(each, "base64url"));
    this.#key = privateKey;
    this.#publicKey = `0x${Buffer.concat(bytes).toString("hex")}`;
    this.#flags = verified | (synced ? backupEligible : 0);
  }

  create(asked: Asked, flags = this.#flags): { clientData: Buffer; authenticatorData: Buffer } {
    const made = newPasskey({
      ...asked,
      publicKey: this.#publicKey,
      id: `0x${this.id.toString("hex")}`,
      flags: flags | withCredential,
    });
    return {
      clientData: Buffer.from(made.clientData),
      authenticatorData: Buffer.from(made.authenticatorData),
    };
  }

  sign(asked: Asked & { readonly userHandle?: Buffer; readonly flags?: number }) {
    const { challenge, origin, domain, userHandle = null, flags = this.#flags } = asked;
    const clientData = Buffer.from(JSON.stringify({ type: "webauthn.get", challenge, origin }));
    const count = Buffer.alloc(4);
    count.writeUInt32BE(this.count);
    const authenticatorData = Buffer.concat([
      createHash("sha256").update(domain).digest(),
      Buffer.from([flags]),
      count,
    ]);
    const hash = createHash("sha256").update(clientData).digest();
    const signature = sign("sha256", Buffer.concat([authenticatorData, hash]), this.#key);
    return { id: this.id, clientData, authenticatorData, signature, userHandle };
  }
}
