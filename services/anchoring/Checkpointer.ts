import { formatCheckpoint, formatNote, signNote } from "@sello/sdk/log";
import type { Contradictions } from "../ledger/journal/Contradictions.ts";
import type { PgSession } from "../ledger/journal/PgSession.ts";
import type { Transaction } from "../platform/database/Transaction.ts";
import type { Logger } from "../platform/Logger.ts";
import { SteadyLoop } from "../platform/loops/SteadyLoop.ts";
import type { LogSigners } from "../signing/terms/LogSigners.ts";
import type { LogHead } from "./AnchoredEntry.ts";
import { LogContradiction } from "./errors.ts";
import { LogTree } from "./LogTree.ts";
import type { PgCheckpointStore } from "./PgCheckpointStore.ts";
import type { PgLogStore } from "./PgLogStore.ts";
import type { SignedCheckpoint } from "./SignedCheckpoint.ts";
import type { SigningGuard } from "./SigningGuard.ts";

export type CheckpointerOptions = {
  readonly log: PgLogStore;
  readonly checkpoints: PgCheckpointStore;
  /** The log's keys. They may refuse by throwing; then nothing is signed. */
  readonly signers: LogSigners;
  /** Remembers what was signed when the database does not. */
  readonly guard: Pick<SigningGuard, "requireMemory" | "raise">;
  /** Where a contradiction is reported, so that readiness turns red. */
  readonly contradictions: Pick<Contradictions, "report" | "clear">;
  /** First line of every checkpoint. */
  readonly origin: string;
  /** Tells when the indexer has read a block. */
  readonly session: Pick<PgSession, "listen">;
  readonly logger: Logger;
  /** Called after each new checkpoint, such as to have it cosigned at once. */
  readonly onSigned?: () => void;
  /**
   * Blocks on top of an entry before it is signed for. What is signed can never be taken back, so a
   * chain that may reorganise needs as many as it may take back; one with final blocks needs none.
   */
  readonly confirmations?: number;
};

// In case that a notification is missed.
const lookMs = 500;

/**
 * Signs each new root of the log (C2SP tlog-checkpoint). Never two roots for one size, nor a smaller size
 * after a larger one, nor a log that does not continue what was signed before: it stops and says so
 * (`LogContradiction` `log.checkpoint`). Any number may run; one signs at a time.
 */
export class Checkpointer {
  readonly loop: SteadyLoop;
  readonly #options: CheckpointerOptions;

  constructor(options: CheckpointerOptions) {
    this.#options = options;
    this.loop = new SteadyLoop({
      name: "checkpointer",
      step: () => this.round(),
      wakeOn: (wake) => options.session.listen("sello_indexed", wake),
      logger: options.logger,
    });
  }

  /** Signs the log as it is now, if it has grown. @returns milliseconds until the next look */
  async round(): Promise<number> {
    const { contradictions } = this.#options;
    try {
      const pauseMs = await this.#look();
      await contradictions.clear("checkpointer");
      return pauseMs;
    } catch (error) {
      if (error instanceof LogContradiction)
        await contradictions.report("checkpointer", `${error.code}: ${error.message}`);
      throw error;
    }
  }

  async #look(): Promise<number> {
    const { log, checkpoints, guard, confirmations = 0, logger, onSigned } = this.#options;
    const head = await log.head(undefined, confirmations);
    const newest = await checkpoints.newest();
    // Also when there is nothing to sign: an operator who restored an old copy should learn it at once.
    await guard.requireMemory(newest?.size ?? 0, head, (size) => log.rootAt(size));
    if (head.size === (newest?.size ?? 0)) {
      if (newest !== null) requireContinuation(newest, head.size, head.root);
      return lookMs;
    }
    const signed = await checkpoints.transaction((tx) => this.#sign(tx));
    if (signed === null) return lookMs;
    logger.info({ size: signed.size }, "checkpoint signed");
    onSigned?.();
    return lookMs;
  }

  async #sign(tx: Transaction): Promise<SignedCheckpoint | null> {
    const { log, checkpoints, guard, confirmations = 0 } = this.#options;
    if (!(await checkpoints.tryLock(tx))) return null;
    const head = await log.head(tx, confirmations);
    const newest = await checkpoints.newest(tx);
    if (newest !== null) {
      requireContinuation(newest, head.size, await log.rootAt(newest.size, tx));
      if (newest.size >= head.size) return null;
    }
    await guard.requireMemory(newest?.size ?? 0, head, (size) => log.rootAt(size, tx));
    await this.#requireStored(tx, head);
    guard.raise(head);
    const checkpoint = await this.#toCheckpoint(head);
    await checkpoints.insert(tx, checkpoint);
    return checkpoint;
  }

  // The subtrees are what proofs are made of, so they must give the root before it is signed.
  async #requireStored(tx: Transaction, { size, root }: LogHead): Promise<void> {
    const tree = await new LogTree(this.#options.log).frontier(size, tx);
    if (Buffer.compare(tree.root(), root) !== 0) {
      throw new LogContradiction("log.nodes", "Stored subtrees do not give the root.", { size });
    }
  }

  async #toCheckpoint({ size, root }: LogHead): Promise<SignedCheckpoint> {
    const { origin, signers } = this.#options;
    const text = formatCheckpoint({ origin, size, root, extensions: [] });
    return { size, root, note: formatNote(await signNote(text, await signers.current())) };
  }
}

// C2SP tlog-checkpoint, "Signatures": never sign what is inconsistent with what was signed before.
function requireContinuation(
  newest: SignedCheckpoint,
  size: number,
  rootThen: Uint8Array | null,
): void {
  if (rootThen !== null && Buffer.compare(rootThen, newest.root) === 0) return;
  throw new LogContradiction("log.checkpoint", "The log does not continue what was signed.", {
    signedSize: newest.size,
    signedRoot: Buffer.from(newest.root).toString("base64"),
    size,
    rootThen: rootThen && Buffer.from(rootThen).toString("base64"),
  });
}
