import type { RequestListener } from "node:http";
import { DemoOfficersDesk } from "../../dev/demo-city/DemoOfficersDesk.ts";
import { cityAccount } from "../../dev/demo-city/demoOfficers.ts";
import { type InsideParts, serveInside } from "../front/serveInside.ts";
import type { Message } from "../hooks/sending/sendCalls.ts";
import type { App } from "../http/createApp.ts";
import type { RequestRecord } from "../http/middleware/logRequests.ts";
import { maySeeMetrics } from "../http/serveMetrics.ts";
import type { Metrics } from "../operations/metrics/Metrics.ts";
import { systemClock } from "../platform/Clock.ts";
import type { Config } from "../platform/config.ts";
import type { Loop } from "../platform/loops/Loop.ts";
import type { RegistryChanges } from "../registry/changes/RegistryChanges.ts";
import type { RegistryPlace } from "../registry/trust/TrustOffices.ts";
import { readPublished } from "../registry/types/published/PublishedTypes.ts";
import { openNoteKey } from "../signing/openNoteKey.ts";
import { SealedLogSigners } from "../signing/terms/LogSigners.ts";
import { StatusProjection } from "../status/StatusProjection.ts";
import { AskedOffices } from "../trust-signer/AskedOffices.ts";
import { waitingDesk } from "../turnover/OfficersDesk.ts";
import { PgCopyFinder } from "../verifying/PgCopyFinder.ts";
import type { Base } from "./Base.ts";
import { composeAccounts } from "./composeAccounts.ts";
import { composeLog } from "./composeAnchoring.ts";
import { composeApp, composeOperationsApp } from "./composeApp.ts";
import { composeMetrics } from "./composeMetrics.ts";
import { composeMigration } from "./composeMigration.ts";
import { composeIndexer, composeServices } from "./composeServices.ts";
import { DemoWitnessOpener } from "./DemoWitnessOpener.ts";
import type { OwnTrustSigners } from "./OwnTrustSigners.ts";
import { openTerms } from "./openTerms.ts";
import { openTrustOffices } from "./openTrustOffices.ts";
import type { Services } from "./Services.ts";
import type { ServicesContext } from "./ServicesContext.ts";
import { type NetworkParts, startLedger } from "./startLedger.ts";
import { startWitnesses } from "./startWitnesses.ts";
import { toPasskeyDomain } from "./toPasskeyDomain.ts";

/** The program as it is composed for one row of deployments: nothing of it runs yet. */
export type Composed = {
  readonly terms: NetworkTermsParts;
  readonly context: ServicesContext;
  readonly network: NetworkParts;
  /** With what metrics count of them. */
  readonly services: Services;
  /** What answers the process that strangers reach; of a worker alone, operators. */
  readonly app: App;
  /** The same with the calls that only come over the socket. */
  readonly inside: RequestListener;
  /** What a worker runs. */
  readonly loops: readonly Loop[];
};

/** The keys that sign notes and the witnesses: the same, whichever deployment is open. */
type NetworkTermsParts = Omit<Awaited<ReturnType<typeof openTerms>>, "logSigners"> & {
  readonly offices: AskedOffices;
  /** The offices that we run; null where we run none. */
  readonly ownOffices: OwnTrustSigners | null;
};

/**
 * Opens what the deployments need that take part now, and composes the program for them.
 * @param before the terms that an earlier composition opened
 */
export async function composeProgram(base: Base, before?: NetworkTermsParts): Promise<Composed> {
  const { config, endings, names } = base;
  const network = await startLedger({ ...base, logOrigin: names.logOrigin }, endings);
  const terms = before ?? (await openFirstTerms(base, network));
  showChains(base, network, terms);
  const context = toContext(base, network, terms);
  const { services, loops, report, proofs, alarms } = composeServices(context);
  const { metrics, counted } = composeMetrics(context, services, { report, alarms });
  const app = openApp(config, counted, metrics);
  const parts = toInsideParts(context, { ...counted, proofs }, metrics);
  return {
    terms,
    context,
    network,
    services: counted,
    app,
    inside: serveInside(parts, app.express),
    loops: [...network.delivery, ...loops, ...successorLoops(base, context, network)],
  };
}

async function openFirstTerms(base: Base, network: NetworkParts): Promise<NetworkTermsParts> {
  const { config, database, keys, logger, witnesses, accounts } = base;
  const { origin } = network.open.deployment;
  const { key } = await openNoteKey(keys, origin, "log");
  const signing = await openTrustOffices(base, network);
  const asked = await startWitnesses(config, network.open, key, witnesses);
  const context = { database, keys, logOrigin: origin, logger, firstSigners: signing.first };
  const opened = await openTerms(context, asked);
  await signing.settle();
  await opened.terms.refresh();
  opened.terms.onChange(() => accounts.refresh());
  const { terms, trustSigners: held } = opened;
  const published = () => readPublished(database);
  const offices = { terms, offices: signing.asked, held, published, clock: systemClock, logger };
  return { ...opened, offices: new AskedOffices(offices), ownOffices: signing.own };
}

/** The demo's witnesses see every chain that takes part, and so do the offices that we run. */
function showChains(
  { witnesses }: Base,
  network: NetworkParts,
  { ownOffices }: NetworkTermsParts,
): void {
  const { nodes } = network;
  witnesses?.change({ nodes: nodes.map(({ chainId, url }) => `${chainId}=${url}`) });
  ownOffices?.change({ nodes, registries: unnamedSuccessors(network) });
}

/** A registry of the first edition cannot name the one that follows it, so the operator of the offices does. */
function unnamedSuccessors({ sealed, open, preparing }: NetworkParts): RegistryPlace[] {
  const row = [...sealed, open.deployment, ...(preparing ? [preparing.deployment] : [])];
  return row
    .filter((_, i) => row[i - 1]?.edition === 1)
    .map(({ chainId, contracts }) => ({
      chainId,
      registry: contracts.AuthorityRegistry.toLowerCase() as RegistryPlace["registry"],
    }));
}

function toContext(base: Base, network: NetworkParts, terms: NetworkTermsParts): ServicesContext {
  const { config, database, logger, keys, keyFile, names, issuingParts, witnesses } = base;
  const { open, sealed, preparing } = network;
  const { origin } = open.deployment;
  const officerAccounts = composeAccounts({ database, ledgerParts: open });
  const findCityAccount = async () =>
    (await officerAccounts.find(cityAccount.request))?.address ?? null;
  const context = {
    config,
    database,
    ledgerParts: open,
    officerAccounts,
    sealed,
    logger,
    clock: systemClock,
    publicUrl: names.publicUrl,
    passkeyDomain: toPasskeyDomain(config.passkeyDomain, names.publicUrl),
    demo: config.demo,
    demoAsked: base.demoAsked,
    logOrigin: origin,
    ...terms,
    logSigners: new SealedLogSigners(terms.terms, keys, origin),
    issuingParts,
    registry: issuingParts.registry,
    files: base.importing.files,
    sendHook: (message: Message) => base.hookProcess.send(message),
    keys,
    keyFile,
    opener: witnesses && new DemoWitnessOpener(witnesses, terms.terms),
    deployments: [...sealed, open.deployment, ...(preparing ? [preparing.deployment] : [])],
    desk: (changes: RegistryChanges) =>
      config.demo ? new DemoOfficersDesk(keys, changes, findCityAccount) : waitingDesk,
  };
  return { ...context, migration: composeMigration(base, context, network) };
}

/** What follows the deployment that will be open next: its events, and its log's first checkpoint. */
function successorLoops(
  { keys }: Base,
  context: ServicesContext,
  { preparing }: NetworkParts,
): readonly Loop[] {
  if (preparing === null) return [];
  const { id, origin } = preparing.deployment;
  const signers = new SealedLogSigners(context.terms, keys, origin);
  const log = composeLog(context, { parts: preparing, origin, signers });
  const projections = [log.projection, new StatusProjection(id)];
  return [composeIndexer(context, preparing, projections).loop, ...log.loops];
}

/** The whole API, for the process that hands requests on; of a process that is only a worker, what operators ask. */
function openApp(config: Config, services: Services, metrics: Metrics): App {
  const observe = (record: RequestRecord) => metrics.observeRequest(record);
  if (!config.roles.includes("signer")) {
    const source = { source: metrics, token: config.metricsToken };
    return composeOperationsApp(services, { metrics: source, observe });
  }
  const { rateLimits, shares } = config;
  // Nobody but the process that hands requests on can open the socket: it says whose they are.
  return composeApp(services, { rateLimits, trustProxy: 1, streamShares: shares.streams, observe });
}

function toInsideParts(
  { database, logger, config, publicUrl }: ServicesContext,
  {
    statuses,
    trustLists,
    proofs,
    serviceItems,
    decisionFigures,
  }: Omit<InsideParts, "publicUrl" | "copies" | "metrics" | "logger">,
  metrics: Metrics,
): InsideParts {
  return {
    ...{ publicUrl, statuses, trustLists, proofs, serviceItems, decisionFigures },
    copies: new PgCopyFinder(database),
    async metrics({ own, ...caller }) {
      if (!maySeeMetrics(caller, config.metricsToken)) return null;
      return { contentType: metrics.contentType, text: await metrics.exposeWith(own) };
    },
    logger,
  };
}
