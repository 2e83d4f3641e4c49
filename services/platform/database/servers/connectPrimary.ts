import pg from "pg";
import { askServer } from "./askServer.ts";
import { choosePrimary } from "./choosePrimary.ts";
import { serverUrls } from "./serverUrls.ts";
import { timelines } from "./Timelines.ts";

/**
 * One connection to the primary of the servers that the URL names; its caller ends it. Throws `Unavailable`
 * (`database.unavailable`) when none of several is one, and what the driver says of a single one.
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
  const known = { last: null, timelineOf: (system: string) => timelines.of(system) };
  const found = choosePrimary(await Promise.all(urls.map(askServer)), known);
  timelines.note(found);
  return found.url;
}
