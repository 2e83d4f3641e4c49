import { createLogger } from "../platform/createLogger.ts";
import { describeFault } from "../platform/describeFault.ts";
import type { Logger } from "../platform/Logger.ts";
import type { ApartBegin, ApartMessage } from "./ApartProcess.ts";
import { Endings } from "./Endings.ts";
import { tellStarter } from "./tellStarter.ts";

const tell = (message: ApartMessage): void => {
  tellStarter(message);
};

/**
 * The other side of `ApartProcess`. All that is needed is told over its channel: nothing is in arguments or in the
 * environment, where others of this machine could look.
 * @param start says where it listens
 */
export function serveApart<Settings extends { readonly logLevel: string }>(
  start: (settings: Settings, logger: Logger, endings: Endings) => Promise<string>,
): void {
  const endings = new Endings();
  let stopping: Promise<void> | undefined;
  const stopOnce = (logger: Logger): void => {
    stopping ??= endings.run(logger).finally(() => process.exit(0));
  };
  const begin = async ({ settings }: ApartBegin<Settings>): Promise<void> => {
    const logger = createLogger(settings.logLevel);
    for (const signal of ["SIGINT", "SIGTERM"] as const) process.on(signal, () => stopOnce(logger));
    try {
      tell({ kind: "listening", at: await start(settings, logger, endings) });
    } catch (error) {
      const { code = "internal" } = error as { code?: string };
      tell({ kind: "failed", code, message: JSON.stringify(describeFault(error)) });
      stopOnce(logger);
    }
  };
  // The process with the keys is gone: nothing can be done any more, and the next start wants the port.
  process.on("disconnect", () => process.exit(1));
  tell({ kind: "loaded" });
  process.once("message", (message: ApartBegin<Settings>) => void begin(message));
}
