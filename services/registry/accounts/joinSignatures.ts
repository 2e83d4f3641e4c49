import type { Hex } from "@sello/sdk";
import { concat, encodeAbiParameters, keccak256, parseAbiParameters } from "viem";
import { wrapTypedDataSignature } from "viem/experimental/erc7739";
import type { ManyAccount } from "./ManyAccount.ts";
import type { ToSign } from "./toSignersData.ts";

export type SignerSignature = { readonly signer: Hex; readonly signature: Hex };

/** The account's own signature of a request, made of those of enough of its people. */
export function joinSignatures(
  { kind }: Pick<ManyAccount, "kind">,
  request: ToSign,
  given: readonly SignerSignature[],
): Hex {
  // A Safe takes them one behind the other, by rising address of the owner.
  if (kind === "safe") return concat(inOrder(given, ({ signer }) => signer).map(toSignature));
  // ERC-7739: what tells the account which request it is about.
  return wrapTypedDataSignature({
    ...(request as unknown as Parameters<typeof wrapTypedDataSignature>[0]),
    signature: joinPlain(given),
  });
}

/** Of an officer account, as it takes those for its own changes, which are in its own domain. */
export function joinPlain(given: readonly SignerSignature[]): Hex {
  const sorted = inOrder(given, ({ signer }) => keccak256(signer));
  return encodeAbiParameters(parseAbiParameters("bytes[], bytes[]"), [
    sorted.map(({ signer }) => signer),
    sorted.map(toSignature),
  ]);
}

const toSignature = ({ signature }: SignerSignature): Hex => signature;

const inOrder = (
  given: readonly SignerSignature[],
  by: (one: SignerSignature) => Hex,
): readonly SignerSignature[] => given.toSorted((a, b) => (by(a) < by(b) ? -1 : 1));
