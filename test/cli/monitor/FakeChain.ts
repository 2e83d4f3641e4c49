import type { Authority, AuthorityId, DocumentTypeId, Hex, ValidatorTerm } from "@sello/sdk";
import { type TrustList, toHex } from "@sello/sdk";
import {
  encodeLogEntry,
  encodeStatusChanges,
  Frontier,
  hashLeaf,
  type LogEntry,
  nextStatusHead,
  type StatusChange,
} from "@sello/sdk/log";
import { isAccreditedAt, isActiveAt, lastDeployment } from "@sello/sdk/trust";
import {
  type Abi,
  decodeFunctionData,
  encodeAbiParameters,
  encodeEventTopics,
  encodeFunctionResult,
} from "viem";
import type { Contracts } from "../../../cli/monitor/ChainNode.ts";
import { logAbi, registryAbi, statusAbi } from "../../../cli/monitor/contractAbis.ts";

const nobody: Hex = `0x${"99".repeat(20)}`;
const noId: Hex = `0x${"00".repeat(32)}`;
const word = (number: number): Hex => `0x${number.toString(16).padStart(64, "0")}`;

type Log = { readonly address: Hex; readonly topics: readonly Hex[]; readonly data: Hex };
type Rpc = { readonly id: number; readonly method: string; readonly params: readonly unknown[] };
type Answers = Readonly<Record<string, unknown>>;

/** A chain with our three contracts, one event to a block, that answers as a node's JSON-RPC does. */
export class FakeChain {
  chainId: number;
  /** Added to every block's hash: another number, another history. */
  fork = 0;
  /** The registry's views say no, whatever its events said. */
  denies = false;
  /** What the log contract answers in place of the truth. */
  readonly lies: { root?: Hex; size?: bigint } = {};
  /** What the status lists contract keeps, by `owner/list`. */
  readonly heads = new Map<string, Hex>();
  readonly #contracts: Contracts;
  readonly #registry: TrustList;
  readonly #blocks: Log[][] = [[]];
  readonly #log = new Frontier();

  /**
   * @param list the registry as it is: its events, and its answers to views
   * @param contracts where they are; those of a successor are not the list's, and hold nothing yet
   */
  constructor(list: TrustList, contracts?: Contracts) {
    this.#contracts = contracts ?? lastDeployment(list.head);
    this.#registry = list;
    this.chainId = this.#contracts.chainId;
    if (contracts) return;
    for (const authority of list.authorities.values()) this.register(authority);
  }

  get root(): Uint8Array {
    return this.#log.root();
  }

  sealRegistry(timestamp: number): void {
    const plain = {
      successorChainId: 1n,
      successorRegistry: nobody,
      successorLog: nobody,
      timestamp: BigInt(timestamp),
    };
    const { registry } = this.#contracts;
    this.#emit(registry, registryAbi, "RegistrySealed", { administrator: nobody }, plain);
  }

  beginTakeOver(terms: Readonly<Record<string, unknown>>, timestamp: number): void {
    const plain = { terms, timestamp: BigInt(timestamp) };
    const { registry } = this.#contracts;
    this.#emit(registry, registryAbi, "TakeOverBegun", { administrator: nobody }, plain);
  }

  completeTakeOver(timestamp: number): void {
    const plain = { timestamp: BigInt(timestamp) };
    this.#emit(this.#contracts.registry, registryAbi, "TakeOverCompleted", {}, plain);
  }

  takeStatusHead(owner: Hex, list: number, head: Hex, timestamp: number): void {
    this.heads.set(`${owner}/${list}`, head);
    const indexed = { owner, list: BigInt(list) };
    const plain = { head, timestamp: BigInt(timestamp) };
    this.#emit(this.#contracts.statusLists, statusAbi, "StatusHeadTaken", indexed, plain);
  }

  setOfficer(authority: Hex, officer: Hex, roles: number, timestamp: number): void {
    const indexed = { authority, officer, administrator: nobody };
    const plain = { acting: authority, roles, timestamp: BigInt(timestamp) };
    this.#emit(this.#contracts.registry, registryAbi, "OfficerChanged", indexed, plain);
  }

  append(entry: LogEntry): void {
    const index = BigInt(this.#log.size);
    this.#log.append(hashLeaf(encodeLogEntry(entry)));
    this.#emit(
      this.#contracts.log,
      logAbi,
      "BatchAppended",
      { ...entry, index },
      {
        batchRoot: toHex(entry.batchRoot),
        count: BigInt(entry.count),
        anchoredAt: BigInt(entry.anchoredAt),
        logRoot: toHex(this.#log.root()),
      },
    );
  }

  /** @param stated the head that the event states, if it is not the one that follows */
  changeStatus(
    owner: Hex,
    list: number,
    changes: readonly StatusChange[] | Hex,
    timestamp: number,
    stated?: Hex,
  ): void {
    const indexed = { owner, list: BigInt(list), acting: owner };
    const encoded = typeof changes === "string" ? changes : encodeStatusChanges(changes);
    const name = `${owner}/${list}`;
    const plain = { changes: encoded, officer: nobody, timestamp: BigInt(timestamp) };
    const head = nextStatusHead(this.heads.get(name) ?? noId, { ...indexed, ...plain });
    this.heads.set(name, head);
    const data = { ...plain, head: stated ?? head };
    this.#emit(this.#contracts.statusLists, statusAbi, "StatusChanged", indexed, data);
  }

  /** What the last event says is altered in its bytes, as a contract of edition 1 lets anybody write. */
  rewriteLast(from: string, to: string): void {
    const [log] = this.#blocks.at(-1) ?? [];
    if (log)
      this.#blocks[this.#blocks.length - 1] = [{ ...log, data: log.data.replace(from, to) as Hex }];
  }

  /** The node tells of the last block's events no more; what the contracts keep stays. */
  withholdLast(): void {
    this.#blocks[this.#blocks.length - 1] = [];
  }

  setAccreditation(authority: Hex, documentType: Hex, level: number, timestamp: number): void {
    const indexed = { authority, documentType, administrator: nobody };
    const plain = { acting: authority, level, timestamp: BigInt(timestamp) };
    this.#emit(this.#contracts.registry, registryAbi, "AccreditationChanged", indexed, plain);
  }

  setState(authority: Hex, state: number, timestamp: number): void {
    const indexed = { authority, administrator: nobody };
    const plain = { acting: authority, state, timestamp: BigInt(timestamp) };
    this.#emit(this.#contracts.registry, registryAbi, "AuthorityStateChanged", indexed, plain);
  }

  setKey(authority: Hex, thumbprint: Hex, from: number, until: number): void {
    const indexed = { authority, thumbprint, administrator: nobody };
    const [since, end] = [BigInt(from), BigInt(until)];
    const plain = { acting: authority, from: since, until: end, timestamp: since };
    this.#emit(this.#contracts.registry, registryAbi, "SigningKeyChanged", indexed, plain);
  }

  setValidator(
    { authority, name, consensusKey, power, from, until }: ValidatorTerm,
    timestamp: number,
  ): void {
    const toBytes = (text: string) => toHex(Buffer.from(text, "base64"));
    const keys = { consensusKey: toBytes(consensusKey), nodeKey: toBytes(name) };
    const [since, end] = [BigInt(from), BigInt(until ?? 0)];
    const times = { from: since, until: end, timestamp: BigInt(timestamp) };
    const plain = { acting: authority, ...keys, power: BigInt(power), ...times };
    const indexed = { centre: authority, administrator: nobody };
    this.#emit(this.#contracts.registry, registryAbi, "ValidatorChanged", indexed, plain);
  }

  answer({ id, method, params }: Rpc): Answers {
    const reply = (result: unknown) => ({ jsonrpc: "2.0", id, result });
    if (method === "eth_chainId") return reply(`0x${this.chainId.toString(16)}`);
    if (method === "eth_getBlockByNumber") return reply(this.#block(String(params[0])));
    if (method === "eth_getLogs") return reply(this.#logs(params[0] as Answers));
    if (method === "eth_call") return reply(this.#call(params[0] as { to: Hex; data: Hex }));
    return { jsonrpc: "2.0", id, error: { code: -32601, message: `no ${method}` } };
  }

  /** @param at of the events, if not when the authority began: a successor states late what goes on */
  register(
    { id, iss, name, kind, parent, keys, accreditations, states }: Authority,
    { at, names = JSON.stringify(name) }: { at?: number; names?: string } = {},
  ): void {
    const from = at ?? states[0]?.from ?? 0;
    const kinds = ["city", "district", "industry", "department"];
    const indexed = { authority: id, parent: parent ?? noId, administrator: nobody };
    this.#emit(this.#contracts.registry, registryAbi, "AuthorityRegistered", indexed, {
      acting: id,
      kind: kinds.indexOf(kind) + 1,
      depth: 1,
      issuer: iss,
      names,
      timestamp: BigInt(from),
    });
    for (const key of keys)
      this.setKey(id, toHex(Buffer.from(key.kid, "base64url")), key.from, key.until ?? 0);
    for (const { documentType, delegate, from: since } of accreditations)
      this.setAccreditation(id, documentType, delegate ? 2 : 1, at ?? since);
  }

  #emit(
    address: Hex,
    abi: Abi,
    eventName: string,
    indexed: Readonly<Record<string, unknown>>,
    plain: Readonly<Record<string, unknown>>,
  ): void {
    const event = abi.find((item) => item.type === "event" && item.name === eventName);
    if (event?.type !== "event") throw new Error(`no event ${eventName}`);
    const inputs = event.inputs.filter((input) => !input.indexed);
    const data = encodeAbiParameters(
      inputs,
      inputs.map(({ name }) => plain[name ?? ""]),
    );
    const topics = encodeEventTopics({ abi, eventName, args: indexed }) as Hex[];
    this.#blocks.push([{ address, topics, data }]);
  }

  #block(tag: string): Answers | null {
    const number = tag === "latest" ? this.#blocks.length - 1 : Number(tag);
    if (number >= this.#blocks.length) return null;
    const quantity = `0x${number.toString(16)}`;
    const hash = word(number + 1 + this.fork);
    return { number: quantity, hash, timestamp: "0x1", transactions: [], gasLimit: "0x1" };
  }

  #logs(filter: Answers): Answers[] {
    const [from, to] = [Number(filter.fromBlock), Number(filter.toBlock)];
    return this.#blocks.slice(from, to + 1).flatMap((logs, i) =>
      logs.map((log, logIndex) => ({
        ...log,
        blockNumber: `0x${(from + i).toString(16)}`,
        blockHash: word(from + i + 1),
        logIndex: `0x${logIndex.toString(16)}`,
        transactionHash: word(from + i),
        transactionIndex: "0x0",
        removed: false,
      })),
    );
  }

  #call({ to, data }: { to: Hex; data: Hex }): Hex {
    if (to === this.#contracts.registry) return this.#view(data);
    const abi = to === this.#contracts.log ? logAbi : statusAbi;
    const { functionName, args } = decodeFunctionData({ abi: abi as Abi, data });
    const results: Answers = {
      headOf: this.heads.get(args?.join("/") ?? "") ?? noId,
      registry: this.#contracts.registry,
      root: toHex(this.#log.root()),
      size: BigInt(this.#log.size),
      ...this.lies,
    };
    const result = results[functionName];
    return encodeFunctionResult({ abi: abi as Abi, functionName, result });
  }

  #view(data: Hex): Hex {
    const { functionName, args } = decodeFunctionData({ abi: registryAbi, data });
    const at = Number(args.at(-1));
    const holds =
      functionName === "isActiveAt"
        ? isActiveAt(this.#registry, args[0] as AuthorityId, at)
        : isAccreditedAt(this.#registry, args[0] as AuthorityId, args[1] as DocumentTypeId, at);
    const result = holds && !this.denies;
    return encodeFunctionResult({ abi: registryAbi, functionName, result });
  }
}
