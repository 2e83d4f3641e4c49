import type { Config } from "../platform/config.ts";
import type { Logger } from "../platform/Logger.ts";
import { portTaken } from "../platform/ports.ts";
import { ApartProcess, apartFlags } from "./ApartProcess.ts";
import type { FrontSettings } from "./FrontSettings.ts";

/** The process that strangers reach. */
export type FrontProcess = ApartProcess<FrontSettings>;

export const frontAccountName = "sello-api";

export const launchFrontProcess = (
  { typesDirectory }: Pick<Config, "typesDirectory">,
  logger: Logger,
): FrontProcess =>
  new ApartProcess({
    main: new URL("./frontMain.ts", import.meta.url),
    name: "api",
    account: frontAccountName,
    flags: apartFlags(typesDirectory),
    logger,
    describe: (code, { port }) => (code === "EADDRINUSE" ? portTaken(port, "SELLO_PORT") : null),
  });
