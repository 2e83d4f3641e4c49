import { createLogger } from "../platform/createLogger.ts";
import { describeFault } from "../platform/describeFault.ts";
import type { Logger } from "../platform/Logger.ts";
import { Endings } from "./Endings.ts";
import type { FrontBegin, FrontMessage } from "./FrontSettings.ts";
import { startFront } from "./startFront.ts";

// Started by the process that holds keys, which tells all that is needed over its channel: nothing is in arguments or
// in the environment, where others of this machine could look.

const endings = new Endings();
let stopping: Promise<void> | undefined;

const tell = (message: FrontMessage): void => {
  process.send?.(message);
};

function stopOnce(logger: Logger): void {
  if (stopping) return;
  stopping = endings.run(logger).finally(() => process.exit(0));
}

async function begin({ settings }: FrontBegin): Promise<void> {
  const logger = createLogger(settings.logLevel);
  for (const signal of ["SIGINT", "SIGTERM"] as const) process.on(signal, () => stopOnce(logger));
  try {
    tell({ kind: "listening", url: await startFront(settings, logger, endings) });
  } catch (error) {
    const { code = "internal" } = error as { code?: string };
    tell({ kind: "failed", code, message: JSON.stringify(describeFault(error)) });
    stopOnce(logger);
  }
}

// The process with the keys is gone: nothing can be answered any more, and the next start wants the port.
process.on("disconnect", () => process.exit(1));
tell({ kind: "loaded" });
process.once("message", (message: FrontBegin) => void begin(message));
