import { toHex } from "@sello/sdk";
import type { Journal } from "../ledger/Journal.ts";
import { type Clock, toSeconds } from "../platform/Clock.ts";
import type { Transaction } from "../platform/database/Transaction.ts";
import type { Logger } from "../platform/Logger.ts";
import { limits } from "../platform/limits.ts";
import { SteadyLoop } from "../platform/loops/SteadyLoop.ts";
import type { Registry } from "../registry/Registry.ts";
import { appendCall } from "./appendCall.ts";
import { LogContradiction } from "./errors.ts";
import type { PendingStream, PgBatchStore, RefusedBatch } from "./PgBatchStore.ts";
import type { Resealer } from "./Resealer.ts";
import { shuffledTree } from "./shuffledTree.ts";

export type BatcherOptions = {
  readonly store: PgBatchStore;
  readonly registry: Registry;
  readonly journal: Journal;
  readonly resealer: Pick<Resealer, "reseal">;
  readonly clock: Clock;
  readonly logger: Logger;
  /** Copies in a full batch. */
  readonly batchDocuments?: number;
  /** Age of the oldest pending copy at which a batch is closed that is not full. */
  readonly batchAgeMs?: number;
};

// How long a copy may wait to be seen, so that its batch is closed in time by age, or by size.
const lookMsMax = 100;
const firstRetryMs = 1_000;

/**
 * Closes batches of pending copies and hands them to the journal. Any number of batchers may work on
 * one database: a stream is batched by one at a time, and a batch, its tree and the signed transaction
 * that appends it are stored together or not at all (docs/decisions/0040).
 */
export class Batcher {
  readonly loop: SteadyLoop;
  readonly #options: BatcherOptions;
  readonly #batchDocuments: number;
  readonly #batchAgeMs: number;

  constructor(options: BatcherOptions) {
    this.#options = options;
    this.#batchDocuments = options.batchDocuments ?? limits.batchDocuments;
    this.#batchAgeMs = options.batchAgeMs ?? limits.batchAgeMs;
    this.loop = new SteadyLoop({
      name: "batcher",
      step: (stopping) => this.round(stopping),
      logger: options.logger,
    });
  }

  /**
   * Closes every batch that is due now, and tries again what was refused.
   * @param stopping ends the round between two batches
   * @returns milliseconds until the next batch may be due
   */
  async round(stopping?: AbortSignal): Promise<number> {
    await this.#retryRefused(stopping);
    let waitMs = Math.min(lookMsMax, Math.max(this.#batchAgeMs / 4, 5));
    for (const pending of await this.#options.store.pending()) {
      if (stopping?.aborted) break;
      const again = await this.#attempt(pending);
      waitMs = Math.min(waitMs, again);
    }
    return waitMs;
  }

  // One stream that fails must not keep the others from being anchored.
  async #attempt(pending: PendingStream): Promise<number> {
    try {
      return await this.#consider(pending);
    } catch (error) {
      if (!(error instanceof LogContradiction)) throw error;
      this.#options.logger.error({ code: error.code, ...error.data }, "stream cannot be batched");
      return lookMsMax;
    }
  }

  async #consider(pending: PendingStream): Promise<number> {
    if (pending.oldestAgeMs === null) throw missingCopies(pending, 0);
    const dueMs = this.#dueInMs(pending, pending.oldestAgeMs);
    if (dueMs > 0) return dueMs;
    if (await this.#isHeld(pending)) return lookMsMax;
    await this.#close(pending);
    return pending.count > this.#batchDocuments ? 0 : lookMsMax;
  }

  // While the chain is slow or away, small batches would pile up: above a few, only full ones go.
  #dueInMs(pending: PendingStream, oldestAgeMs: number): number {
    if (pending.count >= this.#batchDocuments) return 0;
    if (pending.underWay >= limits.batchesUnderWay) return lookMsMax;
    return Math.max(this.#batchAgeMs - oldestAgeMs, 0);
  }

  async #isHeld({
    authority,
    documentType,
  }: Pick<PendingStream, "authority" | "documentType">): Promise<boolean> {
    const now = toSeconds(this.#options.clock.nowMs());
    return (await this.#options.registry.issuingObstacle(authority, documentType, now)) !== null;
  }

  async #close(pending: PendingStream): Promise<void> {
    const startedMs = performance.now();
    const { stream } = pending;
    const count = Math.min(pending.count, this.#batchDocuments);
    const batch = await this.#options.store.transaction((tx) => this.#write(tx, pending, count));
    if (batch === null) return;
    const ms = Math.round(performance.now() - startedMs);
    this.#options.logger.info({ batch, stream, documents: count, ms }, "batch closed");
  }

  /** @returns the batch's id; null when another batcher was faster, or no key lasts long enough */
  async #write(tx: Transaction, pending: PendingStream, count: number): Promise<number | null> {
    const { store, journal } = this.#options;
    const { stream, firstSeq } = pending;
    if (!(await store.tryLock(tx, stream))) return null;
    // The holder of the lock before us has closed what `pending` named; what is left may not be due.
    if ((await store.batchedUpTo(tx, stream)) !== firstSeq) return null;
    const sound = await this.#soundLeaves(tx, { ...pending, count });
    if (sound === null) return null;
    const tree = shuffledTree(sound.leaves);
    const batch = await store.insert(tx, { stream, firstSeq, count, ...tree });
    // Last, because it locks the sender's nonce, which all batchers share.
    const call = appendCall({ ...pending, count, root: toHex(tree.root) });
    await store.sentWith(tx, batch, (await journal.enqueue(tx, call)).id);
    return batch;
  }

  /**
   * Documents of a range, each under a key that will be current when they are anchored. Null while the
   * authority has no such key; what was issued waits for one.
   */
  async #soundLeaves(tx: Transaction, range: CopyRange) {
    const { store, resealer, logger } = this.#options;
    const { stream, authority, firstSeq, count } = range;
    const { hashes, headers } = await store.leaves(tx, stream, firstSeq, count);
    const leaves = [...hashes];
    if (leaves.length !== count) throw missingCopies(range, leaves.length);
    const resealed = await resealer.reseal(authority, range, headers);
    if (resealed === null) {
      logger.warn({ stream, authority }, "documents wait: their authority has no key that lasts");
      return null;
    }
    if (resealed.length > 0) {
      for (const { offset, leaf } of resealed) leaves[offset] = leaf;
      await store.replaceLeaves(tx, stream, firstSeq, resealed);
      logger.info({ stream, documents: resealed.length }, "signed again: their key has ended");
    }
    return { leaves, changed: resealed.length > 0 };
  }

  async #retryRefused(stopping?: AbortSignal): Promise<void> {
    for (const batch of await this.#options.store.refused()) {
      if (stopping?.aborted) return;
      if (isInLog(batch)) await this.#claim(batch);
      if (!isRetryDue(batch) || (await this.#isHeld(batch))) continue;
      await this.#options.store.transaction((tx) => this.#appendAgain(tx, batch));
    }
  }

  /** Somebody else has appended it. If its event was not read yet, that event will mark the batch anchored. */
  async #claim({ id, stream }: RefusedBatch): Promise<void> {
    const { store, logger } = this.#options;
    if (await store.transaction((tx) => store.claimEntry(tx, id)))
      logger.info({ batch: id, stream }, "the batch is in the log by another's hand");
  }

  async #appendAgain(tx: Transaction, batch: RefusedBatch): Promise<void> {
    const { store, journal, logger } = this.#options;
    const sound = await this.#soundLeaves(tx, batch);
    if (sound === null || !(await store.reopen(tx, batch.id))) return;
    const tree = sound.changed ? shuffledTree(sound.leaves) : null;
    if (tree) await store.replaceTree(tx, batch.id, tree);
    const root = tree ? toHex(tree.root) : batch.root;
    const call = appendCall({ ...batch, root });
    await store.sentWith(tx, batch.id, (await journal.enqueue(tx, call)).id);
    logger.info({ batch: batch.id, attempts: batch.attempts + 1 }, "refused batch sent again");
  }
}

/** The log has this batch with this count. It will never be appended again. */
const isInLog = ({ error }: RefusedBatch): boolean =>
  error?.error === "DocumentLog_AlreadyAppended";

function isRetryDue(batch: RefusedBatch): boolean {
  const { attempts, sinceRefusalMs } = batch;
  if (isInLog(batch)) return false;
  return sinceRefusalMs >= Math.min(firstRetryMs * 2 ** (attempts - 1), limits.refusedRetryMs);
}

type CopyRange = Pick<PendingStream, "stream" | "authority" | "firstSeq" | "count">;

const missingCopies = ({ stream, firstSeq, count }: Omit<CopyRange, "authority">, found: number) =>
  new LogContradiction("log.copies", "A stream counts copies that are not stored.", {
    stream,
    firstSeq,
    count,
    found,
  });
