import { announce } from "./announce.ts";
import { readConfig } from "./config.ts";
import { createLogger } from "./createLogger.ts";
import { describeStartFailure } from "./describeStartFailure.ts";
import { type RunningSello, startSello } from "./startSello.ts";

/** Exit code of a program that could not start with the settings it was given (sysexits EX_CONFIG). */
const cannotStart = 78;

async function start(): Promise<RunningSello> {
  const config = readConfig();
  const logger = createLogger(config.logLevel);
  const running = await startSello(config, logger);
  logger.info({ roles: config.roles }, "ready");
  return running;
}

let stopping: Promise<void> | undefined;

function stopOnce(running: Promise<RunningSello>): Promise<void> {
  stopping ??= running
    .then((sello) => sello.stop())
    .catch(() => {})
    .finally(() => process.exit(process.exitCode ?? 0));
  return stopping;
}

const running = start();
for (const signal of ["SIGINT", "SIGTERM"] as const) process.on(signal, () => stopOnce(running));
// Whoever started us is gone: nobody could stop us any more.
process.on("disconnect", () => stopOnce(running));

running.catch((error: unknown) => {
  const failure = describeStartFailure(error);
  announce({ kind: "failed", ...failure });
  console.error(error);
  process.exitCode = cannotStart;
  void stopOnce(running);
});
