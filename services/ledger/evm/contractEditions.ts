import { createHash } from "node:crypto";
import type { ContractName } from "../Journal.ts";
import { contractAbis } from "./contractAbis.ts";

/** SHA-256 of each contract's ABI, in hex: what a program must speak to be able to use it. */
export type Interfaces = Readonly<Record<ContractName, string>>;

/** Editions of the contracts that data may have been made with. */
export type ContractEdition = 1 | 2;

/** The edition that new deployments are of. */
export const currentEdition: ContractEdition = 2;

const digestOf = (contract: ContractName): string =>
  createHash("sha256").update(JSON.stringify(contractAbis[contract])).digest("hex");

// Contracts cannot be changed (docs/decisions/0010), so a program that calls them otherwise would fail later, act by
// act. ABIs are compared and not code, which another comment changes too.
export const currentInterfaces: Interfaces = {
  AuthorityRegistry: digestOf("AuthorityRegistry"),
  DocumentLog: digestOf("DocumentLog"),
  StatusLists: digestOf("StatusLists"),
};

/** As they were in the first edition: requests without their signer, keys by thumbprint, logs that cannot be sealed. */
const firstInterfaces: Interfaces = {
  AuthorityRegistry: "c8c2b8ba6995c6753f80f463b57e4a53b653c707c24469161930ebd8d3140a9f",
  DocumentLog: "85a19e79e4e25b122cade6d1c3b02f217e2db5107da5f91aa3e9eb8bbeb68dd4",
  StatusLists: "b3c4daa05e4034f655eddf169d618b7f61c0a760f75df538673c33be1e1f8049",
};

const editions: readonly (readonly [ContractEdition, Interfaces])[] = [
  [1, firstInterfaces],
  [currentEdition, currentInterfaces],
];

/** The edition with these interfaces; null if this program does not know it. */
export function findEdition(interfaces: Partial<Interfaces> | undefined): ContractEdition | null {
  const found = editions.find(([, known]) =>
    Object.entries(known).every(([name, digest]) => interfaces?.[name as ContractName] === digest),
  );
  return found?.[0] ?? null;
}
