import type { Hex } from "@sello/sdk";
import { Conflict } from "../../platform/errors.ts";

/** Half the order of secp256k1: of the two signatures that everybody can make of one, contracts take the lower (EIP-2). */
const highestS = 0x7fffffffffffffffffffffffffffffff5d576e7357a4501ddfe92f46681b20a0n;
const topBit = 1n << 255n;

/**
 * A plain account's signature in the one form that contracts take: r, s, and v of 27 or 28. Wallets write v as 0 or 1
 * too (Ledger), or into the top bit of s (EIP-2098). Throws `Conflict` `registry_change.signature`, in words.
 */
export function toAccountSignature(signature: Hex, signer: Hex): Hex {
  const bytes = (signature.length - 2) / 2;
  if (bytes !== 64 && bytes !== 65)
    throw refuse(
      signer,
      `A plain account signs in 65 bytes, or 64 (EIP-2098); these are ${bytes}.`,
    );
  const r = signature.slice(2, 66);
  const last = BigInt(`0x${signature.slice(66, 130)}`);
  const s = bytes === 64 ? last & (topBit - 1n) : last;
  const v = bytes === 64 ? Number(last >> 255n) : Number.parseInt(signature.slice(130), 16);
  const recovery = v >= 27 ? v - 27 : v;
  if (recovery !== 0 && recovery !== 1)
    throw refuse(signer, "The signature's last byte must be 0, 1, 27 or 28.");
  if (s > highestS)
    throw refuse(signer, "The signature has the higher of two possible s (EIP-2): sign again.");
  return `0x${r}${s.toString(16).padStart(64, "0")}${(27 + recovery).toString(16)}`;
}

const refuse = (signer: Hex, words: string): Conflict =>
  new Conflict("registry_change.signature", words, { signer });
