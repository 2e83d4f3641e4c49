import type { Hex } from "@sello/sdk";
import { decodeFunctionData, getAbiItem, parseTransaction, toFunctionSelector } from "viem";
import { authorityRegistryAbi as abi } from "../../ledger/evm/abi/authorityRegistryAbi.ts";
import { officerAccountAbi } from "../../ledger/evm/abi/officerAccountAbi.ts";
import { registryRequestTypes } from "../../ledger/evm/abi/registryRequestTypes.ts";
import { isValue, type RegistryOperationName } from "./RegistryRequest.ts";

/** An operation that was relayed, and for whom. */
export type RelayedOperation = {
  /** Of the registry, or `ChangeSigners`. */
  readonly operation: string;
  readonly values: Readonly<Record<string, unknown>>;
  readonly signer: Hex;
};

const changeSigners = toFunctionSelector(
  getAbiItem({ abi: officerAccountAbi, name: "changeSigners" }),
);

type Call = { readonly functionName: string; readonly args?: readonly unknown[] | undefined };

/**
 * What a transaction to the registry asks for by signed requests, or one to an officer's account; nothing of one that is for
 * something else.
 */
export function readRelayed(raw: Hex): readonly RelayedOperation[] {
  try {
    const { to, data = "0x" } = parseTransaction(raw);
    return to ? (readSignersChange(to, data) ?? readCall(data)) : [];
  } catch {
    // Of contracts of another edition, or for something else.
    return [];
  }
}

/** By its own people: the account signs for itself. Null: it is another call. */
function readSignersChange(account: Hex, data: Hex): readonly RelayedOperation[] | null {
  if (!data.startsWith(changeSigners)) return null;
  const { functionName, args } = decodeFunctionData({ abi: officerAccountAbi, data });
  if (functionName !== "changeSigners") return null;
  const [added, removed, newThreshold] = args;
  const values = { added, removed, newThreshold: String(newThreshold) };
  return [{ operation: "ChangeSigners", values, signer: account }];
}

function readCall(data: Hex): readonly RelayedOperation[] {
  const { functionName, args = [] } = decodeFunctionData({ abi, data }) as Call;
  if (functionName === "multicall") return (args[0] as readonly Hex[]).flatMap(readCall);
  const name = functionName.replace(/BySig$/, "");
  const operation = `${name.charAt(0).toUpperCase()}${name.slice(1)}`;
  if (name === functionName || !isOperation(operation)) return [];
  const authorization = args.at(-1) as { readonly signer: Hex };
  const given = operation === "TakeOver" ? (args[0] as Readonly<Record<string, unknown>>) : null;
  const values = registryRequestTypes[operation]
    .filter(isValue)
    .map(({ name: field }, index) => [field, toPlain(given ? given[field] : args[index])]);
  return [{ operation, values: Object.fromEntries(values), signer: authorization.signer }];
}

const isOperation = (name: string): name is RegistryOperationName =>
  Object.hasOwn(registryRequestTypes, name);

/** As requests have it: what may exceed 32 bits is a decimal text. */
const toPlain = (value: unknown): unknown => {
  if (typeof value === "bigint") return String(value);
  return typeof value === "string" && value.startsWith("0x") ? value.toLowerCase() : value;
};
