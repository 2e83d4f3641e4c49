import type { Wallet } from "../../ui/wallets/useAnnouncedWallets.ts";

/** The wallet's owner said no, or it has no account to give. */
export class WalletRefused extends Error {}

/** The service's words for this account, and their place. */
type Asked = { readonly id: string; readonly message: string };

const toHex = (text: string): string =>
  `0x${[...new TextEncoder().encode(text)].map((byte) => byte.toString(16).padStart(2, "0")).join("")}`;

/**
 * Has a wallet sign what the service writes for its account (EIP-4361, as `personal_sign` takes it).
 * Refused: `WalletRefused`.
 */
export async function signWithWallet(
  wallet: Wallet,
  begin: (address: `0x${string}`) => Promise<Asked>,
): Promise<{ readonly id: string; readonly signature: string }> {
  const address = await ask(wallet, "eth_requestAccounts").then((found) =>
    Array.isArray(found) ? found[0] : null,
  );
  if (typeof address !== "string") throw new WalletRefused();
  const { id, message } = await begin(address as `0x${string}`);
  const signature = await ask(wallet, "personal_sign", [toHex(message), address]);
  if (typeof signature !== "string") throw new WalletRefused();
  return { id, signature };
}

async function ask(wallet: Wallet, method: string, params: readonly unknown[] = []) {
  try {
    return await wallet.request({ method, params });
  } catch (cause) {
    throw new WalletRefused(method, { cause });
  }
}
