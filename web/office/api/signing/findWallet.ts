import { createStore } from "mipd";
import type { Wallet } from "../../../ui/wallets/useAnnouncedWallets.ts";
import { findPasskeyWallet, isPasskeyKnown } from "../../passkey/findPasskeyWallet.ts";
import { followedWallet, followWallet } from "../walletAccount.ts";

/** Time in which wallets announce themselves. */
const announceMs = 300;

/** The wallet with which one signed in; after a reload, the one that lets this page use the account. */
export async function findWallet(account: string): Promise<Wallet | null> {
  const known = followedWallet();
  if (known) return known;
  for (const wallet of await knownWallets()) {
    if (await has(wallet, account)) {
      followWallet(wallet, account);
      return wallet;
    }
  }
  return null;
}

/** As at the sign-in: the passkey that was used here before, and the wallets that announce themselves (EIP-6963). */
async function knownWallets(): Promise<readonly Wallet[]> {
  const store = createStore();
  if (store.getProviders().length === 0)
    await new Promise((resolve) => setTimeout(resolve, announceMs));
  const announced = store.getProviders().map(({ provider }) => provider as Wallet);
  const passkey = isPasskeyKnown() ? findPasskeyWallet() : null;
  return passkey === null ? announced : [...announced, passkey.provider];
}

/** Whether the wallet lets this page use the account. */
export async function has(wallet: Wallet, account: string): Promise<boolean> {
  const accounts = await wallet.request({ method: "eth_accounts" }).catch(() => []);
  return isAmong(accounts, account);
}

export const isAmong = (accounts: unknown, account: string): boolean =>
  Array.isArray(accounts) &&
  accounts.some((each) => String(each).toLowerCase() === account.toLowerCase());
