import { sha256 } from "@sello/sdk";
import { encodeFunctionData } from "viem";
import { documentLogAbi } from "../../ledger/evm/abi/documentLogAbi.ts";
import { sealPurpose } from "../../ledger/evm/gasLimits.ts";
import { toSeconds } from "../../platform/Clock.ts";
import { limits } from "../../platform/limits.ts";
import type { RegistryOperation } from "../../registry/changes/RegistryRequest.ts";
import type { MigrationSide } from "./MigrationNetwork.ts";
import { type MigrationParts, type MigrationStep, underWay } from "./MigrationStep.ts";
import { type EventSeen, type PgMigration, toEnd } from "./PgMigration.ts";
import { foldRegistryState } from "./RegistryState.ts";

/** Nothing new is journalled; what is on its way arrives, so that nothing that was acknowledged is refused. */
const close: MigrationStep = async ({ network, deployments, store }, turnover) => {
  const { deployment } = network.open;
  if (!(await deployments.isClosed(deployment)))
    await store.transaction((tx) => deployments.close(tx, deployment));
  if (await findSealing(store, network.open)) return null;
  return (await store.isQuiet(deployment.id)) ? null : underWay(turnover, "close");
};

/** The city's administrators end the registry, and with it log and status lists. */
const seal: MigrationStep = async (parts, turnover) => {
  const { network, store } = parts;
  const { open } = network;
  if ((await findSealing(store, open)) !== null) return null;
  const operations = await toSealing(parts);
  return open.acts.advance(turnover, {
    // As many as fit into one transaction: each such part is an act of its own.
    name: operations.length === 1 ? "seal" : `seal-${operations.length}`,
    operations: operations.slice(0, limits.registryChanges),
    isEffective: async () => (await toSealing(parts)).length < operations.length,
  });
};

async function toSealing({ network, store }: MigrationParts): Promise<RegistryOperation[]> {
  const { open, preparing } = network;
  if (open.deployment.edition === 1) return toWithdrawals(store, open);
  const { chainId, contracts } = (preparing as MigrationSide).deployment;
  const values = {
    successorChainId: String(chainId),
    successorRegistry: contracts.AuthorityRegistry,
    successorLog: contracts.DocumentLog,
  };
  return (await findSealing(store, open)) === null ? [{ operation: "Seal", values }] : [];
}

/** Edition 1 cannot be sealed: without the city's own accreditations nobody below may append. */
async function toWithdrawals(
  store: PgMigration,
  { deployment }: MigrationSide,
): Promise<RegistryOperation[]> {
  const { city, accreditations } = foldRegistryState(await store.registryEvents(deployment.id));
  return [...accreditations.values()]
    .filter(({ authority }) => authority === city)
    .map(({ authority, documentType }) => ({
      operation: "SetAccreditation",
      values: { authority, documentType, level: 0 },
    }));
}

/** The event that ended the registry, once it is read. */
export async function findSealing(
  store: PgMigration,
  { deployment }: MigrationSide,
): Promise<EventSeen | null> {
  if (deployment.edition !== 1)
    return store.event(deployment.id, "AuthorityRegistry", "RegistrySealed");
  const { city, accreditations } = foldRegistryState(await store.registryEvents(deployment.id));
  if ([...accreditations.values()].some(({ authority }) => authority === city)) return null;
  return store.event(deployment.id, "AuthorityRegistry", "AccreditationChanged");
}

/**
 * The log's contract states its end, for everybody who follows it. In a later second than the sealing: the successor
 * takes over nothing before there is a block of such a second. Edition 1 has no such call, and any other makes a block.
 */
const sealLog: MigrationStep = async ({ network, store, clock }, turnover) => {
  const { deployment, journal } = network.open;
  const purpose = `${sealPurpose}:log`;
  if ((await store.journalled(deployment.id, purpose)) > 0)
    return (await store.isQuiet(deployment.id)) ? null : underWay(turnover, "seal");
  const sealing = await findSealing(store, network.open);
  const isLater = sealing !== null && toSeconds(clock.nowMs()) > sealing.blockTime;
  if (!isLater) return underWay(turnover, "seal");
  const functionName = deployment.edition === 1 ? "size" : "seal";
  const data = encodeFunctionData({ abi: documentLogAbi, functionName });
  const request = { role: "relay", contract: "DocumentLog", data, purpose } as const;
  await store.transaction((tx) => journal.enqueue(tx, request));
  return underWay(turnover, "seal");
};

/** The last checkpoint has its quorum; where the log ended is noted. */
const finish: MigrationStep = async ({ network, deployments, store }, turnover) => {
  const { open } = network;
  const sealing = await findSealing(store, open);
  if (sealing === null || !(await store.isQuiet(open.deployment.id)))
    return underWay(turnover, "final");
  const log = await store.logEnd(open.deployment.id);
  if (log !== null) {
    const proven = await open.checkpoints.newestWithQuorum(open.quorums.classical);
    if (proven?.size !== log.size) return underWay(turnover, "final");
  }
  // RFC 9162 §2.1.1: the root of the empty tree is the hash of nothing.
  const end = toEnd(sealing, log ?? { size: 0, root: sha256("") });
  if (open.deployment.sealed === null) await deployments.noteSealed(open.deployment.id, end);
  return null;
};

export const closeAndSeal: readonly MigrationStep[] = [close, seal, sealLog, finish];
