import { setTimeout as delay } from "node:timers/promises";
import pg from "pg";
import { limits } from "../../limits.ts";
import { askServer, type ServerState } from "./askServer.ts";
import { choosePrimary } from "./choosePrimary.ts";
import { serverUrls } from "./serverUrls.ts";
import { timelines } from "./Timelines.ts";

/**
 * One connection to the primary of the servers that the URL names; its caller ends it. Throws `Unavailable`
 * (`database.unavailable`) when none of several is one in `limits.databaseFindMs`, and what the driver says of a single one.
 */
export async function connectPrimary(url: string, name = "sello"): Promise<pg.Client> {
  const client = new pg.Client({
    connectionString: await findPrimary(url),
    application_name: name,
  });
  await client.connect();
  return client;
}

async function findPrimary(url: string): Promise<string> {
  const urls = serverUrls(url);
  if (urls.length === 1) return url;
  for (const deadline = performance.now() + limits.databaseFindMs; ; ) {
    try {
      const found = await choose(urls);
      timelines.note(found);
      return found.url;
    } catch (error) {
      if (performance.now() > deadline) throw error;
      await delay(limits.databaseRetryMs);
    }
  }
}

async function choose(urls: readonly string[]): Promise<ServerState> {
  const timelineOf = (system: string) => timelines.of(system);
  return choosePrimary(await Promise.all(urls.map(askServer)), { timelineOf, last: null });
}
