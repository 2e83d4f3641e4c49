import { demoWalletPaths } from "../../../services/http/demoWalletPaths.ts";
import type { LentOfficer } from "../DemoWallet.ts";

/** An officer of the demo, as the service lends its wallet. */
export type Officer = LentOfficer;

/** The officers whose wallets are on loan. */
export const readOfficers = async (): Promise<readonly Officer[]> =>
  (await ask(demoWalletPaths.officers)) as readonly Officer[];

/** Has the service do what a wallet does (EIP-1193). */
export async function callWallet(method: string, params: readonly unknown[]): Promise<unknown> {
  const { result } = (await ask(demoWalletPaths.wallet, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify({ method, params }),
  })) as { readonly result: unknown };
  return result;
}

async function ask(path: string, init: RequestInit = {}): Promise<unknown> {
  const response = await fetch(path, init);
  if (!response.ok) throw new Error(`${path} answers with ${response.status}`);
  return response.json();
}
