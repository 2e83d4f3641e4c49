import { chmodSync, mkdirSync } from "node:fs";
import { setTimeout as delay } from "node:timers/promises";
import type { Hex } from "@sello/sdk";
import { type ChainNumber, firstChain } from "../../services/ledger/deployment/Deployment.ts";
import { ChainError } from "../../services/ledger/errors.ts";
import { Contradictions } from "../../services/ledger/journal/Contradictions.ts";
import type { PgSession } from "../../services/ledger/journal/PgSession.ts";
import { ledgerLimits } from "../../services/ledger/ledgerLimits.ts";
import type { Queryable } from "../../services/platform/database/Transaction.ts";
import { Unavailable } from "../../services/platform/errors.ts";
import type { Logger } from "../../services/platform/Logger.ts";
import { toReason } from "../../services/platform/toReason.ts";
import type { AnvilProcess } from "./AnvilProcess.ts";
import type { AnvilBlock } from "./AnvilRpc.ts";
import { BlockStore, type PlannedBlock } from "./BlockStore.ts";
import { ChainDoor } from "./ChainDoor.ts";
import { findAlteredLeftover } from "./findAlteredLeftover.ts";
import type { BlockId } from "./inspectNode.ts";
import { endLeftover } from "./leftover.ts";
import { isAsPlanned, mineOrFind } from "./mineBlock.ts";
import { OwnHead } from "./OwnHead.ts";
import { type Rebuilt, rebuild } from "./rebuild.ts";
import { Snapshots } from "./Snapshots.ts";
import { SnapshotTaker } from "./SnapshotTaker.ts";

export type EmbeddedChainOptions = {
  readonly database: Queryable;
  readonly session: PgSession;
  /** Ours alone: snapshots and the process number of the node. */
  readonly directory: string;
  readonly chainId: number;
  /** Its place among the network's chains; the first unless given. */
  readonly number?: ChainNumber;
  /** The rules of its genesis, as they were when it was made; today's unless given. */
  readonly hardfork?: string;
  /** Port on loopback at which others may read the chain; 0 or absent for any that is free. */
  readonly port?: number;
  readonly logger: Logger;
  /** Somebody changed the node behind our back; it is made again from the journal up to this block. */
  readonly onAltered?: (block: bigint) => void;
  readonly onProgress?: (doneBlocks: bigint, totalBlocks: bigint) => void;
};

const lockWaitMs = 3_000;

/**
 * A chain on this machine, for those who run none. The node forgets everything when it ends; the journal
 * does not, so the chain is rebuilt from it, to the same blocks, whenever the node was stopped or killed.
 */
export class EmbeddedChain {
  readonly chainId: number;
  readonly number: ChainNumber;
  readonly #options: EmbeddedChainOptions;
  readonly #blocks: BlockStore;
  readonly #snapshots: Snapshots;
  readonly #taker: SnapshotTaker;
  readonly #contradictions: Contradictions;
  readonly #door: ChainDoor;
  #node: AnvilProcess | null = null;
  readonly #head = new OwnHead();
  readonly #lockName = { name: "embedded", of: firstChain } as const;
  #stopping = false;
  #rebuilding: Promise<void> | null = null;

  constructor(options: EmbeddedChainOptions) {
    this.#options = options;
    this.chainId = options.chainId;
    this.number = options.number ?? firstChain;
    this.#blocks = new BlockStore(options.database, this.number);
    this.#snapshots = new Snapshots(options.directory);
    const parts = { snapshots: this.#snapshots, blocks: this.#blocks };
    this.#taker = new SnapshotTaker({ ...parts, logger: options.logger });
    this.#contradictions = new Contradictions(options.database, this.number);
    this.#door = new ChainDoor((request) => this.#ask(request));
  }

  /** Where the chain can be read: nowhere while it is being rebuilt, so that nobody reads half a chain. */
  readonly urls = (): readonly string[] => (this.#node === null ? [] : [this.#door.url]);

  get blocks(): BlockStore {
    return this.#blocks;
  }

  /** The block of the newest snapshot, saved or loaded; 0 without one. */
  get snapshotBlock(): bigint {
    return this.#taker.newest;
  }

  /**
   * Resolves when the chain is whole again. Throws `ChainError`: `chain.contradiction` if it cannot be made
   * as it was, `chain.in_use` if another process runs it.
   */
  async start(): Promise<void> {
    const { directory, port = 0 } = this.#options;
    mkdirSync(directory, { recursive: true });
    // The node's socket is in it.
    chmodSync(directory, 0o700);
    await this.#lock();
    try {
      await this.#door.open(port);
      const altered = await findAlteredLeftover(directory, this.#blocks);
      if (altered !== null) this.#reportAltered(altered);
      await endLeftover(directory);
      await this.#rebuild();
    } catch (error) {
      await this.#door.close();
      await this.#options.session.unlock(this.#lockName);
      throw error;
    }
  }

  async stop(): Promise<void> {
    this.#stopping = true;
    await this.#rebuilding?.catch(() => {});
    const node = this.#node;
    if (node !== null) await this.#taker.take(node.rpc, this.#head.block);
    this.#node = null;
    await node?.kill();
    await this.#door.close();
    await this.#options.session.unlock(this.#lockName);
  }

  /**
   * Mines the written block, or finds it if the node has it already. Throws `Unavailable`
   * (`chain.unavailable`) while the node is being rebuilt; it then has the block when it is back.
   * @returns the block's hash
   */
  async mine(plan: PlannedBlock): Promise<Hex> {
    const node = this.#node;
    if (node === null) throw new Unavailable("chain.unavailable", "The chain is being rebuilt.");
    return this.#head.change(async () => {
      const block = await this.#mineOn(node, plan);
      if (block === null || !isAsPlanned(block, plan)) {
        // The rebuild shows whether this node or the journal is wrong.
        await this.#distrust(node);
        throw new Unavailable(
          "chain.unavailable",
          "The node has another block or another state than was planned.",
        );
      }
      this.#head.set({ number: plan.number, hash: block.hash });
      return block.hash;
    });
  }

  /** Between two blocks: saves the state if enough was mined since the last time. */
  async saveSnapshotIfDue(): Promise<void> {
    if (this.#node !== null) await this.#taker.takeIfDue(this.#node.rpc, this.#head.block);
  }

  async #mineOn(node: AnvilProcess, plan: PlannedBlock): Promise<AnvilBlock | null> {
    try {
      return await mineOrFind(node.rpc, plan, this.#head.block);
    } catch (error) {
      // It hangs or is gone. Only a new one is sure to have what was written, no more and no less.
      await node.kill();
      throw error;
    }
  }

  /** What the node answers, as long as its newest block is one of ours after it has answered. */
  async #ask(request: string): Promise<string | null> {
    const node = this.#node;
    if (node === null) return null;
    const answer = await node.rpc.exchange(request, ledgerLimits.rpcMs);
    if (await this.#head.isHeadOf(node.rpc)) return answer;
    await this.#distrust(node);
    return null;
  }

  async #distrust(node: AnvilProcess): Promise<void> {
    if (this.#node !== node || !node.running) return;
    this.#reportAltered(this.#head.block);
    await node.kill();
  }

  #reportAltered({ number }: BlockId): void {
    const { logger, onAltered } = this.#options;
    logger.error({ block: String(number) }, "the embedded chain was altered from outside");
    onAltered?.(number);
  }

  async #lock(): Promise<void> {
    const start = performance.now();
    while (!(await this.#options.session.tryLock(this.#lockName))) {
      if (performance.now() - start > lockWaitMs) {
        throw new ChainError("chain.in_use", "Another process runs the embedded chain.");
      }
      await delay(100);
    }
  }

  async #rebuild(): Promise<void> {
    const { directory, chainId, hardfork, logger, onProgress } = this.#options;
    const start = performance.now();
    let rebuilt: Rebuilt;
    try {
      rebuilt = await rebuild({
        anvil: { directory, chainId, ...(hardfork === undefined ? {} : { hardfork }) },
        blocks: this.#blocks,
        snapshots: this.#snapshots,
        logger,
        ...(onProgress === undefined ? {} : { onProgress }),
      });
    } catch (error) {
      if (error instanceof ChainError) await this.#refuse(error);
      throw error;
    }
    await this.#contradictions.clear("embedded");
    this.#head.set(rebuilt.head);
    this.#taker.newest = rebuilt.snapshot;
    this.#node = rebuilt.node;
    void rebuilt.node.exited.then(() => this.#onExit(rebuilt.node));
    const ms = Math.round(performance.now() - start);
    const [blocks, fromSnapshot] = [String(rebuilt.head.number), String(rebuilt.snapshot)];
    logger.info({ blocks, fromSnapshot, ms }, "embedded chain is up");
  }

  async #refuse(error: ChainError): Promise<void> {
    this.#options.logger.error({ code: error.code, data: error.data }, "embedded chain refused");
    await this.#contradictions.report("embedded", error.message);
  }

  #onExit(node: AnvilProcess): void {
    if (this.#node !== node) return;
    this.#node = null;
    if (this.#stopping) return;
    const block = String(this.#head.block.number);
    this.#options.logger.warn({ block }, "embedded node ended; rebuilding");
    this.#rebuilding = this.#rebuildUntilUp().finally(() => {
      this.#rebuilding = null;
    });
  }

  async #rebuildUntilUp(): Promise<void> {
    while (!this.#stopping) {
      try {
        await this.#relock();
        await endLeftover(this.#options.directory);
        return await this.#rebuild();
      } catch (error) {
        // Neither a contradiction, which health reports, nor another process in our place goes away by itself.
        if (error instanceof ChainError) return;
        const reason = toReason(error);
        this.#options.logger.warn({ reason }, "embedded chain could not be rebuilt; trying again");
        await delay(ledgerLimits.retryMs);
      }
    }
  }

  /** The lock is lost with the database's connection; the process that got it meanwhile runs the chain now. */
  async #relock(): Promise<void> {
    if (!this.#options.session.holds(this.#lockName)) await this.#lock();
  }
}
