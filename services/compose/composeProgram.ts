import { signatureTypes } from "@sello/sdk/log";
import type { App } from "../http/createApp.ts";
import type { RequestRecord } from "../http/middleware/logRequests.ts";
import { type DeploymentId, firstDeployment } from "../ledger/deployment/Deployment.ts";
import type { Metrics } from "../operations/metrics/Metrics.ts";
import { readBuiltPages } from "../pages/readBuiltPages.ts";
import { WebAssets } from "../pages/WebAssets.ts";
import { systemClock } from "../platform/Clock.ts";
import type { Config } from "../platform/config.ts";
import type { Loop } from "../platform/loops/Loop.ts";
import type { SealedKeys } from "../signing/SealedKeys.ts";
import { type SealedNoteSigner, toNoteSigner } from "../signing/toNoteSigner.ts";
import { StatusProjection } from "../status/StatusProjection.ts";
import type { Base } from "./Base.ts";
import { composeLog } from "./composeAnchoring.ts";
import { composeApp, composeOperationsApp } from "./composeApp.ts";
import { composeMetrics } from "./composeMetrics.ts";
import { composeIndexer, composeServices, type ServicesContext } from "./composeServices.ts";
import type { Services } from "./Services.ts";
import { type NetworkParts, startLedger } from "./startLedger.ts";
import { startWitnesses } from "./startWitnesses.ts";

/** The program as it is composed for one row of deployments: nothing of it runs yet. */
export type Composed = {
  readonly context: ServicesContext;
  readonly network: NetworkParts;
  /** With what metrics count of them. */
  readonly services: Services;
  readonly app: App;
  /** What a worker runs. */
  readonly loops: readonly Loop[];
};

/** Opens what the deployments need that take part now, and composes the program for them. */
export async function composeProgram(base: Base): Promise<Composed> {
  const { config, endings, names } = base;
  const network = await startLedger({ ...base, logOrigin: names.logOrigin }, endings);
  const context = await toContext(base, network);
  const { services, loops, report } = composeServices(context);
  const { metrics, counted } = composeMetrics(context, services, report);
  return {
    context,
    network,
    services: counted,
    app: openApp(config, counted, metrics),
    loops: [...network.delivery, ...loops, ...(await successorLoops(base, context, network))],
  };
}

/** The key of a log, which has one of its own in each deployment. */
export async function openLogSigner(
  keys: SealedKeys,
  origin: string,
  deployment: DeploymentId,
): Promise<SealedNoteSigner> {
  const name = deployment === firstDeployment ? "log" : `log/${deployment}`;
  return toNoteSigner(origin, await keys.createOrLoad(name, "ed25519"), signatureTypes.ed25519);
}

async function toContext(base: Base, network: NetworkParts): Promise<ServicesContext> {
  const { config, database, logger, keys, names, issuingParts, trustSigners } = base;
  const { open, sealed } = network;
  const { id, origin } = open.deployment;
  const logSigner = await openLogSigner(keys, origin, id);
  return {
    config,
    database,
    ledgerParts: open,
    sealed,
    logSigner,
    logger,
    clock: systemClock,
    publicUrl: names.publicUrl,
    logOrigin: origin,
    witnesses: await startWitnesses(config, open, logSigner.key, base.witnesses, logger),
    issuingParts,
    registry: issuingParts.registry,
    trustSigners,
  };
}

/** What follows the deployment that will be open next: its events, and its log's first checkpoint. */
async function successorLoops(
  { keys }: Base,
  context: ServicesContext,
  { preparing }: NetworkParts,
): Promise<readonly Loop[]> {
  if (preparing === null) return [];
  const { id, origin } = preparing.deployment;
  const signer = await openLogSigner(keys, origin, id);
  const log = composeLog(context, { parts: preparing, origin, signer });
  const projections = [log.projection, new StatusProjection(id)];
  return [composeIndexer(context, preparing, projections).loop, ...log.loops];
}

/** The whole API with its pages; of a process that is only a worker, what operators ask. */
function openApp(config: Config, services: Services, metrics: Metrics): App {
  const options = {
    metrics: { source: metrics, token: config.metricsToken },
    observe: (record: RequestRecord) => metrics.observeRequest(record),
  };
  if (!config.roles.includes("api")) return composeOperationsApp(services, options);
  const { rateLimits, shares, trustProxy } = config;
  const assets = new WebAssets(readBuiltPages());
  const limited = { ...options, rateLimits, trustProxy, streamShares: shares.streams };
  return composeApp(services, limited, assets);
}
