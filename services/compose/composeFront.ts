import { type Operation, operations } from "@sello/api";
import { LogReader } from "../anchoring/LogReader.ts";
import { Logs } from "../anchoring/Logs.ts";
import { logRoutes } from "../anchoring/logRoutes.ts";
import { PgCheckpointStore } from "../anchoring/PgCheckpointStore.ts";
import { PgLogStore } from "../anchoring/PgLogStore.ts";
import type { FrontMetrics } from "../front/FrontMetrics.ts";
import { mountForwarded } from "../front/forward.ts";
import type { InsideClient } from "../front/InsideClient.ts";
import { InsideCopies, InsideStatuses, InsideTrustLists } from "../front/InsideMaterial.ts";
import { InsideFigures, InsideRules } from "../front/InsideRules.ts";
import { mountMetrics } from "../front/mountMetrics.ts";
import { type App, createApp } from "../http/createApp.ts";
import { demoOutboxPath } from "../http/demoOutboxPath.ts";
import { sampleKinds, samplePath } from "../http/demoSamplePaths.ts";
import { demoShopPaths } from "../http/demoShopPaths.ts";
import { demoWalletPaths } from "../http/demoWalletPaths.ts";
import { buildOpenApi } from "../http/openapi/buildOpenApi.ts";
import type { Route } from "../http/routes/Route.ts";
import type { Deployment } from "../ledger/deployment/Deployment.ts";
import { figureRoutes } from "../operations/figureRoutes.ts";
import { aliveRoute } from "../operations/healthRoutes.ts";
import { PgPublicFigures } from "../operations/PgPublicFigures.ts";
import { mountPages } from "../pages/mountPages.ts";
import { problemPage } from "../pages/problemPage.ts";
import { readBuiltPages } from "../pages/readBuiltPages.ts";
import { WebAssets } from "../pages/WebAssets.ts";
import { systemClock } from "../platform/Clock.ts";
import type { Database } from "../platform/database/Database.ts";
import type { Logger } from "../platform/Logger.ts";
import { authorityRoutes } from "../registry/authorityRoutes.ts";
import { PgRegistryEvents } from "../registry/PgRegistryEvents.ts";
import type { RegistryService } from "../registry/RegistryService.ts";
import { PgTrustListStore } from "../registry/trust/PgTrustListStore.ts";
import { trustListRoutes } from "../registry/trust/trustListRoutes.ts";
import { documentTypeRoutes } from "../registry/types/documentTypeRoutes.ts";
import type { FileDocumentTypes } from "../registry/types/FileDocumentTypes.ts";
import { PublicKeys } from "../signing/PublicKeys.ts";
import { messagesRoute, reasonsRoute } from "../status/statusRoutes.ts";
import { TrustMaterial } from "../verifying/TrustMaterial.ts";
import { Verification } from "../verifying/Verification.ts";
import { verifyRoutes } from "../verifying/verifyRoutes.ts";
import type { FrontSettings } from "./FrontSettings.ts";

export type FrontContext = {
  readonly settings: FrontSettings;
  readonly publicUrl: string;
  /** With the rights of the role for this process alone: it reads what is public. */
  readonly database: Database;
  readonly inside: InsideClient;
  readonly registry: RegistryService;
  readonly types: FileDocumentTypes;
  /** All of the network, in order. */
  readonly deployments: readonly Deployment[];
  readonly metrics: FrontMetrics;
  readonly logger: Logger;
};

const ofDemo = [
  demoOutboxPath,
  ...Object.values(demoShopPaths),
  ...Object.values(demoWalletPaths),
  ...sampleKinds.map(samplePath),
].map((path) => ({ path }));

/**
 * What strangers reach: verification, all that is public, and the pages, made of public data alone. What needs a
 * credential or a key is handed on to the process that has keys.
 */
export function composeFront(context: FrontContext): App {
  const { settings, publicUrl, inside, metrics, logger } = context;
  const shared = {
    trustLists: new InsideTrustLists(inside, new PgTrustListStore(context.database)),
    figures: new PgPublicFigures(context.database),
  };
  const routes = openRoutes(context, shared);
  const local = new Set(routes.map(({ name }) => name as string));
  const handedOn = Object.entries(operations)
    .filter(([name]) => !local.has(name))
    .map(([, operation]): Operation => operation);
  const openApi = buildOpenApi(publicUrl);
  const assets = new WebAssets(readBuiltPages());
  const { registry, types: documentTypes } = context;
  const pageParts = {
    registry,
    documentTypes,
    ...shared,
    clock: systemClock,
    statuses: new InsideStatuses(inside),
    publicUrl,
    isDemo: settings.demo,
    serviceItems: new InsideRules(inside),
    decisionFigures: new InsideFigures(inside),
  };
  return createApp(
    {
      routes,
      // No route here takes a key, or a session.
      apiKeys: { authenticate: elsewhere },
      sessions: { authenticate: elsewhere, act: elsewhere, goesOn: elsewhere },
      residents: { authenticate: elsewhere },
      audit: { record: () => Promise.reject(new Error("acts are recorded elsewhere")) },
      logger,
      publicUrl,
      mountForwarded: (app) => {
        mountForwarded(app, [...handedOn, ...(settings.demo ? ofDemo : [])], inside);
        mountMetrics(app, inside, metrics);
      },
      mountPages: (app) => mountPages(app, pageParts, openApi, assets),
      problemPage,
    },
    {
      rateLimits: settings.rateLimits,
      streamShares: settings.shares.streams,
      trustProxy: settings.trustProxy,
      observe: (record) => metrics.observeRequest(record),
    },
  );
}

const elsewhere = () => Promise.reject(new Error("credentials are checked elsewhere"));

function openRoutes(
  context: FrontContext,
  { trustLists, figures }: { trustLists: InsideTrustLists; figures: PgPublicFigures },
): readonly Route[] {
  const { database, inside, registry, types, publicUrl, metrics } = context;
  const statuses = new InsideStatuses(inside);
  const copies = new InsideCopies(inside);
  const logs = toLogs(context);
  const keys = new PublicKeys(database);
  const verification = new Verification({
    material: new TrustMaterial({ trustLists, statuses }),
    statuses,
    copies,
    log: copies,
    logs,
    clock: systemClock,
    publicUrl,
  });
  const verify = metrics.watchVerdicts(verification.verify.bind(verification));
  return [
    ...verifyRoutes({ verification: { verify } }),
    ...trustListRoutes({ trustLists }),
    ...authorityRoutes({
      registry,
      signer: { published: async (id) => keys.published(await registry.byId(id)) },
      registryEvents: inStep(new PgRegistryEvents(database), registry),
    }),
    ...documentTypeRoutes({ documentTypes: types }),
    ...logRoutes({ logs }),
    ...figureRoutes({ figures }),
    reasonsRoute,
    messagesRoute,
    aliveRoute,
  ];
}

/** Who has seen an event sees its effect in everything that is asked after it. */
const inStep = (events: PgRegistryEvents, registry: RegistryService) => ({
  async ofAuthority(...asked: Parameters<PgRegistryEvents["ofAuthority"]>) {
    const found = await events.ofAuthority(...asked);
    await registry.refresh();
    return found;
  },
});

function toLogs({ database, deployments }: FrontContext): Logs {
  const read = ({ id, origin }: Deployment) =>
    new LogReader({
      origin,
      log: new PgLogStore(database, id),
      checkpoints: new PgCheckpointStore(database, id),
    });
  const open = deployments.find(({ state }) => state === "open");
  if (open === undefined) throw new Error("no deployment is open");
  return new Logs(read(open), deployments.filter(({ state }) => state === "sealed").map(read));
}
