import { startHttpServer } from "../http/startHttpServer.ts";
import { serveFiles } from "../issuing/imports/desk/serveFiles.ts";
import { FileReceiver } from "../issuing/imports/FileReceiver.ts";
import { ImportWorker } from "../issuing/imports/ImportWorker.ts";
import { Database } from "../platform/database/Database.ts";
import type { Logger } from "../platform/Logger.ts";
import { composeImporting } from "./composeImporting.ts";
import type { Endings } from "./Endings.ts";
import type { ImportSettings } from "./ImportProcess.ts";
import type { ImportThreadData } from "./importThread.ts";

/** The process that reads strangers' files: it takes them in, and its threads make documents of them. */
export async function startImporting(
  settings: ImportSettings,
  logger: Logger,
  endings: Endings,
): Promise<string> {
  const { databaseUrl, fileSocket, threads } = settings;
  const database = new Database(databaseUrl, { connectionsMax: 5, name: "sello-files", logger });
  endings.add(() => database.close());
  const {
    following,
    imports,
    right,
    fileKeys: keys,
  } = composeImporting(settings, database, logger);
  for (const loop of following) {
    loop.start();
    endings.add(() => loop.stop());
  }
  const receiver = new FileReceiver({ store: imports, right, keys });
  const server = await startHttpServer(serveFiles(receiver, logger), {
    host: "",
    port: 0,
    socketPath: fileSocket,
  });
  endings.add(() => server.stop());
  if (threads > 0) startWorking(settings, logger, endings);
  return fileSocket;
}

function startWorking(settings: ImportSettings, logger: Logger, endings: Endings): void {
  const data: ImportThreadData = settings;
  const module = new URL("./importThread.ts", import.meta.url);
  const { loop } = new ImportWorker({ module, data, threads: settings.threads, logger });
  loop.start();
  endings.add(() => loop.stop());
}
