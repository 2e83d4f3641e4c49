import { parentPort, workerData } from "node:worker_threads";
import type { AuthorityId } from "@sello/sdk";
import { Database } from "../../../services/platform/database/Database.ts";
import { PgSealedKeyStore } from "../../../services/signing/PgSealedKeyStore.ts";
import { SealedKeys } from "../../../services/signing/SealedKeys.ts";

// A worker of the import: it has the database and the secret, and nothing of the main thread's memory.
const { url, secret, authority } = workerData as {
  url: string;
  secret: string;
  authority: AuthorityId;
};
const database = new Database(url, { connectionsMax: 1 });
const keys = await SealedKeys.open({ store: new PgSealedKeyStore(database), secret });
const [key] = await keys.ofAuthority(authority);
parentPort?.postMessage(key?.sign(Buffer.from("from a thread")));
await database.close();
