import { parseAbi } from "viem";

// What the monitor reads of the contracts (contracts/interfaces): ids are bytes32, enums uint8.

export const logAbi = parseAbi([
  "event BatchAppended(uint64 indexed index, bytes32 indexed authority, bytes32 indexed documentType, bytes32 batchRoot, uint64 count, uint64 anchoredAt, bytes32 logRoot)",
  "function root() view returns (bytes32)",
  "function size() view returns (uint64)",
  "function registry() view returns (address)",
]);

export const statusAbi = parseAbi([
  "event StatusChanged(bytes32 indexed owner, uint64 indexed list, bytes32 indexed acting, bytes changes, address officer, uint64 timestamp, bytes32 head)",
  "function headOf(bytes32 owner, uint64 list) view returns (bytes32)",
  "function registry() view returns (address)",
]);

export const registryAbi = parseAbi([
  "event AuthorityRegistered(bytes32 indexed authority, bytes32 indexed parent, address indexed administrator, bytes32 acting, uint8 kind, uint8 depth, string issuer, string names, uint64 timestamp)",
  "event AuthorityStateChanged(bytes32 indexed authority, address indexed administrator, bytes32 acting, uint8 state, uint64 timestamp)",
  "event SigningKeyChanged(bytes32 indexed authority, bytes32 indexed thumbprint, address indexed administrator, bytes32 acting, uint64 from, uint64 until, uint64 timestamp)",
  "event AccreditationChanged(bytes32 indexed authority, bytes32 indexed documentType, address indexed administrator, bytes32 acting, uint8 level, uint64 timestamp)",
  "function isActiveAt(bytes32 authority, uint64 timestamp) view returns (bool)",
  "function isAccreditedAt(bytes32 authority, bytes32 documentType, uint64 timestamp) view returns (bool)",
]);
