import { createHash } from "node:crypto";
import type { ContractName } from "../Journal.ts";
import { contractAbis } from "./contractAbis.ts";

/** SHA-256 of each contract's ABI, in hex: what a program must speak to be able to use it. */
export type Interfaces = Readonly<Record<ContractName, string>>;

/** Editions of the contracts that data may have been made with. */
export type ContractEdition = 1;

/** The edition that new deployments are of. */
export const currentEdition: ContractEdition = 1;

const digestOf = (contract: ContractName): string =>
  createHash("sha256").update(JSON.stringify(contractAbis[contract])).digest("hex");

// Contracts cannot be changed (docs/decisions/0010), so a program that calls them otherwise would fail later, act by
// act. ABIs are compared and not code, which another comment changes too.
export const currentInterfaces: Interfaces = {
  AuthorityRegistry: digestOf("AuthorityRegistry"),
  DocumentLog: digestOf("DocumentLog"),
  StatusLists: digestOf("StatusLists"),
};

const editions: readonly (readonly [ContractEdition, Interfaces])[] = [
  [currentEdition, currentInterfaces],
];

/** The edition with these interfaces; null if this program does not know it. */
export function findEdition(interfaces: Partial<Interfaces> | undefined): ContractEdition | null {
  const found = editions.find(([, known]) =>
    Object.entries(known).every(([name, digest]) => interfaces?.[name as ContractName] === digest),
  );
  return found?.[0] ?? null;
}
