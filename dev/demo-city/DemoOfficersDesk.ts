import type { Hex } from "@sello/sdk";
import type { RegistryChanges } from "../../services/registry/changes/RegistryChanges.ts";
import type {
  RegistryOperation,
  RegistryRequest,
} from "../../services/registry/changes/RegistryRequest.ts";
import type { SealedKeys } from "../../services/signing/SealedKeys.ts";
import type { OfficersDesk } from "../../services/turnover/OfficersDesk.ts";
import { cityFounder } from "./demoOfficers.ts";
import { openCityWallets, signAsCity, signAsOne } from "./signAsCity.ts";

/** The demo city's officers, whose wallets are here: sign at once what a turnover asks for. */
export class DemoOfficersDesk implements OfficersDesk {
  readonly #keys: SealedKeys;
  readonly #changes: RegistryChanges;
  readonly #findAccount: () => Promise<Hex | null>;

  /** @param findAccount the account of the city's officers on this chain; null before it is made */
  constructor(
    keys: SealedKeys,
    changes: RegistryChanges,
    findAccount: () => Promise<Hex | null> = async () => null,
  ) {
    this.#keys = keys;
    this.#changes = changes;
    this.#findAccount = findAccount;
  }

  async request(
    operations: readonly RegistryOperation[],
    nonceKey: bigint,
  ): Promise<readonly RegistryRequest[]> {
    const account = await this.#findAccount();
    if (account !== null && (await this.#mayAct(account, operations)))
      return signAsCity(
        this.#changes,
        account,
        await openCityWallets(this.#keys),
        operations,
        nonceKey,
      );
    // The registry of the next contracts knows its founder alone.
    const founder = await this.#keys.createOrLoad(cityFounder.wallet, "secp256k1");
    return signAsOne(this.#changes, founder, operations, nonceKey);
  }

  async #mayAct(account: Hex, operations: readonly RegistryOperation[]): Promise<boolean> {
    return (await this.#changes.findRefusal(account, operations.slice(0, 1))) === null;
  }
}
