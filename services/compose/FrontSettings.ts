import type { Config } from "../platform/config.ts";

/**
 * All that the process that strangers reach is told: where it listens, its own login to the database, and the socket
 * of the process that holds keys. No key is among it.
 */
export type FrontSettings = Pick<
  Config,
  "host" | "port" | "demo" | "typesDirectory" | "trustProxy" | "rateLimits" | "shares" | "logLevel"
> & { readonly databaseUrl: string; readonly socketPath: string };

export const toFrontSettings = (
  { host, port, demo, typesDirectory, trustProxy, rateLimits, shares, logLevel }: Config,
  own: Pick<FrontSettings, "databaseUrl" | "socketPath">,
): FrontSettings => ({
  host,
  port,
  demo,
  typesDirectory,
  trustProxy,
  rateLimits,
  shares,
  logLevel,
  ...own,
});
