import { rmSync } from "node:fs";
import type { Config } from "../platform/config.ts";
import type { Logger } from "../platform/Logger.ts";
import { ApartProcess, apartFlags } from "./ApartProcess.ts";

/** All that the process that reads strangers' files is told. No key is among it. */
export type ImportSettings = Pick<Config, "typesDirectory" | "logLevel"> & {
  readonly databaseUrl: string;
  readonly publicUrl: string;
  /** Where it asks for signatures. */
  readonly deskSocket: string;
  /** Where it listens for files, in a folder of its own. */
  readonly fileSocket: string;
  /** Threads that work on what was received. */
  readonly threads: number;
};

/** The process that reads strangers' files, and makes documents of them. */
export type ImportProcess = ApartProcess<ImportSettings>;

export const importAccountName = "sello-import";

export const launchImportProcess = (
  { typesDirectory }: Pick<Config, "typesDirectory">,
  logger: Logger,
): ImportProcess =>
  new ApartProcess({
    main: new URL("./importMain.ts", import.meta.url),
    name: "import",
    account: importAccountName,
    // Helper threads of the garbage collector would contend with what they help: 8 % more work for a document.
    flags: [...apartFlags(typesDirectory), "--allow-worker", "--single-threaded-gc"],
    logger,
    // Left by one that was killed; the process itself may remove nothing.
    prepare: ({ fileSocket }) => rmSync(fileSocket, { force: true }),
  });
