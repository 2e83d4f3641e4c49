import { ChainError } from "../../services/ledger/errors.ts";
import type { Logger } from "../../services/platform/Logger.ts";
import { type AnvilOptions, AnvilProcess } from "./AnvilProcess.ts";
import { AnvilFailure, call } from "./AnvilRpc.ts";
import type { BlockStore, PlannedBlock } from "./BlockStore.ts";
import { type BlockId, fetchHead, isUntouched } from "./inspectNode.ts";
import { isAsPlanned, mineBlock } from "./mineBlock.ts";
import type { Snapshot, Snapshots } from "./Snapshots.ts";

// A snapshot is megabytes of JSON that the node takes in at once.
const loadMs = 120_000;
const blocksAtOnce = 100;

export type RebuildOptions = {
  readonly anvil: AnvilOptions;
  readonly blocks: BlockStore;
  readonly snapshots: Snapshots;
  readonly logger: Logger;
  readonly onProgress?: (done: bigint, total: bigint) => void;
};

export type Rebuilt = {
  readonly node: AnvilProcess;
  /** The newest block. */
  readonly head: BlockId;
  /** The block of the snapshot that the chain was rebuilt from; 0 if there was none. */
  readonly snapshot: bigint;
};

/**
 * Starts a node and brings it to the newest written block: the newest snapshot that can be trusted, then
 * the blocks after it, each compared with what was known of it. Throws `ChainError`
 * (`chain.contradiction`) if the same transactions give another chain than before.
 */
export async function rebuild(options: RebuildOptions): Promise<Rebuilt> {
  const { node, snapshot } = await launchFromSnapshot(options);
  try {
    return { node, snapshot, head: await replay(node, snapshot, options) };
  } catch (error) {
    await node.kill();
    throw error;
  }
}

async function launchFromSnapshot(options: RebuildOptions) {
  const { anvil, blocks, snapshots, logger } = options;
  for (const snapshot of await snapshots.list()) {
    if ((await blocks.hashOf(snapshot.number)) === snapshot.hash) {
      const node = await AnvilProcess.launch(anvil);
      if (await load(node, snapshot, snapshots)) return { node, snapshot: snapshot.number };
      await node.kill();
    }
    logger.warn({ block: String(snapshot.number) }, "a snapshot of the chain was of no use");
    await snapshots.discard(snapshot);
  }
  return { node: await AnvilProcess.launch(anvil), snapshot: 0n };
}

async function load({ rpc }: AnvilProcess, snapshot: Snapshot, snapshots: Snapshots) {
  try {
    const state = await snapshots.read(snapshot);
    await rpc.request(call("anvil_loadState", state), loadMs);
    return await isUntouched(rpc, snapshot, loadMs);
  } catch (error) {
    if (error instanceof AnvilFailure) return false;
    throw error;
  }
}

async function replay(node: AnvilProcess, snapshot: bigint, options: RebuildOptions) {
  const total = (await options.blocks.newest())?.number ?? 0n;
  let { hash } = await fetchHead(node.rpc, loadMs);
  for (let done = snapshot; done < total; ) {
    for (const plan of await options.blocks.range(done + 1n, blocksAtOnce)) {
      if (plan.number !== done + 1n) throw contradiction(plan, "a block before it is missing");
      const block = await mineBlock(node.rpc, plan, hash);
      if (!isAsPlanned(block, plan)) throw contradiction(plan, `it now has the hash ${block.hash}`);
      hash = block.hash;
      done = plan.number;
    }
    options.onProgress?.(done, total);
  }
  return { number: total, hash };
}

const contradiction = ({ number, hash }: PlannedBlock, what: string): ChainError =>
  new ChainError("chain.contradiction", `Block ${number} cannot be made again: ${what}.`, {
    block: String(number),
    hash,
  });
