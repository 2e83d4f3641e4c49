import { getAddress } from "viem";
import { registryRequestTypes } from "../../ledger/evm/abi/registryRequestTypes.ts";
import type { ChainDescription } from "../../ledger/Ledger.ts";
import { accountMembers } from "../accounts/toSignersData.ts";
import type { RegistryOperationName } from "./RegistryRequest.ts";
import { toDomain } from "./registryTypedData.ts";

type Format = { readonly format: string; readonly params?: Readonly<Record<string, unknown>> };

const enumOf = (name: string): Format => ({
  format: "enum",
  params: { $ref: `$.metadata.enums.${name}` },
});
const date: Format = { format: "date", params: { encoding: "timestamp" } };
const raw: Format = { format: "raw" };
const address: Format = { format: "addressName", params: { types: ["wallet", "eoa", "contract"] } };

/** What wallets call a field, and how they show it, by its name in the requests. */
const fields: Readonly<Record<string, readonly [label: string, format: Format]>> = {
  signer: ["In the name of", address],
  authority: ["Authority", raw],
  parent: ["Below", raw],
  kind: ["Kind", enumOf("kind")],
  issuer: ["Issuer", raw],
  names: ["Names", raw],
  state: ["New state", enumOf("state")],
  officer: ["Officer", address],
  roles: ["Roles from now on", enumOf("roles")],
  documentType: ["Document type", raw],
  level: ["Right", enumOf("accreditation")],
  thumbprint: ["Signing key", raw],
  x: ["Key, x", raw],
  y: ["Key, y", raw],
  keySignature: ["The key's own signature", raw],
  from: ["From (1970: now)", date],
  until: ["Until (1970: no end)", date],
  since: ["Since (1970: now)", date],
  prefix: ["Beginning of addresses", raw],
  granted: ["Granted", raw],
  centre: ["Centre", raw],
  consensusKey: ["Consensus key", raw],
  nodeKey: ["Node's key", raw],
  power: ["Power", raw],
  account: ["Account", address],
  permitted: ["Permitted", raw],
  successorChainId: ["Next chain", { format: "chainId" }],
  successorRegistry: ["Next registry", address],
  successorLog: ["Next log", address],
  stateRoot: ["Root of the state", raw],
  pieces: ["Pieces of the state", raw],
  statusRoot: ["Root of the statuses", raw],
  statusPieces: ["Pieces of the statuses", raw],
  predecessorChainId: ["Chain before", { format: "chainId" }],
  predecessorLog: ["Log before", address],
  predecessorSize: ["Its size", raw],
  predecessorRoot: ["Its root", raw],
  sealedAt: ["Sealed", date],
  nonce: ["Number of the request", raw],
  deadline: ["Can be carried out until", date],
};

const intents: Readonly<Record<RegistryOperationName, string>> = {
  RegisterAuthority: "Add an authority",
  SetState: "Suspend, reinstate or retire an authority",
  SetOfficer: "Set an officer's roles",
  AddSigningKey: "Register a signing key",
  EndSigningKey: "End a signing key",
  DistrustSigningKey: "Distrust a signing key",
  SetAccreditation: "Grant or withdraw an accreditation",
  GrantIssuerPrefix: "Grant or end a prefix of addresses",
  SetValidator: "Appoint or end a validator",
  SetRelay: "Permit or forbid a relay",
  AcceptAdministration: "Accept the administration",
  Seal: "Seal the registry for good",
  TakeOver: "Take over from the registry before",
};

const flags = ["Administer", "Issue", "Revoke", "Anchor"] as const;

/** All sums of the contract's flags in words. */
const roles = Object.fromEntries(
  Array.from({ length: 16 }, (_, sum) => [
    String(sum),
    flags.filter((_flag, bit) => sum & (1 << bit)).join(", ") || "None",
  ]),
);

const enums = {
  kind: { 1: "City", 2: "District", 3: "Industry", 4: "Department" },
  state: { 1: "Active", 2: "Suspended", 3: "Retired" },
  accreditation: { 0: "None", 1: "May issue", 2: "May issue and pass it on" },
  roles,
} as const;

/**
 * What lets wallets show the registry's requests in words (ERC-7730, second version of its schema): those of one officer,
 * and those that the people of an account of many sign, where the request is inside (ERC-7739).
 */
export function toClearSigning(chain: ChainDescription, publicUrl: string) {
  const { chainId, verifyingContract, ...domain } = toDomain(chain);
  const names = Object.keys(registryRequestTypes) as RegistryOperationName[];
  return {
    $schema:
      "https://raw.githubusercontent.com/LedgerHQ/clear-signing-erc7730-registry/master/specs/erc7730-v2.schema.json",
    context: {
      eip712: { domain, deployments: [{ chainId, address: getAddress(verifyingContract) }] },
    },
    metadata: {
      owner: "Sello",
      contractName: "Sello Authority Registry",
      info: { url: publicUrl },
      enums,
    },
    display: { formats: Object.fromEntries(names.flatMap((name) => [own(name), nested(name)])) },
  };
}

type Member = { readonly name: string; readonly type: string };

/** EIP-712, `encodeType` of a type whose members are of no other. */
const encodeType = (name: string, members: readonly Member[]): string =>
  `${name}(${members.map((member) => `${member.type} ${member.name}`).join(",")})`;

const own = (name: RegistryOperationName) => {
  const members = registryRequestTypes[name];
  const shown = members.map((member) => toField(member.name, member.name));
  return [encodeType(name, members), { intent: intents[name], fields: shown }];
};

/** `TypedDataSign`, with the account behind the request. */
const nested = (name: RegistryOperationName) => {
  const members = registryRequestTypes[name];
  const outer = encodeType("TypedDataSign", [{ name: "contents", type: name }, ...accountMembers]);
  const shown = members.map((member) => toField(`contents.${member.name}`, member.name));
  const account = { path: "verifyingContract", label: "Account of many", ...address };
  const format = { intent: intents[name], fields: [...shown, account] };
  return [`${outer}${encodeType(name, members)}`, format];
};

function toField(path: string, name: string) {
  const [label, format] = fields[name] ?? [name, raw];
  return { path, label, ...format };
}
