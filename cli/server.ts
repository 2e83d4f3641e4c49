import { existsSync } from "node:fs";
import { join } from "node:path";
import { type Client, createClient } from "@sello/api/client";
import { CliError, UsageError } from "./CliError.ts";
import { type OptionValues, textOption } from "./Command.ts";
import { exitCodes } from "./exitCodes.ts";
import { dataDirectory, readWhole } from "./files.ts";

/** What `./sello up` leaves for the other commands: where it listens. */
export type RunningServer = {
  readonly url: string;
  readonly publicUrl: string;
  /** Of the chain that it started; null when it uses one that others run. */
  readonly rpcUrl: string | null;
};

/** Keys of the demo's departments; 0600. */
export type DemoAccess = {
  readonly keys: readonly {
    readonly authority: string;
    readonly actions: readonly string[];
    readonly secret: string;
  }[];
};

const defaultUrl = "http://127.0.0.1:8420";

export const serverOptions = {
  server: { type: "string" },
  as: { type: "string" },
} as const;

/** The service's address: `--server`, else SELLO_SERVER, else what `./sello up` noted. */
export function serverUrl(options: OptionValues): string {
  const noted = readWhole<RunningServer>(join(dataDirectory(), "run.json"));
  return textOption(options, "server") ?? process.env.SELLO_SERVER ?? noted?.url ?? defaultUrl;
}

/** A client that checks each answer; the schemas are loaded when the first JSON comes. */
export const clientOf = (baseUrl: string, apiKey?: string): Client =>
  createClient({
    baseUrl,
    ...(apiKey === undefined ? {} : { apiKey }),
    check: async () => (await import("@sello/api")).operations,
  });

/** A client without a key: for what is public. */
export const publicClient = (options: OptionValues): Client => clientOf(serverUrl(options));

/**
 * A client that acts for an authority: SELLO_API_KEY, else the demo's key of `--as SLUG`.
 * A key is never given on the command line, where other users of the machine could read it.
 */
export function officerClient(options: OptionValues): Client {
  const fromEnvironment = process.env.SELLO_API_KEY;
  if (fromEnvironment) return clientOf(serverUrl(options), fromEnvironment);
  const file = join(dataDirectory(), "demo", "access.json");
  const access = readWhole<DemoAccess>(file);
  if (!access && existsSync(file))
    throw new CliError(
      `${file} is damaged. Stop Sello and start it again: ./sello up writes it again.`,
      exitCodes.unavailable,
    );
  if (!access)
    throw new CliError("Set SELLO_API_KEY to the key of your department.", exitCodes.unavailable);
  const authority = textOption(options, "as");
  const names = access.keys.map((key) => key.authority).join(", ");
  if (!authority) throw new UsageError(`Say for whom, with --as AUTHORITY: ${names}`);
  const key = access.keys.find((candidate) => candidate.authority === authority);
  if (!key) throw new UsageError(`The demo has no key of "${authority}". It has: ${names}`);
  return clientOf(serverUrl(options), key.secret);
}
