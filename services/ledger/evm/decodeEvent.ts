import { fromHex, type Hex } from "@sello/sdk";
import { type Abi, type AbiEvent, decodeAbiParameters, toEventSelector } from "viem";
import type { ChainLog } from "./ChainBlock.ts";
import { toPlainArgs } from "./toPlainArgs.ts";
import { toStoredText } from "./toStoredText.ts";

type Decoded = { readonly name: string; readonly args: Record<string, unknown> };
type Input = AbiEvent["inputs"][number];

const selectors = new WeakMap<Abi, ReadonlyMap<string, AbiEvent>>();

/**
 * The event of a log with its arguments. Texts are read as the bytes that they are (Solidity ABI: `string` and `bytes`
 * are encoded alike), since a contract checks no UTF-8. Throws for a log that is no event of the ABI.
 */
export function decodeEvent(
  abi: Abi,
  { topics, data }: Pick<ChainLog, "topics" | "data">,
): Decoded {
  const event = eventsOf(abi).get(topics[0] ?? "");
  if (event === undefined) throw new Error(`no event of the contract has the topic ${topics[0]}`);
  const indexed = event.inputs.filter((input) => input.indexed);
  const inData = event.inputs.filter((input) => !input.indexed);
  const values = new Map<Input, unknown>([
    ...indexed.map((input, i) => [input, decodeTopic(input, topics[i + 1])] as const),
    ...zip(inData, decodeAbiParameters(inData.map(asBytes), data)),
  ]);
  return { name: event.name, args: toPlainArgs(event.inputs, event.inputs.map(textOf(values))) };
}

function eventsOf(abi: Abi): ReadonlyMap<string, AbiEvent> {
  const known = selectors.get(abi);
  if (known) return known;
  const events = abi.filter((item) => item.type === "event");
  const bySelector = new Map(events.map((event) => [toEventSelector(event) as string, event]));
  selectors.set(abi, bySelector);
  return bySelector;
}

const asBytes = (input: Input): Input =>
  input.type === "string" ? { ...input, type: "bytes" } : input;

function decodeTopic(input: Input, topic: Hex | undefined): unknown {
  return decodeAbiParameters([input], topic ?? "0x")[0];
}

const textOf = (values: ReadonlyMap<Input, unknown>) => (input: Input) => {
  const value = values.get(input);
  return input.type === "string" ? toStoredText(fromHex(value as Hex)) : value;
};

const zip = (inputs: readonly Input[], values: readonly unknown[]) =>
  inputs.map((input, i) => [input, values[i]] as const);
