import { announce } from "./compose/announce.ts";
import { describeStartFailure } from "./compose/describeStartFailure.ts";
import { launchSello, type RunningSello } from "./compose/launchSello.ts";
import { readConfig } from "./platform/config.ts";
import { createLogger } from "./platform/createLogger.ts";

/** Exit code of a program that could not start with the settings it was given (sysexits EX_CONFIG). */
const cannotStart = 78;

let stopping: Promise<void> | undefined;

function stopOnce(sello: RunningSello): void {
  stopping ??= sello.stop().finally(() => process.exit(process.exitCode ?? 0));
}

function refuse(error: unknown, folder?: string): never {
  announce({ kind: "failed", ...describeStartFailure(error, folder) });
  console.error(error);
  process.exit(cannotStart);
}

function main(): void {
  const config = readConfig();
  const logger = createLogger(config.logLevel);
  const sello = launchSello(config, logger);
  for (const signal of ["SIGINT", "SIGTERM"] as const) process.on(signal, () => stopOnce(sello));
  // The process that started us is gone: nobody could stop us any more.
  process.on("disconnect", () => stopOnce(sello));
  sello.started.then(
    () => logger.info({ roles: config.roles }, "ready"),
    (error: unknown) => {
      if (stopping === undefined) refuse(error, config.dataDirectory);
    },
  );
}

try {
  main();
} catch (error) {
  refuse(error);
}
