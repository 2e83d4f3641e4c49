import { type Hex, sha256, toHex } from "@sello/sdk";
import { encodeFunctionData } from "viem";
import { authorityRegistryAbi } from "../../ledger/evm/abi/authorityRegistryAbi.ts";
import { documentLogAbi } from "../../ledger/evm/abi/documentLogAbi.ts";
import { statusListsAbi } from "../../ledger/evm/abi/statusListsAbi.ts";
import { takeOverPurpose } from "../../ledger/evm/gasLimits.ts";
import type { ContractName } from "../../ledger/Journal.ts";
import type { Turnover } from "../Turnover.ts";
import type { MigrationSide } from "./MigrationNetwork.ts";
import { type MigrationParts, type MigrationStep, underWay } from "./MigrationStep.ts";
import { foldRegistryState } from "./RegistryState.ts";
import { findSealing } from "./sealingSteps.ts";
import { type PieceTree, toStatePieces, toStatusPieces } from "./takeOverPieces.ts";
import { toTakeOverRecords } from "./takeOverRecords.ts";

type Taken = {
  readonly next: MigrationSide;
  readonly state: PieceTree;
  readonly status: PieceTree;
  readonly size: number;
  readonly root: Hex;
  readonly sealedAt: number;
};

const known = new WeakMap<MigrationSide, Promise<Taken>>();

/**
 * What goes on, as of the sealing: the same at every look, because nothing of the old deployment changes any more. So it
 * is made once: of ten thousand authorities that takes seconds.
 */
function toTaken(parts: MigrationParts): Promise<Taken> {
  const { preparing } = parts.network;
  if (preparing === null) throw new Error("there is no successor");
  const taken = known.get(preparing) ?? makeTaken(parts, preparing);
  known.set(preparing, taken);
  taken.catch(() => known.delete(preparing));
  return taken;
}

async function makeTaken(
  { network, store }: MigrationParts,
  preparing: MigrationSide,
): Promise<Taken> {
  const { open } = network;
  const { id, edition } = open.deployment;
  const sealing = await findSealing(store, open);
  if (sealing === null) throw new Error("the deployment is not sealed");
  const events = await store.registryEvents(id);
  // Edition 1 was ended by withdrawals, which are no part of what goes on.
  const kept =
    edition === 1
      ? events.filter(({ blockTime }) => Number(blockTime) < sealing.blockTime)
      : events;
  const log = await store.logEnd(id);
  return {
    next: preparing,
    state: toStatePieces(toTakeOverRecords(foldRegistryState(kept), await network.keyPoints())),
    status: toStatusPieces(await store.listHeads(id)),
    size: log?.size ?? 0,
    root: toHex(log?.root ?? sha256("")),
    sealedAt: sealing.blockTime,
  };
}

/** The successor's first administrator signs the roots of all that goes on. */
const sign: MigrationStep = async (parts, turnover) => {
  const { network, store } = parts;
  const taken = await toTaken(parts);
  const { deployment, acts } = taken.next;
  const { chainId, contracts } = network.open.deployment;
  const values = {
    stateRoot: taken.state.root,
    pieces: String(taken.state.pieces.length),
    statusRoot: taken.status.root,
    statusPieces: String(taken.status.pieces.length),
    predecessorChainId: String(chainId),
    predecessorLog: contracts.DocumentLog,
    predecessorSize: String(taken.size),
    predecessorRoot: taken.root,
    sealedAt: String(taken.sealedAt),
  };
  return acts.advance(turnover, {
    name: "sign",
    operations: [{ operation: "TakeOver", values }],
    isEffective: async () =>
      (await store.event(deployment.id, "AuthorityRegistry", "TakeOverBegun")) !== null,
  });
};

/** Brings the pieces of one tree, in their order, each once. */
async function bring(
  { store }: MigrationParts,
  { deployment, journal }: MigrationSide,
  contract: "AuthorityRegistry" | "StatusLists",
  { pieces }: PieceTree,
): Promise<number> {
  const purpose = `${takeOverPurpose}:${contract}`;
  const abi = contract === "AuthorityRegistry" ? authorityRegistryAbi : statusListsAbi;
  for (let at = await store.journalled(deployment.id, purpose); at < pieces.length; at += 1) {
    const { piece, path } = pieces[at] as PieceTree["pieces"][number];
    const data = encodeFunctionData({ abi, functionName: "takePiece", args: [piece, path] });
    await store.transaction((tx) =>
      journal.enqueue(tx, { role: "relay", contract, data, purpose }),
    );
  }
  const last = await store.event(deployment.id, contract, "PieceTaken");
  return last === null ? 0 : Number(last.args.index) + 1;
}

const takePieces =
  (contract: "AuthorityRegistry" | "StatusLists", part: "state" | "status"): MigrationStep =>
  async (parts, turnover) => {
    const taken = await toTaken(parts);
    const tree = taken[part];
    const [done, of] = [await bring(parts, taken.next, contract, tree), tree.pieces.length];
    return done < of ? underWay(turnover, part, { done, of }) : null;
  };

/** The new log's first entry is the old log's end. */
const commit: MigrationStep = async (parts, turnover) => {
  const { next } = await toTaken(parts);
  const { deployment, journal } = next;
  if ((await parts.store.logEnd(deployment.id)) !== null) return null;
  const purpose = `${takeOverPurpose}:commit`;
  if ((await parts.store.journalled(deployment.id, purpose)) === 0) {
    const data = encodeFunctionData({ abi: documentLogAbi, functionName: "commitPredecessor" });
    const contract: ContractName = "DocumentLog";
    await parts.store.transaction((tx) =>
      journal.enqueue(tx, { role: "relay", contract, data, purpose }),
    );
  }
  return underWay(turnover, "commit");
};

export const takeOver: readonly MigrationStep[] = [
  sign,
  takePieces("AuthorityRegistry", "state"),
  takePieces("StatusLists", "status"),
  commit,
];

/** From here on the successor is the one that is open, with what the old log did not take. */
export const switchOver: MigrationStep = async (parts: MigrationParts, turnover: Turnover) => {
  const { deployments, store, network } = parts;
  const { next } = await toTaken(parts);
  const first = await store.event(next.deployment.id, "DocumentLog", "BatchAppended");
  if (first === null) return underWay(turnover, "commit");
  await store.transaction(async (tx) => {
    await store.moveBatches(tx, network.open.deployment, next.deployment.id);
    await deployments.switch(tx, first.blockTime);
  });
  return underWay(turnover, "witness");
};
