import { z } from "zod";
import { apiLimits } from "../limits.ts";
import { address, seconds, uuid } from "./primitives.ts";

export const walletAsked = z
  .strictObject({ address })
  .meta({ id: "WalletAsked", description: "The account whose wallet is to sign." });

export const walletRequest = z
  .object({
    id: uuid,
    endsAt: seconds,
    message: z
      .string()
      .max(apiLimits.signInMessageCharacters)
      .meta({ description: "EIP-4361, to be signed as it is (`personal_sign`)." }),
  })
  .meta({ id: "WalletRequest" });

export const walletSignature = z
  .strictObject({
    signature: z
      .string()
      .regex(/^0x([0-9a-fA-F]{2})+$/)
      .max(apiLimits.walletSignatureCharacters)
      .meta({ description: "Of the account's key (EIP-191), or of its contract (ERC-1271)." }),
  })
  .meta({ id: "WalletSignature" });

export const residentWallet = z
  .object({ id: uuid, address, linkedAt: seconds, lastUsedAt: seconds.nullable() })
  .meta({ id: "ResidentWallet" });

export const residentWalletList = z
  .object({ wallets: z.array(residentWallet) })
  .meta({ id: "ResidentWalletList" });
