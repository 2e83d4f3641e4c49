import { createStore, type EIP6963ProviderDetail } from "mipd";
import { useCallback, useEffect, useMemo, useState } from "react";
import type { Wallet } from "../api/walletAccount.ts";
import { findPasskeyWallet, isPasskeyKnown } from "../passkey/findPasskeyWallet.ts";

export type FoundWallet = {
  readonly info: Pick<EIP6963ProviderDetail["info"], "uuid" | "name">;
  readonly provider: Wallet;
};

/**
 * The wallets that announce themselves in this browser (EIP-6963), as they do, and the passkey: among them where one was used
 * here before, and by itself for who uses theirs for the first time.
 */
export function useWallets() {
  const store = useMemo(() => createStore(), []);
  const [wallets, setWallets] = useState<readonly FoundWallet[]>([]);
  useEffect(
    () =>
      store.subscribe((found) => setWallets(found as readonly FoundWallet[]), {
        emitImmediately: true,
      }),
    [store],
  );
  /** Asks them to announce themselves again: one that is gone does not. */
  const lookAgain = useCallback(() => store.reset(), [store]);
  const passkey = findPasskeyWallet();
  const isKnown = isPasskeyKnown();
  return {
    wallets: useMemo(
      () => (passkey !== null && isKnown ? [...wallets, passkey] : wallets),
      [wallets, passkey, isKnown],
    ),
    passkey,
    lookAgain,
  };
}
