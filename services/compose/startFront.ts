import { setTimeout as delay } from "node:timers/promises";
import { FrontMetrics } from "../front/FrontMetrics.ts";
import { InsideClient } from "../front/InsideClient.ts";
import type { App } from "../http/createApp.ts";
import { startHttpServer } from "../http/startHttpServer.ts";
import type { Deployment } from "../ledger/deployment/Deployment.ts";
import { nameRow, PgDeployments } from "../ledger/deployment/PgDeployments.ts";
import { Database } from "../platform/database/Database.ts";
import { ServiceError } from "../platform/errors.ts";
import type { Logger } from "../platform/Logger.ts";
import { limits } from "../platform/limits.ts";
import { SteadyLoop } from "../platform/loops/SteadyLoop.ts";
import { PgRegistryEvents } from "../registry/PgRegistryEvents.ts";
import { RegistryService } from "../registry/RegistryService.ts";
import { FileDocumentTypes } from "../registry/types/FileDocumentTypes.ts";
import { PublishedTypes } from "../registry/types/published/PublishedTypes.ts";
import { composeFront, type FrontContext } from "./composeFront.ts";
import type { Endings } from "./Endings.ts";
import type { FrontSettings } from "./FrontSettings.ts";

const waitMs = 200;

/**
 * The process that strangers reach: it reads what is public, and hands on what needs a credential.
 * @returns where it listens
 */
export async function startFront(
  settings: FrontSettings,
  logger: Logger,
  endings: Endings,
): Promise<string> {
  const inside = new InsideClient(settings.socketPath);
  endings.add(async () => inside.close());
  const database = new Database(settings.databaseUrl, {
    connectionsMax: 10,
    name: "sello-api",
    logger,
  });
  endings.add(() => database.close());
  const { publicUrl } = await untilThere(() => inside.call("names", {}), logger);
  const registry = new RegistryService({
    events: new PgRegistryEvents(database),
    publicUrl,
    logger,
  });
  registry.loop.start();
  endings.add(() => registry.loop.stop());
  const directories = settings.typesDirectory === null ? [] : [settings.typesDirectory];
  const types = new FileDocumentTypes({ publicUrl, directories });
  const published = new PublishedTypes({ database, types, logger });
  await untilThere(() => published.look(), logger);
  published.loop.start();
  endings.add(() => published.loop.stop());
  const metrics = new FrontMetrics();
  const shared = { settings, publicUrl, database, inside, registry, types, metrics, logger };
  const front = await FollowingFront.open(shared);
  front.loop.start();
  endings.add(() => front.loop.stop());
  const server = await startHttpServer(
    (request, response) => front.app.express(request, response),
    {
      host: settings.host,
      port: settings.port,
      connectionsPerAddress: settings.shares.connectionsPerAddress,
      isProxy: (address) => front.app.isProxy(address),
      onStopping: () => front.app.endEventStreams(),
    },
  );
  endings.add(() => server.stop());
  return server.url;
}

/** A process of its own may be there before the one that it asks. */
async function untilThere<T>(work: () => Promise<T>, logger: Logger): Promise<T> {
  for (let told = false; ; told = true) {
    try {
      return await work();
    } catch (error) {
      if (!(error instanceof ServiceError) || error.status !== 503) throw error;
      if (!told) logger.warn({ code: error.code }, "waiting for the process that holds the keys");
      await delay(waitMs);
    }
  }
}

/** Composed again when another deployment takes part, or is open from now on. */
class FollowingFront {
  readonly loop: SteadyLoop;
  readonly #context: Omit<FrontContext, "deployments">;
  #app: App;
  #row: string;

  private constructor(
    context: Omit<FrontContext, "deployments">,
    deployments: readonly Deployment[],
  ) {
    this.#context = context;
    this.#app = composeFront({ ...context, deployments });
    this.#row = nameRow(deployments);
    this.loop = new SteadyLoop({
      name: "deployments",
      step: async () => {
        await this.#follow();
        return limits.frontLookMs;
      },
      logger: context.logger,
    });
  }

  static async open(context: Omit<FrontContext, "deployments">): Promise<FollowingFront> {
    return new FollowingFront(context, await new PgDeployments(context.database).all());
  }

  get app(): App {
    return this.#app;
  }

  async #follow(): Promise<void> {
    const deployments = await new PgDeployments(this.#context.database).all();
    const row = nameRow(deployments);
    if (row === this.#row) return;
    const before = this.#app;
    this.#app = composeFront({ ...this.#context, deployments });
    this.#row = row;
    before.endEventStreams();
  }
}
