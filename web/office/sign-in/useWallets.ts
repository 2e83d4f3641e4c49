import { useMemo } from "react";
import { type FoundWallet, useAnnouncedWallets } from "../../ui/wallets/useAnnouncedWallets.ts";
import { findPasskeyWallet, isPasskeyKnown } from "../passkey/findPasskeyWallet.ts";

/** Those of the browser, and the passkey: among them where one was used here before, and by itself for who uses theirs first. */
export function useWallets() {
  const { wallets, lookAgain } = useAnnouncedWallets();
  const passkey: FoundWallet | null = findPasskeyWallet();
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
