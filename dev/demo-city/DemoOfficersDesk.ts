import type { RegistryChanges } from "../../services/registry/changes/RegistryChanges.ts";
import type {
  RegistryOperation,
  RegistryRequest,
} from "../../services/registry/changes/RegistryRequest.ts";
import type { SealedKeys } from "../../services/signing/SealedKeys.ts";
import type { OfficersDesk } from "../../services/turnover/OfficersDesk.ts";
import { cityAdministrator } from "./demoOfficers.ts";
import { signAll } from "./foundDemoCity.ts";

/** The demo's city administrator, whose wallet is here: signs at once what a turnover asks for. */
export class DemoOfficersDesk implements OfficersDesk {
  readonly #keys: SealedKeys;
  readonly #changes: RegistryChanges;

  constructor(keys: SealedKeys, changes: RegistryChanges) {
    this.#keys = keys;
    this.#changes = changes;
  }

  async request(
    operations: readonly RegistryOperation[],
    nonceKey: bigint,
  ): Promise<readonly RegistryRequest[]> {
    const wallet = await this.#keys.createOrLoad(cityAdministrator.wallet, "secp256k1");
    return signAll(this.#changes, wallet, operations, nonceKey);
  }
}
