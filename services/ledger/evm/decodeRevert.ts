import type { Hex } from "@sello/sdk";
import { type Abi, type AbiParameter, decodeErrorResult } from "viem";
import type { Revert } from "../Settled.ts";
import { officerAccountAbi } from "./abi/officerAccountAbi.ts";
import { contractAbis } from "./contractAbis.ts";
import { toPlainArgs } from "./toPlainArgs.ts";

const ownErrors: Abi = [...Object.values(contractAbis), officerAccountAbi].flatMap((abi: Abi) =>
  abi.filter((item) => item.type === "error"),
);

/** What a contract said when it refused, by the errors of all our contracts and Solidity's own. */
export function decodeRevert(data: Hex | null, errors: Abi = ownErrors): Revert {
  if (data === null || data === "0x") return { error: "NoReason", args: {} };
  try {
    const { errorName, args, abiItem } = decodeErrorResult({ abi: errors, data });
    const inputs = (abiItem as { inputs?: readonly AbiParameter[] }).inputs ?? [];
    return { error: errorName, args: toPlainArgs(inputs, args as readonly unknown[]) };
  } catch {
    return { error: "UnknownError", args: { data } };
  }
}
