import { setTimeout as sleep } from "node:timers/promises";
import { type AuthorityId, type Hex, toAuthorityId } from "@sello/sdk";
import { Unavailable } from "../../services/platform/errors.ts";
import { toIss } from "../../services/registry/toIss.ts";
import type { SealedKeys } from "../../services/signing/SealedKeys.ts";
import { demoCity, placeAuthorities } from "./demoCity.ts";
import { cityFounder, demoOfficers } from "./demoOfficers.ts";
import type { Founding } from "./Founding.ts";
import { findCityAccount } from "./handOverCity.ts";
import { relayAll } from "./relayAll.ts";
import { signAsCity, signAsOne } from "./signAsCity.ts";
import { type DemoPlan, toMissingOperations } from "./toMissingOperations.ts";

const waitStepMs = 25;

/** What `AuthorityRegistry` is deployed with for the demo city. */
export async function toCityDeployment(
  publicUrl: string,
  keys: SealedKeys,
): Promise<{ city: AuthorityId; iss: string; names: string; administrator: Hex }> {
  const iss = toIss(publicUrl, demoCity.slug);
  const { address } = await keys.createOrLoad(cityFounder.wallet, "secp256k1");
  const names = JSON.stringify(demoCity.name);
  return { city: toAuthorityId(iss), iss, names, administrator: address };
}

/**
 * Registers the demo city's authorities, accreditations, signing keys and officers, by requests that who administers the
 * city signs. Founds what is missing and nothing else, so that it can be run at every start
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
  const city = await findCityAccount(founding);
  const requests = city
    ? await signAsCity(changes, city.account, city.wallets, missing)
    : await signAsOne(changes, await keys.createOrLoad(cityFounder.wallet, "secp256k1"), missing);
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
