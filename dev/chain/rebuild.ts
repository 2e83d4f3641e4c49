import type { Hex } from "@sello/sdk";
import { keccak256, zeroAddress } from "viem";
import { ChainError } from "../../services/ledger/errors.ts";
import type { Logger } from "../../services/platform/Logger.ts";
import { type AnvilOptions, AnvilProcess } from "./AnvilProcess.ts";
import { type AnvilBlock, AnvilFailure, type AnvilRpc, call } from "./AnvilRpc.ts";
import type { BlockStore, PlannedBlock } from "./BlockStore.ts";
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
  readonly head: bigint;
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
    const head = await rpc.request(call("eth_getBlockByNumber", "latest", false), loadMs);
    const block = head as AnvilBlock | null;
    return block?.hash === snapshot.hash && (await computeStateRoot(rpc)) === block.stateRoot;
  } catch (error) {
    if (error instanceof AnvilFailure) return false;
    throw error;
  }
}

/**
 * The root of the state that the node really holds, by the first node of a proof of any account: a loaded
 * block's header only repeats what the file says.
 */
async function computeStateRoot(rpc: AnvilRpc): Promise<Hex | null> {
  const proof = await rpc.request(call("eth_getProof", zeroAddress, [], "latest"), loadMs);
  const [root] = (proof as { readonly accountProof: readonly Hex[] }).accountProof;
  return root === undefined ? null : keccak256(root);
}

async function replay(node: AnvilProcess, snapshot: bigint, options: RebuildOptions) {
  const total = (await options.blocks.newest())?.number ?? 0n;
  for (let done = snapshot; done < total; ) {
    for (const plan of await options.blocks.range(done + 1n, blocksAtOnce)) {
      if (plan.number !== done + 1n) throw contradiction(plan, "a block before it is missing");
      const block = await mineBlock(node.rpc, plan);
      if (!isAsPlanned(block, plan)) throw contradiction(plan, `it now has the hash ${block.hash}`);
      done = plan.number;
    }
    options.onProgress?.(done, total);
  }
  return total;
}

const contradiction = ({ number, hash }: PlannedBlock, what: string): ChainError =>
  new ChainError("chain.contradiction", `Block ${number} cannot be made again: ${what}.`, {
    block: String(number),
    hash,
  });
