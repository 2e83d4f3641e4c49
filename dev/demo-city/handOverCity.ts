import { type AuthorityId, type Hex, toAuthorityId } from "@sello/sdk";
import type { OfficerAccounts } from "../../services/registry/accounts/OfficerAccounts.ts";
import type { RegistryRequest } from "../../services/registry/changes/RegistryRequest.ts";
import { rolesOf } from "../../services/registry/officerRoles.ts";
import { toIss } from "../../services/registry/toIss.ts";
import type { KeyOfKind } from "../../services/signing/keyKinds.ts";
import { cityAccount, cityFounder, roles } from "./demoOfficers.ts";
import type { Founding } from "./Founding.ts";
import { relayAll } from "./relayAll.ts";
import { openCityWallets, signAsCity, signAsOne } from "./signAsCity.ts";

type Wallet = KeyOfKind["secp256k1"];

/**
 * Hands the city over from the wallet that founded it to the account of three officers, in two steps: the founder appoints
 * the account, and the account, which shows by it that it can act, dismisses the founder. What officers have changed since
 * is left as it is. Can be run at every start, and goes on where it was interrupted.
 */
export async function handOverCity(
  founding: Founding,
  accounts: Pick<OfficerAccounts, "make">,
): Promise<void> {
  const { changes, keys, publicUrl, timeoutMs = 60_000 } = founding;
  const city = toAuthorityId(toIss(publicUrl, cityAccount.slug));
  const founder = await keys.createOrLoad(cityFounder.wallet, "secp256k1");
  const wallets = await openCityWallets(keys);
  if (!(await administers(founding, city, founder.address))) return;
  const { request, threshold } = cityAccount;
  const signers = wallets.map(({ address }) => ({ kind: "wallet", address }) as const);
  const account = await accounts.make({ request, signers, threshold }, timeoutMs);
  const toOfficer = (officer: Hex, given: number) =>
    ({
      operation: "SetOfficer",
      values: { authority: city, officer: officer.toLowerCase(), roles: given },
    }) as const;
  const relay = (requests: readonly RegistryRequest[]) => relayAll(founding, requests, timeoutMs);
  if (!(await isKnown(founding, city, account)))
    await relay(await signAsOne(changes, founder, [toOfficer(account, roles.administer)]));
  if (!(await administers(founding, city, account))) return;
  await relay(await signAsCity(changes, account, wallets, [toOfficer(founder.address, 0)]));
}

/** The account that administers the city now, with the wallets that sign for it; null where the founder does. */
export async function findCityAccount(
  founding: Pick<Founding, "registry" | "keys" | "publicUrl" | "officerAccounts">,
): Promise<{ readonly account: Hex; readonly wallets: readonly Wallet[] } | null> {
  const city = toAuthorityId(toIss(founding.publicUrl, cityAccount.slug));
  const made = await founding.officerAccounts.find(cityAccount.request);
  if (made === null || !(await administers(founding, city, made.address))) return null;
  return { account: made.address, wallets: await openCityWallets(founding.keys) };
}

const officersOf = async ({ registry }: Pick<Founding, "registry">, city: AuthorityId) =>
  (await registry.current()).snapshot.authorities.get(city)?.officers ?? [];

const administers = async (
  founding: Pick<Founding, "registry">,
  city: AuthorityId,
  account: Hex,
): Promise<boolean> =>
  rolesOf({ officers: await officersOf(founding, city) }, account).includes("administer");

const isKnown = async (
  founding: Pick<Founding, "registry">,
  city: AuthorityId,
  account: Hex,
): Promise<boolean> =>
  (await officersOf(founding, city)).some(({ address }) => address === account.toLowerCase());
