import { type AuthorityId, type DocumentTypeId, fromHex, toHex } from "@sello/sdk";
import {
  contractLimits,
  encodeLogEntry,
  Frontier,
  hashLeaf,
  predecessorType,
  toEntryCount,
} from "@sello/sdk/log";
import type { Block, ChainEntry, ContractEvent, LogEvent, RegistryEvent } from "./ChainNode.ts";
import type { Facts } from "./Facts.ts";
import type { Findings } from "./Findings.ts";
import type { ChainState, KeptEntry } from "./MonitorState.ts";
import { toFrontier, toPosition } from "./readLog.ts";
import type { TakeOver } from "./TakeOver.ts";

export type FollowerParts = {
  readonly facts: Facts;
  /** Null for a registry that takes nothing over, or has done so. */
  readonly takeOver: TakeOver | null;
  /** Sizes of which the root is to be known. */
  readonly sizes: readonly number[];
  readonly findings: Findings;
};

/** What one deployment's events tell, up to the node's newest block. */
export class ChainFollower {
  /** Entries that the followed log does not have yet, by index. */
  readonly entries: Map<number, ChainEntry>;
  /** Roots of the sizes asked for. */
  readonly rootAt = new Map<number, string>();
  readonly facts: Facts;
  readonly #log: Frontier;
  readonly #sizes: ReadonlySet<number>;
  readonly #findings: Findings;
  /** As long as it lasts. */
  #takeOver: TakeOver | null;
  #hasSeal: boolean;

  constructor(before: ChainState | null, { facts, takeOver, sizes, findings }: FollowerParts) {
    this.facts = facts;
    this.entries = new Map((before?.ahead ?? []).map(toEntry).map((each) => [each.index, each]));
    this.#log = before ? toFrontier(before.log) : new Frontier();
    this.#sizes = new Set(sizes);
    this.#findings = findings;
    this.#takeOver = takeOver;
    this.#hasSeal = before?.hasSeal ?? false;
    this.#noteRoot();
  }

  get size(): number {
    return this.#log.size;
  }

  /** Whether it is a successor whose registry is not whole yet. */
  get isTakingOver(): boolean {
    return this.#takeOver !== null;
  }

  get hasSeal(): boolean {
    return this.#hasSeal;
  }

  get root(): string {
    return toHex(this.#log.root());
  }

  apply(event: ContractEvent): void {
    if (event.name === "BatchAppended") this.#append(event);
    else if (event.name === "StatusChanged") this.facts.changeStatus(event);
    else if (event.name === "StatusHeadTaken") this.facts.takeHead(event);
    else if (event.name === "RegistrySealed") this.#hasSeal = true;
    else if (event.name === "TakeOverCompleted")
      this.#completeTakeOver(Number(event.args.timestamp));
    else if (this.#takeOver !== null) this.#takeOn(event, this.#takeOver);
    else this.facts.changeRegistry(event);
  }

  /** What goes on is known already; whether it is what the successor states is compared at the end. */
  #takeOn(event: RegistryEvent, takeOver: TakeOver): void {
    takeOver.apply(event);
    if (takeOver.isGivenBack(event)) this.facts.changeRegistry(event);
  }

  /** @param at unix seconds */
  #completeTakeOver(at: number): void {
    if (this.#takeOver === null) this.facts.beginAt(at);
    else this.#takeOver.compare();
    this.#takeOver = null;
  }

  /** @param followed size of the log that was accepted: entries below it need not be kept */
  toState(block: Block, followed: number, isEnded: boolean): ChainState {
    return {
      block,
      log: toPosition(this.#log),
      ahead: [...this.entries.values()].filter(({ index }) => index >= followed).map(toKept),
      isEnded,
      hasSeal: this.#hasSeal,
    };
  }

  #append({ args }: LogEvent): void {
    const entry: ChainEntry = {
      index: Number(args.index),
      authority: args.authority as AuthorityId,
      documentType: args.documentType as DocumentTypeId,
      batchRoot: args.batchRoot,
      count: toEntryCount(String(args.count)),
      anchoredAt: Number(args.anchoredAt),
      logRoot: args.logRoot,
    };
    this.entries.set(entry.index, entry);
    const where = { index: entry.index };
    const most = countMax(entry);
    if (entry.count > most)
      this.#findings.add(
        "chain.unsound",
        { ...where, what: "count" },
        { expected: `at most ${most}`, found: String(entry.count) },
      );
    const leaf = encodeLogEntry({ ...entry, batchRoot: fromHex(entry.batchRoot) });
    this.#log.append(hashLeaf(leaf));
    this.#noteRoot();
    if (entry.logRoot === this.root && entry.index === this.size - 1) return;
    this.#findings.add("chain.root", where, { expected: this.root, found: entry.logRoot });
  }

  #noteRoot(): void {
    if (this.#sizes.has(this.size)) this.rootAt.set(this.size, this.root);
  }
}

/** What the contract takes, since its second edition: of the entry about the log before, the size of that. */
const countMax = ({ index, documentType }: ChainEntry): number =>
  index === 0 && documentType === predecessorType
    ? contractLimits.logSizeMax
    : contractLimits.batchCountMax;

const toKept = (entry: ChainEntry): KeptEntry => ({
  ...entry,
  count: typeof entry.count === "bigint" ? String(entry.count) : entry.count,
});

const toEntry = ({ count, ...entry }: KeptEntry): ChainEntry => ({
  ...entry,
  authority: entry.authority as AuthorityId,
  documentType: entry.documentType as DocumentTypeId,
  count: toEntryCount(String(count)),
});
