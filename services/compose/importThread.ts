import { workerData } from "node:worker_threads";
import { SegmentWorker } from "../issuing/imports/SegmentWorker.ts";
import { serveImportThread } from "../issuing/imports/serveImportThread.ts";
import { createLogger } from "../platform/createLogger.ts";
import { Database } from "../platform/database/Database.ts";
import { composeImporting } from "./composeImporting.ts";
import type { ImportSettings } from "./ImportProcess.ts";

/** What a thread is given; everything else it builds for itself. */
export type ImportThreadData = ImportSettings;

const data = workerData as ImportThreadData;
const logger = createLogger(data.logLevel);
const pool = { connectionsMax: 3, name: "sello-import", logger };
const database = new Database(data.databaseUrl, pool);
const { following, imports, processor, desk, client } = composeImporting(data, database, logger);
for (const loop of following) loop.start();

serveImportThread({
  loop: new SegmentWorker({
    imports,
    processor,
    begin: ({ importId }) => desk.workFor(importId),
    logger,
  }).loop,
  async close() {
    await Promise.all(following.map((loop) => loop.stop()));
    client.close();
    await database.close();
  },
});
