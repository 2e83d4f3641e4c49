import { Conflict } from "../../services/platform/errors.ts";
import { limits } from "../../services/platform/limits.ts";
import type { RegistryChanges } from "../../services/registry/changes/RegistryChanges.ts";
import type { RegistryRequest } from "../../services/registry/changes/RegistryRequest.ts";
import { encodeMany, encodeRequest } from "../../services/registry/changes/registryCalls.ts";
import type { RegistryService } from "../../services/registry/RegistryService.ts";

/** Sends all in few transactions, one behind the other without waiting in between, and awaits their end. */
export async function relayAll(
  { changes, registry }: { readonly changes: RegistryChanges; readonly registry: RegistryService },
  requests: readonly RegistryRequest[],
  timeoutMs: number,
): Promise<void> {
  const ids: string[] = [];
  for (let start = 0; start < requests.length; start += limits.registryChanges) {
    const calls = requests.slice(start, start + limits.registryChanges).map(encodeRequest);
    ids.push((await changes.relay(encodeMany(calls))).id);
  }
  for (const id of ids) {
    const { state, error, blockNumber } = await changes.wait(id, timeoutMs);
    if (state === "refused") {
      throw new Conflict("demo_city.refused", "The registry refused a founding request.", {
        error,
      });
    }
    if (blockNumber !== null) await registry.reach(blockNumber, timeoutMs);
  }
}
