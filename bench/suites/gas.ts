import { readFileSync } from "node:fs";
import { measureRevocations } from "../program/measureRevocations.ts";
import type { Figure, Suite } from "../Suite.ts";

const snapshot = new URL("../../snapshots/gas.json", import.meta.url);
const batchDocuments = 4_096;

/** Figures that `hardhat test` compares to the unit; reading them here measures nothing anew. */
function fromSnapshot(): Figure[] {
  const gas = JSON.parse(readFileSync(snapshot, "utf8")) as Record<string, number>;
  const of = (operation: string): number => {
    const value = gas[operation];
    if (value === undefined) throw new Error(`snapshots/gas.json has no "${operation}"`);
    return value;
  };
  const append = of("append median of 100, officer of the department");
  const many = of("appendMany of 100, each");
  return [
    { name: "append, median of 100", value: append, unit: "gas", aim: { atMost: 100_000 } },
    { name: "appendMany of 100, each", value: many, unit: "gas" },
    { name: "a document in a batch of 4,096", value: append / batchDocuments, unit: "gas" },
    { name: "first status in a word of 128", value: of("setFlags first of a word"), unit: "gas" },
    { name: "a later one in the word", value: of("setFlags later in a word"), unit: "gas" },
    {
      name: "a document when 64 whole words are set",
      value: of("setFlags 64 whole words, each document"),
      unit: "gas",
    },
  ];
}

export const gas: Suite = {
  name: "gas",
  summary: "what the contract costs, by operation",
  async run() {
    return [...fromSnapshot(), ...(await measureRevocations())];
  },
};
