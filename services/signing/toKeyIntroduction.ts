import type { AuthorityId, Hex } from "@sello/sdk";
import { encodeAbiParameters, hexToBytes } from "viem";

/** The registry that is to know a key. */
export type RegistryPlace = { readonly chainId: number; readonly registry: Hex };

/** For whom a key is to sign. Unix seconds, as in the request: `from` 0 is from now, `until` 0 without end. */
export type KeyTerms = {
  readonly authority: AuthorityId;
  readonly from: number;
  readonly until: number;
};

const parameters = [
  { type: "string" },
  { type: "uint256" },
  { type: "address" },
  { type: "bytes32" },
  { type: "uint64" },
  { type: "uint64" },
] as const;

/** What a key signs to become an authority's (IAuthorityRegistry.addSigningKey). */
export const toKeyIntroduction = (
  { chainId, registry }: RegistryPlace,
  { authority, from, until }: KeyTerms,
): Uint8Array =>
  hexToBytes(
    encodeAbiParameters(parameters, [
      "Sello signing key",
      BigInt(chainId),
      registry,
      authority,
      BigInt(from),
      BigInt(until),
    ]),
  );
