import type { Hex } from "@sello/sdk";
import { encodeStatusChanges, type StatusChange } from "@sello/sdk/log";
import { encodeFunctionData } from "viem";
import { statusListsAbi } from "../ledger/evm/abi/statusListsAbi.ts";
import { limits } from "../platform/limits.ts";
import type { GroupedActs, ListChanges } from "./groupActs.ts";

/** The call that makes the changes: `changeStatus`, or several of them by `multicall`, all or none. */
export function encodeListChanges(group: GroupedActs): Hex {
  const calls = group.lists.flatMap((list) => encodeList(group, list));
  const [single] = calls;
  if (single !== undefined && calls.length === 1) return single;
  return encodeFunctionData({ abi: statusListsAbi, functionName: "multicall", args: [calls] });
}

/** More than one call for a document alone that has more copies in a list than the contract takes in one. */
function encodeList({ owner, acting }: GroupedActs, { list, changes }: ListChanges): Hex[] {
  return inParts(changes, limits.statusEntriesPerTransaction).map((part) =>
    encodeFunctionData({
      abi: statusListsAbi,
      functionName: "changeStatus",
      args: [owner, acting, BigInt(list), encodeStatusChanges(part)],
    }),
  );
}

const inParts = (changes: readonly StatusChange[], size: number): StatusChange[][] =>
  Array.from({ length: Math.ceil(changes.length / size) }, (_, i) =>
    changes.slice(i * size, (i + 1) * size),
  );
