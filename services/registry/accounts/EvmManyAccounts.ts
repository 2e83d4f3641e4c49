import type { Hex } from "@sello/sdk";
import { decodeAbiParameters, encodeFunctionData, parseAbi, parseAbiParameters } from "viem";
import { officerAccountAbi } from "../../ledger/evm/abi/officerAccountAbi.ts";
import type { EvmChain } from "../../ledger/evm/EvmChain.ts";
import { BoundedCache } from "../../platform/BoundedCache.ts";
import { limits } from "../../platform/limits.ts";
import { askContract } from "./askContract.ts";
import type { ManyAccount, ManyAccounts } from "./ManyAccount.ts";
import { officerAccountDomain } from "./toSignersData.ts";

const safeAbi = parseAbi([
  "function getOwners() view returns (address[])",
  "function getThreshold() view returns (uint256)",
]);

type Chain = Pick<EvmChain, "call" | "codeAt">;

/** On the chain of the open deployment. What an account is stays; who signs for it is read at every look. */
export class EvmManyAccounts implements ManyAccounts {
  readonly #chain: Chain;
  readonly #now: () => number;
  /** When an account turned out to be none of many, for some time: without a contract there may be one later. */
  readonly #others = new BoundedCache<Hex, number>(limits.manyAccountsCached);
  /** Those that turned out to be officer accounts. Not Safes: a Safe is a proxy, which may become something else. */
  readonly #officerAccounts = new BoundedCache<Hex, true>(limits.manyAccountsCached);

  constructor(chain: Chain, now = () => performance.now()) {
    this.#chain = chain;
    this.#now = now;
  }

  async find(account: Hex): Promise<ManyAccount | null> {
    const since = this.#others.get(account);
    if (since !== undefined && this.#now() - since < limits.manyAccountRecheckMs) return null;
    const found = await this.#read(account);
    if (found === null) this.#others.set(account, this.#now());
    if (found?.kind === "officer-account") this.#officerAccounts.set(account, true);
    return found;
  }

  async #read(account: Hex): Promise<ManyAccount | null> {
    const known = this.#officerAccounts.get(account) ? await this.#readPeople(account) : null;
    if (known !== null) return known;
    if ((await this.#chain.codeAt(account)) === "0x") return null;
    return (await this.#readOfficerAccount(account)) ?? (await this.#readSafe(account));
  }

  async #readOfficerAccount(account: Hex): Promise<ManyAccount | null> {
    const abi = officerAccountAbi;
    const domain = read(
      parseAbiParameters("bytes1, string, string, uint256, address, bytes32, uint256[]"),
      await this.#ask(account, encodeFunctionData({ abi, functionName: "eip712Domain" })),
    );
    // Its people sign in this domain: of another contract their signatures would be worth nothing.
    const { name, version } = officerAccountDomain;
    return domain?.[1] === name && domain[2] === version ? this.#readPeople(account) : null;
  }

  /** Of an officer account. */
  async #readPeople(account: Hex): Promise<ManyAccount | null> {
    const abi = officerAccountAbi;
    const most = BigInt(limits.manyAccountSigners);
    const [signers, threshold] = await Promise.all([
      this.#ask(account, encodeFunctionData({ abi, functionName: "getSigners", args: [0n, most] })),
      this.#ask(account, encodeFunctionData({ abi, functionName: "threshold" })),
    ]);
    const people = read(parseAbiParameters("bytes[]"), signers);
    const needed = read(parseAbiParameters("uint64"), threshold);
    return toAccount(account, "officer-account", people?.[0], needed?.[0]);
  }

  async #readSafe(account: Hex): Promise<ManyAccount | null> {
    const [owners, threshold] = await Promise.all([
      this.#ask(account, encodeFunctionData({ abi: safeAbi, functionName: "getOwners" })),
      this.#ask(account, encodeFunctionData({ abi: safeAbi, functionName: "getThreshold" })),
    ]);
    const people = read(parseAbiParameters("address[]"), owners);
    const needed = read(parseAbiParameters("uint256"), threshold);
    return toAccount(account, "safe", people?.[0], needed?.[0]);
  }

  #ask(account: Hex, data: Hex): Promise<Hex | null> {
    return askContract(this.#chain, account, data);
  }
}

function toAccount(
  account: Hex,
  kind: ManyAccount["kind"],
  signers: readonly Hex[] | undefined,
  threshold: bigint | undefined,
): ManyAccount | null {
  const most = limits.manyAccountSigners;
  const isSound =
    signers !== undefined &&
    threshold !== undefined &&
    signers.length > 0 &&
    signers.length <= most &&
    threshold > 0n &&
    threshold <= BigInt(signers.length);
  if (!isSound) return null;
  const lower = signers.map((signer) => signer.toLowerCase() as Hex);
  return { account, kind, signers: lower, threshold: Number(threshold) };
}

/** What a stranger's contract answered; null where it is of another form. */
function read<const Types extends readonly { readonly type: string }[]>(
  types: Types,
  data: Hex | null,
) {
  if (data === null || data === "0x") return null;
  try {
    return decodeAbiParameters(types, data);
  } catch {
    return null;
  }
}
