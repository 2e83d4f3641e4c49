import type { JsonWebKey } from "node:crypto";
import { workerData } from "node:worker_threads";
import { serveImportThread } from "../../../../services/issuing/imports/serveImportThread.ts";
import { Database } from "../../../../services/platform/database/Database.ts";
import { IssuingScene } from "../IssuingScene.ts";

/** What the composition root does for the service: a thread with connections and keys of its own. */
const { url, privateJwk, sizes } = workerData as {
  url: string;
  privateJwk: JsonWebKey;
  sizes?: { segmentRows: number; listEntries: number };
};
const database = new Database(url, { connectionsMax: 3, name: "import-thread" });
const scene = new IssuingScene(database, privateJwk, sizes);
serveImportThread({ loop: scene.makeLoop(), close: () => database.close() });
