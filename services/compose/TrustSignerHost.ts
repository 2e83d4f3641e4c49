import type { RequestListener } from "node:http";
import { createLogger } from "../platform/createLogger.ts";
import { SealingKeyFile } from "../signing/SealingKeyFile.ts";
import { FileSignedHead } from "../trust-signer/FileSignedHead.ts";
import { OfficeKeys } from "../trust-signer/OfficeKeys.ts";
import { officeListener } from "../trust-signer/officeListener.ts";
import { composeTrustSigner, type Forgotten } from "./composeTrustSigner.ts";
import type { OfficeSettings } from "./OfficeMessages.ts";

/** What an office's process needs to sign and to keep keys: loaded when somebody wants that, for it is most of it. */
export class TrustSignerHost {
  readonly listener: RequestListener;
  readonly #keys: OfficeKeys;
  readonly #keyName: string;

  private constructor(keys: OfficeKeys, keyName: string, listener: RequestListener) {
    this.#keys = keys;
    this.#keyName = keyName;
    this.listener = listener;
  }

  /** @param settings as they are now, whenever they are asked for: there may be more nodes later */
  static async open(
    settings: () => OfficeSettings,
    forgotten: Forgotten,
  ): Promise<TrustSignerHost> {
    const { name, directory, keyFile, keyName, trustList, typesDirectory, logLevel } = settings();
    const secret = new SealingKeyFile({ keyFile, demo: true });
    const keys = new OfficeKeys(directory, () => secret.read().at(-1) ?? "");
    const signed = new FileSignedHead(directory);
    const logger = createLogger(logLevel);
    const signer = composeTrustSigner({
      office: { name, directory, typesDirectory },
      keys,
      signed,
      settings,
      forgotten,
      logger,
    });
    if (trustList !== null) await signed.begin(trustList);
    return new TrustSignerHost(keys, keyName, officeListener({ signer, logger }));
  }

  /** The first key of a new office. */
  async makeKey(): Promise<void> {
    await this.#keys.follow(null, this.#keyName);
  }

  /** Keeps a key that was held elsewhere. @returns its vkey */
  async take(name: string, pkcs8: Uint8Array): Promise<string> {
    return (await this.#keys.take(name, Buffer.from(pkcs8))).vkey;
  }
}
