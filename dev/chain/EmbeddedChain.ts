import { mkdirSync } from "node:fs";
import { setTimeout as delay } from "node:timers/promises";
import type { Hex } from "@sello/sdk";
import { ChainError } from "../../services/ledger/errors.ts";
import { Contradictions } from "../../services/ledger/journal/Contradictions.ts";
import type { PgSession } from "../../services/ledger/journal/PgSession.ts";
import { ledgerLimits } from "../../services/ledger/ledgerLimits.ts";
import type { Queryable } from "../../services/platform/database/Transaction.ts";
import { Unavailable } from "../../services/platform/errors.ts";
import type { Logger } from "../../services/platform/Logger.ts";
import { toReason } from "../../services/platform/toReason.ts";
import type { AnvilProcess } from "./AnvilProcess.ts";
import { type AnvilBlock, AnvilFailure, call } from "./AnvilRpc.ts";
import { BlockStore, type PlannedBlock } from "./BlockStore.ts";
import { endLeftover } from "./leftover.ts";
import { isAsPlanned, mineBlock } from "./mineBlock.ts";
import { type Rebuilt, rebuild } from "./rebuild.ts";
import { Snapshots } from "./Snapshots.ts";

export type EmbeddedChainOptions = {
  readonly database: Queryable;
  readonly session: PgSession;
  /** Ours alone: snapshots and the process number of the node. */
  readonly directory: string;
  readonly chainId: number;
  /** Port on loopback; 0 or absent for any that is free. */
  readonly port?: number;
  readonly logger: Logger;
  readonly onProgress?: (doneBlocks: bigint, totalBlocks: bigint) => void;
};

const dumpMs = 120_000;
const lockWaitMs = 3_000;

/**
 * A chain on this machine, for those who run none. The node forgets everything when it ends; the journal
 * does not, so the chain is rebuilt from it, to the same blocks, whenever the node was stopped or killed.
 */
export class EmbeddedChain {
  readonly chainId: number;
  readonly #options: EmbeddedChainOptions;
  readonly #blocks: BlockStore;
  readonly #snapshots: Snapshots;
  readonly #contradictions: Contradictions;
  #node: AnvilProcess | null = null;
  #head = 0n;
  #snapshot = 0n;
  #stopping = false;
  #rebuilding: Promise<void> | null = null;

  constructor(options: EmbeddedChainOptions) {
    this.#options = options;
    this.chainId = options.chainId;
    this.#blocks = new BlockStore(options.database);
    this.#snapshots = new Snapshots(options.directory);
    this.#contradictions = new Contradictions(options.database);
  }

  /** Where the node answers: none while it is being rebuilt, so that nobody reads half a chain. */
  readonly urls = (): readonly string[] => (this.#node === null ? [] : [this.#node.url]);

  get blocks(): BlockStore {
    return this.#blocks;
  }

  /** The block of the newest snapshot, saved or loaded; 0 if there is none. */
  get snapshotBlock(): bigint {
    return this.#snapshot;
  }

  /**
   * Resolves when the chain is whole again. Throws `ChainError`: `chain.contradiction` if it cannot be made
   * as it was, `chain.in_use` if another process runs it.
   */
  async start(): Promise<void> {
    mkdirSync(this.#options.directory, { recursive: true });
    await this.#lock();
    try {
      await endLeftover(this.#options.directory);
      await this.#rebuild();
    } catch (error) {
      await this.#options.session.unlock("embedded");
      throw error;
    }
  }

  async stop(): Promise<void> {
    this.#stopping = true;
    await this.#rebuilding?.catch(() => {});
    await this.#saveSnapshot(1n);
    const node = this.#node;
    this.#node = null;
    await node?.kill();
    await this.#options.session.unlock("embedded");
  }

  /**
   * Mines the written block, or finds it if the node has it already. Throws `Unavailable`
   * (`chain.unavailable`) while the node is being rebuilt; it then has the block when it is back.
   * @returns the block's hash
   */
  async mine(plan: PlannedBlock): Promise<Hex> {
    const node = this.#node;
    if (node === null) throw new Unavailable("chain.unavailable", "The chain is being rebuilt.");
    const block = await this.#mineOn(node, plan);
    if (!isAsPlanned(block, plan)) {
      // The rebuild shows whether this node or the journal is wrong.
      await node.kill();
      throw new Unavailable(
        "chain.unavailable",
        "The node mined another block than the one planned.",
      );
    }
    this.#head = plan.number;
    return block.hash;
  }

  /** Between two blocks: saves the state if enough was mined since the last time. */
  async saveSnapshotIfDue(): Promise<void> {
    // Its cost grows with the chain, so the distance does, too.
    const growing = this.#snapshot / 4n;
    const due = BigInt(ledgerLimits.snapshotBlocks);
    await this.#saveSnapshot(growing > due ? growing : due);
  }

  async #mineOn(node: AnvilProcess, plan: PlannedBlock): Promise<AnvilBlock> {
    try {
      if (plan.number > this.#head) return await mineBlock(node.rpc, plan);
      const number = `0x${plan.number.toString(16)}`;
      const found = await node.rpc.request(
        call("eth_getBlockByNumber", number, false),
        ledgerLimits.rpcMs,
      );
      return found as AnvilBlock;
    } catch (error) {
      // It hangs or is gone. Only a new one is sure to have what was written, no more and no less.
      await node.kill();
      throw error;
    }
  }

  async #lock(): Promise<void> {
    const start = performance.now();
    while (!(await this.#options.session.tryLock("embedded"))) {
      if (performance.now() - start > lockWaitMs) {
        throw new ChainError("chain.in_use", "Another process runs the embedded chain.");
      }
      await delay(100);
    }
  }

  async #rebuild(): Promise<void> {
    const { directory, chainId, port = 0, logger, onProgress } = this.#options;
    const start = performance.now();
    let rebuilt: Rebuilt;
    try {
      rebuilt = await rebuild({
        anvil: { directory, chainId, port },
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
    this.#head = rebuilt.head;
    this.#snapshot = rebuilt.snapshot;
    this.#node = rebuilt.node;
    void rebuilt.node.exited.then(() => this.#onExit(rebuilt.node));
    const ms = Math.round(performance.now() - start);
    const blocks = { blocks: String(rebuilt.head), fromSnapshot: String(rebuilt.snapshot) };
    logger.info({ ...blocks, ms }, "embedded chain is up");
  }

  async #refuse(error: ChainError): Promise<void> {
    this.#options.logger.error({ code: error.code, data: error.data }, "embedded chain refused");
    await this.#contradictions.report("embedded", error.message);
  }

  #onExit(node: AnvilProcess): void {
    if (this.#node !== node) return;
    this.#node = null;
    if (this.#stopping) return;
    this.#options.logger.warn({ block: String(this.#head) }, "embedded node ended; rebuilding");
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
    if (!this.#options.session.holds("embedded")) await this.#lock();
  }

  async #saveSnapshot(distance: bigint): Promise<void> {
    const node = this.#node;
    if (node === null || this.#head < this.#snapshot + distance) return;
    try {
      const hash = await this.#blocks.hashOf(this.#head);
      if (hash === null) return;
      const state = (await node.rpc.request(call("anvil_dumpState"), dumpMs)) as Hex;
      await this.#snapshots.save(this.#head, hash, state);
      this.#snapshot = this.#head;
    } catch (error) {
      const reason = toReason(error);
      this.#options.logger.warn({ reason }, "no snapshot of the chain was saved");
      if (!(error instanceof AnvilFailure)) this.#snapshot = this.#head;
    }
  }
}
