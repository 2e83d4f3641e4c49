import { createStore, type EIP6963ProviderDetail } from "mipd";
import { useCallback, useEffect, useMemo, useState } from "react";

/** What a wallet of the browser offers (EIP-1193). */
export type Wallet = {
  request(call: {
    readonly method: string;
    readonly params?: readonly unknown[];
  }): Promise<unknown>;
  on?(event: "accountsChanged" | "disconnect", listener: (value: unknown) => void): unknown;
  removeListener?(event: string, listener: (value: unknown) => void): unknown;
};

export type FoundWallet = {
  readonly info: Pick<EIP6963ProviderDetail["info"], "uuid" | "name">;
  readonly provider: Wallet;
};

/** The wallets that announce themselves in this browser (EIP-6963), as they do. */
export function useAnnouncedWallets() {
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
  return { wallets, lookAgain };
}
