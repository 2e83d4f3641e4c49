import {
  type AuthorityId,
  encodeLogEntry,
  Frontier,
  fromHex,
  hashLeaf,
  toHex,
} from "../../sdk/index.ts";
import { type AuthorityFacts, applyRegistryEvent } from "./AuthorityFacts.ts";
import type {
  Block,
  ChainEntry,
  ChainNode,
  ContractEvent,
  Contracts,
  LogEvent,
  StatusEvent,
} from "./ChainNode.ts";
import type { Findings } from "./Findings.ts";
import type { ChainState } from "./MonitorState.ts";
import { toFrontier, toPosition } from "./readLog.ts";
import { follow, unrevokes, type WordHistory } from "./StatusHistory.ts";

/** What the contracts' events tell, up to the node's newest block. */
export class ChainFollower {
  readonly authorities: Map<AuthorityId, AuthorityFacts>;
  /** By `owner/list`, then by word. */
  readonly words: Map<string, Map<number, WordHistory>>;
  /** Entries that the followed log does not have yet, by index. */
  readonly entries: Map<number, ChainEntry>;
  /** Roots of the sizes asked for. */
  readonly rootAt = new Map<number, string>();
  readonly #log: Frontier;
  readonly #sizes: ReadonlySet<number>;
  readonly #findings: Findings;
  readonly #keepFrom: number;

  /** @param keepFrom unix seconds: what a word was before is forgotten */
  constructor(
    before: ChainState | null,
    options: { sizes: readonly number[]; keepFrom: number; findings: Findings },
  ) {
    this.authorities = new Map((before?.authorities ?? []).map((each) => [each.id, each]));
    this.words = new Map(
      Object.entries(before?.words ?? {}).map(([list, words]) => [
        list,
        new Map(Object.entries(words).map(([word, history]) => [Number(word), history])),
      ]),
    );
    this.entries = new Map((before?.ahead ?? []).map((entry) => [entry.index, entry]));
    this.#log = before ? toFrontier(before.log) : new Frontier();
    this.#sizes = new Set(options.sizes);
    this.#findings = options.findings;
    this.#keepFrom = options.keepFrom;
    this.#noteRoot();
  }

  get size(): number {
    return this.#log.size;
  }

  get root(): string {
    return toHex(this.#log.root());
  }

  apply(event: ContractEvent): void {
    if (event.name === "BatchAppended") this.#append(event.args);
    else if (event.name === "StatusChanged") this.#setWord(event.args);
    else applyRegistryEvent(this.authorities, event);
  }

  /** @param followed size of the log that was accepted: entries below it need not be kept */
  toState(block: Block, followed: number): ChainState {
    return {
      block,
      log: toPosition(this.#log),
      ahead: [...this.entries.values()].filter(({ index }) => index >= followed),
      authorities: [...this.authorities.values()],
      words: Object.fromEntries(
        [...this.words].map(([list, words]) => [list, Object.fromEntries(words)]),
      ),
    };
  }

  #append(args: LogEvent["args"]): void {
    const entry: ChainEntry = {
      index: Number(args.index),
      authority: args.authority,
      documentType: args.documentType,
      batchRoot: args.batchRoot,
      count: Number(args.count),
      anchoredAt: Number(args.anchoredAt),
      logRoot: args.logRoot,
    };
    this.entries.set(entry.index, entry);
    const leaf = encodeLogEntry({ ...entry, batchRoot: fromHex(entry.batchRoot) });
    this.#log.append(hashLeaf(leaf));
    this.#noteRoot();
    if (entry.logRoot === this.root && entry.index === this.size - 1) return;
    const where = { index: entry.index };
    this.#findings.add("chain.root", where, { expected: this.root, found: entry.logRoot });
  }

  #setWord({ owner, list, word, flags, timestamp }: StatusEvent["args"]): void {
    const name = `${owner}/${list}`;
    const words = this.words.get(name) ?? new Map<number, WordHistory>();
    const history = words.get(word) ?? [];
    const next = toHex(bytesOf(flags));
    const last = history.at(-1)?.[1];
    if (last !== undefined && unrevokes(last, next))
      this.#findings.add("chain.unrevoked", { list: name, word }, { expected: last, found: next });
    words.set(word, follow(history, [Number(timestamp), next], this.#keepFrom));
    this.words.set(name, words);
  }

  #noteRoot(): void {
    if (this.#sizes.has(this.size)) this.rootAt.set(this.size, this.root);
  }
}

const bytesOf = (flags: bigint): Uint8Array =>
  Uint8Array.from(Buffer.from(flags.toString(16).padStart(64, "0"), "hex"));

/** Whether the node is of this chain, with these contracts, and with the blocks that were seen. */
export async function checkNode(
  node: ChainNode,
  contracts: Contracts,
  before: ChainState | null,
  findings: Findings,
): Promise<boolean> {
  const id = await node.chainId();
  if (id !== contracts.id) {
    findings.add("chain.id", {}, { expected: contracts.id, found: id });
    return false;
  }
  const registries = await node.registries(contracts);
  if (registries.some((address) => address !== contracts.registry)) {
    findings.add("chain.contracts", {}, { expected: contracts, found: registries });
    return false;
  }
  if (before === null) return true;
  const { number, hash: expected } = before.block;
  const found = await node.hashOf(number);
  if (found !== expected) findings.add("chain.rewritten", { block: number }, { expected, found });
  return found === expected;
}

/** Reads the events since `before` up to the node's newest block, and compares with the contract's own state. */
export async function followChain(
  node: ChainNode,
  contracts: Contracts,
  before: ChainState | null,
  follower: ChainFollower,
  findings: Findings,
): Promise<Block> {
  const head = await node.head();
  const from = before === null ? 0 : before.block.number + 1;
  for await (const event of node.events(contracts, from, head.number)) follower.apply(event);
  const own = await node.log(contracts, head.number);
  const where = { block: head.number };
  if (own.size !== follower.size)
    findings.add("chain.size", where, { expected: follower.size, found: own.size });
  else if (own.root !== follower.root)
    findings.add("chain.root", where, { expected: follower.root, found: own.root });
  return head;
}
