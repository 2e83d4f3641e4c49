import { fromHex, toHex } from "@sello/sdk";
import {
  encodeBatchEvidence,
  encodeLogEntry,
  formatTlogProof,
  hashLeaf,
  rootFromPath,
  verifyInclusion,
} from "@sello/sdk/log";
import { BoundedCache } from "../platform/BoundedCache.ts";
import type { Clock } from "../platform/Clock.ts";
import type { CopyBatch, CopyPlace } from "./CopyPlace.ts";
import { LogContradiction } from "./errors.ts";
import type { LogTree } from "./LogTree.ts";
import type { SignedCheckpoint } from "./SignedCheckpoint.ts";

export type CopyProofsOptions = {
  readonly tree: LogTree;
  /** Gives the newest checkpoint that proves something, with the lines that its proofs carry. */
  readonly newestCheckpoint: () => Promise<SignedCheckpoint | null>;
  readonly clock: Clock;
};

type AnchoredBatch = CopyBatch & { readonly logIndex: number; readonly anchoredAt: number };
type Path = readonly Uint8Array[];

const checkpointAgeMsMax = 100;
const logPathsKept = 10_000;

/** Puts proofs together. Each is verified before it is given out, so that a damaged store is noticed. */
export class CopyProofs {
  readonly #options: CopyProofsOptions;
  /** Paths from a batch's entry to a checkpoint's root, verified: all copies of a batch share them. */
  readonly #logPaths = new BoundedCache<string, Path>(logPathsKept);
  #newest: { readonly checkpoint: SignedCheckpoint | null; readonly readAtMs: number } | null =
    null;

  constructor(options: CopyProofsOptions) {
    this.#options = options;
  }

  /** C2SP tlog-proof; null until a checkpoint with the quorum covers the copy. */
  async of(copy: CopyPlace): Promise<string | null> {
    const { batch } = copy;
    if (!isAnchored(batch)) return null;
    const checkpoint = await this.#checkpointCovering(batch.logIndex);
    if (checkpoint === null) return null;
    return formatTlogProof({
      extra: toEvidence(copy, batch),
      index: batch.logIndex,
      path: await this.#logPath(copy, batch, checkpoint),
      checkpointNote: checkpoint.note,
    });
  }

  async #logPath(
    copy: CopyPlace,
    batch: AnchoredBatch,
    { size, root }: SignedCheckpoint,
  ): Promise<Path> {
    const index = batch.logIndex;
    const name = `${batch.id}/${index}/${size}`;
    const kept = this.#logPaths.get(name);
    if (kept) return kept;
    const path = await this.#options.tree.inclusionProof(index, size);
    const entry = { ...copy, ...batch, batchRoot: fromHex(batch.root) };
    const leafHash = hashLeaf(encodeLogEntry(entry));
    if (!verifyInclusion({ leafHash, index, size, path, root })) throw wrongProof({ index, size });
    this.#logPaths.set(name, path);
    return path;
  }

  // A checkpoint that was the newest a moment ago serves as well, and saves a read for most proofs.
  async #checkpointCovering(index: number): Promise<SignedCheckpoint | null> {
    const now = this.#options.clock.nowMs();
    const known = this.#newest;
    const isFresh = known !== null && Math.abs(now - known.readAtMs) < checkpointAgeMsMax;
    if (isFresh && known.checkpoint && known.checkpoint.size > index) return known.checkpoint;
    const checkpoint = await this.#options.newestCheckpoint();
    this.#newest = { checkpoint, readAtMs: now };
    return checkpoint !== null && checkpoint.size > index ? checkpoint : null;
  }
}

const isAnchored = (batch: CopyBatch | null): batch is AnchoredBatch =>
  batch !== null && batch.logIndex !== null && batch.anchoredAt !== null;

function toEvidence({ leafHash, path }: CopyPlace, batch: AnchoredBatch): Uint8Array {
  const { count, anchoredAt, leafIndex } = batch;
  const root = rootFromPath({ leafHash, index: leafIndex, size: count, path });
  if (root === null || toHex(root) !== batch.root) throw wrongProof({ batch: batch.id, leafIndex });
  return encodeBatchEvidence({ anchoredAt, count, leafIndex, path });
}

const wrongProof = (data: Readonly<Record<string, unknown>>) =>
  new LogContradiction("log.proof", "A stored proof does not lead to the root it is for.", data);
