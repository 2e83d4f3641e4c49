import { setTimeout as delay } from "node:timers/promises";
import { parentPort, workerData } from "node:worker_threads";
import type { AuthorityId } from "@sello/sdk";
import { Database } from "../../../../services/platform/database/Database.ts";
import { PgSealedKeyStore } from "../../../../services/signing/PgSealedKeyStore.ts";
import { SealedKeys } from "../../../../services/signing/SealedKeys.ts";
import { TokenKeys } from "../../../../services/signing/token/TokenKeys.ts";
import type { TokenSessionOptions } from "../../../../services/signing/token/TokenSession.ts";

// A worker of the import: it has a session of its own with the token. It signs on and on, as far as the token answers.
const data = workerData as {
  url: string;
  secret: string;
  authority: AuthorityId;
  token: TokenSessionOptions;
};
const database = new Database(data.url, { connectionsMax: 1 });
const token = await TokenKeys.open(data.token);
const store = new PgSealedKeyStore(database);
const keys = await SealedKeys.open({ store, secret: data.secret, token });
const [key] = await keys.ofAuthority(data.authority);
for (;;) {
  try {
    parentPort?.postMessage(key?.sign(Buffer.from("from a thread")));
  } catch (error) {
    if ((error as { code?: string }).code !== "token.unavailable") throw error;
  }
  await delay(2);
}
