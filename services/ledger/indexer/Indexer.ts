import type { Queryable, Transactor } from "../../platform/database/Transaction.ts";
import { ServiceError, Unavailable } from "../../platform/errors.ts";
import type { Logger } from "../../platform/Logger.ts";
import { SteadyLoop } from "../../platform/loops/SteadyLoop.ts";
import { toReason } from "../../platform/toReason.ts";
import type { IndexedPlace } from "../deployment/Deployment.ts";
import type { EvmChain } from "../evm/EvmChain.ts";
import type { EvmContracts } from "../evm/EvmContracts.ts";
import { Contradictions } from "../journal/Contradictions.ts";
import { unsettleOrphans } from "../journal/JournalStore.ts";
import type { PgSession, SessionLock } from "../journal/PgSession.ts";
import { ledgerLimits } from "../ledgerLimits.ts";
import type { Projection } from "../Projection.ts";
import {
  type Cursor,
  forgetAfter,
  insertEvents,
  insertSeen,
  loadCursor,
  loadSeen,
  moveCursor,
} from "./IndexerStore.ts";
import { type BlockRange, chooseEnd, type ReadRequest, readBlocks } from "./readBlocks.ts";
import type { WrittenBlocks } from "./WrittenBlocks.ts";

export type IndexerOptions = {
  readonly database: Queryable & Transactor;
  readonly chain: EvmChain;
  readonly contracts: EvmContracts;
  readonly session: PgSession;
  /** Called in this order. */
  readonly projections: readonly Projection[];
  /** The first block that matters: the one of the oldest contract, or any before it. */
  readonly firstBlock?: bigint;
  /** Given where we make the blocks: no other block is read. */
  readonly written?: WrittenBlocks;
  readonly logger: Logger;
};

const depth = BigInt(ledgerLimits.reorganisationBlocks);

/**
 * Follows the events of one deployment's contracts into PostgreSQL and the projections, each exactly once. Of several, one
 * works. Where chain and database contradict each other, it says so and stops applying; it never guesses.
 */
export class Indexer {
  readonly loop: SteadyLoop;
  readonly #options: IndexerOptions;
  readonly #contradictions: Contradictions;
  readonly #place: IndexedPlace;
  readonly #lock: SessionLock;

  constructor(options: IndexerOptions) {
    this.#options = options;
    this.#place = { id: options.contracts.deployment, chain: options.chain.number };
    this.#lock = { name: "indexer", of: this.#place.id };
    this.#contradictions = new Contradictions(options.database, this.#place.id);
    const { session, logger } = options;
    this.loop = new SteadyLoop({
      name: "indexer",
      step: () => this.#step(),
      wakeOn: (wake) => session.listen("sello_settled", wake),
      onStopped: () => session.unlock(this.#lock),
      logger,
    });
  }

  /** @returns milliseconds until the next look */
  async #step(): Promise<number> {
    const { session, database, chain } = this.#options;
    if (!session.holds(this.#lock) && !(await session.tryLock(this.#lock))) {
      return ledgerLimits.journalPollMs;
    }
    const head = await this.#head();
    const cursor = await loadCursor(database, this.#place.id);
    if (cursor === null) return this.#begin(head);
    const there = cursor.number <= head ? await chain.block(cursor.number) : null;
    if (there?.hash !== cursor.hash) return this.#resolve(cursor);
    if (head > cursor.number) return this.#advance(cursor, head);
    await this.#contradictions.clear("indexer");
    return ledgerLimits.headPollMs;
  }

  /** The newest block that counts: where we make the blocks, none beyond those that we wrote. */
  async #head(): Promise<bigint> {
    const { chain, written } = this.#options;
    const there = await chain.blockNumber();
    const ours = (await written?.newestSettled()) ?? there;
    return ours < there ? ours : there;
  }

  async #begin(head: bigint): Promise<number> {
    const { chain, database, firstBlock = 1n } = this.#options;
    const before = firstBlock > 0n ? firstBlock - 1n : 0n;
    const block = before <= head ? await chain.block(before) : null;
    if (block === null) return ledgerLimits.headPollMs;
    const { id } = this.#place;
    await database.transaction(async (tx) => {
      if (await moveCursor(tx, id, null, block)) await insertSeen(tx, id, [block], 0n);
    });
    return 0;
  }

  async #advance(cursor: Cursor, head: bigint): Promise<number> {
    const { chain, contracts } = this.#options;
    const from = cursor.number + 1n;
    const request = { from, to: chooseEnd(from, head), parentHash: cursor.hash, head };
    try {
      const range = await readBlocks(chain, contracts, request);
      if (range === null) return ledgerLimits.receiptPollMs;
      await this.#requireWritten(range);
      await this.#apply(cursor, range);
    } catch (error) {
      if (!(error instanceof Unavailable)) await this.#tellStuck(request, error);
      throw error;
    }
    await this.#contradictions.clear("indexer");
    return 0;
  }

  async #requireWritten({ blocks, last }: BlockRange): Promise<void> {
    const { written } = this.#options;
    if (written === undefined || (await written.areWritten([...blocks, last]))) return;
    throw new Unavailable("chain.unavailable", "The node has a block that nobody journalled.");
  }

  /** An event that cannot be read, or that a projection finds impossible: nothing after it is applied. */
  async #tellStuck({ from, to }: ReadRequest, error: unknown): Promise<void> {
    const code = error instanceof ServiceError ? `${error.code}: ` : "";
    const detail = `cannot go on with blocks ${from} to ${to}: ${code}${toReason(error)}`;
    await this.#contradictions.report("indexer", detail);
  }

  async #apply(cursor: Cursor, { blocks, last, events }: BlockRange): Promise<void> {
    const { id } = this.#place;
    await this.#options.database.transaction(async (tx) => {
      if (!(await moveCursor(tx, id, cursor, last))) return;
      await insertSeen(tx, id, blocks, last.number - depth);
      await insertEvents(tx, id, events);
      await unsettleOrphans(tx, cursor.number + 1n, last.number, this.#place);
      if (events.length > 0) {
        for (const projection of this.#options.projections) await projection.apply(tx, events);
      }
      await tx.query("select pg_notify('sello_indexed', $1)", [String(last.number)]);
    });
  }

  /** The chain does not have the block that we stand at: it is behind, or it took another way. */
  async #resolve(cursor: Cursor): Promise<number> {
    const { chain, database } = this.#options;
    const seen = await loadSeen(
      database,
      this.#place.id,
      cursor.number,
      ledgerLimits.reorganisationBlocks + 1,
    );
    const there = await Promise.all(seen.map(({ number }) => chain.block(number)));
    const position = seen.findIndex(({ hash }, i) => there[i]?.hash === hash);
    const common = seen[position];
    if (common === undefined) {
      await this.#contradict(cursor, seen.at(-1) ?? cursor);
      return ledgerLimits.journalPollMs;
    }
    // A chain that merely lacks our later blocks will have them yet; another block means another way.
    const isBehind = there.slice(0, position).every((block) => block === null);
    if (isBehind && (await this.#mayCome(cursor))) return ledgerLimits.headPollMs;
    await this.#takeBack(cursor, common);
    return 0;
  }

  /** A block that we do not make will never come, although an earlier version of this program read it. */
  async #mayCome(cursor: Cursor): Promise<boolean> {
    return (await this.#options.written?.areWritten([cursor])) ?? true;
  }

  async #takeBack(cursor: Cursor, common: Cursor): Promise<void> {
    const { database, projections, logger } = this.#options;
    await database.transaction(async (tx) => {
      if (!(await moveCursor(tx, this.#place.id, cursor, common))) return;
      for (const projection of projections) await projection.revertAfter(tx, common.number);
      await forgetAfter(tx, this.#place, common.number);
      await tx.query("select pg_notify('sello_indexed', $1)", [String(common.number)]);
    });
    const blocks = { from: String(cursor.number), to: String(common.number) };
    logger.warn(blocks, "the chain was reorganised; went back to the common block");
  }

  async #contradict(cursor: Cursor, deepest: Cursor): Promise<void> {
    const { chain, logger } = this.#options;
    const head = await chain.blockNumber();
    const there = await chain.block(deepest.number);
    const detail =
      there === null
        ? `the chain ends at block ${head}, but events were read up to block ${cursor.number} (${cursor.hash})`
        : `block ${deepest.number} was ${deepest.hash} and is ${there.hash} on the chain; events were read up to block ${cursor.number}`;
    const isNews = await this.#contradictions.report("indexer", detail);
    if (isNews) logger.error({ detail }, "chain and database contradict each other");
  }
}
