import { existsSync, mkdirSync } from "node:fs";
import { join } from "node:path";
import type { Config } from "../platform/config.ts";
import type { Logger } from "../platform/Logger.ts";
import { offices } from "../signing/openTrustSigners.ts";
import type { OfficeSettings } from "./OfficeMessages.ts";
import { OfficeProcess, type Remember } from "./OfficeProcess.ts";

/** What all of them are told; the rest is each one's own. */
export type CommonSettings = Pick<
  OfficeSettings,
  "nodes" | "registries" | "trustList" | "takesKeys"
> & {
  /** Of the first log: the offices' keys are named below it. */
  readonly origin: string;
};

/** Folder of the offices, one folder each. */
export const officesDirectory = ({ dataDirectory }: Pick<Config, "dataDirectory">): string =>
  join(dataDirectory, "trust-signers");

/**
 * Whether we run the offices ourselves: where the network's database is ours, so that a data folder has all that must not
 * be lost, or where their folders are. Else the settings name them, or the service holds their keys.
 */
export const wantsOwnOffices = (config: Config): boolean =>
  config.trustSignersFile === null &&
  config.roles.includes("worker") &&
  (config.databaseUrl === null || existsSync(officesDirectory(config)));

/** The three offices of the embedded default, a process each, with a folder, a key and a sealing secret of its own. */
export class OwnTrustSigners {
  readonly processes: readonly OfficeProcess[];

  constructor(config: Config, common: CommonSettings, remember: Remember, logger: Logger) {
    const { origin, ...told } = common;
    this.processes = offices.map(({ name, key }) => {
      const directory = join(officesDirectory(config), name);
      mkdirSync(directory, { recursive: true, mode: 0o700 });
      const settings: OfficeSettings = {
        ...told,
        name,
        directory,
        keyFile: join(directory, "sealing-key"),
        keyName: `${origin}/${key}`,
        host: "127.0.0.1",
        port: 0,
        typesDirectory: config.typesDirectory,
        logLevel: config.logLevel,
      };
      return new OfficeProcess(settings, remember, logger);
    });
  }

  /** Starts those that nobody has needed yet. Nobody waits for them. */
  begin(): void {
    for (const each of this.processes) each.ready().catch(() => {});
  }

  change(change: Pick<OfficeSettings, "nodes" | "registries">): void {
    for (const each of this.processes) each.change(change);
  }

  async stop(): Promise<void> {
    await Promise.all(this.processes.map((each) => each.stop()));
  }
}
