import { setTimeout as delay } from "node:timers/promises";
import { type Config, isApiAlone } from "../platform/config.ts";
import type { Logger } from "../platform/Logger.ts";
import { DataFolder, isEmbedded } from "./DataFolder.ts";
import { DemoWitnesses } from "./DemoWitnesses.ts";
import { DiskWatch } from "./DiskWatch.ts";
import { Endings } from "./Endings.ts";
import { launchFrontProcess } from "./FrontProcess.ts";
import { toFrontSettings } from "./FrontSettings.ts";
import { HeldPorts } from "./HeldPorts.ts";
import { launchImportProcess } from "./ImportProcess.ts";
import { prepareDatabase } from "./startDatabase.ts";

export type RunningSello = {
  /** Rejects when it cannot start. */
  readonly started: Promise<void>;
  /** May be called at any time, while it starts, too. */
  stop(): Promise<void>;
};

const startGraceMs = 5_000;

/** Starts all that the settings ask for. What was started is stopped again if something fails. */
export function launchSello(config: Config, logger: Logger): RunningSello {
  if (isApiAlone(config.roles)) return launchFront(config, logger);
  const endings = new Endings();
  const folder = new DataFolder(config);
  const started = launch(config, logger, endings, folder).catch(async (error: unknown) => {
    await endings.run(logger);
    throw error;
  });
  return {
    started,
    async stop() {
      folder.noteStopping();
      // A start under way is let finish, so that nothing begins after it was ended; but not forever.
      await Promise.race([started.catch(() => {}), delay(startGraceMs, undefined, { ref: false })]);
      await endings.run(logger);
    },
  };
}

/** The process that strangers reach, where others run the rest: it has no data folder, and opens no key. */
function launchFront(config: Config, logger: Logger): RunningSello {
  const endings = new Endings();
  const { apiDatabaseUrl, signerSocket } = config;
  // The settings ask for both (`readConfig`).
  const own = { databaseUrl: apiDatabaseUrl ?? "", socketPath: signerSocket ?? "" };
  const settings = toFrontSettings(config, own);
  const started = import("./startFront.ts").then(({ startFront }) =>
    startFront(settings, logger, endings),
  );
  return {
    started: started.then((url) => logger.info({ url }, "listening")),
    stop: () => endings.run(logger),
  };
}

/** First what may refuse, then what takes long in processes of its own, and meanwhile the program itself is loaded. */
async function launch(
  config: Config,
  logger: Logger,
  endings: Endings,
  folder: DataFolder,
): Promise<void> {
  await folder.take(endings);
  const ports = await HeldPorts.take(config, endings);
  const start = await prepareDatabase(config, logger, endings);
  if (isEmbedded(config)) watchDisk(config, logger, endings);
  const front = config.roles.includes("api") ? launchFrontProcess(config, logger) : null;
  endings.add(async () => front?.stop());
  const importer = launchImportProcess(config, logger);
  endings.add(() => importer.stop());
  const witnesses = await DemoWitnesses.begin(config, logger);
  endings.add(async () => witnesses?.stop());
  // The server is launched before this call comes back; loading keeps us busy while it comes up.
  const starting = start();
  const [databaseUrl, { startSello }] = await Promise.all([starting, import("./startSello.ts")]);
  await startSello({ config, logger, endings, ports, databaseUrl, witnesses, front, importer });
}

function watchDisk({ dataDirectory }: Config, logger: Logger, endings: Endings): void {
  const { loop } = new DiskWatch({ dataDirectory, logger });
  loop.start();
  endings.add(() => loop.stop());
}
