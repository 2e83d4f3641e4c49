import { type Hex, toHex } from "@sello/sdk";
import {
  hashMessage,
  hashTypedData,
  keccak256,
  type LocalAccount,
  recoverAddress,
  type Signature,
  serializeSignature,
  serializeTransaction,
} from "viem";
import { toAccount } from "viem/accounts";
import { TokenError } from "./errors.ts";

/** Order of the group of secp256k1 (SEC 2, §2.4.1). */
const order = 0xfffffffffffffffffffffffffffffffebaaedce6af48a03bbfd25e8cd0364141n;

/**
 * An account on the chain whose key is in a token.
 * @param sign ECDSA over 32 bytes: 64 bytes r‖s, as a token gives them
 */
export function toTokenAccount(address: Hex, sign: (hash: Uint8Array) => Uint8Array): LocalAccount {
  const signHash = (hash: Hex) =>
    toSignature(address, hash, sign(Buffer.from(hash.slice(2), "hex")));
  return toAccount({
    address,
    sign: async ({ hash }) => serializeSignature(await signHash(hash)),
    signMessage: async ({ message }) => serializeSignature(await signHash(hashMessage(message))),
    signTypedData: async (data) => serializeSignature(await signHash(hashTypedData(data))),
    async signTransaction(transaction, { serializer = serializeTransaction } = {}) {
      const signature = await signHash(keccak256(await serializer(transaction)));
      return serializer(transaction, signature);
    },
  });
}

/**
 * Of the two signatures that verify the one with the lower s: the chain takes no other (EIP-2). Which of two keys it
 * recovers to is found by recovering.
 * @throws TokenError `token.key_other` when it is not the account's
 */
async function toSignature(address: Hex, hash: Hex, raw: Uint8Array): Promise<Signature> {
  const r = toHex(raw.subarray(0, 32));
  const given = BigInt(toHex(raw.subarray(32)));
  const s: Hex = `0x${(given > order / 2n ? order - given : given).toString(16).padStart(64, "0")}`;
  for (const yParity of [0, 1]) {
    const recovered = await recoverAddress({ hash, signature: { r, s, yParity } }).catch(
      () => null,
    );
    if (recovered === address) return { r, s, yParity };
  }
  throw new TokenError("token.key_other", `The key in the token is not that of ${address}.`, {
    address,
  });
}
