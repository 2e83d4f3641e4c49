import type { Hex } from "@sello/sdk";
import { hashTypedData } from "viem";
import type { ManyAccount } from "./ManyAccount.ts";

/** What an account is to sign (EIP-712): a request of the registry, or another. */
export type ToSign = {
  readonly domain: {
    readonly name: string;
    readonly version: string;
    readonly chainId: number;
    readonly verifyingContract: Hex;
  };
  readonly types: Readonly<
    Record<string, readonly { readonly name: string; readonly type: string }[]>
  >;
  readonly primaryType: string;
  readonly message: Readonly<Record<string, unknown>>;
};

/** What a wallet of one of the people is shown and signs (`eth_signTypedData_v4`). */
export type SignersData = {
  readonly domain: {
    readonly name?: string;
    readonly version?: string;
    readonly chainId: number;
    readonly verifyingContract: Hex;
  };
  readonly types: Readonly<Record<string, readonly { name: string; type: string }[]>>;
  readonly primaryType: string;
  readonly message: Readonly<Record<string, unknown>>;
};

/** The EIP-712 domain in which an officer account's people sign, before its chain and address. */
export const officerAccountDomain = { name: "Sello Officer Account", version: "1" } as const;

/** ERC-7739, `TypedDataSign`: what comes behind the contents, the domain of the account that signs. */
export const accountMembers = [
  { name: "name", type: "string" },
  { name: "version", type: "string" },
  { name: "chainId", type: "uint256" },
  { name: "verifyingContract", type: "address" },
  { name: "salt", type: "bytes32" },
] as const;

const zeroSalt: Hex = `0x${"00".repeat(32)}`;

/** The EIP-712 hash of what a wallet signs. */
export const hashOf = (data: ToSign | SignersData): Hex =>
  hashTypedData(data as unknown as Parameters<typeof hashTypedData>[0]);

/**
 * What each of the account's people signs, so that the account counts as having signed the request. It names the account:
 * a signature counts for no other account of the same people.
 */
export function toSignersData(
  { account, kind }: Pick<ManyAccount, "account" | "kind">,
  request: ToSign,
): SignersData {
  const { chainId } = request.domain;
  // Of a Safe people see bytes: its own message format has no place for what is signed.
  if (kind === "safe")
    return {
      domain: { chainId, verifyingContract: account },
      types: { SafeMessage: [{ name: "message", type: "bytes" }] },
      primaryType: "SafeMessage",
      message: { message: hashOf(request) },
    };
  // ERC-7739, `TypedDataSign`: the request is readable in it, and the account's domain is behind it.
  const types = {
    TypedDataSign: [{ name: "contents", type: request.primaryType }, ...accountMembers],
    ...request.types,
  };
  const own = { ...officerAccountDomain, chainId, verifyingContract: account };
  const message = { contents: request.message, ...own, salt: zeroSalt };
  return { domain: request.domain, types, primaryType: "TypedDataSign", message };
}
