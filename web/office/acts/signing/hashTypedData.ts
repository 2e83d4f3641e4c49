import { hashTypedData as hash } from "viem/utils";
import type { SignableData } from "../../api/signing/signData.ts";

/** EIP-712. Loaded when something is to be signed: it brings a hash function along. */
export const hashTypedData = (data: SignableData): `0x${string}` =>
  hash(data as unknown as Parameters<typeof hash>[0]);
