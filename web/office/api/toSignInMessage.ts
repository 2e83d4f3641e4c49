import type { Output } from "@sello/api/client";
import { createSiweMessage } from "viem/siwe";
import { getAddress } from "viem/utils";

/** The message of EIP-4361 that the account is to sign. */
export const toSignInMessage = (asked: Output<"beginSignIn">, account: string): string =>
  createSiweMessage({
    ...asked,
    version: "1",
    address: getAddress(account),
    issuedAt: new Date(asked.issuedAt),
    expirationTime: new Date(asked.expirationTime),
  });
