import { createSign, generateKeyPairSync } from "node:crypto";
import type { EcPublicJwk } from "@sello/sdk";
import { readProofRequest, signProofRequest } from "@sello/sdk/request";

/** The district of the demo city that registers the shop. */
export interface ShopRegister {
  /** Registers the shop with this key, and ends what it registered before. The id of the registration. */
  register(key: EcPublicJwk): Promise<string>;
}

/** A shop that registered what it asks. Its key is of this process alone, made when somebody first has it sign. */
export class DemoShop {
  readonly #register: ShopRegister;
  #signing: Promise<Signing> | null = null;

  constructor(register: ShopRegister) {
    this.#register = register;
  }

  /** A request that the shop's page made, signed. Anybody may have it sign: it is a demo's. @param text as the page made it */
  async sign(text: string): Promise<string> {
    const request = readProofRequest(text);
    this.#signing ??= this.#begin();
    // What failed is tried again by the next one who asks.
    this.#signing.catch(() => {
      this.#signing = null;
    });
    const { verifier, sign } = await this.#signing;
    return signProofRequest(request, { verifier, sign, now: Date.now() / 1_000 });
  }

  async #begin(): Promise<Signing> {
    const { publicKey, privateKey } = generateKeyPairSync("ec", { namedCurve: "P-256" });
    const { x = "", y = "" } = publicKey.export({ format: "jwk" });
    const verifier = await this.#register.register({ kty: "EC", crv: "P-256", x, y });
    const sign = (bytes: Uint8Array): Uint8Array =>
      createSign("sha256").update(bytes).sign({ key: privateKey, dsaEncoding: "ieee-p1363" });
    return { verifier, sign };
  }
}

type Signing = {
  readonly verifier: string;
  readonly sign: (bytes: Uint8Array) => Uint8Array;
};
