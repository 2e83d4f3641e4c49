import {
  type AuthorityId,
  type DocumentTypeId,
  fromHex,
  type Hex,
  SelloError,
  toHex,
} from "@sello/sdk";
import {
  decodeStatusChanges,
  emptyStatusHead,
  encodeLogEntry,
  Frontier,
  hashLeaf,
  nextStatusHead,
  type StatusChange,
} from "@sello/sdk/log";
import { type AuthorityRecord, applyRegistryEvent } from "@sello/sdk/trust";
import type {
  Block,
  ChainEntry,
  ChainNode,
  ContractEvent,
  Contracts,
  LogEvent,
  StatusEvent,
} from "./ChainNode.ts";
import type { Findings, Violation } from "./Findings.ts";
import type { ChainState, ListState } from "./MonitorState.ts";
import { toFrontier, toPosition } from "./readLog.ts";
import { changeWord, follow, type WordHistory, wordEntries } from "./StatusHistory.ts";

/** A status list as its events give it, by word. */
type FollowedList = { readonly head: Hex; readonly words: Map<number, WordHistory> };

/** What the contracts' events tell, up to the node's newest block. */
export class ChainFollower {
  readonly authorities: Map<AuthorityId, AuthorityRecord>;
  /** By `owner/list`. */
  readonly lists: Map<string, FollowedList>;
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
    this.lists = new Map(
      Object.entries(before?.lists ?? {}).map(([name, list]) => [name, toFollowed(list)]),
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
    else if (event.name === "StatusChanged") this.#changeStatus(event);
    else
      applyRegistryEvent(this.authorities, event, Number(event.args.timestamp), (record) => record);
  }

  /** @param followed size of the log that was accepted: entries below it need not be kept */
  toState(block: Block, followed: number): ChainState {
    return {
      block,
      log: toPosition(this.#log),
      ahead: [...this.entries.values()].filter(({ index }) => index >= followed),
      authorities: [...this.authorities.values()],
      lists: Object.fromEntries(
        [...this.lists].map(([name, { head, words }]) => [
          name,
          { head, words: Object.fromEntries(words) },
        ]),
      ),
    };
  }

  #append(args: LogEvent["args"]): void {
    const entry: ChainEntry = {
      index: Number(args.index),
      authority: args.authority as AuthorityId,
      documentType: args.documentType as DocumentTypeId,
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

  /** Folds a change (contracts/interfaces/IStatusLists.sol), and goes on from the head that it states. */
  #changeStatus({ block, args }: StatusEvent): void {
    const name = `${args.owner}/${args.list}`;
    const { head: before, words } = this.lists.get(name) ?? {
      head: emptyStatusHead,
      words: new Map(),
    };
    const where = { list: name, block };
    const expected = nextStatusHead(before, args);
    const found = args.head;
    if (found !== expected) this.#findings.add("chain.status-head", where, { expected, found });
    this.lists.set(name, { head: found, words });
    const changes = readChanges(args.changes, where, this.#findings) ?? [];
    const byWord = Map.groupBy(changes, ({ index }) => Math.floor(index / wordEntries));
    for (const [word, ofWord] of byWord) {
      const history = words.get(word) ?? [];
      const next = changeWord(history.at(-1)?.[1], ofWord);
      words.set(word, follow(history, [Number(args.timestamp), next], this.#keepFrom));
    }
  }

  #noteRoot(): void {
    if (this.#sizes.has(this.size)) this.rootAt.set(this.size, this.root);
  }
}

/** Null for what the contract lets nobody do; it is a finding. */
function readChanges(
  encoded: Hex,
  where: Violation["where"],
  findings: Findings,
): readonly StatusChange[] | null {
  try {
    return decodeStatusChanges(encoded);
  } catch (error) {
    if (!(error instanceof SelloError)) throw error;
    findings.add("chain.status-changes", where, { expected: error.message, found: encoded });
    return null;
  }
}

const toFollowed = ({ head, words }: ListState): FollowedList => ({
  head,
  words: new Map(Object.entries(words).map(([word, history]) => [Number(word), history])),
});

/** Whether the node is of this chain, with these contracts, and with the blocks that were seen. */
export async function checkNode(
  node: ChainNode,
  contracts: Contracts,
  before: ChainState | null,
  findings: Findings,
): Promise<boolean> {
  const id = await node.chainId();
  if (id !== contracts.chainId) {
    findings.add("chain.id", {}, { expected: contracts.chainId, found: id });
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
