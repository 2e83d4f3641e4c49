import { type Hex, toHex } from "@sello/sdk";
import { type Abi, type AbiEvent, encodeAbiParameters, toEventSelector } from "viem";
import type { ChainLog } from "../../../services/ledger/evm/ChainBlock.ts";

/** A text of a contract is any bytes. */
export type ContractText = Uint8Array;

/** A log as a contract makes it: arguments by name, texts as bytes. What an event lacks of them is zero. */
export function encodeEvent(
  abi: Abi,
  name: string,
  args: Readonly<Record<string, unknown>>,
): Pick<ChainLog, "topics" | "data"> {
  const event = abi.find((item): item is AbiEvent => item.type === "event" && item.name === name);
  if (event === undefined) throw new Error(`no event ${name}`);
  const argumentOf = ({ name: argument, type }: AbiEvent["inputs"][number]) =>
    toValue(type, args[argument ?? ""]);
  const indexed = event.inputs.filter((input) => input.indexed);
  const inData = event.inputs.filter((input) => !input.indexed);
  const asBytes = (input: AbiEvent["inputs"][number]) =>
    input.type === "string" ? { ...input, type: "bytes" } : input;
  return {
    topics: [
      toEventSelector(event),
      ...indexed.map((input) => encodeAbiParameters([{ type: input.type }], [argumentOf(input)])),
    ],
    data: encodeAbiParameters(inData.map(asBytes), inData.map(argumentOf)),
  };
}

const zeros: Readonly<Record<string, unknown>> = {
  address: `0x${"0".repeat(40)}` satisfies Hex,
  bytes32: `0x${"0".repeat(64)}` satisfies Hex,
  bytes: "0x",
  string: "0x",
  bool: false,
};

function toValue(type: string, value: unknown): unknown {
  if (value === undefined) return type in zeros ? zeros[type] : 0n;
  return value instanceof Uint8Array ? toHex(value) : value;
}
