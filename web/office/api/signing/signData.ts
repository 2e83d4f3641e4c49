import { findWallet, has } from "./findWallet.ts";
import { SigningFault, toSigningFault } from "./SigningFault.ts";

/** As the API gives it; integers are numbers or decimal texts. */
export type SignableData = {
  readonly domain: {
    readonly name?: string | undefined;
    readonly version?: string | undefined;
    readonly chainId: number;
    readonly verifyingContract: string;
  };
  readonly types: Readonly<Record<string, readonly { name: string; type: string }[]>>;
  readonly primaryType: string;
  readonly message: Readonly<Record<string, unknown>>;
};

const domainTypes = {
  name: "string",
  version: "string",
  chainId: "uint256",
  verifyingContract: "address",
} as const;

/** What `eth_signTypedData_v4` takes: wallets want the domain's type beside the others. */
const toParameter = (data: SignableData): string => {
  const domain = Object.entries(domainTypes)
    .filter(([name]) => data.domain[name as keyof typeof domainTypes] !== undefined)
    .map(([name, type]) => ({ name, type }));
  return JSON.stringify({ ...data, types: { EIP712Domain: domain, ...data.types } });
};

/** Has the account's wallet sign. Throws `SigningFault`. */
export async function signData(account: string, data: SignableData): Promise<`0x${string}`> {
  try {
    const wallet = await findWallet(account);
    if (!wallet) throw new SigningFault("noWallet");
    if (!(await has(wallet, account))) throw new SigningFault("account");
    const { chainId } = data.domain;
    if (Number(await wallet.request({ method: "eth_chainId" })) !== chainId)
      throw new SigningFault("chain", { chainId });
    const params = [account, toParameter(data)];
    return String(
      await wallet.request({ method: "eth_signTypedData_v4", params }),
    ) as `0x${string}`;
  } catch (error) {
    throw toSigningFault(error);
  }
}

/** Asks the wallet to go to the chain. Throws `SigningFault`. */
export async function switchChain(account: string, chainId: number): Promise<void> {
  try {
    const wallet = await findWallet(account);
    const params = [{ chainId: `0x${chainId.toString(16)}` }];
    await wallet?.request({ method: "wallet_switchEthereumChain", params });
  } catch (error) {
    throw toSigningFault(error);
  }
}
