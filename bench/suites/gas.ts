import { readFileSync } from "node:fs";
import { measureRevocations } from "../program/measureRevocations.ts";
import type { Figure, Suite } from "../Suite.ts";

const snapshot = new URL("../../snapshots/gas.json", import.meta.url);
const batchDocuments = 4_096;

/** Figures that `hardhat test` compares to the unit; reading them here measures nothing again. */
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
    {
      name: "one status, the first of a list",
      value: of("changeStatus 1 document, first of a list"),
      unit: "gas",
    },
    { name: "one status, later in the list", value: of("changeStatus 1 document"), unit: "gas" },
    {
      name: "a status when 4,096 are changed at once",
      value: of("changeStatus 4096 documents, each"),
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
