import { setTimeout as sleep } from "node:timers/promises";
import { type AuthorityId, type Hex, toAuthorityId } from "@sello/sdk";
import { Conflict, Unavailable } from "../../services/platform/errors.ts";
import { limits } from "../../services/platform/limits.ts";
import type { RegistryChanges } from "../../services/registry/changes/RegistryChanges.ts";
import type {
  RegistryOperation,
  RegistryRequest,
} from "../../services/registry/changes/RegistryRequest.ts";
import { encodeMany, encodeRequest } from "../../services/registry/changes/registryCalls.ts";
import type { RegistryTypedData } from "../../services/registry/changes/registryTypedData.ts";
import type { RegistryService } from "../../services/registry/RegistryService.ts";
import { toIss } from "../../services/registry/toIss.ts";
import type { FileDocumentTypes } from "../../services/registry/types/FileDocumentTypes.ts";
import type { KeyOfKind } from "../../services/signing/keyKinds.ts";
import type { SealedKeys } from "../../services/signing/SealedKeys.ts";
import type { SealedSigner } from "../../services/signing/SealedSigner.ts";
import { demoCity, placeAuthorities } from "./demoCity.ts";
import { cityAdministrator, demoOfficers } from "./demoOfficers.ts";
import { type DemoPlan, toMissingOperations } from "./toMissingOperations.ts";

const waitStepMs = 25;

type Wallet = KeyOfKind["secp256k1"];

export type Founding = {
  readonly publicUrl: string;
  readonly registry: RegistryService;
  readonly changes: RegistryChanges;
  readonly keys: SealedKeys;
  readonly signer: SealedSigner;
  readonly documentTypes: FileDocumentTypes;
  /** The service's accounts on the chain. */
  readonly accounts: { readonly anchor: Hex; readonly status: Hex };
  /** Time that the whole may take. */
  readonly timeoutMs?: number;
};

/** What `AuthorityRegistry` is deployed with for the demo city. */
export async function toCityDeployment(
  publicUrl: string,
  keys: SealedKeys,
): Promise<{ city: AuthorityId; iss: string; names: string; administrator: Hex }> {
  const iss = toIss(publicUrl, demoCity.slug);
  const { address } = await keys.createOrLoad(cityAdministrator.wallet, "secp256k1");
  const names = JSON.stringify(demoCity.name);
  return { city: toAuthorityId(iss), iss, names, administrator: address };
}

/**
 * Registers the demo city's authorities, accreditations, signing keys and officers, by requests that the city
 * administrator's wallet signs. Founds what is missing and nothing else, so that it can be run at every start
 * and goes on where it was interrupted.
 * @returns how many operations were made now
 */
export async function foundDemoCity(founding: Founding): Promise<{ readonly operations: number }> {
  const { changes, registry, keys, timeoutMs = 60_000 } = founding;
  // What an interrupted founding journalled may still be on its way, or not yet be read by the indexer.
  await registry.reach(await changes.waitForAll(timeoutMs), timeoutMs);
  await waitForCity(founding, timeoutMs);
  const plan = await toPlan(founding);
  const missing = toMissingOperations(plan, (await registry.current()).snapshot);
  if (missing.length === 0) return { operations: 0 };
  const administrator = await keys.createOrLoad(cityAdministrator.wallet, "secp256k1");
  const requests = await signAll(changes, administrator, missing);
  await relayAll(founding, requests, timeoutMs);
  return { operations: missing.length };
}

/** The contract is deployed with the city in it; the indexer may not have read that block yet. */
async function waitForCity({ publicUrl, registry }: Founding, timeoutMs: number): Promise<void> {
  const city = toAuthorityId(toIss(publicUrl, demoCity.slug));
  for (const deadline = performance.now() + timeoutMs; ; await sleep(waitStepMs)) {
    await registry.refresh();
    if ((await registry.current()).snapshot.authorities.has(city)) return;
    if (performance.now() > deadline) {
      throw new Unavailable("registry.behind", "The registry does not show the city yet.");
    }
  }
}

async function toPlan(founding: Founding): Promise<DemoPlan> {
  const { publicUrl, documentTypes, signer, changes, keys, accounts } = founding;
  const issuing = placeAuthorities().filter(({ authority }) => authority.issues);
  const signingKeys = issuing.map(async ({ authority: { slug } }) => {
    const authority = toAuthorityId(toIss(publicUrl, slug));
    const { kid } = await signer.firstKey(authority);
    // From the block that holds it, without end.
    const terms = { authority, from: 0, until: 0 };
    return [slug, await signer.introduce(kid, changes.place, terms)] as const;
  });
  const officers = demoOfficers.map(async ({ wallet, slug, roles }) => {
    const { address } = await keys.createOrLoad(wallet, "secp256k1");
    return { slug, address, roles };
  });
  return {
    publicUrl,
    typeId: (name) => documentTypes.byName(name).id,
    olderTypeIds: (name) =>
      documentTypes
        .versions(name)
        .slice(1)
        .map(({ id }) => id),
    signingKeys: new Map(await Promise.all(signingKeys)),
    officers: await Promise.all(officers),
    accounts,
  };
}

/** Signs with one wallet, nonces in order. */
export async function signAll(
  changes: RegistryChanges,
  wallet: Wallet,
  operations: readonly RegistryOperation[],
  nonceKey = 0n,
): Promise<RegistryRequest[]> {
  const prepared = await changes.prepareMany(wallet.address, operations, nonceKey);
  return Promise.all(
    operations.map((operation, index) => sign(wallet, operation, prepared[index])),
  );
}

async function sign(
  wallet: Wallet,
  operation: RegistryOperation,
  typedData: RegistryTypedData | undefined,
): Promise<RegistryRequest> {
  if (!typedData) throw new Error("An operation was not prepared.");
  const signature = await wallet.signTypedData(
    typedData as unknown as Parameters<Wallet["signTypedData"]>[0],
  );
  const { nonce, deadline } = typedData.message;
  return {
    ...operation,
    authorization: {
      signer: wallet.address,
      nonce: String(nonce),
      deadline: String(deadline),
      signature,
    },
  };
}

/** Sends all in few transactions, one behind the other without waiting in between, and awaits their end. */
async function relayAll(
  { changes, registry }: Founding,
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
