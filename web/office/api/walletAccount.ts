import type { Wallet } from "../../ui/wallets/useAnnouncedWallets.ts";

let account: string | null = null;
let followed: Wallet | null = null;
let leave = (): void => {};
const listeners = new Set<() => void>();

/** Follows the wallet with which one has signed in, as long as the page is open. */
export function followWallet(wallet: Wallet, signedIn: string): void {
  leave();
  followed = wallet;
  account = signedIn;
  const change = (accounts: unknown) => {
    account = Array.isArray(accounts) && typeof accounts[0] === "string" ? accounts[0] : "";
    for (const listener of listeners) listener();
  };
  wallet.on?.("accountsChanged", change);
  leave = () => wallet.removeListener?.("accountsChanged", change);
}

/** The wallet that is followed; null after a reload, until it is found again. */
export const followedWallet = (): Wallet | null => followed;

export const watchWallet = (listener: () => void): (() => void) => {
  listeners.add(listener);
  return () => listeners.delete(listener);
};

/** The account that the wallet has gone to, if it is not this one; empty when it has locked itself. */
export const otherAccount = (signedIn: string): string | null =>
  account === null || account.toLowerCase() === signedIn.toLowerCase() ? null : account;
