import { parseAbi } from "viem";

// What the monitor reads of the contracts of both editions (contracts/interfaces): ids are bytes32, enums uint8.

export const logEvents = parseAbi([
  "event BatchAppended(uint64 indexed index, bytes32 indexed authority, bytes32 indexed documentType, bytes32 batchRoot, uint64 count, uint64 anchoredAt, bytes32 logRoot)",
]);

export const statusEvents = parseAbi([
  "event StatusChanged(bytes32 indexed owner, uint64 indexed list, bytes32 indexed acting, bytes changes, address officer, uint64 timestamp, bytes32 head)",
  "event StatusHeadTaken(bytes32 indexed owner, uint64 indexed list, bytes32 head, uint64 timestamp)",
]);

export const registryEvents = parseAbi([
  "struct TakeOver { bytes32 stateRoot; uint64 pieces; bytes32 statusRoot; uint64 statusPieces; uint256 predecessorChainId; address predecessorLog; uint64 predecessorSize; bytes32 predecessorRoot; uint64 sealedAt; }",
  "event AuthorityRegistered(bytes32 indexed authority, bytes32 indexed parent, address indexed administrator, bytes32 acting, uint8 kind, uint8 depth, string issuer, string names, uint64 timestamp)",
  "event AuthorityStateChanged(bytes32 indexed authority, address indexed administrator, bytes32 acting, uint8 state, uint64 timestamp)",
  "event OfficerChanged(bytes32 indexed authority, address indexed officer, address indexed administrator, bytes32 acting, uint8 roles, uint64 timestamp)",
  "event SigningKeyChanged(bytes32 indexed authority, bytes32 indexed thumbprint, address indexed administrator, bytes32 acting, uint64 from, uint64 until, uint64 timestamp)",
  "event SigningKeyPublished(bytes32 indexed authority, bytes32 indexed thumbprint, bytes32 x, bytes32 y)",
  "event SigningKeyDistrusted(bytes32 indexed authority, bytes32 indexed thumbprint, address indexed administrator, bytes32 acting, uint64 since, uint64 timestamp)",
  "event AccreditationChanged(bytes32 indexed authority, bytes32 indexed documentType, address indexed administrator, bytes32 acting, uint8 level, uint64 timestamp)",
  "event IssuerPrefixChanged(bytes32 indexed authority, address indexed administrator, bytes32 acting, string prefix, bool granted, uint64 timestamp)",
  "event ValidatorChanged(bytes32 indexed centre, address indexed administrator, bytes32 acting, bytes consensusKey, bytes nodeKey, uint64 power, uint64 from, uint64 until, uint64 timestamp)",
  "event RegistrySealed(address indexed administrator, uint256 successorChainId, address successorRegistry, address successorLog, uint64 timestamp)",
  "event TakeOverBegun(address indexed administrator, TakeOver terms, uint64 timestamp)",
  "event TakeOverCompleted(uint64 timestamp)",
]);

/** What an authority's history is made of. */
export const historyEvents = [
  ...registryEvents,
  ...parseAbi([
    "event AdministrationAccepted(bytes32 indexed authority, address indexed administrator, uint64 timestamp)",
  ]),
] as const;

export const logAbi = [
  ...logEvents,
  ...parseAbi([
    "function root() view returns (bytes32)",
    "function size() view returns (uint64)",
    "function registry() view returns (address)",
  ]),
] as const;

export const statusAbi = [
  ...statusEvents,
  ...parseAbi([
    "function headOf(bytes32 owner, uint64 list) view returns (bytes32)",
    "function registry() view returns (address)",
  ]),
] as const;

export const registryAbi = [
  ...registryEvents,
  ...parseAbi([
    "function isActiveAt(bytes32 authority, uint64 timestamp) view returns (bool)",
    "function isAccreditedAt(bytes32 authority, bytes32 documentType, uint64 timestamp) view returns (bool)",
  ]),
] as const;
