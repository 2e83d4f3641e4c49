import {
  AbiCoder,
  concat,
  dataLength,
  keccak256,
  type TypedDataDomain,
  TypedDataEncoder,
  toBeHex,
  toUtf8Bytes,
  ZeroHash,
} from "ethers";
import type { AccountSigner, TypedData } from "./accountSigners.ts";

/** The signature of an account of m of n people: of those who signed, in the order that the account wants. */
export async function signTogether(
  signers: readonly AccountSigner[],
  typedData: TypedData,
): Promise<string> {
  const signed = await Promise.all(
    signers.map(async (signer) => ({ id: signer.id, signature: await signer.sign(typedData) })),
  );
  return encodeSignature(signed.toSorted((a, b) => (keccak256(a.id) < keccak256(b.id) ? -1 : 1)));
}

export function encodeSignature(
  signed: readonly { readonly id: string; readonly signature: string }[],
): string {
  return AbiCoder.defaultAbiCoder().encode(
    ["bytes[]", "bytes[]"],
    [signed.map(({ id }) => id), signed.map(({ signature }) => signature)],
  );
}

/**
 * ERC-7739: what the signers sign, readable and bound to the account, and behind it what tells the account so.
 * @param account the account's own domain
 */
export async function signNested(
  account: TypedDataDomain,
  signers: readonly AccountSigner[],
  contents: TypedData,
): Promise<string> {
  const signature = await signTogether(signers, toNested(account, contents));
  const encoder = TypedDataEncoder.from(contents.types);
  const description = toUtf8Bytes(encoder.encodeType(encoder.primaryType));
  return concat([
    signature,
    TypedDataEncoder.hashDomain(contents.domain),
    TypedDataEncoder.hashStruct(encoder.primaryType, contents.types, contents.message),
    description,
    toBeHex(dataLength(description), 2),
  ]);
}

/** ERC-7739, `TypedDataSign`: typed data of a contract, as the signers' wallets show it. */
export function toNested(account: TypedDataDomain, contents: TypedData): TypedData {
  const { primaryType } = TypedDataEncoder.from(contents.types);
  const types = {
    TypedDataSign: [
      { name: "contents", type: primaryType },
      { name: "name", type: "string" },
      { name: "version", type: "string" },
      { name: "chainId", type: "uint256" },
      { name: "verifyingContract", type: "address" },
      { name: "salt", type: "bytes32" },
    ],
    ...contents.types,
  };
  const message = { contents: contents.message, ...account, salt: ZeroHash };
  return { domain: contents.domain, types, message };
}

/** ERC-7739, `PersonalSign`: for a hash that is not of typed data. */
export function toPersonal(account: TypedDataDomain, prefixed: string): TypedData {
  const types = { PersonalSign: [{ name: "prefixed", type: "bytes" }] };
  return { domain: account, types, message: { prefixed } };
}
