import { parseTrustList } from "@sello/sdk";
import type { ChainNumber, Deployment } from "../ledger/deployment/Deployment.ts";
import { PgDeployments } from "../ledger/deployment/PgDeployments.ts";
import type { Database } from "../platform/database/Database.ts";
import { PgTrustListStore } from "../registry/trust/PgTrustListStore.ts";

/**
 * The chains of all deployments that are not sealed, and of those that are, but whose end no published trust list says yet:
 * the offices that sign it look there whether it ended like that. Once they have, that chain need not run any more.
 */
export async function neededChains(database: Database): Promise<ReadonlySet<ChainNumber>> {
  const deployments = await new PgDeployments(database).all();
  const isSealed = ({ state }: Deployment) => state === "sealed";
  const ended = deployments.some(isSealed) ? await endedOrigins(database) : new Set<string>();
  const needed = deployments.filter((each) => !isSealed(each) || !ended.has(each.origin));
  return new Set(needed.map(({ chain }) => chain));
}

async function endedOrigins(database: Database): Promise<ReadonlySet<string>> {
  const newest = await new PgTrustListStore(database).newest();
  if (newest === null) return new Set();
  const { deployments } = parseTrustList(newest.note).head;
  return new Set(deployments.filter(({ until }) => until !== null).map(({ origin }) => origin));
}
