import { workerData } from "node:worker_threads";
import { LiveDigestSecrets } from "../issuing/DigestGenerations.ts";
import { SegmentWorker } from "../issuing/imports/SegmentWorker.ts";
import { serveImportThread } from "../issuing/imports/serveImportThread.ts";
import { systemClock } from "../platform/Clock.ts";
import { createLogger } from "../platform/createLogger.ts";
import { Database } from "../platform/database/Database.ts";
import { timelines } from "../platform/database/servers/Timelines.ts";
import { SealingKeyFile } from "../signing/SealingKeyFile.ts";
import { TokenKeys } from "../signing/token/TokenKeys.ts";
import type { TokenSessionOptions } from "../signing/token/TokenSession.ts";
import { composeIssuing, openKeys } from "./composeIssuing.ts";

/** What a thread is given; everything else it builds for itself. */
export type ImportThreadData = {
  readonly databaseUrl: string;
  readonly timelinesFile: string;
  readonly publicUrl: string;
  readonly keyFile: string;
  readonly token: TokenSessionOptions | null;
  readonly typesDirectory: string | null;
  readonly logLevel: string;
};

const data = workerData as ImportThreadData;
const logger = createLogger(data.logLevel);
timelines.keepIn(data.timelinesFile);
const pool = { connectionsMax: 3, name: "sello-import", logger };
const database = new Database(data.databaseUrl, pool);
const token = data.token && (await TokenKeys.open(data.token));
const keyFile = new SealingKeyFile({ keyFile: data.keyFile, demo: false });
const keys = await openKeys(database, keyFile, token);
const secrets = await LiveDigestSecrets.open({ database, keys, logger });
const parts = composeIssuing({ ...data, secrets, database, clock: systemClock, logger }, keys);
for (const loop of parts.loops) loop.start();

serveImportThread({
  loop: new SegmentWorker({ imports: parts.imports, processor: parts.processor, logger }).loop,
  async close() {
    await Promise.all(parts.loops.map((loop) => loop.stop()));
    token?.close();
    await database.close();
  },
});
