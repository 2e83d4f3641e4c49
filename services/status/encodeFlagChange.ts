import { encodeFunctionData } from "viem";
import type { Hex } from "../domain/ids.ts";
import { statusListsAbi } from "../ledger/evm/abi/statusListsAbi.ts";
import type { FlagChange, ListChange } from "./groupActs.ts";

/** The call that makes the change: `setFlags`, or several of them by `multicall`, all or none. */
export function encodeFlagChange(change: FlagChange): Hex {
  const calls = change.lists.map((list) => encodeSetFlags(change, list));
  const [single] = calls;
  if (single !== undefined && calls.length === 1) return single;
  return encodeFunctionData({ abi: statusListsAbi, functionName: "multicall", args: [calls] });
}

const encodeSetFlags = ({ owner, acting }: FlagChange, { list, changes }: ListChange): Hex =>
  encodeFunctionData({
    abi: statusListsAbi,
    functionName: "setFlags",
    args: [owner, acting, BigInt(list), changes],
  });
