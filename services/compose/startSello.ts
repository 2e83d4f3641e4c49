import { DemoOfficersDesk } from "../../dev/demo-city/DemoOfficersDesk.ts";
import type { App } from "../http/createApp.ts";
import type { RequestRecord } from "../http/middleware/logRequests.ts";
import { startHttpServer } from "../http/startHttpServer.ts";
import { ImportWorker } from "../issuing/imports/ImportWorker.ts";
import type { Metrics } from "../operations/metrics/Metrics.ts";
import { readBuiltPages } from "../pages/readBuiltPages.ts";
import { WebAssets } from "../pages/WebAssets.ts";
import { systemClock } from "../platform/Clock.ts";
import type { Config } from "../platform/config.ts";
import { Database } from "../platform/database/Database.ts";
import { migrate } from "../platform/database/migrate.ts";
import { describeFault } from "../platform/describeFault.ts";
import type { Logger } from "../platform/Logger.ts";
import type { Loop } from "../platform/loops/Loop.ts";
import { SealingKeyFile } from "../signing/SealingKeyFile.ts";
import { openLogKey } from "../signing/terms/LogSigners.ts";
import { waitingDesk } from "../turnover/OfficersDesk.ts";
import { announce } from "./announce.ts";
import { cityOf } from "./cityOf.ts";
import { composeApp, composeOperationsApp } from "./composeApp.ts";
import { composeIssuing, openDigestSecrets, openKeys } from "./composeIssuing.ts";
import { composeMetrics } from "./composeMetrics.ts";
import { composeServices, type ServicesContext } from "./composeServices.ts";
import type { DemoWitnesses } from "./DemoWitnesses.ts";
import { DemoWitnessOpener } from "./DemoWitnessOpener.ts";
import type { Endings } from "./Endings.ts";
import { foundDemo, giveDemoAccess } from "./foundDemo.ts";
import type { HeldPorts } from "./HeldPorts.ts";
import type { ImportThreadData } from "./importThread.ts";
import { openTerms } from "./openTerms.ts";
import { requireKnownData } from "./requireKnownData.ts";
import type { Services } from "./Services.ts";
import { settleDeployment } from "./settleDeployment.ts";
import { startLedger } from "./startLedger.ts";
import { startWitnesses } from "./startWitnesses.ts";

/** What a start has when the rest of the program is loaded. */
export type Begun = {
  readonly config: Config;
  readonly logger: Logger;
  readonly endings: Endings;
  readonly ports: HeldPorts;
  readonly databaseUrl: string;
  readonly witnesses: DemoWitnesses | null;
};

/** Starts all that the settings ask for, on a database that runs; what is started says to `endings` how it ends. */
export async function startSello(begun: Begun): Promise<void> {
  const { config, logger, endings, databaseUrl } = begun;
  announce({ kind: "step", name: "schema" });
  await requireKnownData(databaseUrl);
  await migrate(databaseUrl);
  const database = new Database(databaseUrl, { connectionsMax: 20 });
  endings.add(() => database.close());
  const { context, keys } = await openContext(begun, database);
  const { services, loops, report } = composeServices(context);
  const { metrics, counted } = composeMetrics(context, services, report);
  const { registry } = context.issuingParts;
  startLoops([registry.loop, context.terms.loop], endings);
  if (config.roles.includes("worker")) startLoops(loops, endings);
  if (config.demo) await foundDemo(context, keys);
  await ready(begun, counted, metrics);
  // Last: each of its threads loads about as much as we do, and nobody waits for them.
  if (config.roles.includes("worker"))
    startLoops([importWorker(config, databaseUrl, context, logger).loop], endings);
}

async function openContext(
  { config, logger, endings, witnesses }: Begun,
  database: Database,
): Promise<{ context: ServicesContext; keys: Awaited<ReturnType<typeof openKeys>> }> {
  const names = await settleDeployment(database, config, logger);
  const keyFile = new SealingKeyFile(config);
  const keys = await openKeys(database, keyFile);
  const secrets = await openDigestSecrets(keys);
  const city = () => cityOf(config, names.publicUrl, keys);
  const ledgerParts = await startLedger({ config, database, logger }, keys, city, endings);
  const { logOrigin } = names;
  const { key: logKey } = await openLogKey(keys, logOrigin, "log");
  const asked = await startWitnesses(config, ledgerParts, logKey, witnesses);
  const terms = await openTerms({ database, keys, logOrigin, logger }, asked);
  terms.terms.onChange(() => ledgerParts.accounts.refresh());
  const context: ServicesContext = {
    config,
    database,
    ledgerParts,
    logger,
    clock: systemClock,
    publicUrl: names.publicUrl,
    logOrigin,
    ...terms,
    keys,
    keyFile,
    opener: witnesses && new DemoWitnessOpener(witnesses, terms.terms),
    issuingParts: composeIssuing(
      {
        database,
        secrets,
        logger,
        publicUrl: names.publicUrl,
        typesDirectory: config.typesDirectory,
        clock: systemClock,
      },
      keys,
    ),
    get registry() {
      return context.issuingParts.registry;
    },
    desk: (changes) => (config.demo ? new DemoOfficersDesk(keys, changes) : waitingDesk),
  };
  return { context, keys };
}

function startLoops(loops: readonly Loop[], endings: Endings): void {
  for (const loop of loops) {
    loop.start();
    endings.add(() => loop.stop());
  }
}

function importWorker(
  config: Config,
  databaseUrl: string,
  context: ServicesContext,
  logger: Logger,
) {
  const data: ImportThreadData = {
    databaseUrl,
    publicUrl: context.publicUrl,
    keyFile: config.keyFile,
    typesDirectory: config.typesDirectory,
    logLevel: config.logLevel,
  };
  const module = new URL("./importThread.ts", import.meta.url);
  return new ImportWorker({ module, data, threads: config.importWorkers, logger });
}

async function ready(
  { config, endings, ports, witnesses }: Begun,
  services: Services,
  metrics: Metrics,
): Promise<void> {
  const isApi = config.roles.includes("api");
  const accessFile =
    config.demo && isApi ? await giveDemoAccess(services, config.dataDirectory) : null;
  announce({ kind: "step", name: "http" });
  const app = openApp(config, services, metrics);
  await ports.release();
  const server = await startHttpServer(app.express, {
    host: config.host,
    port: config.port,
    connectionsPerAddress: config.shares.connectionsPerAddress,
    isProxy: app.isProxy,
    onStopping: () => app.endEventStreams(),
  });
  endings.add(() => server.stop());
  const url = isApi ? server.url : "";
  // From here on they follow the trust list by themselves.
  if (isApi) witnesses?.change({ serviceUrl: url });
  const { documents, logSize } = await services.figures.current();
  announce({
    kind: "ready",
    url,
    publicUrl: services.publicUrl,
    authorities: (await services.registry.all()).length,
    documents,
    logSize,
    trustList: await firstList(services),
    accessFile,
  });
}

/** What keeps a list from being published is for readiness to say, and no reason not to start. */
async function firstList({ trustLists, logger }: Services): Promise<string | null> {
  try {
    return await trustLists.current();
  } catch (error) {
    logger.error({ fault: describeFault(error) }, "No trust list could be published.");
    return null;
  }
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
