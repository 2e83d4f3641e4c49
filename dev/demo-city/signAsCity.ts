import type { Hex } from "@sello/sdk";
import { joinSignatures } from "../../services/registry/accounts/joinSignatures.ts";
import { toSignersData } from "../../services/registry/accounts/toSignersData.ts";
import type { RegistryChanges } from "../../services/registry/changes/RegistryChanges.ts";
import type {
  RegistryOperation,
  RegistryRequest,
} from "../../services/registry/changes/RegistryRequest.ts";
import type { RegistryTypedData } from "../../services/registry/changes/registryTypedData.ts";
import type { KeyOfKind } from "../../services/signing/keyKinds.ts";
import type { SealedKeys } from "../../services/signing/SealedKeys.ts";
import { cityAccount } from "./demoOfficers.ts";

type Wallet = KeyOfKind["secp256k1"];
type Changes = Pick<RegistryChanges, "prepareMany">;

/** The wallets of the three officers who sign for the city. */
export const openCityWallets = (keys: SealedKeys): Promise<readonly Wallet[]> =>
  Promise.all(cityAccount.wallets.map((name) => keys.createOrLoad(name, "secp256k1")));

/** Signs with one wallet, nonces in order. */
export const signAsOne = (
  changes: Changes,
  wallet: Wallet,
  operations: readonly RegistryOperation[],
  nonceKey = 0n,
): Promise<RegistryRequest[]> =>
  signEach(changes, wallet.address, operations, nonceKey, (request) => signData(wallet, request));

/** Signs as the city's account: with as many of its officers' wallets as it takes, nonces in order. */
export const signAsCity = (
  changes: Changes,
  account: Hex,
  wallets: readonly Wallet[],
  operations: readonly RegistryOperation[],
  nonceKey = 0n,
): Promise<RegistryRequest[]> =>
  signEach(changes, account, operations, nonceKey, async (request) => {
    const many = { account, kind: "officer-account" } as const;
    const data = toSignersData(many, request);
    const given = wallets.slice(0, cityAccount.threshold).map(async (wallet) => ({
      signer: wallet.address.toLowerCase() as Hex,
      signature: await signData(wallet, data),
    }));
    return joinSignatures(many, request, await Promise.all(given));
  });

async function signEach(
  changes: Changes,
  signer: Hex,
  operations: readonly RegistryOperation[],
  nonceKey: bigint,
  sign: (request: RegistryTypedData) => Promise<Hex>,
): Promise<RegistryRequest[]> {
  const prepared = await changes.prepareMany(signer, operations, nonceKey);
  return Promise.all(
    operations.map(async (operation, index) => {
      const request = prepared[index];
      if (!request) throw new Error("An operation was not prepared.");
      const { nonce, deadline } = request.message;
      const signature = await sign(request);
      const terms = { signer, nonce: String(nonce), deadline: String(deadline) };
      return { ...operation, authorization: { ...terms, signature } };
    }),
  );
}

const signData = (wallet: Wallet, data: object): Promise<Hex> =>
  wallet.signTypedData(data as Parameters<Wallet["signTypedData"]>[0]);
