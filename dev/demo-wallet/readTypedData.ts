import type { Hex } from "@sello/sdk";
import { z } from "zod";
import { Forbidden } from "../../services/platform/errors.ts";

/** Where typed data must be for: a chain, and contracts on it. */
export type TypedDataPlace = { readonly chainId: number; readonly contracts: readonly Hex[] };

const typedData = z.strictObject({
  domain: z.strictObject({
    name: z.string(),
    version: z.string(),
    chainId: z.coerce.number().int(),
    verifyingContract: z.string().regex(/^0x[0-9a-fA-F]{40}$/),
  }),
  types: z.record(z.string(), z.array(z.strictObject({ name: z.string(), type: z.string() }))),
  primaryType: z.string(),
  message: z.record(z.string(), z.unknown()),
});

/**
 * Typed data as `eth_signTypedData_v4` has it, as JSON or as an object. Of another form, or for another place:
 * `Forbidden` `demo_wallet.refused`.
 */
export function readTypedData(given: unknown, { chainId, contracts }: TypedDataPlace) {
  const parsed = typedData.safeParse(typeof given === "string" ? parse(given) : given);
  const domain = parsed.data?.domain;
  const isOurs =
    domain?.chainId === chainId &&
    contracts.some((one) => one.toLowerCase() === domain.verifyingContract.toLowerCase());
  if (!parsed.success || !isOurs)
    throw new Forbidden(
      "demo_wallet.refused",
      "The demo's wallet signs typed data for this demo's contracts alone.",
    );
  // How the domain is hashed follows from its members, not from what the page says of it.
  const { EIP712Domain: _, ...types } = parsed.data.types;
  return { ...parsed.data, types };
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
