import type { ContractName } from "../Journal.ts";
import { authorityRegistryAbi } from "./abi/authorityRegistryAbi.ts";
import { documentLogAbi } from "./abi/documentLogAbi.ts";
import { statusListsAbi } from "./abi/statusListsAbi.ts";

export const contractAbis = {
  AuthorityRegistry: authorityRegistryAbi,
  DocumentLog: documentLogAbi,
  StatusLists: statusListsAbi,
} as const satisfies Record<ContractName, readonly unknown[]>;

export type ContractAbis = typeof contractAbis;
