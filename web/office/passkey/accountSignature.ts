import type { Hex } from "@sello/sdk";
import { wrapTypedDataSignature } from "viem/experimental/erc7739";
import { bytesToHex, concat, encodeAbiParameters, hashStruct, hashTypedData } from "viem/utils";

/** An officer's account with one passkey: where it is, and the passkey as its contract knows it (ERC-7913). */
export type PasskeyAccount = {
  readonly account: Hex;
  readonly signer: Hex;
  readonly chainId: number;
};

/** Typed data as wallets are given it (EIP-712). */
export type TypedData = {
  readonly domain: Readonly<Record<string, unknown>>;
  readonly types: Readonly<
    Record<string, readonly { readonly name: string; readonly type: string }[]>
  >;
  readonly primaryType: string;
  readonly message: Readonly<Record<string, unknown>>;
};

/** What a passkey's authenticator signed (WebAuthn level 3, 5.2.2). */
export type SignedAssertion = {
  readonly authenticatorData: Uint8Array;
  readonly clientDataJSON: Uint8Array;
  /** DER. */
  readonly signature: Uint8Array;
};

const domainOf = ({ account, chainId }: PasskeyAccount) => ({
  ...{ name: "Sello Officer Account", version: "1" },
  ...{ chainId, verifyingContract: account },
});

const personalSign = { PersonalSign: [{ name: "prefixed", type: "bytes" }] } as const;

/** What the passkey signs for a personal message: `PersonalSign` of ERC-7739, in the account's domain. */
export const hashPersonal = (of: PasskeyAccount, message: Hex): Hex =>
  hashTypedData({
    domain: domainOf(of),
    types: personalSign,
    primaryType: "PersonalSign",
    message: { prefixed: prefixedBytes(message) },
  });

/**
 * What the passkey signs for typed data that is for another account of which this one is a signer (`TypedDataSign`). ERC-7739
 * has no place for that within itself: it is signed as a message, the bytes that are hashed for it.
 */
export function hashOfOther(of: PasskeyAccount, { domain, types, ...data }: TypedData): Hex {
  const separator = hashStruct({
    data: domain,
    primaryType: "EIP712Domain",
    types: { EIP712Domain: domainMembers.filter(({ name }) => domain[name] !== undefined) },
  });
  const content = hashStruct({
    data: data.message,
    primaryType: data.primaryType,
    types: types as unknown as Record<string, { name: string; type: string }[]>,
  });
  return hashTypedData({
    domain: domainOf(of),
    types: personalSign,
    primaryType: "PersonalSign",
    message: { prefixed: concat(["0x1901", separator, content]) },
  });
}

/** EIP-712, in its order. */
const domainMembers = [
  { name: "name", type: "string" },
  { name: "version", type: "string" },
  { name: "chainId", type: "uint256" },
  { name: "verifyingContract", type: "address" },
];

/** EIP-191: what `hashMessage` hashes. */
function prefixedBytes(message: Hex): Hex {
  const length = (message.length - 2) / 2;
  const prefix = new TextEncoder().encode(`\u0019Ethereum Signed Message:\n${length}`);
  return `${bytesToHex(prefix)}${message.slice(2)}` as Hex;
}

/** Whether the typed data is the account's own: a change of who signs for it. */
export const isOfAccount = ({ account }: PasskeyAccount, { domain }: TypedData): boolean =>
  String(domain.verifyingContract).toLowerCase() === account.toLowerCase();

/** What the passkey signs for that: the request itself, for it names the account by its domain. */
export function hashOwn({ types: all, ...data }: TypedData): Hex {
  const { EIP712Domain: _, ...types } = all;
  return hashTypedData({ ...data, types } as unknown as Parameters<typeof hashTypedData>[0]);
}

/** What the passkey signs for typed data of a contract: `TypedDataSign` of ERC-7739, in that contract's domain. */
export function hashNested(of: PasskeyAccount, data: TypedData): Hex {
  const { EIP712Domain: _, ...types } = data.types;
  return hashTypedData({
    domain: data.domain,
    types: {
      ...types,
      TypedDataSign: [
        { name: "contents", type: data.primaryType },
        { name: "name", type: "string" },
        { name: "version", type: "string" },
        { name: "chainId", type: "uint256" },
        { name: "verifyingContract", type: "address" },
        { name: "salt", type: "bytes32" },
      ],
    },
    primaryType: "TypedDataSign",
    message: { contents: data.message, ...domainOf(of), salt: `0x${"00".repeat(32)}` },
  } as unknown as Parameters<typeof hashTypedData>[0]);
}

/** The account's signature as its contract takes it: of one signer, who is enough. */
export const toAccountSignature = ({ signer }: PasskeyAccount, assertion: SignedAssertion): Hex =>
  encodeAbiParameters(
    [{ type: "bytes[]" }, { type: "bytes[]" }],
    [[signer], [encodeAssertion(assertion)]],
  );

/** The same, followed by what tells the contract which typed data it is (ERC-7739). */
export function toNestedSignature(
  of: PasskeyAccount,
  data: TypedData,
  assertion: SignedAssertion,
): Hex {
  const { EIP712Domain: _, ...types } = data.types;
  return wrapTypedDataSignature({
    ...{ domain: data.domain, types, primaryType: data.primaryType, message: data.message },
    signature: toAccountSignature(of, assertion),
  } as unknown as Parameters<typeof wrapTypedDataSignature>[0]);
}

const webAuthnAuth = [
  { name: "r", type: "uint256" },
  { name: "s", type: "uint256" },
  { name: "challengeIndex", type: "uint256" },
  { name: "typeIndex", type: "uint256" },
  { name: "authenticatorData", type: "bytes" },
  { name: "clientDataJSON", type: "string" },
] as const;

/** abi.encode of OpenZeppelin's `WebAuthnAuth`. */
function encodeAssertion({ authenticatorData, clientDataJSON, signature }: SignedAssertion): Hex {
  const { r, s } = readDer(signature);
  const clientData = new TextDecoder().decode(clientDataJSON);
  return encodeAbiParameters(webAuthnAuth, [
    r,
    s,
    BigInt(clientData.indexOf('"challenge"')),
    BigInt(clientData.indexOf('"type"')),
    bytesToHex(authenticatorData),
    clientData,
  ]);
}

/** Order of P-256 (SEC 2, 2.4.2). Of the two s that everybody can make of one, contracts take the lower. */
const order = 0xffffffff00000000ffffffffffffffffbce6faada7179e84f3b9cac2fc632551n;

/** Two integers of at most 33 bytes in a sequence (RFC 3279, 2.2.3): every length is one byte. */
function readDer(der: Uint8Array): { readonly r: bigint; readonly s: bigint } {
  const rLength = der[3] ?? 0;
  const sLength = der[5 + rLength] ?? 0;
  const isOfForm =
    der[0] === 0x30 &&
    der[2] === 0x02 &&
    der[4 + rLength] === 0x02 &&
    rLength <= 33 &&
    sLength <= 33 &&
    der.length === 6 + rLength + sLength;
  if (!isOfForm) throw new TypeError("the authenticator's signature is not of its form");
  const r = BigInt(bytesToHex(der.subarray(4, 4 + rLength)));
  const s = BigInt(bytesToHex(der.subarray(6 + rLength)));
  return { r, s: s > order / 2n ? order - s : s };
}
