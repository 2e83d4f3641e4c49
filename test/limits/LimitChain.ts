import { createHash } from "node:crypto";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type AuthorityId, type Hex, toAuthorityId, toDocumentTypeId, toHex } from "@sello/sdk";
import {
  type Abi,
  decodeErrorResult,
  encodeAbiParameters,
  encodeDeployData,
  encodeFunctionData,
  fromHex as readNumber,
} from "viem";
import { AnvilProcess } from "../../dev/chain/AnvilProcess.ts";
import { call } from "../../dev/chain/AnvilRpc.ts";
import { linkBytecode } from "../../services/ledger/deployment/linkBytecode.ts";
import {
  erc7913P256VerifierBytecode,
  erc7913WebAuthnVerifierBytecode,
  officerAccountBytecode,
} from "../../services/ledger/evm/abi/accountBytecode.ts";
import {
  authorityRegistryBytecode,
  documentLogBytecode,
  registryTextsBytecode,
  signingKeysBytecode,
  statusListsBytecode,
  takeOversBytecode,
} from "../../services/ledger/evm/abi/bytecode.ts";
import { officerAccountAbi } from "../../services/ledger/evm/abi/officerAccountAbi.ts";
import { contractAbis } from "../../services/ledger/evm/contractAbis.ts";
import { EvmChain } from "../../services/ledger/evm/EvmChain.ts";
import { EvmContracts } from "../../services/ledger/evm/EvmContracts.ts";
import type { ContractName } from "../../services/ledger/Journal.ts";
import { makeEcKey } from "../support/keys.ts";

const chainId = 84_300;
/** EIP-7825. */
const gas = "0x1000000";
const rpcMs = 60_000;
const secondsPerDay = 86_400;

export const publicUrl = "http://localhost:8420";
export const issOf = (slug: string): string => `${publicUrl}/authorities/${slug}`;
export const cityIss = issOf("city");
export const cityId = toAuthorityId(cityIss);
export const typeId = toDocumentTypeId(`${publicUrl}/types/permit/1`);
export const kinds = { city: 1, district: 2, industry: 3, department: 4 } as const;
export const roles = { administer: 1, issue: 2, revoke: 4, anchor: 8 } as const;

/** Accounts that the node lets anybody send from. */
export const accounts = {
  administrator: `0x${"a1".repeat(20)}`,
  district: `0x${"d1".repeat(20)}`,
  service: `0x${"5e".repeat(20)}`,
} as const satisfies Record<string, Hex>;

export type Call = { readonly from: Hex; readonly to?: Hex; readonly data: Hex; readonly abi: Abi };

/** A real node with the contracts, at which every row of the table begins again. */
export class LimitChain {
  readonly chain: EvmChain;
  readonly #node: AnvilProcess;
  readonly #directory: string;
  #contracts: EvmContracts | null = null;
  #verifiers: readonly [Hex, Hex] = ["0x", "0x"];
  #snapshot: unknown = null;

  private constructor(node: AnvilProcess, directory: string) {
    this.#node = node;
    this.#directory = directory;
    this.chain = new EvmChain({ chainId, urls: () => [node.url] });
  }

  static async start(): Promise<LimitChain> {
    const directory = mkdtempSync(join(tmpdir(), "sello-limits-"));
    const node = await AnvilProcess.launch({ directory, chainId, open: true });
    const chain = new LimitChain(node, directory);
    try {
      await chain.#rpc("anvil_autoImpersonateAccount", true);
      await chain.#deploy();
      chain.#snapshot = await chain.#rpc("evm_snapshot");
    } catch (error) {
      await chain.stop();
      throw error;
    }
    return chain;
  }

  get contracts(): EvmContracts {
    if (this.#contracts === null) throw new Error("nothing is deployed");
    return this.#contracts;
  }

  async stop(): Promise<void> {
    await this.#node.kill();
    rmSync(this.#directory, { recursive: true, force: true });
  }

  /** As it was when the contracts were made. */
  async beginAgain(): Promise<void> {
    await this.#rpc("evm_revert", this.#snapshot);
    this.#snapshot = await this.#rpc("evm_snapshot");
  }

  /** Puts the next block into the middle of a day (UTC), so that what follows is of one day. */
  async beginDay(): Promise<void> {
    const { time } = (await this.chain.block(await this.chain.blockNumber())) ?? { time: 0n };
    const day = Math.floor(Number(time) / secondsPerDay) + 1;
    await this.#rpc("evm_setNextBlockTimestamp", day * secondsPerDay + secondsPerDay / 4);
    await this.#rpc("evm_mine");
  }

  callTo(contract: ContractName, name: string, args: readonly unknown[], from: Hex): Call {
    const abi: Abi = contractAbis[contract];
    const data = encodeFunctionData({ abi, functionName: name, args: [...args] });
    return { from, to: this.contracts.description.contracts[contract], data, abi };
  }

  registryCall(name: string, args: readonly unknown[], from: Hex = accounts.administrator): Call {
    return this.callTo("AuthorityRegistry", name, args, from);
  }

  registration(
    iss: string,
    given: { parent?: AuthorityId; kind?: number; names?: string; from?: Hex } = {},
  ): Call {
    const { parent = cityId, kind = kinds.department, names = namesOf("office") } = given;
    return this.registryCall(
      "registerAuthority",
      [toAuthorityId(iss), parent, kind, iss, names],
      given.from,
    );
  }

  account(people: number): Call {
    const signers = Array.from({ length: people }, (_, i) => addressOf(i));
    const args = [this.#verifiers[0], this.#verifiers[1], signers, BigInt(people)] as const;
    const data = encodeDeployData({
      abi: officerAccountAbi,
      bytecode: officerAccountBytecode,
      args,
    });
    return { from: accounts.administrator, data, abi: officerAccountAbi };
  }

  /** What every call needs; a refusal is an error with its name. */
  async send(...calls: readonly Call[]): Promise<void> {
    for (const each of calls) await this.#create(each);
  }

  /** Several operations of one contract and account, as few transactions as their gas allows. */
  async sendTogether(calls: readonly Call[], perTransaction: number): Promise<void> {
    for (let start = 0; start < calls.length; start += perTransaction) {
      const [first, ...rest] = calls.slice(start, start + perTransaction) as [Call, ...Call[]];
      const args = [[first, ...rest].map(({ data }) => data)];
      await this.send({
        ...first,
        data: encodeFunctionData({ abi: first.abi, functionName: "multicall", args }),
      });
    }
  }

  /** The name of the error with which the contract refuses the call; null if it would take it. */
  async refusal({ abi, ...request }: Call): Promise<string | null> {
    const body = JSON.stringify({
      jsonrpc: "2.0",
      id: 1,
      ...call("eth_call", { ...request, gas }, "latest"),
    });
    const { error } = JSON.parse(await this.#node.rpc.exchange(body, rpcMs)) as {
      error?: { data?: Hex; message: string };
    };
    if (error === undefined) return null;
    if (error.data === undefined) throw new Error(error.message);
    return decodeErrorResult({ abi, data: error.data }).errorName;
  }

  /** Arguments of `addSigningKey`, with the key's own signature over them. */
  keyArguments(authority: AuthorityId, until: bigint) {
    const key = makeEcKey();
    const [x, y] = [key.jwk.x, key.jwk.y].map((part) => toHex(Buffer.from(part, "base64url")));
    const { AuthorityRegistry } = this.contracts.description.contracts;
    const message = encodeAbiParameters(
      ["string", "uint256", "address", "bytes32", "uint64", "uint64"].map((type) => ({ type })),
      ["Sello signing key", BigInt(chainId), AuthorityRegistry, authority, 0n, until],
    );
    const signature = toHex(key.sign(Buffer.from(message.slice(2), "hex")));
    const thumbprint = toHex(Buffer.from(key.kid, "base64url"));
    return { thumbprint, x, y, args: [authority, x, y, 0n, until, signature] };
  }

  async #deploy(): Promise<void> {
    const create = (data: Hex) =>
      this.#create({ from: accounts.administrator, data, abi: contractAbis.AuthorityRegistry });
    const RegistryTexts = await create(registryTextsBytecode);
    const SigningKeys = await create(signingKeysBytecode);
    const TakeOvers = await create(linkBytecode(takeOversBytecode, { RegistryTexts, SigningKeys }));
    const abi = contractAbis.AuthorityRegistry;
    const bytecode = linkBytecode(authorityRegistryBytecode, {
      RegistryTexts,
      SigningKeys,
      TakeOvers,
    });
    const names = namesOf("city");
    const args = [cityId, cityIss, names, accounts.administrator] as const;
    const registry = await create(encodeDeployData({ abi, bytecode, args }));
    const bound = (of: "DocumentLog" | "StatusLists", code: Hex) =>
      create(encodeDeployData({ abi: contractAbis[of] as Abi, bytecode: code, args: [registry] }));
    this.#contracts = new EvmContracts(this.chain, {
      chainId,
      contracts: {
        AuthorityRegistry: registry,
        DocumentLog: await bound("DocumentLog", documentLogBytecode),
        StatusLists: await bound("StatusLists", statusListsBytecode),
      },
    });
    this.#verifiers = [
      await create(erc7913P256VerifierBytecode),
      await create(erc7913WebAuthnVerifierBytecode),
    ];
  }

  /** @returns where the contract is that the transaction made; "0x" if it made none */
  async #create(request: Call): Promise<Hex> {
    const { abi: _, ...transaction } = request;
    const hash = await this.#rpc("eth_sendTransaction", {
      ...transaction,
      gas,
      gasPrice: "0x0",
    });
    await this.#rpc("evm_mine");
    const receipt = (await this.#rpc("eth_getTransactionReceipt", hash)) as {
      status: Hex;
      contractAddress: Hex | null;
    };
    if (readNumber(receipt.status, "number") !== 1)
      throw new Error(`refused: ${await this.refusal(request)}`);
    return (receipt.contractAddress ?? "0x").toLowerCase() as Hex;
  }

  #rpc(method: string, ...params: readonly unknown[]): Promise<unknown> {
    return this.#node.rpc.request(call(method, ...params), rpcMs);
  }
}

export const namesOf = (text: string): string => JSON.stringify({ zh: text, es: text, en: text });

/** Display names of just so many bytes, each short enough to be shown. */
export function namesOfBytes(bytes: number): string {
  const plain = Buffer.byteLength(namesOf("n"));
  const more = bytes - plain;
  const [zh, es] = [Math.floor(more / 3), Math.floor(more / 3)];
  return JSON.stringify({
    zh: "n".repeat(1 + zh),
    es: "n".repeat(1 + es),
    en: "n".repeat(1 + more - zh - es),
  });
}

/** A beginning of issuers with just so many bytes. */
export const prefixOfBytes = (bytes: number): string => `https://${"h".repeat(bytes - 9)}/`;

export const hashOf = (text: string): Hex => toHex(createHash("sha256").update(text).digest());
/** Beyond where precompiles are. */
export const addressOf = (number: number): Hex =>
  `0x${"77".repeat(16)}${number.toString(16).padStart(8, "0")}`;
